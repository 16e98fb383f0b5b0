import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Dataplane

/// What is said of sets, held against what is said of their packets: 100,000 in all.
@Suite struct `Sets and packets go the same way` {
  private static let seeds: ClosedRange<UInt64> = 1...32

  @Test(arguments: seeds)
  func `a packet's path is that of the one piece that holds it`(seed: UInt64) {
    let topology = RandomTopology(seed: seed)
    var random = SeededGenerator(seed: seed)
    let (network, sender) = (topology.network, topology.sender(using: &random))
    let pieces = network.walkSet(from: sender, topology.space(of: sender))
    for _ in 0..<125 {
      let header = topology.header(from: sender, using: &random)
      let holders = pieces.filter { $0.sent.contains(header) }
      #expect(holders.count == 1, "\(header)")
      for piece in holders { expect(Flow(sender, header), toGoWith: piece, in: network) }
    }
    for number in 0..<3000 {
      let piece = pieces[number % pieces.count]
      if let header = piece.sent.randomElement(using: &random) {
        expect(Flow(sender, header), toGoWith: piece, in: network)
      }
    }
  }

  @Test func `R-NACL-18: of any port a set tells what a trace does`() {
    var disagreeing = 0
    for seed in Self.seeds.prefix(12) {
      let topology = RandomTopology(seed: seed)
      var random = SeededGenerator(seed: seed)
      let walk = SetWalk(topology.network)
      for sender in topology.senders.shuffled(using: &random).prefix(3) {
        let ports = ClientPorts(sender == .internet ? .internet : .linux)
        let pieces = walk.pieces(
          from: sender, of: topology.space(of: sender), fromAnyOf: ports)
        for header in pieces.flatMap({ $0.samples(using: &random) }) {
          var flow = Flow(sender, header)
          if header.ipProtocol.hasPorts {
            flow.header.sourcePort = ports.range.first
            flow.defaultedSourcePorts = ports
          }
          for piece in pieces where piece.sent.contains(flow.header) {
            expect(flow, toGoWith: piece, in: walk.network)
          }
          if walk.network.trace(flow).isAmbiguousByPort { disagreeing += 1 }
        }
      }
    }
    #expect(disagreeing > 10, "\(disagreeing)")
  }

  private func expect(_ flow: Flow, toGoWith piece: SetPiece, in network: Network) {
    let trace = network.trace(flow)
    #expect(
      trace.verdict == piece.verdict && trace.path == piece.path
        && Set(trace.tiedPaths) == Set(piece.tiedPaths)
        && piece.arrivals.contains { $0.contains(trace.forward.lastPacket) },
      "\(flow)")
  }

  @Test func `the samples meet every kind of component, and every verdict but one`() {
    var codes: Set<DecisionCode> = []
    var verdicts: Set<Verdict> = []
    for seed in Self.seeds {
      let topology = RandomTopology(seed: seed)
      let network = topology.network
      var random = SeededGenerator(seed: seed)
      for _ in 0..<200 {
        let sender = topology.sender(using: &random)
        let trace = network.trace(Flow(sender, topology.header(from: sender, using: &random)))
        verdicts.insert(trace.verdict)
        codes.formUnion((trace.forward.hops + (trace.reply?.hops ?? [])).map { $0.decision.code })
      }
    }
    #expect(verdicts.union([.ambiguous]) == Set(Verdict.allCases))
    #expect(
      codes.isSuperset(of: [
        .natTranslates, .natReverses, .natUnsolicited, .applianceForwards, .applianceTranslates,
        .peeringForwards, .egressOnlyForwards, .internetGatewayTranslates, .vpnGatewayForwards,
        .groupTrackedAllow, .groupReferenceLost, .publicAccessBlocked, .encryptionEnforced,
        .routePrefixListUnknown, .componentNotModelled, .deliveredToService, .sameSubnet,
        .replyNotRecognised, .routingLoop,
      ]), "\(codes)")
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `pieces share no packet and cover what was sent`(seed: UInt64) {
    let topology = RandomTopology(seed: seed)
    var random = SeededGenerator(seed: seed)
    let sender = topology.sender(using: &random)
    let space = topology.space(of: sender).intersection(Self.tcpToPrivateAddresses)
    let pieces = topology.network.walkSet(from: sender, space)
    let rest = pieces.reduce(space) { $0.subtracting($1.sent) }
    #expect(rest.isEmpty)
    for (index, piece) in pieces.enumerated() {
      #expect(piece.sent.isSubset(of: space))
      #expect(pieces[..<index].allSatisfy { $0.sent.intersection(piece.sent).isEmpty })
    }
  }

  private static let tcpToPrivateAddresses: HeaderSpace = {
    let block = CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 14)
    let box = HeaderBox(
      source: AddressRange(all: .ipv4), destination: AddressRange(block),
      protocols: ProtocolRange(.tcp), sourcePorts: PortRange(40000))
    return HeaderSpace(box)
  }()
}

extension RandomTopology {
  fileprivate func sender(using random: inout SeededGenerator) -> Flow.Sender {
    senders[Int.random(in: 0..<senders.count, using: &random)]
  }
}

extension Leg {
  /// The packet at the first denial, or at the end.
  fileprivate var lastPacket: PacketHeader {
    hops[hops.firstIndex { $0.decision.action == .deny } ?? hops.count - 1].packet
  }
}

extension SetPiece {
  /// Some packets of the piece, and more of one that is ambiguous.
  fileprivate func samples(using random: inout SeededGenerator) -> [PacketHeader] {
    (0..<(verdict == .ambiguous ? 40 : 4)).compactMap { _ in sent.randomElement(using: &random) }
  }
}

extension Trace {
  fileprivate var isAmbiguousByPort: Bool {
    alternatives.contains { if case .clientPorts = $0.cause { true } else { false } }
  }
}
