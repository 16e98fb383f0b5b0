import Addressing
import Dataplane
import Expectations
import SourceText
import TestSupport
import Testing
import TopologyModel
import VPCTraceKit

/// What expectations say of whole spaces, held against every packet of a grid, one by one.
@Suite struct `Expectations of spaces agree with every packet of a grid` {
  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func `"only" is met where no packet but the allowed ones gets through`(seed: UInt64) throws {
    var grid = try PacketGrid(seed: seed)
    let allowed = grid.pick(PacketGrid.traffic)
    let result = try grid.judge("only \(allowed.words)")
    let intruders = grid.packets(clientPorts: false).filter { flow in
      !allowed.holds(flow.header) && grid.network.verdict(of: flow) != .dropped
    }
    #expect(intruders.isEmpty || !result.isMet, "\(grid.ends): \(intruders)")
    for (flow, packets) in grid.samples(of: result) {
      #expect(packets.contains(flow.header) && grid.holds(flow) && !allowed.holds(flow.header))
      #expect(grid.network.verdict(of: flow) != .dropped, "\(grid.ends): \(flow)")
    }
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func `a verdict is met where every packet comes to it`(seed: UInt64) throws {
    var grid = try PacketGrid(seed: seed)
    let traffic = grid.pick(PacketGrid.traffic.filter { $0.words != "nothing" })
    let packets = grid.packets(clientPorts: true).filter { traffic.holds($0.header) }
    guard let first = packets.first else { return }
    let verdict = grid.network.verdict(of: first)
    let result = try grid.judge("\(traffic.words) \(verdict.rawValue)")
    let others = packets.filter { grid.network.verdict(of: $0) != verdict }
    #expect(others.isEmpty || !result.isMet, "\(grid.ends): \(others)")
    for (flow, _) in grid.samples(of: result) {
      #expect(traffic.holds(flow.header) && grid.holds(flow))
      #expect(grid.network.verdict(of: flow) != verdict, "\(grid.ends): \(flow)")
    }
  }

  @Test func `the seeds have both answers, and senders of every kind`() throws {
    var answers: Set<Bool> = []
    var senders: Set<String> = []
    for seed in 1...25 as ClosedRange<UInt64> {
      var grid = try PacketGrid(seed: seed)
      let allowed = grid.pick(PacketGrid.traffic)
      answers.insert(try grid.judge("only \(allowed.words)").isMet)
      for flow in grid.packets(clientPorts: true) {
        switch flow.sender {
        case .networkInterface: senders.insert("interface")
        case .internet: senders.insert("internet")
        case .onPremises: senders.insert("premises")
        }
      }
    }
    #expect(answers == [true, false])
    #expect(senders == ["interface", "internet", "premises"])
  }
}

/// A small topology at random, some ends in it, and packets between them.
private struct PacketGrid {
  /// Traffic in words, and by the packets that it holds.
  struct Traffic {
    let words: String
    let holds: @Sendable (PacketHeader) -> Bool
  }

  let network: Network
  /// The ends in the words of an expectation.
  let ends: String
  private let sources: [SendingAddress]
  private let inside: Set<CIDRBlock>
  private let outside: Set<CIDRBlock>
  private var random: SeededGenerator

  /// An address that somebody sends from, and where its client's ports come from.
  private struct SendingAddress {
    let sender: Flow.Sender
    let address: IPAddress
    let clientPorts: [UInt16]
    let own: Set<IPAddress>
  }

  init(seed: UInt64) throws {
    let topology = RandomTopology(seed: seed)
    random = SeededGenerator(seed: seed)
    network = topology.network
    let interfaces = topology.interfaces.shuffled(using: &random)
    let senders = interfaces.prefix(2).map { Flow.Sender.networkInterface($0) }
    let others = topology.senders.filter { if case .networkInterface = $0 { false } else { true } }
    let chosen = senders + [others.randomElement(using: &random) ?? .internet]
    let receivers = interfaces.dropFirst(1).prefix(3)
    sources = chosen.flatMap { PacketGrid.addresses(of: $0, in: topology) }
    let declared = topology.sketch.topology
    let addresses = receivers.flatMap { declared.networkInterfaces[$0]?.addresses ?? [] }
    let publics = receivers.flatMap { receiver in
      (declared.networkInterfaces[receiver]?.addresses ?? []).compactMap {
        topology.network.publicAddress(of: $0.address, on: receiver)
      }
    }
    let prefixes = receivers.flatMap { declared.networkInterfaces[$0]?.prefixes ?? [] }
    let privates = addresses.map { CIDRBlock(host: $0.address) } + prefixes
    inside = Set(privates + publics.map { CIDRBlock(host: $0) })
    outside = Set(publics.map { CIDRBlock(host: $0) } + privates.filter { $0.family == .ipv6 })
    let words = chosen.map { PacketGrid.word($0, declared) }
    let targets = receivers.map { declared.networkInterfaces.id(of: $0) }
    ends = "from \(words.joined(separator: ", ")) to \(targets.joined(separator: ", "))"
  }

