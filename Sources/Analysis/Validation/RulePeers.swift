import Addressing
import TopologyModel

/// What rules name at their far end, and whether packets can come from there or go there.
extension Validator {
  mutating func checkRulePeers() {
    var subnetBlocks = Array(repeating: [CIDRBlock](), count: topology.vpcs.count)
    for (_, subnet) in topology.subnets.resources {
      subnetBlocks[Int(subnet.vpc.index)] += subnet.usableBlocks
    }
    for (reference, group) in topology.securityGroups.resources {
      let own = subnetBlocks[Int(group.vpc.index)]
      for direction in Direction.allCases {
        for (index, rule) in group.rules(direction).enumerated() {
          switch rule.peer {
          case .block(let block):
            if let flaw = flaw(of: block, in: group.vpc, own) {
              let subject = subject(direction, index, of: reference)
              report(.ruleAddressImpossible, "\(subject.words) names \(flaw)", subject)
            }
          case .securityGroup(let peer):
            checkReference(to: peer, from: group, direction, index, reference)
          case .prefixList: break
          }
        }
      }
    }
    for (reference, acl) in topology.networkACLs.resources {
      for entry in acl.entries where entry.allows {
        guard let flaw = flaw(of: entry.block, in: acl.vpc, subnetBlocks[Int(acl.vpc.index)])
        else { continue }
        let subject = subject(entry, of: reference)
        report(.ruleAddressImpossible, "\(subject.words) names \(flaw)", subject)
      }
    }
  }

  /// Why no packet that a filter sees has an address of the block; `nil` where one may.
  private func flaw(
    of block: CIDRBlock, in vpc: Reference<VPC>, _ subnets: [CIDRBlock]
  ) -> String? {
    if let range = AddressSpace.forbidden.first(where: { $0.contains(block) }) {
      return "\(block.description), and no filter sees packets of \(range.description)"
    }
    let isWithinVPC = topology.vpcs[vpc]?.usableBlocks.contains { $0.contains(block) } ?? false
    guard isWithinVPC, !subnets.contains(where: { $0.overlaps(block) }) else { return nil }
    return "\(block.description) of its VPC, in which there is no subnet"
  }

  /// Reports references to groups of other VPCs that no path honours (R-SG-6).
  private mutating func checkReference(
    to peer: Reference<SecurityGroup>, from group: SecurityGroup, _ direction: Direction,
    _ index: Int, _ reference: Reference<SecurityGroup>
  ) {
    guard let other = topology.securityGroups[peer], other.vpc != group.vpc,
      !topology.isAssociated(peer, with: group.vpc),
      !topology.isAssociated(reference, with: other.vpc)
    else { return }
    let peerings = topology.vpcPeeringConnections.resources.filter {
      $0.resource.status == .active && $0.resource.connects(group.vpc, other.vpc)
    }
    guard !peerings.contains(where: { $0.resource.isWithinOneRegion }) else { return }
    // A transit gateway may honour references in inbound rules.
    let mayShareHub = direction == .inbound && peerings.isEmpty && topology.hasTransitGateways
    guard !mayShareHub else { return }
    let (subject, named) = (subject(direction, index, of: reference), topology.subject(peer))
    let reason =
      peerings.isEmpty
      ? "of another VPC, to which no active peering leads" : "of a VPC in another Region"
    report(
      .groupReferenceLost, "\(subject.words) names \(named.words) \(reason)", subject, named)
  }
}

extension VPCPeeringConnection {
  fileprivate func connects(_ one: Reference<VPC>, _ other: Reference<VPC>) -> Bool {
    (requester.vpc == one && accepter.vpc == other)
      || (requester.vpc == other && accepter.vpc == one)
  }
}

extension Topology {
  /// Whether a group may be used in another VPC than its own (R-SG-8).
  fileprivate func isAssociated(
    _ group: Reference<SecurityGroup>, with vpc: Reference<VPC>
  ) -> Bool {
    securityGroupVPCAssociations.contains {
      $0.group == group && $0.vpc == vpc && $0.isAssociated
    }
  }

  fileprivate var hasTransitGateways: Bool {
    unmodelled.resources.contains { $0.resource.kind == .transitGateway }
  }
}
