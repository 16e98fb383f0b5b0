public import Dataplane

/// What every decision code means, what helps, and what AWS calls it: the one source of
/// `Docs/codes.md`.
public enum CodeCatalog {
  /// What is to be said about a code wherever it occurs.
  public struct Entry: Hashable, Sendable {
    /// What the code says, as a sentence.
    public let meaning: String
    /// What lets the packet pass, as a sentence; `nil` where nothing is wrong.
    public let remedy: String?
    /// AWS Reachability Analyzer's explanation code for the same finding, where there is one.
    public let reachabilityAnalyzerCode: String?

    init(_ meaning: String, remedy: String? = nil, aws: String? = nil) {
      self.meaning = meaning
      self.remedy = remedy
      reachabilityAnalyzerCode = aws
    }
  }

  /// The entry of a code.
  public static subscript(code: DecisionCode) -> Entry {
    switch code {
    // Where paths begin and end.
    case .packetSent: Entry("The sender emits the packet.")
    case .delivered:
      Entry("The packet is handed to the interface; the guest's firewall is not known.")
    case .deliveredToInternet: Entry("The packet leaves for the internet.")
    case .deliveredToOnPremises: Entry("The packet reaches the on-premises network.")
    case .deliveredToService:
      Entry("One of Amazon's link-local services takes the packet; nothing filters it (R-PIPE-7).")
    case .replyNotRecognised:
      Entry(
        "The reply is not the exact reverse of the request, so the client discards it (R-IGW-12).",
        remedy: "Let the reply leave by the way the request came in.")
    case .noPublicAddress:
      Entry(
        "The destination has no public address that the internet could send to.",
        remedy: "Give the interface an Elastic IP or public address, or send from inside the VPC.",
        aws: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
    case .privateAddressOnInternet:
      Entry(
        "A private address was sent to from the internet, which does not route it.",
        remedy: "Send to the interface's public address.",
        aws: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
    case .unknownDestination:
      Entry(
        "The input does not tell where this destination is.",
        remedy: "Add the network that holds the destination to the input.",
        aws: "UNKNOWN_DESTINATION")

    // Interfaces and what stands behind them.
    case .interfaceNotAttached:
      Entry(
        "The interface is not attached to anything that could send or receive.",
        remedy: "Attach the interface to a running instance.", aws: "BAD_STATE_ATTACHMENT")
    case .instanceNotRunning:
      Entry(
        "The instance is not running.", remedy: "Start the instance.", aws: "BAD_STATE")
    case .interfaceStateUnknown:
      Entry(
        "The input does not tell whether the interface or its instance is in use.",
        remedy: "Add the output of `aws ec2 describe-instances` to the input.",
        aws: "UNKNOWN_RESOURCE")
    case .sourceDestCheckDeny:
      Entry(
        "The source/destination check drops a packet that is not from or to the interface's own "
          + "addresses (R-ENI-1).",
        remedy: "Switch the check off if the instance is meant to forward packets.",
        aws: "ENI_SOURCE_DEST_CHECK_RESTRICTION")
    case .applianceForwards: Entry("The instance forwards the packet unchanged.")
    case .applianceTranslates: Entry("The NAT instance replaces the packet's source address.")
    case .applianceReverses:
      Entry("The NAT instance puts the original address back into the reply.")
    case .appliancePathUnpredictable:
      Entry(
        "An AWS-managed interface's packet returns through an appliance to its own subnet, which "
          + "AWS documents as unpredictable (R-ROUTE-17).",
        remedy: "Route around the appliance for that subnet.")
    case .componentNotModelled:
      Entry(
        "The packet needs a component that vpctrace does not model yet.",
        remedy: "Check the rest of the path by other means.", aws: "UNSUPPORTED_COMPONENT")

    // Security groups and network ACLs.
    case .groupRuleAllow:
      Entry("A rule of one of the interface's security groups allows the packet.")
    case .groupTrackedAllow:
      Entry(
        "The packet answers one that the group let through the other way, so no rule is asked "
          + "(R-TRK-1).")
    case .groupNoMatch:
      Entry(
        "No rule of the interface's security groups matches the packet.",
        remedy: "Add a rule for this protocol, port and peer to one of the groups.",
        aws: "ENI_SG_RULES_MISMATCH")
    case .groupNoRules:
      Entry(
        "The interface's security groups have no rule in this direction.",
        remedy: "Add a rule for this protocol, port and peer to one of the groups.",
        aws: "SG_HAS_NO_RULES")
    case .groupReferenceLost:
      Entry(
        "The only rules that could match name a group, and the path hides the sender's membership "
          + "(R-SG-6).",
        remedy:
          "Allow the address that the group sees, or use a path that keeps the private address.",
        aws: "SG_REFERENCES_NOT_PRESERVED")
    case .groupUnknown:
      Entry(
        "A group or prefix list that could allow the packet is not in the input.",
        remedy: "Add the missing security group or prefix list to the input.",
        aws: "UNKNOWN_RESOURCE")
    case .groupAssumedAllow:
      Entry("The input holds no security groups at all: the packet is assumed to pass.")
    case .groupTrackingLimit:
      Entry(
        "The interface tracks as many flows as it can, so a flow that must be tracked is dropped (R-TRK-10).",
        remedy: "Let idle flows time out sooner, or open the rules so that flows need no tracking.")
    case .aclRuleAllow: Entry("A numbered rule of the subnet's network ACL allows the packet.")
    case .aclRuleDeny:
      Entry(
        "A numbered rule of the subnet's network ACL denies the packet.",
        remedy: "Add an allowing rule with a lower number, or change the denying one.",
        aws: "SUBNET_ACL_RESTRICTION")
    case .aclDefaultDeny:
      Entry(
        "No numbered rule of the subnet's network ACL matches, so the closing rule * denies "
          + "(R-NACL-2).",
        remedy:
          "Add an allowing rule; replies need one for the client's port, as ACLs keep no state.",
        aws: "SUBNET_ACL_RESTRICTION")
    case .aclUnknown:
      Entry(
        "The subnet's network ACL is not in the input.",
        remedy: "Add the output of `aws ec2 describe-network-acls` to the input.",
        aws: "UNKNOWN_RESOURCE")
    case .aclAssumedAllow:
      Entry("The input holds no network ACLs at all: AWS's default, which allows, is assumed.")

    // Subnets and route tables.
    case .sameSubnet:
      Entry("Both ends are in one subnet: neither a route table nor an ACL is asked (R-ROUTE-6).")
    case .routeLocal: Entry("The route for the VPC's own addresses takes the packet.")
    case .routeMatch: Entry("A route takes the packet to its target.")
    case .noRoute:
      Entry(
        "No route of the table covers the destination.",
        remedy: "Add a route for the destination to the route table.",
        aws: "NO_ROUTE_TO_DESTINATION")
    case .routeBlackhole:
      Entry(
        "The route's target is gone or not in use, and the route still wins (R-ROUTE-9).",
        remedy: "Point the route at a target that exists, or delete it.", aws: "BAD_STATE_ROUTE")
    case .routeTargetUnknown:
      Entry(
        "The route's target is not in the input.",
        remedy: "Add the target to the input.", aws: "UNKNOWN_RESOURCE")
    case .routePrefixListUnknown:
      Entry(
        "A route names a prefix list whose entries are not in the input.",
        remedy: "Add the output of `aws ec2 get-managed-prefix-list-entries` to the input.",
        aws: "UNKNOWN_RESOURCE")
    case .routeTableUnknown:
      Entry(
        "The subnet's route table is not in the input.",
        remedy: "Add the output of `aws ec2 describe-route-tables` to the input.",
        aws: "UNKNOWN_RESOURCE")
    case .noSuchAddress:
      Entry(
        "The destination lies inside the VPC, and no interface holds it.",
        remedy: "Send to an address that an interface holds.", aws: "NO_POSSIBLE_DESTINATION")
    case .routingLoop:
      Entry(
        "The packet comes back to where it was, or has passed 64 logical hops (R-PIPE-10).",
        remedy: "Break the circle in the route tables of the hops that repeat.")

    // Internet gateways, egress-only gateways, Block Public Access and encryption controls.
    case .internetGatewayTranslates:
      Entry("The internet gateway exchanges the private address and its public one (R-IGW-2).")
    case .internetGatewayForwards:
      Entry("The internet gateway forwards the packet unchanged (R-IGW-2).")
    case .internetGatewayNoPublicAddress:
      Entry(
        "The address on the VPC's side has no public address for the gateway to use (R-IGW-3).",
        remedy:
          "Give the interface an Elastic IP or public address, or route through a NAT gateway.",
        aws: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
    case .internetGatewayPrivateDestination:
      Entry(
        "The internet gateway refuses private destinations (R-IGW-3).",
        remedy: "Add a route to where the private destination is.",
        aws: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS")
    case .internetGatewayPrivateSource:
      Entry(
        "The internet gateway refuses private sources from the internet (R-IGW-4).",
        remedy: "Send from a public address.", aws: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS")
    case .internetGatewayNotAttached:
      Entry(
        "The internet gateway is not attached to the VPC (R-IGW-1).",
        remedy: "Attach the gateway to the VPC.", aws: "BAD_STATE_ATTACHMENT")
    case .internetGatewayRedirects:
      Entry(
        "The gateway's own route table sends this subnet's traffic through an appliance, so the "
          + "subnet may not use the gateway directly (R-ROUTE-15).",
        remedy: "Route the subnet's internet traffic through the same appliance.",
        aws: "INGRESS_RTB_TRAFFIC_REDIRECTION")
    case .internetGatewayApplianceNotPublic:
      Entry(
        "The appliance that the gateway's route table names has no public address (R-ROUTE-14).",
        remedy: "Give the appliance's interface a public address and run its instance.",
        aws: "INGRESS_RTB_NO_PUBLIC_IP")
    case .internetGatewayDeniedByInterface:
      Entry(
        "The interface refuses IPv6 from internet gateways (R-IGW-10).",
        remedy: "Make the endpoint or load balancer internet-facing.")
    case .spoofedSource:
      Entry(
        "The gateway drops a source that belongs to no interface of its VPC (R-ROUTE-18).",
        remedy: "Translate the source before the gateway, or send from the interface itself.",
        aws: "GATEWAY_REJECTS_SPOOFED_TRAFFIC")
    case .publicAccessBlocked:
      Entry(
        "VPC Block Public Access stops the packet (R-BPA-1).",
        remedy: "Add an exclusion for the VPC or subnet.", aws: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
    case .encryptionEnforced:
      Entry(
        "The VPC enforces encryption, which is not modelled (R-ENC-1).",
        remedy: "Check by other means whether the path is encrypted.")
    case .egressOnlyForwards:
      Entry("The egress-only gateway forwards a packet of a flow begun inside (R-EIGW-1).")
    case .egressOnlyNotInitiated:
      Entry(
        "The egress-only gateway lets only flows in that were begun inside (R-EIGW-1).",
        remedy: "Route the subnet's IPv6 traffic through an internet gateway instead.")

    // NAT gateways.
    case .natTranslates:
      Entry("The NAT gateway puts its own address in place of the source (R-NAT-2).")
    case .natReverses: Entry("The NAT gateway puts the original address back into the reply.")
    case .natUnsolicited:
      Entry(
        "Nothing outside can begin a connection through a NAT gateway (R-NAT-7).",
        remedy: "Use a public address or a load balancer for connections from outside.",
        aws: "NGW_DEST_ADDRESS_PRESERVATION")
    case .natNoState:
      Entry(
        "The packet belongs to a connection that the NAT gateway does not know (R-IGW-12, R-NAT-6).",
        remedy:
          "Let the reply leave by the way the request came in; keep idle connections alive.")
    case .natPortsExhausted:
      Entry(
        "No port is left for another connection to this destination (R-NAT-5).",
        remedy: "Give the NAT gateway another address, or spread the connections over destinations."
      )
    case .natProtocol:
      Entry(
        "NAT gateways carry TCP, UDP and ICMP only (R-NAT-3), of IPv4 and for 64:ff9b::/96 (R-ROUTE-8).",
        remedy:
          "Use a NAT instance or a public address; for IPv6 an egress-only internet gateway.",
        aws: "PROTOCOL_RESTRICTION")
    case .natSourceOutsideVPC:
      Entry(
        "NAT gateways serve only their own VPC's interfaces on this path (R-NAT-10).",
        remedy: "Put a NAT gateway into the sender's VPC, or use a transit gateway.",
        aws: "NGW_REQUIRES_SOURCE_IN_VPC")
    case .natNotModelled:
      Entry(
        "This NAT gateway is of a kind that vpctrace does not model yet.",
        remedy: "Check the rest of the path by other means.", aws: "UNSUPPORTED_COMPONENT")

    // Peering connections, virtual private gateways and VPN connections.
    case .peeringForwards: Entry("The peering connection carries the packet to the other VPC.")
    case .peeringReturnsToSender:
      Entry(
        "The reply to a NAT gateway goes back over the peering connection by itself (R-NAT-15).")
    case .peeringOutsideVPC:
      Entry(
        "Peering is not transitive: the packet's ends do not lie in its two VPCs (R-PCX-3).",
        remedy: "Connect the two networks directly, or through a transit gateway.",
        aws: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
    case .peeringVPCUnknown:
      Entry(
        "The VPC at the other end of the peering connection is not in the input.",
        remedy: "Add the other account's or Region's output to the input.", aws: "UNKNOWN_RESOURCE")
    case .vpnGatewayForwards: Entry("The virtual private gateway hands the packet on.")
    case .vpnGatewayNoPrefix:
      Entry(
        "No VPN connection of the gateway leads to the destination.",
        remedy: "Add a static route for the destination to the VPN connection.",
        aws: "NO_POSSIBLE_DESTINATION")
    case .vpnGatewayPrefixesUnknown:
      Entry(
        "The connection learns its prefixes by BGP, and the input does not hold them.",
        remedy: "Add route tables with the propagated routes to the input.", aws: "UNKNOWN_RESOURCE"
      )
    case .vpnGatewayNoInterface:
      Entry(
        "The virtual private gateway carries packets of its VPC's interfaces only.",
        remedy: "Send from, or to, an address that an interface of the VPC holds.",
        aws: "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS")
    case .vpnGatewayFamily:
      Entry(
        "VPN connections on a virtual private gateway do not carry IPv6 (R-VGW-3).",
        remedy: "Use IPv4, or a transit gateway.", aws: "PROTOCOL_RESTRICTION")
    case .vpnConnectionForwards: Entry("The VPN connection carries the packet through a tunnel.")
    case .vpnConnectionDown:
      Entry(
        "No tunnel of the VPN connection is up.", remedy: "Bring a tunnel up.",
        aws: "BAD_STATE_VPN")
    }
  }
}
