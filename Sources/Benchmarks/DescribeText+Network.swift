import Addressing
import TopologyModel

/// VPCs, subnets, route tables and gateways.
extension DescribeText {
  func vpc(_ vpc: VPC) -> PrintedValue {
    let block = PrintedValue.string(vpc.blocks[0].block.description)
    return .object([
      ("CidrBlock", block), ("DhcpOptionsId", .string("dopt-0a1b2c3d4e5f60718")),
      ("State", .string("available")), ("OwnerId", DescribeText.owner),
      ("InstanceTenancy", .string("default")),
      (
        "CidrBlockAssociationSet",
        .array([
          .object([
            ("AssociationId", .string("vpc-cidr-assoc-0a1b2c3d4e5f60718")), ("CidrBlock", block),
            ("CidrBlockState", .object([("State", .string("associated"))])),
          ])
        ])
      ), ("IsDefault", .raw("false")), ("VpcId", .string(vpc.id)), ("Tags", tags("vpc")),
    ])
  }

  func subnet(_ subnet: Subnet) -> PrintedValue {
    .object([
      ("AvailabilityZone", .string(subnet.availabilityZone ?? "")),
      ("AvailabilityZoneId", .string("euw1-az1")), ("AvailableIpAddressCount", .raw("151")),
      ("CidrBlock", .string(subnet.ipv4Block?.description ?? "")),
      ("DefaultForAz", .raw("false")), ("MapPublicIpOnLaunch", .raw("false")),
      ("State", .string("available")), ("SubnetId", .string(subnet.id)),
      ("VpcId", .string(topology.vpcs.id(of: subnet.vpc))), ("OwnerId", DescribeText.owner),
      ("AssignIpv6AddressOnCreation", .raw("false")), ("Ipv6CidrBlockAssociationSet", .array([])),
      ("Tags", tags("subnet")),
    ])
  }

  func table(_ table: RouteTable) -> PrintedValue {
    let associations: [PrintedValue] = table.associations.compactMap { association in
      guard case .subnet(let subnet) = association.subject else { return nil }
      return .object([
        ("Main", .raw("false")), ("RouteTableAssociationId", .string("rtbassoc-0a1b2c3d4e5f60718")),
        ("RouteTableId", .string(table.id)), ("SubnetId", .string(topology.subnets.id(of: subnet))),
        ("AssociationState", .object([("State", .string("associated"))])),
      ])
    }
    return .object([
      ("Associations", .array(associations)), ("PropagatingVgws", .array([])),
      ("RouteTableId", .string(table.id)), ("Routes", .array(table.routes.map { route($0) })),
      ("Tags", tags("table")), ("VpcId", .string(topology.vpcs.id(of: table.vpc))),
      ("OwnerId", DescribeText.owner),
    ])
  }

  func route(_ route: Route) -> PrintedValue {
    guard case .block(let block) = route.destination else { return .object([]) }
    let target: (String, PrintedValue) =
      switch route.target {
      case .internetGateway(let gateway):
        ("GatewayId", .string(topology.internetGateways.id(of: gateway)))
      case .natGateway(let gateway):
        ("NatGatewayId", .string(topology.natGateways.id(of: gateway)))
      case .local: ("GatewayId", .string("local"))
      default: ("NatGatewayId", .string("nat-0deadbeef00000000"))
      }
    return .object([
      ("DestinationCidrBlock", .string(block.description)), target,
      ("Origin", .string(route.target == .local ? "CreateRouteTable" : "CreateRoute")),
      ("State", .string(route.isBlackhole ? "blackhole" : "active")),
    ])
  }

  func gateway(_ gateway: InternetGateway) -> PrintedValue {
    .object([
      (
        "Attachments",
        .array(
          gateway.attachments.map {
            .object([
              ("State", .string("available")), ("VpcId", .string(topology.vpcs.id(of: $0.vpc))),
            ])
          })
      ), ("InternetGatewayId", .string(gateway.id)), ("OwnerId", DescribeText.owner),
      ("Tags", .array([])),
    ])
  }

  func nat(_ gateway: NATGateway) -> PrintedValue {
    let address = gateway.addresses[0]
    return .object([
      (
        "NatGatewayAddresses",
        .array([
          .object([
            ("AllocationId", .string("eipalloc-0a1b2c3d4e5f60718")),
            ("PrivateIp", .string(address.privateAddress.description)),
            ("PublicIp", .string(address.publicAddress?.description ?? "")),
            ("IsPrimary", .raw("true")), ("Status", .string("succeeded")),
          ])
        ])
      ), ("NatGatewayId", .string(gateway.id)), ("State", .string("available")),
      ("SubnetId", .string(gateway.subnet.map { topology.subnets.id(of: $0) } ?? "")),
      ("VpcId", .string(gateway.vpc.map { topology.vpcs.id(of: $0) } ?? "")),
      ("ConnectivityType", .string("public")),
    ])
  }
}
