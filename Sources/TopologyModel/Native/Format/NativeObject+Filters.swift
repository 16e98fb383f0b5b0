import Addressing

/// Network ACLs, security groups and prefix lists.
extension NativeObject {
  static let networkACLFields = [
    NativeField.id,
    NativeField.name,
    NativeField(
      .default, .flag, default: "`true` for the key `default`, else `false`",
      "Whether it is the VPC's default ACL"),
    NativeField(
      .inbound, .list(of: .either([.networkACLRule(.inbound), .object(.networkACLRule)])),
      default: "no rule; the default ACL allows everything",
      "Rules such as `\"100 allow tcp 443 from 0.0.0.0/0\"`"),
    NativeField(
      .outbound, .list(of: .either([.networkACLRule(.outbound), .object(.networkACLRule)])),
      default: "no rule; the default ACL allows everything",
      "Rules such as `\"100 allow tcp 1024-65535 to 0.0.0.0/0\"`"),
    NativeField.accepted,
    NativeField(
      .complete, .flag, default: "`true`",
      "`false` in an import of a part: it has rules that are not listed, and what it decides is unknown"
    ),
  ]

  static let networkACLRuleFields =
    [
      NativeField(
        .number, .integer(1...32_766), required: true,
        "Its place; the lowest number that matches decides"),
      NativeField(
        .action, .choice(["allow", "deny"]), required: true, "What becomes of the packet"),
    ] + trafficFields + [
      NativeField(
        .cidr, .block(nil), required: true,
        "The source of inbound packets, the destination of outbound ones")
    ]

  static let securityGroupFields = [
    NativeField.id,
    NativeField.name,
    NativeField(
      .groupName, .text, default: "the key",
      "The group's name; `default` is the VPC's default group"),
    NativeField(.description, .text, "What it is for; not read"),
    NativeField(
      .inbound, .list(of: .either([.securityGroupRule(.inbound), .object(.securityGroupRule)])),
      default: "no rule; the default group admits its own members",
      "Rules such as `\"tcp 443 from 0.0.0.0/0\"`, `\"tcp 22 from sg:bastion\"`, `\"all from pl:office\"`"
    ),
    NativeField(
      .outbound, .list(of: .either([.securityGroupRule(.outbound), .object(.securityGroupRule)])),
      default: "everything to 0.0.0.0/0, and to ::/0 where the VPC has an IPv6 block",
      "Rules such as `\"tcp 5432 to sg:database\"`"),
    NativeField(
      .associatedVPCs, .list(of: .reference(NativeReference(.vpc))),
      "Other VPCs whose interfaces may carry the group"),
    NativeField.accepted,
  ]

  static let securityGroupRuleFields =
    trafficFields + [
      NativeField(.peer, .peer, required: true, "A block, `sg:NAME` or `pl:NAME`"),
      NativeField(.id, .text, "The rule's id"),
      NativeField(.description, .text, "What it is for"),
    ]

  static let prefixListFields = [
    NativeField(.id, .text, default: "the key", "AWS's id"),
    NativeField(.name, .text, default: "the key", "The list's name"),
    NativeField(
      .entries, .list(of: entryOfPrefixList),
      default: "unknown: packets that need them are undetermined", "The blocks"),
    NativeField(
      .maxEntries, .integer(0...1_000_000), default: "not known",
      "How many rules or routes the list counts for in quotas"),
    NativeField(
      .isAWSManaged, .flag, default: "`false`",
      "Whether AWS owns it, as it does those of its services"),
  ]

  static let prefixListEntryFields = [
    NativeField(.cidr, .block(nil), required: true, "The block"),
    NativeField(.description, .text, "What it is for; not read"),
  ]

  private static let trafficFields = [
    NativeField(
      .ipProtocol, .either([.ipProtocol, .integer(0...255)]), default: "`\"all\"`",
      "`tcp`, `udp`, `icmp`, `icmpv6`, another protocol's name or number, or `all`"),
    NativeField(
      .ports, .either([.ports, .integer(0...65_535)]), default: "all ports",
      "Destination ports of TCP and UDP, such as `443` or `\"1024-65535\"`"),
    NativeField(
      .icmp, .either([.icmp, .integer(0...255)]), default: "all types",
      "The ICMP type, and the code behind a slash: `\"3/4\"`"),
  ]
}
