import Addressing
import TopologyModel

/// Overlaps between whole networks: VPCs and what is on the premises (R-CIDR-8, R-CIDR-17).
extension Validator {
  mutating func checkNetworkOverlaps() {
    guard
      applies(
        .connectedVPCsOverlap, .onPremisesOverlapsVPC, .onPremisesCoversVPC, .onPremisesOverlap,
        .unconnectedOverlap)
    else { return }
    let plan = AddressPlan(topology)
    for link in plan.links { checkOverlaps(across: link, of: plan) }
    checkUnconnected(plan)
  }

  /// Compares each block with the narrowest VPC block and the narrowest on-premises one around it.
  private mutating func checkOverlaps(across link: AddressPlan.Link, of plan: AddressPlan) {
    let blocks = link.members.flatMap { plan.blocks(of: $0) }
    var overlaps: [(inner: AddressPlan.OwnedBlock, outer: AddressPlan.OwnedBlock)] = []
    visitNested(blocks.map { $0.block }) { index, around in
      let others = around.lazy.map { blocks[$0] }.filter { $0.owner != blocks[index].owner }
      let neighbours = [others.last { $0.owner.isVPC }, others.last { !$0.owner.isVPC }]
      overlaps += neighbours.compactMap { $0 }.map { (blocks[index], $0) }
    }
    for (inner, outer) in overlaps { report(inner, within: outer, across: link, of: plan) }
  }

  private mutating func report(
    _ inner: AddressPlan.OwnedBlock, within outer: AddressPlan.OwnedBlock,
    across link: AddressPlan.Link, of plan: AddressPlan
  ) {
    let (subject, other) = (subject(inner), subject(outer))
    let connection = "and \(link.subject.words) connects them"
    switch (inner.owner, outer.owner) {
    case (.vpc, .vpc):
      report(
        .connectedVPCsOverlap, "\(subject.words) overlaps \(other.words), \(connection)", subject,
        other, link.subject)
    case (.onPremises, .vpc):
      report(
        .onPremisesOverlapsVPC, "\(subject.words) lies within \(other.words), \(connection)",
        subject, other, link.subject)
    case (.vpc, .onPremises) where inner.block == outer.block:
      report(
        .onPremisesOverlapsVPC, "\(other.words) lies within \(subject.words), \(connection)",
        other, subject, link.subject)
    case (.vpc, .onPremises):
      report(
        .onPremisesCoversVPC, "\(other.words) covers \(subject.words), \(connection)", other,
        subject, link.subject)
    case (.onPremises, .onPremises):
      report(
        .onPremisesOverlap, "\(subject.words) overlaps \(other.words) on \(link.subject.words)",
        subject, other, link.subject)
    }
  }

  /// Compares each block with the narrowest one around it that belongs to a network apart.
  private mutating func checkUnconnected(_ plan: AddressPlan) {
    let blocks = plan.blocks
    var overlaps: [(inner: AddressPlan.OwnedBlock, outer: AddressPlan.OwnedBlock)] = []
    visitNested(blocks.map { $0.block }) { index, around in
      let own = blocks[index]
      let other = around.last {
        blocks[$0].owner != own.owner && !plan.areLinked(own.owner, blocks[$0].owner)
          && (blocks[$0].owner.isVPC || blocks[$0].block == own.block)
      }
      if let other { overlaps.append((own, blocks[other])) }
    }
    for (inner, outer) in overlaps {
      let (subject, other) = (subject(inner), subject(outer))
      report(
        .unconnectedOverlap, "\(subject.words) overlaps \(other.words); nothing connects them",
        subject, other)
    }
  }

  private func subject(_ block: AddressPlan.OwnedBlock) -> Finding.Subject {
    let owner =
      switch block.owner {
      case .vpc(let vpc): topology.subject(vpc)
      case .onPremises(let connection): topology.subject(onPremises: connection)
      }
    return owner.part(block.block.description, at: block.location)
  }
}
