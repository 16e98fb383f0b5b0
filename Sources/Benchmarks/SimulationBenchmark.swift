import Addressing
import Dataplane
import TopologyModel

/// Packets of many live connections: how fast they pass, and what a connection weighs.
struct SimulationBenchmark {
  /// Where the connections go.
  enum Way: String, CaseIterable {
    case withinVPC = "within a VPC"
    case natGateway = "NAT gateway"
  }

  private let network: Network
  private let connections: [Connection]
  /// Keeps its memory, which what is measured must not be given.
  private let rehearsal: LiveNetwork

  /// Two ends, and the headers that they send.
  private struct Connection {
    let client: Flow.Sender
    let request: PacketHeader
    let server: Flow.Sender
    let answer: PacketHeader

    func request(_ flags: TCPFlags) -> LivePacket {
      LivePacket(client, request, flags, isReply: false)
    }

    func answer(_ flags: TCPFlags) -> LivePacket {
      LivePacket(server, answer, flags, isReply: true)
    }
  }

  struct Result {
    let connections: Int
    let openingSeconds: Double
    let secondsPerMillion: Double
    let bytesPerConnection: Int
  }

  /// - Parameters:
  ///   - synthetic: The network.
  ///   - way: Where the connections go.
  ///   - count: Connections, all of them live at once.
  init(_ synthetic: SyntheticNetwork, _ way: Way, connections count: Int) {
    network = Network(synthetic.topology)
    var live = LiveNetwork(network)
    var seen: Set<PacketHeader> = []
    var connections: [Connection] = []
    // Some are refused, and some hit the same two ends and ports.
    for flow in SimulationBenchmark.flows(count * 2, way, synthetic)
    where connections.count < count && seen.insert(flow.header).inserted {
      guard network.verdict(of: flow) == .delivered else { continue }
      let passage = live.send(LivePacket(flow.sender, flow.header, .syn))
      guard let server = passage.receiver, let answer = passage.arrived.reply else { continue }
      connections.append(
        Connection(client: flow.sender, request: flow.header, server: server, answer: answer))
    }
    self.connections = connections
    rehearsal = live
  }

  private static func flows(_ count: Int, _ way: Way, _ synthetic: SyntheticNetwork) -> [Flow] {
    switch way {
    case .withinVPC: TraceBenchmark(synthetic, flows: count).flows
    case .natGateway: translatedFlows(count, synthetic)
    }
  }

  /// Flows of one VPC's private interfaces to a thousand servers, which one gateway translates.
  private static func translatedFlows(_ count: Int, _ synthetic: SyntheticNetwork) -> [Flow] {
    let interfaces = synthetic.topology.networkInterfaces
    let clients = synthetic.interfacesByVPC[0].filter { client in
      interfaces[client]?.addresses.contains { $0.publicAddress != nil } == false
    }
    var random = Random(state: 11)
    return (0..<count).compactMap { index in
      let client = clients[random.below(clients.count)]
      return interfaces[client]?.addresses.first.map { own in
        Flow(
          .networkInterface(client),
          PacketHeader(
            source: own.address,
            destination: IPAddress(
              198, 51, 100 &+ UInt8(random.below(4)), UInt8(random.below(250))),
            ipProtocol: .tcp, sourcePort: 40000 &+ UInt16(index % 20000), destinationPort: 443))
      }
    }
  }

  /// Networks that are opened before memory is measured, and while it is.
  private static let warmUps = 3
  private static let measured = 3

  func run() -> Result {
    // The first networks take up what was freed before; what the others need is new to the process.
    var networks = (0..<SimulationBenchmark.warmUps).map { _ in opened() }
    let before = LoadingBenchmark.residentKilobytes
    let opening = Measure.seconds(runs: 1) {
      for _ in 0..<SimulationBenchmark.measured { networks.append(opened()) }
    }
    let resident =
      (LoadingBenchmark.residentKilobytes - before) / SimulationBenchmark.measured
    var live = networks.removeLast()
    let packets = 1_000_000
    var random = Random(state: 7)
    let seconds = Measure.seconds(runs: 1) {
      var arrived = 0
      for packet in 0..<packets {
        if packet % 1000 == 0 { live.advance(to: live.now + 100) }
        let connection = connections[random.below(connections.count)]
        arrived +=
          live.deliver(packet % 2 == 0 ? connection.request(.ack) : connection.answer(.ack)) ? 1 : 0
      }
      Measure.keep(arrived)
    }
    Measure.keep((rehearsal, networks))
    return Result(
      connections: connections.count,
      openingSeconds: opening / Double(SimulationBenchmark.measured),
      secondsPerMillion: seconds, bytesPerConnection: resident * 1024 / max(connections.count, 1))
  }

  /// A network in which all connections are open.
  private func opened() -> LiveNetwork {
    var live = LiveNetwork(network)
    for connection in connections {
      _ = live.deliver(connection.request(.syn))
      _ = live.deliver(connection.answer([.syn, .ack]))
      _ = live.deliver(connection.request(.ack))
    }
    return live
  }
}
