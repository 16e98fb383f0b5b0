import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  /// Makes the groups, without rules yet: these may hold addresses of hosts.
  mutating func buildSecurityGroups() {
    for resource in resources("AWS::EC2::SecurityGroup") {
      let properties = reader.property("VpcId", of: resource)
      let vpc = reader.id("VpcId", of: properties, .vpc) ?? TemplateBuilder.defaultVPC
      reader.facts[.init(id: resource.id, attribute: "VpcId")] =
        properties["VpcId"]?.content ?? .unknown(UnknownValue(title: vpc))
      var group = SecurityGroup(id: resource.id, vpc: topology.vpcs.mention(vpc))
      group.groupName =
        reader.text("GroupName", of: reader.property("GroupName", of: resource)).value
      group.name = reader.nameTag(of: reader.property("Tags", of: resource))
      group.location = location(of: resource)
      topology.securityGroups.define(group, at: topology.securityGroups.mention(resource.id))
    }
  }

  /// The VPC of what names none.
  static let defaultVPC = "the account's default VPC"

  /// Gives the groups the rules that they list, and those that are resources of their own.
  mutating func buildSecurityGroupRules() {
    let withOwnEgress = groupsWithOwnEgress()
    for resource in resources("AWS::EC2::SecurityGroup") {
      addListedRules(of: resource, hasOwnEgress: withOwnEgress.contains(resource.id))
    }
    removeDefaultRules()
    for resource in resources("AWS::EC2::SecurityGroupIngress") { addRule(resource, .inbound) }
    for resource in resources("AWS::EC2::SecurityGroupEgress") { addRule(resource, .outbound) }
    buildGroupAssociations()
  }

  private mutating func addListedRules(of resource: TemplateResource, hasOwnEgress: Bool) {
    let slot = topology.securityGroups.mention(resource.id)
    guard var group = topology.securityGroups[slot] else { return }
    let properties = reader.properties(of: resource)
    group.inbound = rules("SecurityGroupIngress", of: properties, .inbound)
    group.outbound = rules("SecurityGroupEgress", of: properties, .outbound)
    // Any egress rule of the template's own, wherever it stands, replaces the one that AWS adds.
    if isEmpty("SecurityGroupEgress", of: properties), !hasOwnEgress {
      group.outbound = everywhere(group.vpc)
    }
    topology.securityGroups.define(group, at: slot)
  }

  private func isEmpty(_ key: String, of properties: TemplateObject) -> Bool {
    switch properties[key]?.content {
    case nil: true
    case .list(let elements): elements.isEmpty
    default: false
    }
  }

  /// The groups with egress rules that are resources of their own.
  private mutating func groupsWithOwnEgress() -> Set<String> {
    var groups: Set<String> = []
    for resource in resources("AWS::EC2::SecurityGroupEgress") {
      let properties = reader.property("GroupId", of: resource)
      if let id = reader.id("GroupId", of: properties, .securityGroup) { groups.insert(id) }
    }
    return groups
  }

  /// The AWS CDK has a function of its own empty the default group.
  private mutating func removeDefaultRules() {
    for resource in resources("Custom::VpcRestrictDefaultSG") {
      let properties = reader.properties(of: resource)
      guard let id = reader.id("DefaultSecurityGroupId", of: properties, .securityGroup) else {
        continue
      }
      let slot = topology.securityGroups.mention(id)
      guard var group = topology.securityGroups[slot] else { continue }
      group.inbound = []
      group.outbound = []
      topology.securityGroups.define(group, at: slot)
    }
  }

  private mutating func addRule(_ resource: TemplateResource, _ direction: Direction) {
    let properties = reader.properties(of: resource)
    if properties["GroupName"] != nil, properties["GroupId"] == nil { return }
    guard let id = reader.requiredID("GroupId", of: properties, .securityGroup),
      var rule = rule(properties, direction)
    else { return }
    rule.id = resource.id
    rule.location = location(of: resource)
    let slot = topology.securityGroups.mention(id)
    guard var group = topology.securityGroups[slot] else { return }
    switch direction {
    case .inbound: group.inbound.append(rule)
    case .outbound: group.outbound.append(rule)
    }
    topology.securityGroups.define(group, at: slot)
  }

  private mutating func buildGroupAssociations() {
    for resource in resources("AWS::EC2::SecurityGroupVpcAssociation") {
      let properties = reader.properties(of: resource)
      guard let group = reader.requiredID("GroupId", of: properties, .securityGroup),
        let vpc = reader.requiredID("VpcId", of: properties, .vpc)
      else { continue }
      topology.securityGroupVPCAssociations.append(
        SecurityGroupVPCAssociation(
          group: topology.securityGroups.mention(group), vpc: topology.vpcs.mention(vpc),
          isAssociated: true))
    }
  }
}

