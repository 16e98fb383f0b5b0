/// Security groups and network ACLs.
extension CodeCatalog.Entry {
  static let groupRuleAllow = Self(
    "A rule of one of the interface's security groups allows the packet.")

  static let groupTrackedAllow = Self(
    "The packet answers one that the group let through the other way, so no rule is asked "
      + "(R-TRK-1).")

  static let groupNoMatch = Self(
    "No rule of the interface's security groups matches the packet.",
    remedy: "Add a rule for this protocol, port and peer to one of the groups.",
    aws: "ENI_SG_RULES_MISMATCH")

  static let groupNoRules = Self(
    "The interface's security groups have no rule in this direction.",
    remedy: "Add a rule for this protocol, port and peer to one of the groups.",
    aws: "SG_HAS_NO_RULES")

  static let groupReferenceLost = Self(
    "The only rules that could match name a group, and the path hides the sender's membership "
      + "(R-SG-6).",
    remedy:
      "Allow the address that the group sees, or use a path that keeps the private address.",
    aws: "SG_REFERENCES_NOT_PRESERVED")

  static let groupUnknown = Self(
    "A group or prefix list that could allow the packet is not in the input.",
    remedy: "Add the missing security group or prefix list to the input.",
    aws: "UNKNOWN_RESOURCE")

  static let groupAssumedAllow = Self(
    "The input holds no security groups at all: the packet is assumed to pass.")

  static let groupTrackingLimit = Self(
    "The interface tracks as many flows as it can, so a flow that must be tracked is dropped (R-TRK-10).",
    remedy: "Let idle flows time out sooner, or open the rules so that flows need no tracking.")

  static let aclRuleAllow = Self("A numbered rule of the subnet's network ACL allows the packet.")

  static let aclRuleDeny = Self(
    "A numbered rule of the subnet's network ACL denies the packet.",
    remedy: "Add an allowing rule with a lower number, or change the denying one.",
    aws: "SUBNET_ACL_RESTRICTION")

  static let aclDefaultDeny = Self(
    "No numbered rule of the subnet's network ACL matches, so the closing rule * denies "
      + "(R-NACL-2).",
    remedy:
      "Add an allowing rule; replies need one for the client's port, as ACLs keep no state.",
    aws: "SUBNET_ACL_RESTRICTION")

  static let aclUnknown = Self(
    "The subnet's network ACL is not in the input.",
    remedy: "Add the output of `aws ec2 describe-network-acls` to the input.",
    aws: "UNKNOWN_RESOURCE")

  static let aclAssumedAllow = Self(
    "The input holds no network ACLs at all: AWS's default, which allows, is assumed.")
}
