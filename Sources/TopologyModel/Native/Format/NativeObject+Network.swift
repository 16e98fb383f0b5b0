import Addressing

/// The file itself, VPCs, subnets and route tables.
extension NativeObject {
  static let topologyFields = [
    NativeField(.schema, .text, "Where editors find the schema of the format; not read"),
    NativeField(.region, .text, "The Region of every VPC that does not name its own"),
    NativeField(.vpcs, .map(of: .object(.vpc)), required: true, "The VPCs by name"),
    NativeField(
      .prefixLists,
      .map(of: .either([.list(of: entryOfPrefixList), .object(.prefixList)])),
      "Prefix lists by name; a list of blocks is short for `{ entries: [...] }`"),
    NativeField(.peering, .map(of: .object(.peering)), "VPC peering connections by name"),
    NativeField(
      .onPremises, .map(of: .object(.onPremises)),
      "Networks on the customer's premises by name, each behind a Site-to-Site VPN connection"),
    NativeField(
      .customerGateways, .map(of: .object(.customerGateway)),
      "Customer gateways that no connection uses, by name"),
    NativeField(
      .elasticIPs, .map(of: .object(.elasticIP)),
      "Elastic IP addresses by name; only those need listing that no interface names"),
    NativeField(
      .blockPublicAccess,
      .either([
        .choice(blockModes), .object(.blockPublicAccess), .list(of: .object(.blockPublicAccess)),
      ]),
      default: "`\"off\"`",
      "VPC Block Public Access: a mode, or an object, or one object a Region"),
    NativeField(
      .internetGateways, .map(of: .object(.gateway)),
      "Internet gateways that are attached to no VPC, by name"),
    NativeField(
      .egressOnlyInternetGateways, .map(of: .object(.gateway)),
      "Egress-only internet gateways that are attached to no VPC, by name"),
    NativeField(
      .vpnGateways, .map(of: .object(.vpnGateway)),
      "Virtual private gateways that are attached to no VPC, by name"),
    NativeField(
      .notModelled, .map(of: .either([.choice(kinds), .object(.notModelled)])),
      "Resources that others refer to and that no packet is walked through, by id, each with its kind"
    ),
    NativeField(
      .expectations, expectations, "What must and must not get through: see expectations.md"),
  ]

  static let vpcFields = [
    NativeField.id,
    NativeField.name,
    NativeField.region,
    NativeField(.owner, .text, "The account that owns the VPC"),
    NativeField(.default, .flag, default: "`false`", "Whether it is the Region's default VPC"),
    NativeField(
      .cidr, .either([.block(.ipv4), .list(of: addressBlock(.ipv4))]),
      default: "required, unless `complete` is `false`: then the VPC itself is unknown",
      "The IPv4 block; a list has the primary block first"),
    NativeField(
      .ipv6, .either([.block(.ipv6), .list(of: addressBlock(.ipv6))]), "IPv6 blocks"),
    NativeField(
      .internetGateway, attached(.gateway),
      "The name of the internet gateway that is attached, or an object of that one name"),
    NativeField(
      .egressOnlyInternetGateway, attached(.gateway),
      "The name of the egress-only internet gateway, or an object of that one name"),
    NativeField(
      .vpnGateway, attached(.vpnGateway),
      "The name of the virtual private gateway that is attached, or an object of that one name"),
    NativeField(
      .encryptionControl, .either([.choice(encryptionModes), .object(.encryptionControl)]),
      "The VPC's encryption control: its mode, or an object"),
    NativeField(
      .complete, .flag, default: "`true`",
      """
      `false` in an import of a part: a main route table, default ACL or default group that is not \
      listed is unknown, and not AWS's own
      """),
    NativeField(.subnets, .map(of: .object(.subnet)), "Subnets by name"),
    NativeField(
      .routeTables, .map(of: .object(.routeTable)),
      default: "a main table with the `local` routes", "Route tables by name"),
    NativeField(
      .networkACLs, .map(of: .object(.networkACL)),
      default: "a default ACL that allows everything", "Network ACLs by name"),
    NativeField(
      .securityGroups, .map(of: .object(.securityGroup)),
      default: "a group `default` that admits its own members", "Security groups by name"),
    NativeField(.natGateways, .map(of: .object(.natGateway)), "NAT gateways by name"),
    NativeField(.instances, .map(of: .object(.instance)), "Instances by name"),
    NativeField(
      .interfaces, .map(of: .object(.interface)), "Network interfaces of no instance, by name"),
    NativeField.accepted,
  ]

  static let addressBlockFields = [
    NativeField(.cidr, .block(nil), required: true, "The block"),
    NativeField(
      .associated, .flag, default: "`true`",
      "`false` while AWS adds or removes the block, and after it failed to"),
  ]