// MARK: Rules

extension TemplateBuilder {
  /// The rules that a group lists; one that nobody knows may admit anything, and so is unknown.
  private mutating func rules(
    _ key: String, of properties: TemplateObject, _ direction: Direction
  ) -> [SecurityGroupRule] {
    var rules: [SecurityGroupRule] = []
    for element in reader.elements(key, of: properties) {
      switch element.content {
      case .object(let object):
        if let rule = rule(object, direction) { rules.append(rule) }
      case .unknown(let unknown):
        reader.note(unknown, at: element.node)
        rules.append(
          SecurityGroupRule(
            .all, unknownPeer(unknown), location: reader.location(of: element.node)))
      case .nothing, .broken: break
      case .text, .list, .id:
        reader.fail(.wrongType, "each element of \(key) must be an object", at: element.node)
      }
    }
    return rules
  }

  private mutating func rule(
    _ object: TemplateObject, _ direction: Direction
  ) -> SecurityGroupRule? {
    let traffic = securityGroupTraffic(object)
    guard let peer = peer(object, direction) else { return nil }
    switch traffic {
    case .known(let traffic):
      var rule = SecurityGroupRule(traffic, peer, location: location(of: object))
      rule.description = reader.text("Description", of: object).value
      return rule
    case .unknown(let unknown):
      return SecurityGroupRule(.all, unknownPeer(unknown), location: location(of: object))
    case .absent, .broken: return nil
    }
  }

  private mutating func peer(
    _ object: TemplateObject, _ direction: Direction
  ) -> SecurityGroupRule.Peer? {
    let end = direction == .inbound ? "Source" : "Destination"
    for key in ["CidrIp", "CidrIpv6"] where object[key] != nil {
      switch reader.block(key, of: object) {
      case .known(let block): return .block(block)
      case .unknown(let unknown):
        if let value = object[key] { reader.note(unknown, at: value.node) }
        return unknownPeer(unknown)
      case .absent, .broken: return nil
      }
    }
    if object["\(end)PrefixListId"] != nil {
      return reader.id("\(end)PrefixListId", of: object, .prefixList)
        .map { .prefixList(prefixList($0)) }
    }
    if object["\(end)SecurityGroupId"] != nil {
      return reader.id("\(end)SecurityGroupId", of: object, .securityGroup)
        .map { .securityGroup(topology.securityGroups.mention($0)) }
    }
    if object["\(end)SecurityGroupName"] != nil {
      return unknownPeer(UnknownValue(title: "\(end)SecurityGroupName"))
    }
    reader.fail(
      .fieldMissing, "this rule says for whom it is in no way", at: object.node,
      hint: "write CidrIp, CidrIpv6, \(end)PrefixListId or \(end)SecurityGroupId")
    return nil
  }

  /// A peer that nobody knows: a prefix list whose entries the input does not hold.
  private mutating func unknownPeer(_ unknown: UnknownValue) -> SecurityGroupRule.Peer {
    .prefixList(topology.prefixLists.mention(unknown.title))
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-SG-3).
  private mutating func securityGroupTraffic(_ object: TemplateObject) -> Lookup<TrafficPattern> {
    ipProtocol("IpProtocol", of: object).flatMap { ipProtocol in
      guard let ipProtocol else { return .known(.all) }
      if ipProtocol.hasPorts {
        return ports("FromPort", "ToPort", of: object)
          .map { TrafficPattern(ipProtocol, ports: $0) }
      }
      guard ipProtocol.isICMP else { return .known(TrafficPattern(ipProtocol)) }
      return icmpTraffic(ipProtocol, type: "FromPort", code: "ToPort", of: object)
    }
  }
}
