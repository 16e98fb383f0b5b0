import Addressing
import TopologyModel

/// Route tables of internet gateways, and whether what they lead in finds its way back (R-ROUTE-15).
extension Validator {
  mutating func checkGatewayTables() {
    for (reference, table) in topology.routeTables.resources where isForInternetGateway(table) {
      for route in table.routes {
        guard case .block(let block) = route.destination,
          let appliance = topology.interface(of: route.target)
        else { continue }
        checkWayBack(of: route, to: block, by: appliance, reference, table.vpc)
      }
    }
  }

  /// Whether a gateway's table leads a subnet's packets in by the appliance that takes them out.
  func isLedIn(_ subnet: Reference<Subnet>, by target: RouteTarget?) -> Bool {
    guard let appliance = target.flatMap({ topology.interface(of: $0) }) else { return false }
    let blocks = topology.subnets[subnet]?.usableBlocks ?? []
    return topology.routeTables.resources.contains { _, table in
      guard isForInternetGateway(table) else { return false }
      return table.routes.contains { route in
        guard case .block(let block) = route.destination else { return false }
        return blocks.contains { block.contains($0) }
          && topology.interface(of: route.target) == appliance
      }
    }
  }

  private func isForInternetGateway(_ table: RouteTable) -> Bool {
    table.associations.contains {
      if case .internetGateway = $0.subject { $0.isAssociated } else { false }
    }
  }

  /// Reports subnets whose traffic comes in by an appliance and leaves by another way.
  private mutating func checkWayBack(
    of route: Route, to block: CIDRBlock, by appliance: Reference<NetworkInterface>,
    _ table: Reference<RouteTable>, _ vpc: Reference<VPC>
  ) {
    let home = topology.networkInterfaces[appliance]?.subnet
    let wayOut = block.family == .ipv4 ? CIDRBlock.allIPv4 : .allIPv6
    for (reference, subnet) in topology.subnets.resources
    where subnet.vpc == vpc && reference != home {
      guard subnet.usableBlocks.contains(where: { block.contains($0) }),
        network.target(of: wayOut, for: reference).flatMap({ topology.interface(of: $0) })
          != appliance
      else { continue }
      let (subject, other) = (subject(route, of: table), topology.subject(reference))
      let through = topology.subject(appliance)
      report(
        .gatewayTableOneWay,
        "\(subject.words) leads in through \(through.words), and the default route of "
          + "\(other.words) does not lead back there", subject, other, through)
    }
  }
}
