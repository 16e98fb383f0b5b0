import Addressing
import TopologyModel

/// Network ACLs and security groups.
extension DescribeText {
  func acl(_ acl: NetworkACL) -> PrintedValue {
    let entries: [PrintedValue] = acl.entries.map { entry in
      var members: [(String, PrintedValue)] = [
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
    let associations: [PrintedValue] = acl.subnets.map { subnet in
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

  func ports(_ ports: PortRange, _ from: String, _ to: String) -> PrintedValue {
    .object([(from, .raw("\(ports.first)")), (to, .raw("\(ports.last)"))])
  }

  func group(_ group: SecurityGroup) -> PrintedValue {
    .object([
      ("Description", .string("synthetic")), ("GroupName", .string(group.id)),
      ("IpPermissions", .array(group.inbound.map { permission($0) })),
      ("OwnerId", DescribeText.owner), ("GroupId", .string(group.id)),
      ("IpPermissionsEgress", .array(group.outbound.map { permission($0) })),
      ("VpcId", .string(topology.vpcs.id(of: group.vpc))), ("Tags", .array([])),
    ])
  }

  func permission(_ rule: SecurityGroupRule) -> PrintedValue {
    var members: [(String, PrintedValue)] = []
    if let ipProtocol = rule.traffic.ipProtocol {
      members = [
        ("FromPort", .raw("\(rule.traffic.ports.first)")),
        ("IpProtocol", .string(ipProtocol.description)),
        ("ToPort", .raw("\(rule.traffic.ports.last)")),
      ]
    } else {
      members = [("IpProtocol", .string("-1"))]
    }
    var (blocks, pairs): ([PrintedValue], [PrintedValue]) = ([], [])
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
}
