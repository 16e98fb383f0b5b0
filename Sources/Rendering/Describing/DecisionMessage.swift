import Addressing
import Dataplane
import TopologyModel

extension Decision {
  /// What was decided and why, in a clause without capital and full stop.
  ///
  /// Where a rule or route alone says it, its words are the message; `packet` is the header as it
  /// leaves the hop.
  func message(_ packet: PacketHeader, in network: Network) -> String {
    switch code {
    case .groupRuleAllow, .aclRuleAllow, .aclRuleDeny, .routeLocal, .routeMatch:
      evidence(in: network).words ?? code.fallbackMessage
    case .routeBlackhole, .routeTargetUnknown, .routePrefixListUnknown:
      evidence(in: network).words.map { "\($0): \(code.fallbackMessage)" } ?? code.fallbackMessage
    case .aclDefaultDeny: "no rule matches \(sought(packet)), so the closing rule * denies it"
    case .groupNoMatch, .groupNoRules, .groupReferenceLost: groupDenial(packet, in: network)
    case .natNotModelled:
      packet.family == .ipv6
        ? "IPv6 through a NAT gateway is not modelled (R-NAT64-1)"
        : "a regional NAT gateway is not modelled (R-NAT-14)"
    case .natProtocol:
      packet.family == .ipv6
        ? "of IPv6 a NAT gateway takes what is for 64:ff9b::/96, and nothing else (R-ROUTE-8)"
        : "NAT gateways carry TCP, UDP and ICMP only (R-NAT-3)"
    case .routingLoop:
      isPathTooLong
        ? "the path has more than 64 hops, and is taken for a loop"
        : "the packet comes back here as it was: it goes round in a circle"
    case .componentNotModelled: component.unmodelledMessage(in: network)
    case .vpnGatewayForwards: gatewayMessage(in: network)
    default: addressMessage(packet) ?? code.fallbackMessage
    }
  }

  /// The message where the decision, the component and the place stand beside it.
  func briefMessage(_ packet: PacketHeader, in network: Network) -> String {
    switch code {
    case .groupRuleAllow, .aclRuleAllow, .aclRuleDeny, .routeLocal, .routeMatch:
      evidence(in: network).brief ?? ""
    case .routeBlackhole:
      evidence(in: network).brief.map { "\($0): a blackhole" } ?? "a blackhole"
    case .vpnGatewayForwards where row >= 0: evidence(in: network).brief ?? ""
    case .packetSent, .delivered, .deliveredToInternet, .deliveredToOnPremises: ""
    case .aclDefaultDeny: "no rule for \(sought(packet))"
    case .groupTrackedAllow: "tracked: it let the request through"
    case .sameSubnet: "within the subnet: no route, no ACL"
    case .internetGatewayTranslates, .natTranslates, .natReverses, .applianceTranslates,
      .applianceReverses:
      "now \(packet.ends)"
    default: message(packet, in: network)
    }
  }

  /// By which prefix a virtual private gateway passes a packet on, or whence it took it.
  private func gatewayMessage(in network: Network) -> String {
    switch network.evidence(of: self) {
    case .vpnStaticRoute: evidence(in: network).words ?? code.fallbackMessage
    case .route: "BGP told it \(evidence(in: network).rule ?? "the prefix")"
    default: "takes the packet in from its VPN connection"
    }
  }

  private func evidence(in network: Network) -> EvidenceDescription {
    EvidenceDescription(network.evidence(of: self), in: network)
  }

  private func groupDenial(_ packet: PacketHeader, in network: Network) -> String {
    let way = direction ?? .inbound
    switch code {
    case .groupNoRules: return "there is no \(way.rawValue) rule at all, so nothing gets through"
    case .groupReferenceLost:
      return "its \(way.rawValue) rules name groups, and on this path the packet "
        + "is no longer known to come from a member"
    default:
      let count = ruleCount(way, in: network)
      let which = count == 1 ? "the only \(way.rawValue) rule does not allow" : nil
      return "\(which ?? "none of \(count) \(way.rawValue) rules allows") \(sought(packet))"
    }
  }

  /// What a filter would have had to allow: `tcp 443 from 10.0.0.5`.
  private func sought(_ packet: PacketHeader) -> String {
    let way = direction ?? .inbound
    let peer = way == .inbound ? packet.source : packet.destination
    return "\(packet.trafficWords) \(way.preposition) \(peer.description)"
  }

  private func ruleCount(_ way: Direction, in network: Network) -> Int {
    guard case .securityGroups(let interface) = component else { return 0 }
    let groups = network.topology.networkInterfaces[interface]?.groups ?? []
    return groups.reduce(0) { $0 + (network.topology.securityGroups[$1]?.rules(way).count ?? 0) }
  }

