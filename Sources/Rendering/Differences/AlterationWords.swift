import Addressing
import Analysis
import Dataplane
import TopologyModel

/// Finds words for what of a resource that both networks have is another: `subnet public-c, was app-c`.
struct AlterationWords {
  let old: Network
  let new: Network

  /// What differs; empty where words would only repeat the kind.
  func details(of subject: TopologyChange.Subject) -> [String] {
    switch subject {
    case .networkInterface(let interface):
      details(old.topology.networkInterfaces, new.topology.networkInterfaces, interface) {
        [Trait("status", $0.status.rawValue)] + details(of: $0, in: $1)
      }
    case .vpc(let vpc):
      details(old.topology.vpcs, new.topology.vpcs, vpc) { vpc, _ in
        [
          Trait("Region", vpc.region),
          Trait("block", "blocks", vpc.usableBlocks.map { $0.description }),
        ]
      }
    case .subnet(let subnet):
      details(old.topology.subnets, new.topology.subnets, subnet) { subnet, network in
        [
          Trait("VPC", name(.vpc(subnet.vpc), network)),
          Trait("zone", subnet.availabilityZone),
          Trait("block", "blocks", subnet.usableBlocks.map { $0.description }),
        ]
      }
    case .natGateway(let gateway):
      details(old.topology.natGateways, new.topology.natGateways, gateway) {
        details(of: $0, in: $1)
      }
    case .instance(let instance):
      details(old.topology.instances, new.topology.instances, instance) { instance, _ in
        [Trait("state", instance.state.rawValue)]
      }
    case .routeTable(let table):
      details(old.topology.routeTables, new.topology.routeTables, table) { table, network in
        [Trait("propagates from", "propagates from", gateways(table, network))]
      }
    case .vpnConnection(let connection):
      details(old.topology.vpnConnections, new.topology.vpnConnections, connection) {
        connection, _ in
        [
          Trait("routing", connection.usesStaticRoutes ? "static" : "dynamic"),
          Trait(
            "static route", "static routes",
            connection.staticRoutes.map { $0.block.description }),
        ]
      }
    case .prefixList(let list):
      details(old.topology.prefixLists, new.topology.prefixLists, list) { list, _ in
        [
          Trait(
            "entry", "entries", list.entries.map { $0.map { $0.block.description } } ?? ["unknown"])
        ]
      }
    case .vpcPeeringConnection(let peering):
      details(old.topology.vpcPeeringConnections, new.topology.vpcPeeringConnections, peering) {
        peering, _ in [Trait("status", peering.status.rawValue)]
      }
    case .internetGateway(let gateway):
      details(old.topology.internetGateways, new.topology.internetGateways, gateway) {
        [attachments($0.attachments, $1)]
      }
    case .egressOnlyInternetGateway(let gateway):
      details(
        old.topology.egressOnlyInternetGateways, new.topology.egressOnlyInternetGateways, gateway
      ) { [attachments($0.attachments, $1)] }
    case .vpnGateway(let gateway):
      details(old.topology.vpnGateways, new.topology.vpnGateways, gateway) {
        [attachments($0.attachments, $1)]
      }
    default: []
    }
  }
}

/// What is told of a resource under one title, in words.
private struct Trait: Equatable {
  /// The title of one word, and of several.
  let title: String
  let titleOfMany: String
  let words: [String]

  init(_ title: String, _ titleOfMany: String, _ words: [String]) {
    self.title = title
    self.titleOfMany = titleOfMany
    self.words = words
  }

  init(_ title: String, _ word: String?) { self.init(title, title, word.map { [$0] } ?? []) }

  /// What it is now and was before; of several words those that came and went.
  func change(from was: Trait) -> String {
    guard words.count > 1 || was.words.count > 1 else {
      return "\(title) \(words.first ?? "none"), was \(was.words.first ?? "none")"
    }
    let came = words.filter { !was.words.contains($0) }
    let went = was.words.filter { !words.contains($0) }
    let parts = [(came, "added"), (went, "removed")].filter { !$0.0.isEmpty }
    return parts.isEmpty
      ? "\(titleOfMany) in another order"
      : "\(came.count + went.count > 1 ? titleOfMany : title) "
        + parts.map { "\($0.joined(separator: ", ")) \($1)" }.joined(separator: ", ")
  }
}

// MARK: Resources

extension AlterationWords {
  private func details<Resource: Sendable>(
    _ was: ResourceTable<Resource>, _ now: ResourceTable<Resource>,
    _ reference: Reference<Resource>, _ details: (Resource, Network) -> [Trait]
  ) -> [String] {
    guard Int(reference.index) < was.count, let before = was[reference], let after = now[reference]
    else { return [] }
    return zip(details(before, old), details(after, new)).filter { $0 != $1 }
      .map { $1.change(from: $0) }
  }

  private func details(of interface: NetworkInterface, in network: Network) -> [Trait] {
    let groups = interface.groups.map { group in
      let description = ComponentDescription(group, in: network)
      return description.name ?? description.id ?? description.noun
    }
    let instance = interface.instance.flatMap {
      ComponentDescription(.instance, network.topology.instances, $0) { $0.name }.label
    }
    return [
      Trait("subnet", name(.subnet(interface.subnet), network)),
      Trait("attached to", instance),
      Trait("group", "groups", groups.sorted()),
    ] + addresses(of: interface) + [
      Trait("source/destination check", interface.checksSourceAndDestination ? "on" : "off"),
      Trait(
        "internet gateway traffic",
        interface.deniesInternetGatewayTraffic ? "denied" : "not denied"),
    ]
  }

  private func addresses(of interface: NetworkInterface) -> [Trait] {
    let publicAddresses = interface.addresses.compactMap { $0.publicAddress }
    return [
      Trait("address", "addresses", interface.addresses.map { $0.address.description }),
      Trait("public address", "public addresses", publicAddresses.map { $0.description }),
      Trait("prefix", "prefixes", interface.prefixes.map { $0.description }),
    ]
  }

  private func details(of gateway: NATGateway, in network: Network) -> [Trait] {
    [
      Trait("state", gateway.state.rawValue),
      Trait("subnet", gateway.subnet.map { name(.subnet($0), network) }),
      Trait("connectivity", gateway.connectivity.rawValue),
      Trait("address", "addresses", gateway.addresses.map { $0.privateAddress.description }),
      Trait(
        "public address", "public addresses",
        gateway.addresses.compactMap { $0.publicAddress?.description }),
    ]
  }

  private func gateways(_ table: RouteTable, _ network: Network) -> [String] {
    table.propagatingGateways.map { name(.vpnGateway($0), network) }
  }

  private func attachments(_ attachments: [GatewayAttachment], _ network: Network) -> Trait {
    Trait(
      "attached to", "attached to",
      attachments.filter { $0.isAttached }.map { name(.vpc($0.vpc), network) })
  }

  private func name(_ component: Component, _ network: Network) -> String {
    let description = ComponentDescription(component, in: network)
    return description.name ?? description.id ?? description.noun
  }
}
