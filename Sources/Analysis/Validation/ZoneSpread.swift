import TopologyModel

/// Tiers that stand or fall with one availability zone.
extension Validator {
  /// Reports groups whose members are all in one zone, though their VPC has subnets in several.
  ///
  /// The interfaces that carry a group are taken for a tier.
  mutating func checkZoneSpread() {
    var zonesOfVPC = Array(repeating: Set<String>(), count: topology.vpcs.count)
    for (_, subnet) in topology.subnets.resources {
      if let zone = subnet.availabilityZone { zonesOfVPC[Int(subnet.vpc.index)].insert(zone) }
    }
    var zonesOfGroup = Array(repeating: Set<String>(), count: topology.securityGroups.count)
    var members = Array(repeating: 0, count: topology.securityGroups.count)
    for (_, interface) in topology.networkInterfaces.resources where interface.kind == .ordinary {
      guard let zone = topology.subnets[interface.subnet]?.availabilityZone else { continue }
      for group in interface.groups {
        zonesOfGroup[Int(group.index)].insert(zone)
        members[Int(group.index)] += 1
      }
    }
    for (reference, group) in topology.securityGroups.resources where group.groupName != "default" {
      let slot = Int(reference.index)
      guard members[slot] > 1, zonesOfGroup[slot].count == 1, let zone = zonesOfGroup[slot].first,
        zonesOfVPC[Int(group.vpc.index)].count > 1
      else { continue }
      let subject = topology.subject(reference)
      report(
        .tierInOneZone, "all \(members[slot]) interfaces with \(subject.words) are in \(zone)",
        subject)
    }
  }
}
