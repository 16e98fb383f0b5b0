/// Network ACLs and security groups.
extension CheckRule.Description {
  static let aclRuleShadowed = Self(
    .filters, .warning, "a rule of a network ACL never matches",
    why: """
      Rules are asked by ascending number, and the first that matches decides: where earlier \
      rules match all of its packets, the rule does nothing.
      """,
    fix: "Give the rule a lower number than those that hide it, or delete it.", "R-NACL-2")

  static let aclBlocksReply = Self(
    .filters, .warning, "a network ACL lets requests pass and blocks their replies",
    why: """
      ACLs keep no state: the reply is judged by the rules of the other direction, against \
      the port that the client took for itself. Linux takes it from 32768-61000, Windows \
      from 49152-65535, NAT gateways, load balancers, Lambda and the internet at large from \
      1024-65535.
      """,
    fix: """
      Allow the client's ports in the other direction, for the same addresses.
      """, "R-NACL-6", "R-NACL-13", "R-NACL-18")

  static let aclWithoutIPv6Rules = Self(
    .filters, .warning, "a network ACL of a dual-stack subnet has no IPv6 rules",
    why: "IPv4 rules never match IPv6 packets; what no rule matches is denied.",
    fix: """
      Add rules for IPv6 blocks such as ::/0, or take the subnet's IPv6 block away.
      """, "R-NACL-2", "R-NACL-3")

  static let aclUnused = Self(
    .filters, .info, "no subnet uses a network ACL",
    why: """
      A subnet that is not associated with an ACL follows the VPC's default one, which \
      allows everything.
      """,
    fix: "Associate the subnets that it was written for, or delete the ACL.", "R-NACL-1")

  static let aclRulesOverQuota = Self(
    .filters, .warning, "a network ACL has more rules than the quota",
    why: "An ACL holds 20 rules each way unless the quota was raised, to 40 at most.",
    fix: "Sum blocks up, or have the quota raised.", "R-NACL-15")

  static let groupRuleImplied = Self(
    .filters, .info, "a security-group rule adds nothing to the others",
    why: """
      The rules of a group are a union: what another rule allows is allowed. Deleting the \
      narrow rule changes nothing; whoever believes that it is the only one is mistaken.
      """,
    fix: "Delete the narrower rule, or narrow the wider one.", "R-SG-1")

  static let groupReferenceEmpty = Self(
    .filters, .warning, "a rule names a group that no interface carries",
    why: """
      A reference matches the private addresses of the interfaces that carry the group; \
      without any it matches nothing.
      """,
    fix: """
      Attach the group to the interfaces that are meant, or name another group.
      """, "R-SG-5", "R-SG-7")

  static let ruleAddressImpossible = Self(
    .filters, .warning, "a rule names addresses that cannot occur",
    why: """
      No packet that a filter sees comes from loopback, link-local or multicast addresses, \
      or from a part of the VPC in which there is no subnet: the rule allows nothing. Most \
      often a digit is wrong.
      """,
    fix: "Name the block that is meant, or delete the rule.", "R-CIDR-3", "R-PIPE-7")

  static let groupReferenceLost = Self(
    .filters, .warning, "a rule names a group of another VPC, and no path honours it",
    why: """
      A reference to a group of another VPC counts only over an active peering within one \
      Region; across Regions, and without a peering, it matches nothing.
      """,
    fix: "Name the blocks of the other VPC's subnets instead.", "R-SG-6", "R-SG-7", "R-SG-8")

  static let groupReferenceHidden = Self(
    .filters, .warning, "a rule names a group whose packets come through a middlebox",
    why: """
      AWS knows which groups a packet's sender carries only where it comes straight from the \
      sender. Behind an appliance or a NAT gateway the rule matches nothing, and does not say so.
      """,
    fix: "Name the blocks of the senders' subnets, or the addresses of the translator.",
    "R-SG-6", "R-ROUTE-16")

  static let groupUnused = Self(
    .filters, .info, "no interface carries a security group",
    why: "The group filters nothing; it is easily mistaken for one that does.",
    fix: "Attach it to interfaces, or delete it.", "R-SG-1")

  static let groupRulesOverQuota = Self(
    .filters, .warning, "a security group has more rules than the quota",
    why: """
      A group holds 60 rules each way and family unless the quota was raised; a prefix list \
      counts for all the entries that it may have.
      """,
    fix: """
      Sum blocks up, spread the rules over several groups, or have the quota raised.
      """, "R-SG-9")

  static let groupsOverQuota = Self(
    .filters, .warning, "an interface carries more groups than the quota",
    why: "An interface carries 5 groups unless the quota was raised, to 16 at most.",
    fix: "Join groups, or have the quota raised.", "R-SG-9")

  static let ipv6WiderThanIPv4 = Self(
    .filters, .warning, "a group is narrow over IPv4 and open to the world over IPv6",
    why: "Somebody restricted the IPv4 rule and forgot its twin: over IPv6 everybody may come.",
    fix: "Restrict the IPv6 rule in the same way, or delete it.", "R-SG-3")

  static let adminPortOpenToWorld = Self(
    .filters, .warning, "a port of administration is open to the internet",
    why: """
      Packets from anywhere reach the port, through route table, network ACL and group, and \
      the replies come back. Such ports are tried by password guessers within minutes.
      """,
    fix: """
      Admit the addresses that administer only, or use Session Manager, EC2 Instance Connect \
      or a VPN.
      """, "R-PIPE-6", "R-SG-1")

  static let databasePortOpenToWorld = Self(
    .filters, .warning, "the port of a database is open to the internet",
    why: """
      Packets from anywhere reach the port, through route table, network ACL and group, and \
      the replies come back.
      """,
    fix: """
      Admit the group of the application only, and take the public address away.
      """, "R-PIPE-6", "R-SG-1")
}
