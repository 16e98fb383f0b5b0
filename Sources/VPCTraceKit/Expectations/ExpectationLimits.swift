import Addressing
import Dataplane
import Expectations
import TopologyModel

/// Tells what the questions of an expectation leave out of account; made once for a network.
struct ExpectationLimits {
  private let topology: Topology
  private let spaces: EndSpaces
  /// Interfaces that may forward packets of others.
  private let appliances: [Reference<NetworkInterface>]
  /// Interfaces with more addresses than one of each family.
  private let withOtherAddresses: [Reference<NetworkInterface>]

  init(_ topology: Topology, _ spaces: EndSpaces) {
    self.topology = topology
    self.spaces = spaces
    let interfaces = topology.networkInterfaces.resources
    appliances = interfaces.filter { $0.resource.isAppliance }.map { $0.reference }
    withOtherAddresses = interfaces.filter { $0.resource.hasOtherAddresses }.map { $0.reference }
  }

  /// What is left out of an expectation's space; nothing of single flows.
  func limits(of resolved: ResolvedExpectation, _ questions: [Question]) -> [Limit] {
    guard questions.contains(where: { $0.isSpace }) else { return [] }
    let premises = unknownPremises(among: resolved.sources)
    var limits: [Limit] = []
    if resolved.expectation.claim.isOfWhatMustNotArrive {
      let speaksOfAll = resolved.expectation.sources.contains { $0.word == Term.any.word }
      let unmodelled = speaksOfAll ? bringersOfPackets : []
      let appliances = interfaces(appliances, among: resolved.sources)
      if !appliances.isEmpty { limits.append(.appliances(appliances)) }
      if !unmodelled.isEmpty { limits.append(.unmodelled(unmodelled)) }
    } else {
      let others = interfaces(withOtherAddresses, among: resolved.sources + resolved.destinations)
      if !others.isEmpty { limits.append(.otherAddresses(others)) }
    }
    return premises.isEmpty ? limits : limits + [.unknownPremises(premises)]
  }

  private func interfaces(
    _ interfaces: [Reference<NetworkInterface>], among ends: [ExpectedEnds]
  ) -> [Reference<NetworkInterface>] {
    guard !interfaces.isEmpty else { return [] }
    let ends = Set(ends.lazy.flatMap { $0.members })
    return interfaces.filter { ends.contains(.networkInterface($0)) }
  }

  private func unknownPremises(among ends: [ExpectedEnds]) -> [Reference<VPNConnection>] {
    topology.vpnConnections.references.filter { connection in
      spaces.premises(connection).isEmpty
        && ends.contains { $0.members.contains(.onPremises(connection)) }
    }
  }

  private var bringersOfPackets: [Reference<UnmodelledResource>] {
    topology.unmodelled.mentioned.filter { topology.kind(of: $0).bringsPackets }
  }
}

extension NetworkInterface {
  fileprivate var isAppliance: Bool { !checksSourceAndDestination && kind != .natGateway }

  fileprivate var hasOtherAddresses: Bool {
    let hasTwo = AddressFamily.allCases.contains { family in
      addresses.count { $0.address.family == family } > 1
    }
    return hasTwo || !prefixes.isEmpty
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