  private static func word(_ sender: Flow.Sender, _ topology: Topology) -> String {
    switch sender {
    case .networkInterface(let interface): topology.networkInterfaces.id(of: interface)
    case .internet: "internet"
    case .onPremises(let connection): topology.vpnConnections.id(of: connection)
    }
  }

  private static func addresses(
    of sender: Flow.Sender, in topology: RandomTopology
  ) -> [SendingAddress] {
    func sending(_ texts: [String], _ ports: [UInt16]) -> [SendingAddress] {
      texts.map {
        SendingAddress(
          sender: sender, address: topology.sketch.address($0), clientPorts: ports, own: [])
      }
    }
    switch sender {
    case .internet:
      return sending(["198.51.100.10", "8.8.8.8", "2001:db8:99::10"], [1024, 1025, 40000, 65535])
    case .onPremises: return sending(["192.168.0.10"], [32768, 40000, 61000])
    case .networkInterface(let reference):
      let addresses = topology.sketch.topology.networkInterfaces[reference]?.addresses ?? []
      let own = addresses.flatMap { address in
        [address.address, topology.network.publicAddress(of: address.address, on: reference)]
          .compactMap { $0 }
      }
      return AddressFamily.allCases.compactMap { family in
        addresses.first { $0.address.family == family }
      }.map {
        SendingAddress(
          sender: sender, address: $0.address, clientPorts: [32768, 40000, 61000], own: Set(own))
      }
    }
  }
}

// MARK: Packets

extension PacketGrid {
  static let traffic = [
    Traffic(words: "nothing") { _ in false },
    Traffic(words: "all") { _ in true },
    Traffic(words: "tcp 443") { $0.ipProtocol == .tcp && $0.destinationPort == 443 },
    Traffic(words: "tcp, udp, icmp, icmpv6, gre") {
      $0.ipProtocol.hasPorts || $0.ipProtocol == IPProtocol(47)
        || $0.ipProtocol == ($0.source.isIPv4 ? .icmp : .icmpv6)
    },
    Traffic(words: "tcp 22-443, udp 53") {
      $0.ipProtocol == .tcp && (22...443).contains($0.destinationPort)
        || $0.ipProtocol == .udp && $0.destinationPort == 53
    },
    Traffic(words: "ping, tcp 0-65535") {
      $0.ipProtocol == .tcp
        || $0.source.isIPv4 && $0.ipProtocol == .icmp && $0.icmp?.type == 8 && $0.icmp?.code == 0
        || !$0.source.isIPv4 && $0.ipProtocol == .icmpv6 && $0.icmp?.type == 128
          && $0.icmp?.code == 0
    },
  ]

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  /// Every packet of the grid; clients may keep to the ports that their systems give them.
  func packets(clientPorts: Bool) -> [Flow] {
    sources.flatMap { source in
      let receivers = source.sender == .internet ? outside : inside
      return receivers.map { $0.base }
        .filter { $0.family == source.address.family && !source.own.contains($0) }
        .flatMap { receiver in
          headers(from: source, to: receiver, clientPorts: clientPorts)
            .map { Flow(source.sender, $0) }
        }
    }
  }

  private func headers(
    from source: SendingAddress, to receiver: IPAddress, clientPorts: Bool
  ) -> [PacketHeader] {
    let sourcePorts = clientPorts ? source.clientPorts : [0, 123, 1023, 1024, 40000, 65535]
    let ports: [UInt16] = [0, 21, 22, 23, 52, 53, 54, 122, 123, 124, 442, 443, 444, 8443, 65535]
    let withPorts = [IPProtocol.tcp, .udp].flatMap { ipProtocol in
      ports.flatMap { port in
        sourcePorts.map {
          PacketHeader(
            source: source.address, destination: receiver, ipProtocol: ipProtocol, sourcePort: $0,
            destinationPort: port)
        }
      }
    }
    let icmp: IPProtocol = source.address.isIPv4 ? .icmp : .icmpv6
    let messages = ([0, 3, 8, 13, 128, 129] as [UInt8]).map { type in
      PacketHeader(
        source: source.address, destination: receiver, ipProtocol: icmp,
        destinationPort: ICMPMessage(type: type).packed)
    }
    return withPorts + messages + [
      PacketHeader(source: source.address, destination: receiver, ipProtocol: IPProtocol(47))
    ]
  }

  /// Whether a packet goes from one of the ends to one of the others.
  func holds(_ flow: Flow) -> Bool {
    let receivers = flow.sender == .internet ? outside : inside
    return receivers.contains { $0.contains(flow.header.destination) }
      && sources.contains { $0.sender == flow.sender }
  }

  func judge(_ claim: String) throws -> ExpectationResult {
    let source = SourceBuffer(path: "in.json5", bytes: Array("['\(ends) \(claim)']".utf8))
    return try #require(try ExpectationSuite(source, of: network).run().first)
  }

  /// Packets that are said to contradict.
  mutating func samples(of result: ExpectationResult) -> [(flow: Flow, packets: HeaderBox)] {
    result.contradictions.flatMap { contradiction in
      let others = (0..<4).map { _ in
        Flow(contradiction.flow.sender, contradiction.packets.randomElement(using: &random))
      }
      return ([contradiction.flow] + others).map { (flow: $0, packets: contradiction.packets) }
    }
  }
}
