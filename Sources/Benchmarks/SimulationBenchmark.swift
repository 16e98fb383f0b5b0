import Addressing
import Dataplane

/// Packets of many live connections: how fast they pass, and what a connection weighs.
struct SimulationBenchmark {
  private let network: Network
  private let flows: [Flow]
  /// Who answers each flow.
  private let servers: [Flow.Sender]

  struct Result {
    let connections: Int
    let openingSeconds: Double
    let secondsPerMillion: Double
    let bytesPerConnection: Int
  }

  /// - Parameters:
  ///   - synthetic: The network.
  ///   - count: Connections, all of them live at once.
  init(_ synthetic: SyntheticNetwork, connections count: Int) {
    // Some are refused, and some hit the same two ends and ports.
    let drawn = TraceBenchmark(synthetic, flows: count * 2)
    network = drawn.network
    var live = LiveNetwork(network)
    var seen: Set<PacketHeader> = []
    var (flows, servers) = ([Flow](), [Flow.Sender]())
    for flow in drawn.flows where flows.count < count && seen.insert(flow.header).inserted {
      guard network.verdict(of: flow) == .delivered,
        let server = live.send(LivePacket(flow.sender, flow.header, .syn)).receiver
      else { continue }
      flows.append(flow)
      servers.append(server)
    }
    self.flows = flows
    self.servers = servers
  }

  func run() -> Result {
    var live = LiveNetwork(network)
    let before = LoadingBenchmark.residentKilobytes
    let opening = Measure.seconds(runs: 1) {
      for index in flows.indices { open(index, &live) }
    }
    let resident = LoadingBenchmark.residentKilobytes - before
    let packets = 1_000_000
    var random = Random(state: 7)
    let seconds = Measure.seconds(runs: 1) {
      var arrived = 0
      for packet in 0..<packets {
        if packet % 1000 == 0 { live.advance(to: live.now + 100) }
        let index = random.below(flows.count)
        arrived +=
          live.deliver(packet % 2 == 0 ? request(index, .ack) : answer(index, .ack)) ? 1 : 0
      }
      Measure.keep(arrived)
    }
    return Result(
      connections: live.connections.count / 2, openingSeconds: opening,
      secondsPerMillion: seconds, bytesPerConnection: resident * 1024 / max(flows.count, 1))
  }

  private func open(_ index: Int, _ live: inout LiveNetwork) {
    _ = live.deliver(request(index, .syn))
    _ = live.deliver(answer(index, [.syn, .ack]))
    _ = live.deliver(request(index, .ack))
  }

  private func request(_ index: Int, _ flags: TCPFlags) -> LivePacket {
    LivePacket(flows[index].sender, flows[index].header, flags, isReply: false)
  }

  private func answer(_ index: Int, _ flags: TCPFlags) -> LivePacket {
    let header = flows[index].header
    return LivePacket(servers[index], header.reply ?? header, flags, isReply: true)
  }
}
