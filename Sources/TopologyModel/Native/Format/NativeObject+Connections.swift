import Addressing

/// What joins VPCs to one another, to premises and to the internet, and what keeps them apart.
extension NativeObject {
  static let peeringFields = [
    NativeField(.id, .text, default: "the key", "AWS's id"),
    NativeField.name,
    NativeField(.requester, sideOfPeering, required: true, "The VPC that asked"),
    NativeField(.accepter, sideOfPeering, required: true, "The VPC that was asked"),
    NativeField(
      .status,
      .choice([
        "initiating-request", "pending-acceptance", "active", "deleted", "rejected", "failed",
        "expired", "provisioning", "deleting", "unknown",
      ]), default: "`\"active\"`", "Its state; only `active` forwards"),
    NativeField.accepted,
  ]

  static let peeringSideFields = [
    NativeField(.vpc, .reference(NativeReference(.vpc)), required: true, "The VPC"),
    NativeField(.region, .text, default: "that of the VPC", "The VPC's Region"),
    NativeField(.owner, .text, default: "that of the VPC", "The account that owns the VPC"),
    NativeField(
      .cidrs, .list(of: .block(nil)), default: "those of the VPC",
      "The VPC's blocks, where the file does not hold the VPC"),
  ]

  static let onPremisesFields = [
    NativeField(.id, .text, default: "the key", "The id of the VPN connection"),
    NativeField.name,
    NativeField(
      .cidrs, .list(of: .either([.block(nil), .object(.addressBlock)])), default: "unknown",
      "The blocks behind the connection: its static routes, or what BGP tells"),
    NativeField(
      .via, .reference(NativeReference(.vpnGateway, .transitGateway)),
      default: "none: nothing leads there",
      "The virtual private gateway that the connection ends at"),
    NativeField(
      .routing, .choice(["static", "bgp"]), default: "`\"static\"`",
      "How the blocks are known; with `bgp` there may be more than the file tells"),
    NativeField(
      .available, .flag, default: "`true`", "`false` where the connection is pending or deleted"),
    NativeField(
      .customerGateway, .object(.customerGateway), default: "one of the connection's name",
      "The router on the premises"),
    NativeField(
      .tunnels, .list(of: .object(.tunnel)), default: "not told: the connection is up",
      "The tunnels; the connection is up where one of them is"),
    NativeField.accepted,
  ]

  static let customerGatewayFields = [
    NativeField(.id, .text, default: "the key", "AWS's id"),
    NativeField(.name, .text, default: "none", "The `Name` tag"),
    NativeField(.address, .address(.ipv4), "Its public address"),
  ]

  static let tunnelFields = [
    NativeField(.address, .address(.ipv4), "AWS's end of the tunnel"),
    NativeField(.up, .flag, default: "`true`", "Whether the tunnel is up"),
  ]

  static let blockPublicAccessFields = [
    NativeField(
      .mode, .choice(blockModes), required: true, "What of the internet's traffic is refused"),
    NativeField(.region, .text, default: "every Region of the file", "The Region that it is for"),
    NativeField(
      .exclusions, .map(of: .object(.exclusion)), "VPCs and subnets that it spares, by name"),
  ]

  static let exclusionFields = [
    NativeField(.id, .text, default: "the key", "AWS's id"),
    NativeField(
      .mode, .choice(["allow-bidirectional", "allow-egress"]), required: true,
      "What it lets through"),
    NativeField(.vpc, .reference(NativeReference(.vpc)), "The VPC that is spared"),
    NativeField(.subnet, .reference(NativeReference(.subnet)), "The subnet that is spared"),
  ]

  static let notModelledFields = [
    NativeField(
      .kind, .choice(ResourceKind.allCases.map { $0.rawValue }), required: true,
      "What it is, such as `transit-gateway`"),
    NativeField(.name, .text, "The `Name` tag"),
  ]

  static let blockModes = ["off", "block-bidirectional", "block-ingress"]

  private static let sideOfPeering = NativeShape.either([
    .reference(NativeReference(.vpc)), .object(.peeringSide),
  ])
}
