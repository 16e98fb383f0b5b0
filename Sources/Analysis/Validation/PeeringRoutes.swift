import Addressing
import TopologyModel

/// Routes over peering connections (R-PCX-2, R-PCX-3, R-PCX-7).
extension Validator {
  mutating func checkPeeringRoutes() {
    var routes = Array(
      repeating: [PeeringRoute](), count: topology.vpcPeeringConnections.count)
    for (reference, table) in topology.routeTables.resources {
      for route in table.routes {
        guard case .vpcPeeringConnection(let peering) = route.target else { continue }
        routes[Int(peering.index)].append(
          PeeringRoute(route: route, table: reference, vpc: table.vpc))
      }
    }
    for (reference, peering) in topology.vpcPeeringConnections.resources
    where peering.status == .active {
      let own = routes[Int(reference.index)]
      checkBothSides(of: reference, peering, own)
      for route in own { checkReach(of: route, peering) }
    }
    checkOverlappingPeers()
  }

  private struct PeeringRoute {
    let route: Route
    let table: Reference<RouteTable>
    let vpc: Reference<VPC>
  }

  /// Reports a peering that one VPC has routes to and the other has none (R-PCX-2).
  private mutating func checkBothSides(
    of reference: Reference<VPCPeeringConnection>, _ peering: VPCPeeringConnection,
    _ routes: [PeeringRoute]
  ) {
    let (requester, accepter) = (peering.requester.vpc, peering.accepter.vpc)
    guard topology.vpcs[requester] != nil, topology.vpcs[accepter] != nil else { return }
    let forth = routes.first { $0.vpc == requester }
    let back = routes.first { $0.vpc == accepter }
    let subject = topology.subject(reference)
    guard let present = forth ?? back else {
      report(.peeringUnused, "no route leads over \(subject.words)", subject)
      return
    }
    guard forth == nil || back == nil else { return }
    let lacking = topology.subject(forth == nil ? requester : accepter)
    let route = self.subject(present.route, of: present.table)
    report(
      .peeringRouteOneSided,
      "\(route.words) leads over \(subject.words), and \(lacking.words) has no route back", route,
      lacking, subject)
  }

  /// Reports routes to what the peer does not hold itself (R-PCX-3, R-PCX-6).
  private mutating func checkReach(of route: PeeringRoute, _ peering: VPCPeeringConnection) {
    let far =
      route.vpc == peering.requester.vpc ? peering.accepter : peering.requester
    let blocks = topology.vpcs[far.vpc]?.usableBlocks ?? far.blocks
    guard case .block(let block) = route.route.destination, !blocks.isEmpty,
      block.prefixLength == 0 || !blocks.contains(where: { $0.overlaps(block) })
    else { return }
    let (subject, other) = (subject(route.route, of: route.table), topology.subject(far.vpc))
    let have = blocks.map { $0.description }.joined(separator: ", ")
    report(
      .peeringRouteNeedsTransit,
      "\(subject.words) leads to \(other.words), which has only \(have)", subject, other)
  }

  /// Reports peers of one VPC that overlap each other (R-PCX-7).
  private mutating func checkOverlappingPeers() {
    var peers = Array(repeating: [Reference<VPC>](), count: topology.vpcs.count)
    for (_, peering) in topology.vpcPeeringConnections.resources where peering.status == .active {
      peers[Int(peering.requester.vpc.index)].append(peering.accepter.vpc)
      peers[Int(peering.accepter.vpc.index)].append(peering.requester.vpc)
    }
    for vpc in topology.vpcs.references {
      let blocks = peers[Int(vpc.index)].flatMap { peer in
        (topology.vpcs[peer]?.usableBlocks ?? []).map { (peer: peer, block: $0) }
      }
      var overlaps: [(inner: Int, outer: Int)] = []
      visitNested(blocks.map { $0.block }) { block, around in
        if let outer = around.last(where: { blocks[$0].peer != blocks[block].peer }) {
          overlaps.append((block, outer))
        }
      }
      for (inner, outer) in overlaps {
        let subject = topology.subject(vpc)
        let one = topology.subject(blocks[inner].peer).part(blocks[inner].block.description)
        let other = topology.subject(blocks[outer].peer).part(blocks[outer].block.description)
        report(
          .peersOverlap,
          "\(subject.words) is peered with \(one.words) and with \(other.words), which overlap",
          subject, one, other)
      }
    }
  }
}
