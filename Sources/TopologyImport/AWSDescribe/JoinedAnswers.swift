import SourceText
import TopologyModel

/// A rule as `describe-security-group-rules` lists it.
struct ListedRule {
  let group: Reference<SecurityGroup>
  let direction: Direction
  let rule: SecurityGroupRule
}

extension AWSDescribeImporter {
  /// Uses what instances tell of their interfaces, where no interface answers were given at all.
  mutating func placeInterfacesOfInstances() {
    guard !topology.presentKinds.contains(.networkInterface) else { return }
    for (slot, interface) in interfacesOfInstances {
      topology.networkInterfaces.define(interface, at: slot)
    }
    interfacesOfInstances = []
  }

  /// Joins listed rules with those of their groups, so that none is counted twice.
  ///
  /// A group that is described gets the ids of equal rules; one that is not consists of its listed
  /// rules.
  mutating func placeListedRules() {
    var rulesOfGroup: [Reference<SecurityGroup>: [ListedRule]] = [:]
    for listed in listedRules { rulesOfGroup[listed.group, default: []].append(listed) }
    let undescribed = rulesOfGroup.keys.contains { topology.securityGroups[$0] == nil }
    let carriers = undescribed ? vpcsOfCarriedGroups() : [:]
    var strays: [SecurityGroupRule] = []
    for (slot, listed) in rulesOfGroup {
      if let group = topology.securityGroups[slot] {
        strays += name(listed, in: group, at: slot)
      } else if let vpc = carriers[slot] {
        defineGroup(of: listed, in: vpc, at: slot)
      }
    }
    reportStrays(strays)
    listedRules = []
  }

  /// The VPC of the interfaces that carry each group; a listed rule does not tell its group's.
  private func vpcsOfCarriedGroups() -> [Reference<SecurityGroup>: Reference<VPC>] {
    var vpcs: [Reference<SecurityGroup>: Reference<VPC>] = [:]
    for (_, interface) in topology.networkInterfaces.resources {
      for group in interface.groups { vpcs[group] = interface.vpc }
    }
    return vpcs
  }

  /// Gives the group's rules the ids of the listed ones, and returns those that it does not have.
  private mutating func name(
    _ listed: [ListedRule], in group: SecurityGroup, at slot: Reference<SecurityGroup>
  ) -> [SecurityGroupRule] {
    var group = group
    var strays: [SecurityGroupRule] = []
    for entry in listed {
      let isNamed =
        switch entry.direction {
        case .inbound: name(entry.rule, in: &group.inbound)
        case .outbound: name(entry.rule, in: &group.outbound)
        }
      if !isNamed { strays.append(entry.rule) }
    }
    topology.securityGroups.define(group, at: slot)
    return strays
  }

  private func name(_ listed: SecurityGroupRule, in rules: inout [SecurityGroupRule]) -> Bool {
    let index = rules.firstIndex {
      $0.id == nil && $0.traffic == listed.traffic && $0.peer == listed.peer
    }
    guard let index else { return false }
    rules[index].id = listed.id
    rules[index].description = rules[index].description ?? listed.description
    return true
  }

  private mutating func defineGroup(
    of listed: [ListedRule], in vpc: Reference<VPC>, at slot: Reference<SecurityGroup>
  ) {
    var group = SecurityGroup(id: topology.securityGroups.id(of: slot), vpc: vpc)
    group.inbound = listed.filter { $0.direction == .inbound }.map { $0.rule }
    group.outbound = listed.filter { $0.direction == .outbound }.map { $0.rule }
    group.location = listed.first?.rule.location
    topology.securityGroups.define(group, at: slot)
  }

  private mutating func reportStrays(_ strays: [SecurityGroupRule]) {
    guard let first = strays.min(by: { ($0.id ?? "") < ($1.id ?? "") }) else { return }
    let rules = strays.count == 1 ? "rule is" : "rules are"
    reader.problems.report(
      Diagnostic(
        .warning, .ruleNotInGroup,
        "\(strays.count) listed \(rules) not among the rules of the group, first \(first.id ?? "")",
        at: reader.sources.position(of: first.location),
        hint: "the two answers are of different times: collect both anew"))
  }
}
