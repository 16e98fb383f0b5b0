import Addressing
import TopologyModel

/// The blocks of each VPC by itself (R-CIDR-1 to R-CIDR-7).
extension Validator {
  mutating func checkVPCBlocks() {
    for (reference, vpc) in topology.vpcs.resources {
      for block in vpc.blocks where block.isAssociated {
        checkSize(of: block.block, .ofVPC, subject(block, of: reference))
        checkRange(of: block, reference)
      }
      checkOverlaps(among: vpc.blocks, of: reference)
      checkMixing(of: vpc.blocks, of: reference)
      checkRoutes(within: vpc.blocks, of: reference)
      if !vpc.blocks.contains(where: { $0.block.family == .ipv4 }) {
        let subject = topology.subject(reference)
        report(.vpcWithoutIPv4Block, "\(subject.words) has no IPv4 block", subject)
      }
    }
  }

  private func subject(_ block: AddressBlock, of vpc: Reference<VPC>) -> Finding.Subject {
    topology.subject(vpc).part(block.block.description, at: block.location)
  }

  /// Reports the first route of each secondary block that keeps AWS from adding it (R-CIDR-6).
  private mutating func checkRoutes(within blocks: [AddressBlock], of vpc: Reference<VPC>) {
    var isSecondary: Set<AddressFamily> = []
    for block in blocks where block.isAssociated {
      guard !isSecondary.insert(block.block.family).inserted,
        let (route, table) = obstacle(to: block.block, in: vpc)
      else { continue }
      let (subject, other) = (subject(block, of: vpc), self.subject(route, of: table))
      report(
        .vpcBlockCoversRoute, "\(subject.words) can't be added while there is \(other.words)",
        subject, other)
    }
  }

  /// A route within a block that is not one to an appliance, as those come after the block (R-ROUTE-5).
  private func obstacle(
    to block: CIDRBlock, in vpc: Reference<VPC>
  ) -> (Route, Reference<RouteTable>)? {
    for (reference, table) in topology.routeTables.resources where table.vpc == vpc {
      let route = table.routes.first { route in
        guard case .block(let destination) = route.destination else { return false }
        return block.contains(destination) && !route.target.mayLieWithinLocal
      }
      if let route { return (route, reference) }
    }
    return nil
  }

  private mutating func checkRange(of block: AddressBlock, _ vpc: Reference<VPC>) {
    guard block.block.family == .ipv4 else { return }
    let subject = subject(block, of: vpc)
    if let range = AddressSpace.forbidden.first(where: { $0.overlaps(block.block) }) {
      report(.vpcBlockForbidden, "\(subject.words) lies in \(range.description)", subject)
    } else if AddressSpace.classE.overlaps(block.block) {
      report(.vpcBlockClassE, "\(subject.words) lies in 240.0.0.0/4", subject)
    } else if AddressSpace.dockerBridge.overlaps(block.block) {
      report(.vpcBlockUsedByServices, "\(subject.words) overlaps 172.17.0.0/16", subject)
    } else if AddressSpace(of: block.block) == .publiclyRoutable,
      !AddressSpace.benchmarking.contains(block.block)
    {
      report(.vpcBlockPublicSpace, "\(subject.words) is publicly routable space", subject)
    }
  }

  private mutating func checkOverlaps(among blocks: [AddressBlock], of vpc: Reference<VPC>) {
    var overlaps: [(inner: Int, outer: Int)] = []
    visitNested(blocks.map { $0.block }) { block, around in
      if let outer = around.last { overlaps.append((max(block, outer), min(block, outer))) }
    }
    for (later, earlier) in overlaps {
      let (subject, other) = (subject(blocks[later], of: vpc), subject(blocks[earlier], of: vpc))
      report(
        .vpcBlocksOverlap,
        "\(subject.words) overlaps \(other.part ?? "") of the same VPC", subject, other)
    }
  }

  /// Reports the first block that each block may not be added to (R-CIDR-7).
  private mutating func checkMixing(of blocks: [AddressBlock], of vpc: Reference<VPC>) {
    let ipv4 = blocks.filter { $0.isAssociated && $0.block.family == .ipv4 }
    guard let primary = ipv4.first else { return }
    for (index, block) in ipv4.enumerated().dropFirst() {
      let present = ipv4[..<index]
      guard
        let obstacle = present.first(where: {
          AddressSpace.refuses(block.block, beside: $0.block, primary: primary.block)
        })
      else { continue }
      let (subject, other) = (subject(block, of: vpc), subject(obstacle, of: vpc))
      report(
        .vpcBlockMixing,
        "\(subject.words) can't be added: the VPC already has \(other.part ?? "")", subject, other)
    }
  }
}

extension RouteTarget {
  /// Whether AWS takes routes within the VPC's own blocks to it.
  fileprivate var mayLieWithinLocal: Bool {
    switch self {
    case .local, .networkInterface, .instance, .natGateway: true
    // A Gateway Load Balancer endpoint, perhaps.
    case .unmodelled: true
    case .internetGateway, .egressOnlyInternetGateway, .vpcPeeringConnection, .vpnGateway, .missing:
      false
    }
  }
}
