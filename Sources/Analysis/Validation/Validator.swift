public import Dataplane
import SourceText
import TopologyModel

extension Network {
  /// What the rules find wrong with the design, the gravest first.
  ///
  /// The order is that of severities, then of rules, then of places in the files, so that the same
  /// design always gives the same list.
  ///
  /// - Parameter rules: The rules to apply.
  /// - Returns: One finding for each thing that is wrong.
  /// - Complexity: O(*n* log *n*) in resources, routes and rules of the topology.
  public func findings(of rules: Set<CheckRule> = Set(CheckRule.allCases)) -> [Finding] {
    var validator = Validator(self, rules)
    validator.checkAddresses()
    validator.checkRouting()
    validator.checkFilters()
    validator.checkZoneSpread()
    validator.accept()
    return validator.findings.sorted { $0.precedes($1) }
  }
}

/// Applies rules to a network and collects what they find; each family of rules is an extension.
struct Validator {
  let network: Network
  let topology: Topology
  let rules: Set<CheckRule>
  var findings: [Finding] = []

  init(_ network: Network, _ rules: Set<CheckRule>) {
    self.network = network
    self.rules = rules
    topology = network.topology
  }

  /// Whether any of `rules` was asked for.
  func applies(_ rules: CheckRule...) -> Bool { rules.contains { self.rules.contains($0) } }

  /// Takes a finding, if its rule was asked for.
  mutating func report(
    _ rule: CheckRule, _ message: String, _ subjects: Finding.Subject..., fix: String? = nil
  ) {
    guard rules.contains(rule) else { return }
    findings.append(Finding(rule: rule, message: message, subjects: subjects, fix: fix))
  }
}

extension Validator {
  mutating func checkAddresses() {
    checkVPCBlocks()
    checkVPCQuotas()
    checkSubnetBlocks()
    checkSubnetOverlaps()
    checkNetworkOverlaps()
    checkInterfaceAddresses()
    checkPublicAddresses()
    checkFreeAddresses()
  }
}

extension Validator {
  mutating func checkRouting() {
    checkRouteTargets()
    checkLocalRoutes()
    checkPeeringRoutes()
    checkNATGateways()
    checkInternetAccess()
    checkVPNRoutes()
    checkPrivacyOfFamilies()
    checkGatewayTables()
  }

  mutating func checkFilters() {
    checkACLRules()
    checkACLReplies()
    checkSecurityGroups()
    checkRulePeers()
    checkHiddenReferences()
    checkExposedPorts()
  }
}

extension Finding {
  fileprivate func precedes(_ other: Finding) -> Bool {
    if severity != other.severity { return severity < other.severity }
    if rule != other.rule { return rule.position < other.rule.position }
    let (place, otherPlace) = (location.sortKey, other.location.sortKey)
    return place != otherPlace ? place < otherPlace : message < other.message
  }
}

extension CheckRule {
  /// The rule's place in the list of rules.
  fileprivate var position: Int { CheckRule.allCases.firstIndex(of: self) ?? 0 }
}

extension SourceLocation? {
  /// Orders places by file and offset, those that are not known last.
  fileprivate var sortKey: UInt64 { map { UInt64($0.file) << 32 | UInt64($0.offset) } ?? .max }
}
