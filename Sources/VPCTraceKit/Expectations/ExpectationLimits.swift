import Addressing
import Dataplane
import Expectations
import TopologyModel

/// Tells what the questions of an expectation leave out of account.
struct ExpectationLimits {
  private let topology: Topology
  private let spaces: EndSpaces

  init(_ topology: Topology, _ spaces: EndSpaces) {
    self.topology = topology
    self.spaces = spaces
  }

  /// What is left out of an expectation's space; nothing of single flows.
  func limits(
    of expectation: Expectation, _ questions: [Question], from sources: [ExpectedEnds],
    to destinations: [ExpectedEnds]
  ) -> [Limit] {
    guard questions.contains(where: { $0.isSpace }) else { return [] }
    let senders = Set(sources.flatMap { $0.members })
    let premises = unknownPremises(among: senders)
    var limits: [Limit] = []
    if expectation.claim.isOfWhatMustNotArrive {
      let speaksOfAll = expectation.sources.contains { $0.word == Term.any.word }
      let unmodelled = speaksOfAll ? bringersOfPackets : []
      let appliances = appliances(among: senders)
      if !appliances.isEmpty { limits.append(.appliances(appliances)) }
      if !unmodelled.isEmpty { limits.append(.unmodelled(unmodelled)) }
    } else {
      let ends = senders.union(destinations.flatMap { $0.members })
      let others = interfacesWithOtherAddresses(among: ends)
      if !others.isEmpty { limits.append(.otherAddresses(others)) }
    }
    return premises.isEmpty ? limits : limits + [.unknownPremises(premises)]
  }

  private func appliances(among ends: Set<ExpectedEnd>) -> [Reference<NetworkInterface>] {
    interfaces(among: ends) { !$0.checksSourceAndDestination && $0.kind != .natGateway }
  }

  private func interfacesWithOtherAddresses(
    among ends: Set<ExpectedEnd>
  ) -> [Reference<NetworkInterface>] {
    interfaces(among: ends) { interface in
      let families = Set(interface.addresses.map { $0.address.family })
      return interface.addresses.count > families.count || !interface.prefixes.isEmpty
    }
  }

  private func interfaces(
    among ends: Set<ExpectedEnd>, where holds: (NetworkInterface) -> Bool
  ) -> [Reference<NetworkInterface>] {
    topology.networkInterfaces.resources.filter { reference, interface in
      holds(interface) && ends.contains(.networkInterface(reference))
    }.map { $0.reference }
  }

  private func unknownPremises(among ends: Set<ExpectedEnd>) -> [Reference<VPNConnection>] {
    topology.vpnConnections.references.filter {
      ends.contains(.onPremises($0)) && spaces.premises($0).isEmpty
    }
  }

  private var bringersOfPackets: [Reference<UnmodelledResource>] {
    topology.unmodelled.resources.filter { $0.resource.kind.bringsPackets }.map { $0.reference }
  }
}

extension Question {
  fileprivate var isSpace: Bool { if case .space = self { true } else { false } }
}

extension Expectation.Claim {
  /// It holds where nothing gets through.
  fileprivate var isOfWhatMustNotArrive: Bool {
    switch self {
    case .only, .verdict(.dropped, _): true
    case .verdict: false
    }
  }
}

extension ResourceKind {
  /// Networks of others may be behind it.
  fileprivate var bringsPackets: Bool {
    switch self {
    case .transitGateway, .transitGatewayAttachment, .directConnectGateway,
      .directConnectVirtualInterface, .clientVPNEndpoint, .localGateway, .carrierGateway,
      .coreNetwork, .odbNetwork:
      true
    default: false
    }
  }
}
