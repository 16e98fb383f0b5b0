import Addressing
import Analysis
import Dataplane
import Expectations
import TopologyModel

/// Proposes expectations of a network: what gets through today, group by group.
struct ExpectationProposer {
  /// Ends that are named by one term.
  private struct Group {
    let term: Term
    let ends: [ExpectedEnd]
  }

  private let network: Network
  private let sets: SetWalk
  private let spaces: EndSpaces
  private var alike: AlikeEnds
  private var groups: [Group] = []
  /// What gets through between the pairs of a kind, which meet in several groups.
  private var trafficOfKind: [AlikePairs.Kind: Set<TrafficTerm>] = [:]

  init(_ network: Network) {
    self.network = network
    sets = SetWalk(network)
    alike = AlikeEnds(network)
    let resolver = EndpointResolver(network)
    var finder = EndFinder(resolver)
    spaces = EndSpaces(resolver)
    for word in ExpectationProposer.words(network.topology) {
      guard let ends = try? finder.ends(word) else { continue }
      groups.append(Group(term: Term(word), ends: ends.members))
    }
  }

  /// Security groups, interfaces without any, the internet and premises.
  private static func words(_ topology: Topology) -> [String] {
    var uses: [String: Int] = [:]
    for (_, group) in topology.securityGroups.resources {
      if let name = group.groupName { uses[name, default: 0] += 1 }
    }
    let groups = topology.securityGroups.resources.map { reference, group in
      let name = group.groupName.flatMap { uses[$0] == 1 ? $0 : nil }
      return "sg:\(name ?? topology.securityGroups.id(of: reference))"
    }
    let loners = topology.networkInterfaces.resources.filter {
      $0.resource.groups.isEmpty && $0.resource.kind != .natGateway
    }.map { topology.networkInterfaces.id(of: $0.reference) }
    let premises = topology.vpnConnections.references.map { topology.vpnConnections.id(of: $0) }
    return groups + loners + premises + ["internet"]
  }

  /// Who may be sent to, each of whom ``proposals(to:)`` takes by its place.
  var receivers: Range<Int> { groups.indices }

  /// What gets to one group of receivers, an expectation for each group of senders, and then that this
  /// alone does.
  ///
  /// - Throws: ``EndpointError`` where the input does not tell who is behind a name.
  /// - Complexity: A walk for every set of packets between every two ends that no others are like.
  mutating func proposals(to place: Int) throws(EndpointError) -> [Expectation] {
    let receiver = groups[place]
    var arriving: [(sender: Group, traffic: [TrafficTerm])] = []
    for sender in groups {
      let traffic = try traffic(from: sender, to: receiver)
      if !traffic.isEmpty { arriving.append((sender, traffic)) }
    }
    let deliveries = arriving.map { sender, traffic in
      Expectation(from: [sender.term], to: [receiver.term], .verdict(.delivered, of: traffic))
    }
    return deliveries
      + [Expectation(from: [.any], to: [receiver.term], .only(allowances(arriving)))]
  }

  /// Senders of the same traffic share an allowance.
  private func allowances(
    _ arriving: [(sender: Group, traffic: [TrafficTerm])]
  ) -> [Expectation.Allowance] {
    var order: [[TrafficTerm]] = []
    var senders: [[TrafficTerm]: [Term]] = [:]
    for (sender, traffic) in arriving {
      if senders[traffic] == nil { order.append(traffic) }
      senders[traffic, default: []].append(sender.term)
    }
    return order.map { Expectation.Allowance($0, from: senders[$0]) }
  }

  /// All that gets, or may get, from any sender of one group to any receiver of another.
  private mutating func traffic(
    from senders: Group, to receivers: Group
  ) throws(EndpointError) -> [TrafficTerm] {
    var terms: Set<TrafficTerm> = []
    for part in alike.parts(from: senders.ends, to: receivers.ends) {
      for sender in part.senders {
        for receiver in part.receivers { terms.formUnion(try traffic(from: sender, to: receiver)) }
      }
    }
    return terms.contains(.all) ? [.all] : terms.joined
  }

  private mutating func traffic(
    from sender: ExpectedEnd, to receiver: ExpectedEnd
  ) throws(EndpointError) -> Set<TrafficTerm> {
    let kind = alike.kind(from: sender, to: receiver)
    if let known = kind.flatMap({ trafficOfKind[$0] }) { return known }
    let question = SpaceQuestion(
      from: try spaces.senders([sender], .whole), to: spaces.receivers([receiver], .whole),
      .allBut([]), family: nil)
    var terms: Set<TrafficTerm> = []
    for end in question.senders {
      for sent in question.sent(by: end) {
        let outcomes = sets.verdicts(
          from: end.sender, of: sent.packets.boxes, strangers: sent.strangers, isOneWay: true)
        for outcome in outcomes where outcome.verdict != .dropped {
          terms.insert(TrafficTerm(covering: outcome.packets))
        }
      }
    }
    if let kind { trafficOfKind[kind] = terms }
    return terms
  }
}

extension TrafficTerm {
  /// The least traffic in the short form that holds all packets of a box.
  fileprivate init(covering box: HeaderBox) {
    let (ipProtocol, ports) = (box.protocols.first, box.destinationPorts)
    guard ipProtocol == box.protocols.last else {
      self = .all
      return
    }
    let isOneType = ports.first >> 8 == ports.last >> 8
    if ipProtocol.hasPorts {
      self = .of(ipProtocol, ports)
    } else if ipProtocol.isICMP, isOneType {
      self = .of(ipProtocol, ICMPMessage(packed: ports.first).withAnyCode)
    } else {
      self = .of(ipProtocol, .all)
    }
  }
}

extension Set<TrafficTerm> {
  /// The same traffic in order, ranges of ports that touch or overlap made one.
  fileprivate var joined: [TrafficTerm] {
    var ranges: [IPProtocol: [PortRange]] = [:]
    for case .of(let ipProtocol, let ports) in self {
      ranges[ipProtocol, default: []].append(ports)
    }
    return ranges.sorted { $0.key < $1.key }.flatMap { ipProtocol, ports in
      (ipProtocol.hasPorts ? ports.joined : ports.disjoint).map { .of(ipProtocol, $0) }
    }
  }
}