  static let subnetFields = [
    NativeField.id,
    NativeField.name,
    NativeField(.cidr, .block(.ipv4), "The IPv4 block; without it the subnet is IPv6-only"),
    NativeField(
      .ipv6, .either([.block(.ipv6), .list(of: addressBlock(.ipv6))]), "IPv6 blocks"),
    NativeField(.az, .text, "The availability zone, such as `us-east-1a`"),
    NativeField(
      .routeTable, .reference(NativeReference(.routeTable, isLocal: true)),
      default: "the main route table", "The route table that it is associated with"),
    NativeField(
      .networkACL, .reference(NativeReference(.networkACL, isLocal: true)),
      default: "the default network ACL", "The network ACL that it is associated with"),
    NativeField(
      .autoAssignPublicIPv4, .flag, default: "`false`",
      "Whether running instances get a public IPv4 address for their primary interface"),
    NativeField.accepted,
  ]

  static let routeTableFields = [
    NativeField.id,
    NativeField.name,
    NativeField(
      .main, .flag, default: "`true` for the key `main`, else `false`",
      "Whether it is the VPC's main table"),
    NativeField(
      .routes, .routes(of: .either([.routeTarget, .object(.route), .list(of: .object(.route))])),
      default: "the `local` routes alone",
      """
      Routes: a block or `pl:NAME` to a target. Targets are `local`, `blackhole`, and the names of \
      gateways, NAT gateways, peering connections, instances, interfaces and of what is not \
      modelled; an empty list keeps a propagated route out
      """),
    NativeField(
      .propagate, .list(of: .reference(NativeReference(.vpnGateway))),
      """
      Virtual private gateways whose routes are propagated into the table: one for each block of the \
      on-premises networks behind them, unless `routes` has propagated ones of the gateway
      """),
    NativeField(
      .gateway, .either([.reference(gateways), .list(of: .reference(gateways))]),
      "The gateway, or gateways, whose incoming traffic the table routes"),
    NativeField.accepted,
  ]

  static let routeFields = [
    NativeField(.target, .routeTarget, required: true, "What takes the packets"),
    NativeField(
      .blackhole, .flag, default: "`false`", "Whether AWS found the target gone or unusable"),
    NativeField(
      .origin, .choice(["static", "propagated", "advertised", "created"]),
      default: "`\"static\"`, and `\"created\"` for `local`",
      "How the route came about: `created` with the table"),
  ]

  static let natGatewayFields = [
    NativeField.id,
    NativeField.name,
    NativeField(
      .subnet, .reference(NativeReference(.subnet, isLocal: true)),
      default: "none: it forwards nothing, unless it is regional", "The subnet that it is in"),
    NativeField(
      .connectivity, .choice(["public", "private"]), default: "`\"public\"`",
      "Whether it gives packets a public address"),
    NativeField(
      .availability, .choice(["zonal", "regional"]), default: "`\"zonal\"`",
      "`regional` gateways belong to the VPC and to no subnet"),
    NativeField(
      .privateIPv4, .either([.address(.ipv4), .flag]), default: "the subnet's lowest free address",
      "Its private address; `false` means that it has none"),
    NativeField(
      .publicIPv4, .either([.address(.ipv4), .flag]),
      default: "a documentation address where it is public",
      "Its public address; `false` means that it has none"),
    NativeField(
      .secondaryAddresses, .list(of: .either([.address(.ipv4), .object(.secondaryAddress)])),
      "Further addresses"),
    NativeField(
      .state, .choice(["pending", "failed", "available", "deleting", "deleted", "unknown"]),
      default: "`\"available\"`", "Its state; only `available` forwards"),
    NativeField.accepted,
  ]

  static let gatewayFields = [
    NativeField.id,
    NativeField.name,
    NativeField(
      .attached, .flag, default: "`true`", "`false` while it is being attached or detached"),
    NativeField.accepted,
  ]

  static let vpnGatewayFields =
    gatewayFields + [
      NativeField(.available, .flag, default: "`true`", "`false` where the gateway itself is not"),
      NativeField(
        .directConnectGateways, .list(of: .reference(NativeReference(.directConnectGateway))),
        "Direct Connect gateways that know it, listed under `notModelled`"),
    ]

  static let encryptionControlFields = [
    NativeField(.id, .text, default: "`VPC/encryption-control`", "AWS's id"),
    NativeField(
      .mode, .choice(encryptionModes), required: true,
      "`enforce` refuses paths that are not encrypted"),
  ]

  static let entryOfPrefixList = NativeShape.either([.block(nil), .object(.prefixListEntry)])

  private static let gateways = NativeReference(.internetGateway, .vpnGateway)
  private static let encryptionModes = ["monitor", "enforce"]
  private static let kinds = ResourceKind.allCases.map { $0.rawValue }

  private static func addressBlock(_ family: AddressFamily) -> NativeShape {
    .either([.block(family), .object(.addressBlock)])
  }

  private static func attached(_ object: NativeObject) -> NativeShape {
    .either([.text, .map(of: .object(object))])
  }
}
