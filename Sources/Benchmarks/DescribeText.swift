import Addressing
import TopologyModel

/// Writes a synthetic network as the AWS CLI prints it: four spaces a level, every key that AWS sends.
struct DescribeText {
  let topology: Topology

  /// File names and their contents.
  func files() -> [(name: String, text: [UInt8])] {
    [
      ("describe-vpcs.json", list("Vpcs", topology.vpcs.resources.map { vpc($0.resource) })),
      (
        "describe-subnets.json",
        list("Subnets", topology.subnets.resources.map { subnet($0.resource) })
      ),
      (
        "describe-route-tables.json",
        list("RouteTables", topology.routeTables.resources.map { table($0.resource) })
      ),
      (
        "describe-internet-gateways.json",
        list("InternetGateways", topology.internetGateways.resources.map { gateway($0.resource) })
      ),
      (
        "describe-nat-gateways.json",
        list("NatGateways", topology.natGateways.resources.map { nat($0.resource) })
      ),
      (
        "describe-network-acls.json",
        list("NetworkAcls", topology.networkACLs.resources.map { acl($0.resource) })
      ),
      (
        "describe-security-groups.json",
        list("SecurityGroups", topology.securityGroups.resources.map { group($0.resource) })
      ),
      (
        "describe-instances.json",
        list("Reservations", topology.instances.resources.map { reservation($0.resource) })
      ),
      (
        "describe-network-interfaces.json",
        list(
          "NetworkInterfaces", topology.networkInterfaces.resources.map { interface($0.resource) })
      ),
    ]
  }

  /// A JSON value to be printed.
  private indirect enum Value {
    case string(String)
    case raw(String)
    case object([(String, Value)])
    case array([Value])
  }

  private func list(_ key: String, _ values: [Value]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(values.count * 2048)
    print(.object([(key, .array(values))]), indent: 0, into: &text)
    text.append(0x0a)
    return text
  }

  private func print(_ value: Value, indent: Int, into text: inout [UInt8]) {
    func line(_ depth: Int) {
      text.append(0x0a)
      text += repeatElement(0x20, count: depth * 4)
    }
    switch value {
    case .string(let string): text += "\"\(string)\"".utf8
    case .raw(let raw): text += raw.utf8
    case .object(let members):
      text.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { text.append(UInt8(ascii: ",")) }
        line(indent + 1)
        text += "\"\(member.0)\": ".utf8
        print(member.1, indent: indent + 1, into: &text)
      }
      if !members.isEmpty { line(indent) }
      text.append(UInt8(ascii: "}"))
    case .array(let elements):
      text.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { text.append(UInt8(ascii: ",")) }
        line(indent + 1)
        print(element, indent: indent + 1, into: &text)
      }
      if !elements.isEmpty { line(indent) }
      text.append(UInt8(ascii: "]"))
    }
  }
}

extension DescribeText {
  private static let owner = Value.string("123456789012")

  private func tags(_ name: String) -> Value {
    .array([.object([("Key", .string("Name")), ("Value", .string(name))])])
  }