  /// Messages that name an address of the packet.
  private func addressMessage(_ packet: PacketHeader) -> String? {
    let source = packet.source.description
    let destination = packet.destination.description
    return switch code {
    case .delivered: "the packet arrives at \(destination)"
    case .deliveredToService: "Amazon's service at \(destination) takes the packet"
    case .noPublicAddress: "\(destination) has no public address to send to from the internet"
    case .privateAddressOnInternet: "the internet does not route the private address \(destination)"
    case .noSuchAddress: "no interface holds \(destination)"
    case .noRoute: "no route covers \(destination)"
    case .sourceDestCheckDeny:
      direction == .outbound
        ? "the source/destination check is on, and \(source) is not the interface's own address"
        : "the source/destination check is on, and \(destination) is not the interface's own address"
    case .internetGatewayTranslates, .natTranslates, .natReverses, .applianceTranslates,
      .applianceReverses:
      "the packet goes on as \(packet.ends)"
    case .internetGatewayNoPublicAddress:
      direction == .inbound
        ? "\(destination) is not the public address of an interface in this VPC"
        : "\(source) has no public address, so the gateway can't translate it"
    case .internetGatewayPrivateDestination: "\(destination) is private: the gateway refuses it"
    case .internetGatewayPrivateSource: "\(source) is private: the gateway refuses it"
    case .spoofedSource: "\(source) belongs to no interface of the VPC"
    case .peeringOutsideVPC:
      "peering carries packets between its two VPCs only, and an end of "
        + "\(packet.ends) lies in neither"
    case .vpnGatewayNoPrefix: "no VPN connection leads to \(destination)"
    case .vpnGatewayNoInterface: "\(source) or \(destination) is no interface of the VPC"
    default: nil
    }
  }
}

extension Component {
  /// What is not modelled, with the rules that a packet would need there.
  fileprivate func unmodelledMessage(in network: Network) -> String {
    switch self {
    case .linkLocalService: "another VPC's resolver is not modelled (R-PCX-5)"
    case .unmodelled(let resource):
      network.topology.kind(of: resource).unmodelledMessage
    case .networkInterface(let interface):
      (network.topology.networkInterfaces[interface]?.kind ?? .otherManaged).unmodelledMessage
    default: "what it does is not modelled"
    }
  }
}

extension ResourceKind {
  fileprivate var unmodelledMessage: String {
    switch self {
    case .transitGateway: NetworkInterface.Kind.transitGateway.unmodelledMessage
    case .vpcEndpoint: "VPC endpoints are not modelled (R-NACL-10)"
    case .directConnectGateway, .directConnectVirtualInterface:
      "Direct Connect is not modelled (R-DX-1)"
    case .clientVPNEndpoint: NetworkInterface.Kind.clientVPN.unmodelledMessage
    default: "what it does is not modelled"
    }
  }
}

extension NetworkInterface.Kind {
  fileprivate var unmodelledMessage: String {
    switch self {
    case .transitGateway: "transit gateways are not modelled (R-NACL-9, R-NACL-12)"
    case .vpcEndpoint: "VPC endpoints are not modelled"
    case .gatewayLoadBalancerEndpoint:
      "endpoints of Gateway Load Balancers are not modelled (R-NACL-10)"
    case .loadBalancer: "load balancers are not modelled (R-NACL-11)"
    case .globalAccelerator: "Global Accelerator is not modelled (R-NACL-16)"
    case .clientVPN: "Client VPN is not modelled (R-CVPN-1)"
    case .ordinary, .natGateway, .lambda, .otherManaged: "what its service does is not modelled"
    }
  }
}

extension DecisionCode {
  /// The message where no rule, route or address is worth naming.
  fileprivate var fallbackMessage: String {
    switch self {
    case .packetSent: "sends the packet"
    case .deliveredToInternet: "the packet leaves for the internet"
    case .deliveredToOnPremises: "the packet reaches the on-premises network"
    case .sameSubnet: "both ends are in this subnet: no route table and no ACL is asked"
    case .groupTrackedAllow: "tracked: it answers a packet that was let through the other way"
    case .applianceForwards: "the instance forwards the packet unchanged"
    case .peeringForwards: "carries the packet to the other VPC"
    case .vpnGatewayForwards: "hands the packet to a VPN connection"
    case .vpnConnectionForwards: "carries the packet through its tunnel"
    case .internetGatewayForwards, .egressOnlyForwards: "forwards the packet unchanged"
    default: lowercasedMeaning
    }
  }

  /// The catalog's meaning as a clause.
  private var lowercasedMeaning: String {
    var meaning = Array(CodeCatalog[self].meaning.utf8)
    if meaning.last == UInt8(ascii: ".") { meaning.removeLast() }
    let startsWord = meaning.count > 1 && meaning[1] >= UInt8(ascii: "a")
    let isArticle = meaning.count > 1 && meaning[1] == UInt8(ascii: " ")
    if startsWord || isArticle { meaning[0] |= 0x20 }
    return String(decoding: meaning, as: UTF8.self)
  }
}
