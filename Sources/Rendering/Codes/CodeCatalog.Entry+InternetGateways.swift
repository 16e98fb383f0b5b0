/// Internet gateways, egress-only gateways, Block Public Access and encryption controls.
extension CodeCatalog.Entry {
  static let internetGatewayTranslates = Self(
    "The internet gateway exchanges the private address and its public one (R-IGW-2).")

  static let internetGatewayForwards = Self(
    "The internet gateway forwards the packet unchanged (R-IGW-2).")

  static let internetGatewayNoPublicAddress = Self(
    "The address on the VPC's side has no public address for the gateway to use (R-IGW-3).",
    remedy:
      "Give the interface an Elastic IP or public address, or route through a NAT gateway.",
    aws: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")

  static let internetGatewayPrivateDestination = Self(
    "The internet gateway refuses private destinations (R-IGW-3).",
    remedy: "Add a route to where the private destination is.",
    aws: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS")

  static let internetGatewayPrivateSource = Self(
    "The internet gateway refuses private sources from the internet (R-IGW-4).",
    remedy: "Send from a public address.", aws: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS")

  static let internetGatewayNotAttached = Self(
    "The internet gateway is not attached to the VPC (R-IGW-1).",
    remedy: "Attach the gateway to the VPC.", aws: "BAD_STATE_ATTACHMENT")

  static let internetGatewayRedirects = Self(
    "The gateway's own route table sends this subnet's traffic through an appliance, so the "
      + "subnet may not use the gateway directly (R-ROUTE-15).",
    remedy: "Route the subnet's internet traffic through the same appliance.",
    aws: "INGRESS_RTB_TRAFFIC_REDIRECTION")

  static let internetGatewayApplianceNotPublic = Self(
    "The appliance that the gateway's route table names has no public address (R-ROUTE-14).",
    remedy: "Give the appliance's interface a public address and run its instance.",
    aws: "INGRESS_RTB_NO_PUBLIC_IP")

  static let internetGatewayDeniedByInterface = Self(
    "The interface refuses IPv6 from internet gateways (R-IGW-10).",
    remedy: "Make the endpoint or load balancer internet-facing.")

  static let spoofedSource = Self(
    "The gateway drops a source that belongs to no interface of its VPC (R-ROUTE-18).",
    remedy: "Translate the source before the gateway, or send from the interface itself.",
    aws: "GATEWAY_REJECTS_SPOOFED_TRAFFIC")

  static let publicAccessBlocked = Self(
    "VPC Block Public Access stops the packet (R-BPA-1).",
    remedy: "Add an exclusion for the VPC or subnet.", aws: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")

  static let encryptionEnforced = Self(
    "The VPC enforces encryption, which is not modelled (R-ENC-1).",
    remedy: "Check by other means whether the path is encrypted.")

  static let egressOnlyForwards = Self(
    "The egress-only gateway forwards a packet of a flow begun inside (R-EIGW-1).")

  static let egressOnlyNotInitiated = Self(
    "The egress-only gateway lets only flows in that were begun inside (R-EIGW-1).",
    remedy: "Route the subnet's IPv6 traffic through an internet gateway instead.")
}
