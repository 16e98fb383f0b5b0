import Addressing
import TopologyModel

/// How much a VPC, a zone and a Region may hold (R-CIDR-18).
extension Validator {
  mutating func checkVPCQuotas() {
    guard applies(.vpcOverQuota) else { return }
    checkRegions()
    checkZones()
    let held = holdings()
    for (reference, vpc) in topology.vpcs.resources {
      var counts = held[Int(reference.index)]
      for block in vpc.blocks where block.isAssociated {
        counts[block.block.family == .ipv4 ? .ipv4Blocks : .ipv6Blocks, default: 0] += 1
      }
      for item in QuotaItem.allCases {
        let count = counts[item, default: 0]
        guard count > item.quota else { continue }
        let subject = topology.subject(reference)
        report(
          .vpcOverQuota, "\(subject.words) has \(count) \(item.rawValue), of \(item.quota)",
          subject)
      }
    }
  }

  /// What each VPC holds beside its blocks.
  private func holdings() -> [[QuotaItem: Int]] {
    var counts = Array(repeating: [QuotaItem: Int](), count: topology.vpcs.count)
    func count(_ item: QuotaItem, of vpc: Reference<VPC>) {
      counts[Int(vpc.index)][item, default: 0] += 1
    }
    for (_, subnet) in topology.subnets.resources { count(.subnets, of: subnet.vpc) }
    for (_, table) in topology.routeTables.resources { count(.routeTables, of: table.vpc) }
    for (_, acl) in topology.networkACLs.resources { count(.networkACLs, of: acl.vpc) }
    for (_, peering) in topology.vpcPeeringConnections.resources where peering.status == .active {
      count(.activePeerings, of: peering.requester.vpc)
      count(.activePeerings, of: peering.accepter.vpc)
    }
    return counts
  }

  /// Reports the first VPC that a Region has too many of.
  private mutating func checkRegions() {
    var vpcs: [String: [Reference<VPC>]] = [:]
    for (reference, vpc) in topology.vpcs.resources {
      if let region = vpc.region { vpcs[region, default: []].append(reference) }
    }
    for (region, members) in vpcs where members.count > 5 {
      report(
        .vpcOverQuota, "\(region) has \(members.count) VPCs, of 5", topology.subject(members[5]))
    }
  }

  /// Reports the first NAT gateway that a zone has too many of.
  private mutating func checkZones() {
    var gateways: [String: [Reference<NATGateway>]] = [:]
    for (reference, gateway) in topology.natGateways.resources where gateway.counts {
      guard let zone = gateway.subnet.flatMap({ topology.subnets[$0]?.availabilityZone })
      else { continue }
      gateways[zone, default: []].append(reference)
    }
    for (zone, members) in gateways where members.count > 5 {
      report(
        .vpcOverQuota, "\(zone) has \(members.count) NAT gateways, of 5",
        topology.subject(members[5]))
    }
  }
}

/// What a VPC may hold only so many of.
private enum QuotaItem: String, CaseIterable {
  case ipv4Blocks = "IPv4 blocks"
  case ipv6Blocks = "IPv6 blocks"
  case subnets
  case routeTables = "route tables"
  case networkACLs = "network ACLs"
  case activePeerings = "active peering connections"

  /// AWS's default; most can be raised.
  var quota: Int {
    switch self {
    case .ipv4Blocks, .ipv6Blocks: 5
    case .subnets, .routeTables, .networkACLs: 200
    case .activePeerings: 50
    }
  }
}

extension NATGateway {
  /// Whether the gateway takes one of its zone's places.
  fileprivate var counts: Bool {
    switch state {
    case .pending, .available, .deleting, .unknown: !isRegional
    case .failed, .deleted: false
    }
  }
}
