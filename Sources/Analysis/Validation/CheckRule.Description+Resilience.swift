/// What fails with a zone, and findings that were accepted.
extension CheckRule.Description {
  static let natGatewaySingleZone = Self(
    .resilience, .info, "a subnet depends on a NAT gateway in another zone",
    why: "When the NAT gateway's zone fails, subnets of other zones lose the internet too.",
    fix: "Add a NAT gateway in each zone, or use a regional one.", "R-NAT-10", "R-NAT-14")

  static let tierInOneZone = Self(
    .resilience, .info, "a tier stands in a single zone",
    why: """
      When the zone fails, all interfaces that carry the group fail together, though the VPC \
      has subnets in other zones.
      """,
    fix: "Spread the tier over subnets of several zones.", "R-CIDR-12")

  static let acceptanceUnknown = Self(
    .acceptances, .warning, "a file accepts findings of a rule that there is not",
    why: "The acceptance has no effect: most likely the rule's name is misspelt.",
    fix: "Write the name of a rule; `vpctrace check --list` lists them.")

  static let acceptanceStale = Self(
    .acceptances, .info, "a file accepts a finding that there is not",
    why: """
      What was accepted has been mended. An acceptance that stays behind hides the same mistake \
      when it is made again.
      """,
    fix: "Delete the acceptance.")
}
