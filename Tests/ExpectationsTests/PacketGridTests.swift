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
    let intruders = grid.packets(.whole, clientPorts: false).filter { flow in
      !allowed.holds(flow.header) && grid.network.verdict(of: flow) != .dropped
    }
    #expect(intruders.isEmpty || !result.isMet, "\(grid.ends): \(intruders)")
    for (flow, packets) in grid.samples(of: result) {
      #expect(packets.contains(flow.header) && grid.holds(flow) && !allowed.holds(flow.header))
      #expect(grid.network.verdict(of: flow) != .dropped, "\(grid.ends): \(flow)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `R-NACL-18: a verdict is met where every packet comes to it, whatever its port`(
    seed: UInt64
  ) throws {
    var grid = try PacketGrid(seed: seed)
    let traffic = grid.pick(PacketGrid.traffic.filter { $0.words != "nothing" })
    let (family, words) = grid.pick([(nil, ""), (AddressFamily.ipv4, " ipv4"), (.ipv6, " ipv6")])
    for verdict in Verdict.allCases {
      let packets = grid.packets(of: verdict).filter {
        traffic.holds($0.header) && $0.header.source.family == family ?? $0.header.source.family
      }
      guard !packets.isEmpty else { return }
      let result = try grid.judge("\(traffic.words) \(verdict.rawValue)\(words)")
      let strays = Set(packets.map { grid.fromAnyPort($0) }).filter {
        grid.network.verdict(of: $0) != verdict
      }
      #expect(strays.isEmpty || !result.isMet, "\(grid.ends): \(strays)")
      if result.isMet && verdict != .ambiguous {
        #expect(packets.allSatisfy { grid.network.verdict(of: $0) == verdict }, "\(grid.ends)")
      }
      for (flow, _) in grid.samples(of: result) {
        #expect(traffic.holds(flow.header) && grid.holds(flow))
        #expect(grid.network.verdict(of: grid.fromAnyPort(flow)) != verdict, "\(flow)")
      }
    }
  }

  @Test func `the seeds meet verdicts, and say where they left addresses out`() throws {
    var met: Set<Verdict> = []
    var limits = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let grid = try PacketGrid(seed: seed)
      for (verdict, family) in Verdict.allCases.flatMap({ [($0, "ipv4"), ($0, "ipv6")] }) {
        let claim = "tcp 443-444, gre \(verdict.rawValue) \(family)"
        guard let result = try? grid.judge(claim) else { continue }
        if result.isMet { met.insert(verdict) }
        let isLimited = result.limits.contains { $0.isOfOtherAddresses }
        #expect(isLimited == (grid.hasOtherAddresses && verdict != .dropped))
        limits += isLimited ? 1 : 0
      }
    }
    #expect(met.isSuperset(of: [.delivered, .dropped, .undetermined]))
    #expect(limits > 0)
  }

  @Test func `the seeds have both answers, and senders of every kind`() throws {
    var answers: Set<Bool> = []
    var senders: Set<String> = []
    for seed in 1...25 as ClosedRange<UInt64> {
      var grid = try PacketGrid(seed: seed)
      let allowed = grid.pick(PacketGrid.traffic)
      answers.insert(try grid.judge("only \(allowed.words)").isMet)
      for flow in grid.packets(.first, clientPorts: true) {
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

  /// Which addresses of an interface are meant.
  enum Extent {
    /// The first of each family.
    case first
    case whole
  }

  let network: Network
  /// The ends in the words of an expectation.
  let ends: String
  private(set) var hasOtherAddresses = false
  private var sources: [SendingAddress] = []
  private var inside: [Extent: Set<CIDRBlock>] = [:]
  private var outside: Set<CIDRBlock> = []
  private var random: SeededGenerator

  /// An address that somebody sends from, and where its client's ports come from.
  private struct SendingAddress {
    let sender: Flow.Sender
    let address: IPAddress
    let clientPorts: ClientPorts
    var isFirst = true
    var own: Set<IPAddress> = []
  }

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    let topology = RandomTopology(seed: seed)
    var sketch = topology.sketch
    let interfaces = topology.interfaces.shuffled(using: &random)
    for (number, interface) in interfaces.enumerated() where number % 2 == 0 {
      sketch.addAddress(to: interface)
    }
    network = sketch.network
    let count = seed.isMultiple(of: 2) ? 2 : 1
    let others = topology.senders.filter { if case .networkInterface = $0 { false } else { true } }
    let chosen =
      interfaces.prefix(count).map { Flow.Sender.networkInterface($0) }
      + others.shuffled(using: &random).prefix(count - 1)
    let receivers = interfaces.dropFirst(1).prefix(count)
    let declared = sketch.topology
    let words = chosen.map { PacketGrid.word($0, declared) }
    let targets = receivers.map { declared.networkInterfaces.id(of: $0) }
    ends = "from \(words.joined(separator: ", ")) to \(targets.joined(separator: ", "))"
    for sender in chosen { addSource(sender) }
    for receiver in receivers { addReceiver(receiver) }
  }

  private static func word(_ sender: Flow.Sender, _ topology: Topology) -> String {
    switch sender {
    case .networkInterface(let interface): topology.networkInterfaces.id(of: interface)
    case .internet: "internet"
    case .onPremises(let connection): topology.vpnConnections.id(of: connection)
    }
  }

  private mutating func addSource(_ sender: Flow.Sender) {
    func add(_ address: IPAddress, _ origin: ClientPorts.Origin) {
      sources.append(
        SendingAddress(sender: sender, address: address, clientPorts: ClientPorts(origin)))
    }
    switch sender {
    case .internet:
      for address in ["198.51.100.10", "8.8.8.8", "2001:db8:99::10"] {
        add(Sketch().address(address), .internet)
      }
    case .onPremises: add(Sketch().address("192.168.0.10"), .onPremises)
    case .networkInterface(let interface):
      let own = HeldAddresses(of: interface, in: network)
      let isLambda = network.topology.networkInterfaces[interface]?.kind == .lambda
      for address in own.whole.map({ $0.base }) {
        add(address, isLambda ? .lambda : .linux)
        sources[sources.count - 1].isFirst = own.first.contains(CIDRBlock(host: address))
        sources[sources.count - 1].own = Set((own.whole + own.publics).map { $0.base })
      }
      if own.whole.count > own.first.count { hasOtherAddresses = true }
    }
  }

  private mutating func addReceiver(_ interface: Reference<NetworkInterface>) {
    let held = HeldAddresses(of: interface, in: network)
    inside[.first, default: []].formUnion(held.first)
    inside[.whole, default: []].formUnion(held.whole + held.publics)
    outside.formUnion(held.publics + held.whole.filter { $0.family == .ipv6 })
    if held.whole.count > held.first.count { hasOtherAddresses = true }
  }

  /// The addresses of an interface.
  private struct HeldAddresses {
    let first: [CIDRBlock]
    let whole: [CIDRBlock]
    let publics: [CIDRBlock]

    init(of reference: Reference<NetworkInterface>, in network: Network) {
      let interface = network.topology.networkInterfaces[reference]
      let addresses = (interface?.addresses ?? []).map { $0.address }
      first = AddressFamily.allCases.compactMap { family in
        addresses.first { $0.family == family }.map { CIDRBlock(host: $0) }
      }
      whole = addresses.map { CIDRBlock(host: $0) } + (interface?.prefixes ?? [])
      publics = addresses.compactMap {
        network.publicAddress(of: $0, on: reference).map { CIDRBlock(host: $0) }
      }
    }
  }
}

extension Limit {
  fileprivate var isOfOtherAddresses: Bool {
    if case .otherAddresses = self { true } else { false }
  }
}

extension Sketch {
  /// Gives an interface a secondary address, a hundred behind its first.
  fileprivate mutating func addAddress(to reference: Reference<NetworkInterface>) {
    guard var interface = topology.networkInterfaces[reference],
      let first = interface.addresses.first(where: { $0.address.isIPv4 })?.address
    else { return }
    interface.addresses.append(.init(IPAddress(ipv4: first.ipv4Bits + 100)))
    topology.networkInterfaces.define(interface, at: reference)
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

  /// What an expectation of a verdict speaks of.
  func packets(of verdict: Verdict) -> [Flow] {
    packets(verdict == .dropped ? .whole : .first, clientPorts: true)
  }

  /// Every packet of the grid; clients may keep to the ports that their systems give them.
  func packets(_ extent: Extent, clientPorts: Bool) -> [Flow] {
    sources.filter { extent == .whole || $0.isFirst }.flatMap { source in
      let receivers = source.sender == .internet ? outside : inside[extent] ?? []
      return receivers.map { $0.base }
        .filter { $0.family == source.address.family && !source.own.contains($0) }
        .flatMap { receiver in
          headers(from: source, to: receiver, clientPorts: clientPorts)
            .map { Flow(source.sender, $0) }
        }
    }
  }

  /// The packet, sent from whatever port its client chooses.
  func fromAnyPort(_ flow: Flow) -> Flow {
    guard flow.header.ipProtocol.hasPorts,
      let ports = sources.first(where: { $0.sender == flow.sender })?.clientPorts
    else { return flow }
    var flow = flow
    flow.header.sourcePort = ports.range.first
    flow.defaultedSourcePorts = ports
    return flow
  }

  private func headers(
    from source: SendingAddress, to receiver: IPAddress, clientPorts: Bool
  ) -> [PacketHeader] {
    let range = source.clientPorts.range
    let sourcePorts =
      clientPorts ? [range.first, 40001, range.last] : [0, 123, 1023, 1024, 40000, 65535]
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
    let receivers = flow.sender == .internet ? outside : inside[.whole] ?? []
    return receivers.contains { $0.contains(flow.header.destination) }
      && sources.contains { $0.sender == flow.sender }
  }

  func judge(_ claim: String) throws -> ExpectationResult {
    let source = SourceBuffer(path: "in.json5", bytes: Array("['\(ends) \(claim)']".utf8))
    return try #require(try ExpectationSuite(source, of: network).run().first)
  }

  /// Packets that are said to contradict.
  mutating func samples(of result: ExpectationResult) -> [(flow: Flow, packets: HeaderBox)] {
    result.contradictions.filter { !$0.flow.destinationLacksPublicAddress }.flatMap {
      contradiction in
      let others = (0..<4).map { _ in
        Flow(contradiction.flow.sender, contradiction.packets.randomElement(using: &random))
      }
      return ([contradiction.flow] + others).map { (flow: $0, packets: contradiction.packets) }
    }
  }
}
