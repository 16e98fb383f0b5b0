import Addressing
import Dataplane
import TopologyModel

extension RandomNetwork {
  /// A target of a route, by name.
  enum Target {
    case internet(String)
    case nat(String)
    case egressOnly(String)
    case premises(String)
    case peering(String)
    case interface(String)
    case transit(String)
    case missing

    func resolved(in sketch: inout Sketch) -> RouteTarget {
      switch self {
      case .internet(let name):
        .internetGateway(sketch.topology.internetGateways.mention(name))
      case .nat(let name): .natGateway(sketch.topology.natGateways.mention(name))
      case .egressOnly(let name):
        .egressOnlyInternetGateway(sketch.topology.egressOnlyInternetGateways.mention(name))
      case .premises(let name): .vpnGateway(sketch.topology.vpnGateways.mention(name))
      case .peering(let name):
        .vpcPeeringConnection(sketch.topology.vpcPeeringConnections.mention(name))
      case .interface(let name):
        .networkInterface(sketch.topology.networkInterfaces.mention(name))
      case .transit(let name): sketch.unmodelled(name, .transitGateway)
      case .missing: .missing
      }
    }
  }

  mutating func addTable(
    _ name: String, in vpc: String, _ subnet: String, _ number: Int, _ candidates: [Target],
    of count: Int
  ) {
    var routes: [(String, Target)] = []
    for destination in ["0.0.0.0/0", "::/0", "192.168.0.0/16", "198.51.100.0/24"]
    where !oneIn(3) {
      routes.append((destination, pick(candidates)))
    }
    for other in 1...count where other != number && !oneIn(5) {
      let peering = Target.peering("pcx-\(min(number, other))")
      routes.append(("10.\(other).0.0/16", peering))
      routes.append(("2001:db8:\(other)::/56", peering))
    }
    if oneIn(4) { routes.append(("10.\(number).1.0/24", .interface("eni-\(number)-2-1"))) }
    if oneIn(3) {
      routes.append(("pl:office", pick(candidates)))
      routes.append(("pl:branch", pick(candidates)))
    }
    others.append { sketch in
      let subnet = sketch.topology.subnets.mention(subnet)
      let resolved = routes.map { destination, target in
        let target = target.resolved(in: &sketch)
        if destination.hasPrefix("pl:") {
          let list = sketch.topology.prefixLists.mention(String(destination.dropFirst(3)))
          return Route(to: .prefixList(list), via: target)
        }
        return Route(to: .block(sketch.block(destination)), via: target)
      }
      sketch.routeTable(name, in: sketch.topology.vpcs.mention(vpc), [subnet]) {
        $0.routes = resolved
      }
    }
  }
}