  private func vpc(_ vpc: VPC) -> Value {
    let block = Value.string(vpc.blocks[0].block.description)
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

  private func subnet(_ subnet: Subnet) -> Value {
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

  private func table(_ table: RouteTable) -> Value {
    let associations: [Value] = table.associations.compactMap { association in
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

  private func route(_ route: Route) -> Value {
    guard case .block(let block) = route.destination else { return .object([]) }
    let target: (String, Value) =
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

  private func gateway(_ gateway: InternetGateway) -> Value {
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

  private func nat(_ gateway: NATGateway) -> Value {
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

  private func acl(_ acl: NetworkACL) -> Value {
    let entries: [Value] = acl.entries.map { entry in
      var members: [(String, Value)] = [
        ("CidrBlock", .string(entry.block.description)),
        ("Egress", .raw(entry.direction == .outbound ? "true" : "false")),
        ("Protocol", .string(entry.traffic.ipProtocol.map { "\($0.number)" } ?? "-1")),
        ("RuleAction", .string(entry.allows ? "allow" : "deny")),
        ("RuleNumber", .raw("\(entry.number)")),
      ]
      if entry.traffic.ipProtocol != nil {
        members.append(("PortRange", ports(entry.traffic.ports, "From", "To")))
      }
      return .object(members)
    }
    let associations: [Value] = acl.subnets.map { subnet in
      .object([
        ("NetworkAclAssociationId", .string("aclassoc-0a1b2c3d4e5f60718")),
        ("NetworkAclId", .string(acl.id)), ("SubnetId", .string(topology.subnets.id(of: subnet))),
      ])
    }
    return .object([
      ("Associations", .array(associations)), ("Entries", .array(entries)),
      ("IsDefault", .raw("false")), ("NetworkAclId", .string(acl.id)), ("Tags", .array([])),
      ("VpcId", .string(topology.vpcs.id(of: acl.vpc))), ("OwnerId", DescribeText.owner),
    ])
  }

  private func ports(_ ports: PortRange, _ from: String, _ to: String) -> Value {
    .object([(from, .raw("\(ports.first)")), (to, .raw("\(ports.last)"))])
  }

  private func group(_ group: SecurityGroup) -> Value {
    .object([
      ("Description", .string("synthetic")), ("GroupName", .string(group.id)),
      ("IpPermissions", .array(group.inbound.map { permission($0) })),
      ("OwnerId", DescribeText.owner), ("GroupId", .string(group.id)),
      ("IpPermissionsEgress", .array(group.outbound.map { permission($0) })),
      ("VpcId", .string(topology.vpcs.id(of: group.vpc))), ("Tags", .array([])),
    ])
  }

  private func permission(_ rule: SecurityGroupRule) -> Value {
    var members: [(String, Value)] = []
    if let ipProtocol = rule.traffic.ipProtocol {
      members = [
        ("FromPort", .raw("\(rule.traffic.ports.first)")),
        ("IpProtocol", .string(ipProtocol.description)),
        ("ToPort", .raw("\(rule.traffic.ports.last)")),
      ]
    } else {
      members = [("IpProtocol", .string("-1"))]
    }
    var (blocks, pairs): ([Value], [Value]) = ([], [])
    switch rule.peer {
    case .block(let block): blocks = [.object([("CidrIp", .string(block.description))])]
    case .securityGroup(let group):
      pairs = [
        .object([
          ("GroupId", .string(topology.securityGroups.id(of: group))),
          ("UserId", DescribeText.owner),
        ])
      ]
    case .prefixList: break
    }
    return .object(
      members + [
        ("IpRanges", .array(blocks)), ("Ipv6Ranges", .array([])), ("PrefixListIds", .array([])),
        ("UserIdGroupPairs", .array(pairs)),
      ])
  }

  private func reservation(_ instance: Instance) -> Value {
    .object([
      ("Groups", .array([])),
      (
        "Instances",
        .array([
          .object([
            ("AmiLaunchIndex", .raw("0")), ("ImageId", .string("ami-0a1b2c3d4e5f60718")),
            ("InstanceId", .string(instance.id)), ("InstanceType", .string("m7i.large")),
            ("LaunchTime", .string("2026-05-01T09:00:00.000Z")),
            ("State", .object([("Code", .raw("16")), ("Name", .string("running"))])),
            ("Architecture", .string("x86_64")), ("EbsOptimized", .raw("true")),
            ("Tags", tags(instance.name ?? "")),
          ])
        ])
      ), ("OwnerId", DescribeText.owner), ("ReservationId", .string("r-0a1b2c3d4e5f60718")),
    ])
  }

  private func interface(_ interface: NetworkInterface) -> Value {
    let address = interface.addresses[0]
    let association = address.publicAddress.map { publicAddress in
      Value.object([
        ("IpOwnerId", .string("amazon")),
        ("PublicDnsName", .string("ec2-host.eu-west-1.compute.amazonaws.com")),
        ("PublicIp", .string(publicAddress.description)),
      ])
    }
    let own = association.map { [("Association", $0)] } ?? []
    let groups: [Value] = interface.groups.map { group in
      let id = Value.string(topology.securityGroups.id(of: group))
      return .object([("GroupName", id), ("GroupId", id)])
    }
    return .object(
      own + [
        (
          "Attachment",
          .object([
            ("AttachTime", .string("2026-05-01T09:00:00.000Z")),
            ("AttachmentId", .string("eni-attach-0a1b2c3d4e5f60718")),
            ("DeleteOnTermination", .raw("true")), ("DeviceIndex", .raw("0")),
            ("NetworkCardIndex", .raw("0")),
            (
              "InstanceId",
              .string(interface.instance.map { topology.instances.id(of: $0) } ?? "")
            ), ("InstanceOwnerId", DescribeText.owner), ("Status", .string("attached")),
          ])
        ), ("AvailabilityZone", .string("eu-west-1a")),
        ("Description", .string("Primary network interface")), ("Groups", .array(groups)),
        ("InterfaceType", .string("interface")), ("Ipv6Addresses", .array([])),
        ("MacAddress", .string("02:00:00:33:96:e7")), ("NetworkInterfaceId", .string(interface.id)),
        ("OwnerId", DescribeText.owner),
        ("PrivateDnsName", .string("ip-host.eu-west-1.compute.internal")),
        ("PrivateIpAddress", .string(address.address.description)),
        (
          "PrivateIpAddresses",
          .array([
            .object(
              own + [
                ("Primary", .raw("true")),
                ("PrivateDnsName", .string("ip-host.eu-west-1.compute.internal")),
                ("PrivateIpAddress", .string(address.address.description)),
              ])
          ])
        ), ("RequesterManaged", .raw("false")), ("SourceDestCheck", .raw("true")),
        ("Status", .string("in-use")),
        ("SubnetId", .string(topology.subnets.id(of: interface.subnet))), ("TagSet", .array([])),
        ("VpcId", .string(topology.vpcs.id(of: interface.vpc))),
      ])
  }
}
