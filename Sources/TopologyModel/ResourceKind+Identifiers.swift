extension ResourceKind {
  /// The kind of resource that an id such as `igw-0a1b2c3d` or an ARN belongs to.
  ///
  /// An id that is only mentioned tells its kind by nothing else; `other` for a prefix unknown here.
  public init(ofID id: String) {
    let name = id.utf8.lastIndex(of: UInt8(ascii: "/")).map { id.utf8[$0...].dropFirst() }
    let bytes = name ?? id.utf8[...]
    self = ResourceKind.idPrefixes.first { bytes.starts(with: $0.prefix.utf8) }?.kind ?? .other
  }

  /// Longer prefixes stand before those that they begin with.
  private static let idPrefixes: [(prefix: String, kind: ResourceKind)] = [
    ("vpc-encryption-control-", .encryptionControl), ("vpc-", .vpc), ("subnet-", .subnet),
    ("rtb-", .routeTable), ("igw-", .internetGateway), ("eigw-", .egressOnlyInternetGateway),
    ("nat-", .natGateway), ("acl-", .networkACL), ("sg-", .securityGroup), ("pl-", .prefixList),
    ("eni-", .networkInterface), ("i-", .instance), ("eipalloc-", .elasticIP),
    ("pcx-", .vpcPeeringConnection), ("vgw-", .vpnGateway), ("vpn-", .vpnConnection),
    ("cgw-", .customerGateway), ("tgw-rtb-", .transitGatewayRouteTable),
    ("tgw-attach-", .transitGatewayAttachment), ("tgw-", .transitGateway), ("vpce-", .vpcEndpoint),
    ("cvpn-endpoint-", .clientVPNEndpoint), ("cagw-", .carrierGateway), ("lgw-", .localGateway),
    ("core-network-", .coreNetwork), ("odbnet", .odbNetwork),
    ("dxvif-", .directConnectVirtualInterface),
  ]
}
