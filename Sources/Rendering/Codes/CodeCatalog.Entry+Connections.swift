/// NAT gateways, peering connections, virtual private gateways and VPN connections.
extension CodeCatalog.Entry {
  static let natTranslates = Self(
    "The NAT gateway puts its own address in place of the source (R-NAT-2).")

  static let natReverses = Self("The NAT gateway puts the original address back into the reply.")

  static let natUnsolicited = Self(
    "Nothing outside can begin a connection through a NAT gateway (R-NAT-7).",
    remedy: "Use a public address or a load balancer for connections from outside.",
    aws: "NGW_DEST_ADDRESS_PRESERVATION")

  static let natNoState = Self(
    "The packet belongs to a connection that the NAT gateway does not know (R-IGW-12, R-NAT-6).",
    remedy:
      "Let the reply leave by the way the request came in; keep idle connections alive.")

  static let natPortsExhausted = Self(
    "No port is left for another connection to this destination (R-NAT-5).",
    remedy: "Give the NAT gateway another address, or spread the connections over destinations."
  )

  static let natProtocol = Self(
    "NAT gateways carry TCP, UDP and ICMP only (R-NAT-3), of IPv4 and for 64:ff9b::/96 (R-ROUTE-8).",
    remedy:
      "Use a NAT instance or a public address; for IPv6 an egress-only internet gateway.",
    aws: "PROTOCOL_RESTRICTION")

  static let natSourceOutsideVPC = Self(
    "NAT gateways serve only their own VPC's interfaces on this path (R-NAT-10).",
    remedy: "Put a NAT gateway into the sender's VPC, or use a transit gateway.",
    aws: "NGW_REQUIRES_SOURCE_IN_VPC")

  static let natNotModelled = Self(
    "This NAT gateway is of a kind that vpctrace does not model yet.",
    remedy: "Check the rest of the path by other means.", aws: "UNSUPPORTED_COMPONENT")

  static let peeringForwards = Self("The peering connection carries the packet to the other VPC.")

  static let peeringReturnsToSender = Self(
    "The reply to a NAT gateway goes back over the peering connection by itself (R-NAT-15).")

  static let peeringOutsideVPC = Self(
    "Peering is not transitive: the packet's ends do not lie in its two VPCs (R-PCX-3).",
    remedy: "Connect the two networks directly, or through a transit gateway.",
    aws: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")

  static let peeringVPCUnknown = Self(
    "The VPC at the other end of the peering connection is not in the input.",
    remedy: "Add the other account's or Region's output to the input.", aws: "UNKNOWN_RESOURCE")

  static let vpnGatewayForwards = Self("The virtual private gateway hands the packet on.")

  static let vpnGatewayNoPrefix = Self(
    "No VPN connection of the gateway leads to the destination.",
    remedy: "Add a static route for the destination to the VPN connection.",
    aws: "NO_POSSIBLE_DESTINATION")

  static let vpnGatewayPrefixesUnknown = Self(
    "The connection learns its prefixes by BGP, and the input does not hold them.",
    remedy: "Add route tables with the propagated routes to the input.", aws: "UNKNOWN_RESOURCE"
  )

  static let vpnGatewayNoInterface = Self(
    "The virtual private gateway carries packets of its VPC's interfaces only.",
    remedy: "Send from, or to, an address that an interface of the VPC holds.",
    aws: "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS")

  static let vpnGatewayFamily = Self(
    "VPN connections on a virtual private gateway do not carry IPv6 (R-VGW-3).",
    remedy: "Use IPv4, or a transit gateway.", aws: "PROTOCOL_RESTRICTION")

  static let vpnConnectionForwards = Self("The VPN connection carries the packet through a tunnel.")

  static let vpnConnectionDown = Self(
    "No tunnel of the VPN connection is up.", remedy: "Bring a tunnel up.",
    aws: "BAD_STATE_VPN")
}
