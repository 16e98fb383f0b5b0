import Addressing
public import Dataplane
import TopologyModel

extension NetworkOverview {
  /// The overview for people: what to type after `--from` and `--to`.
  public func text(of network: Network, style: TextStyle) -> String {
    var page = OverviewPage(overview: self, network: network, canvas: TextCanvas(style))
    page.counts()
    for vpc in vpcs { page.vpc(vpc) }
    page.onPremises()
    page.unmodelled()
    page.missing()
    return page.canvas.text
  }
}

/// An overview being written as text.
private struct OverviewPage {
  let overview: NetworkOverview
  let network: Network
  var canvas: TextCanvas

  private var topology: Topology { network.topology }

  mutating func counts() {
    let counts = overview.counts.map { $0.kind.counted($0.count) }
    canvas.paragraph(counts.isEmpty ? "The input holds nothing." : counts.joined(separator: ", "))
  }

  mutating func vpc(_ entry: NetworkOverview.VPCEntry) {
    let vpc = topology.vpcs[entry.vpc]
    let label = labelled("VPC", topology.vpcs.id(of: entry.vpc), vpc?.name)
    let facts = (vpc?.usableBlocks.map { $0.description } ?? []) + [vpc?.region].compactMap { $0 }
    canvas.blankLine()
    canvas.line(([label] + facts).joined(separator: "  "), .strong)
    for subnet in entry.subnets { self.subnet(subnet) }
  }

  private mutating func subnet(_ entry: NetworkOverview.SubnetEntry) {
    let subnet = topology.subnets[entry.subnet]
    let label = labelled("subnet", topology.subnets.id(of: entry.subnet), subnet?.name)
    let blocks = subnet?.usableBlocks.map { $0.description } ?? []
    let kind = network.isPublic(entry.subnet) ? "public" : "private"
    canvas.blankLine()
    canvas.paragraph(
      ([label] + blocks + [subnet?.availabilityZone, kind].compactMap { $0 })
        .joined(separator: ", "), indent: 2, hanging: 4)
    let filters = [table(of: entry.subnet), acl(of: entry.subnet)].compactMap { $0 }
    if !filters.isEmpty {
      canvas.paragraph(filters.joined(separator: ", "), .faint, indent: 4)
    }
    interfaces(entry.interfaces)
  }

  private func table(of subnet: Reference<Subnet>) -> String? {
    network.routeTable(of: subnet).map {
      labelled("route table", topology.routeTables.id(of: $0), topology.routeTables[$0]?.name)
    }
  }

  private func acl(of subnet: Reference<Subnet>) -> String? {
    network.networkACL(of: subnet).map { ComponentDescription($0, in: network).fullLabel }
  }

  private mutating func interfaces(_ interfaces: [Reference<NetworkInterface>]) {
    let rows = interfaces.compactMap { InterfaceRow($0, in: network) }
    let name = min(rows.map { columnCount($0.name) }.max() ?? 0, 24)
    let addresses = min(rows.map { columnCount($0.addresses) }.max() ?? 0, 34)
    for row in rows {
      canvas.row(
        [.init(""), .init(row.name, .strong), .init(row.addresses), .init(row.ids, .faint)],
        widths: [4, name, addresses])
    }
  }

  mutating func onPremises() {
    guard !overview.onPremises.isEmpty else { return }
    heading("On-premises networks")
    for entry in overview.onPremises {
      let id = topology.vpnConnections.id(of: entry.connection)
      let routes = topology.vpnConnections[entry.connection]?.staticRoutes ?? []
      let prefixes =
        routes.isEmpty ? "by BGP" : routes.map { $0.block.description }.joined(separator: ", ")
      canvas.paragraph("\((entry.names + [id]).joined(separator: ", ")): \(prefixes)", indent: 4)
    }
  }

  mutating func unmodelled() {
    guard !overview.unmodelled.isEmpty else { return }
    heading("Not modelled: a packet that needs one of these ends undetermined")
    for resource in overview.unmodelled {
      canvas.paragraph(labelled(resource.kind.words, resource.id, resource.name), indent: 4)
    }
  }

  mutating func missing() {
    guard !overview.missing.isEmpty else { return }
    heading("Mentioned, and not in the input")
    for missing in overview.missing {
      canvas.paragraph("\(missing.kind.words) \(missing.id)", indent: 4)
    }
  }

  private mutating func heading(_ text: String) {
    canvas.blankLine()
    canvas.line(text, .strong)
  }

  private func labelled(_ noun: String, _ id: String, _ name: String?) -> String {
    name.map { "\(noun) \($0) (\(id))" } ?? "\(noun) \(id)"
  }
}

/// What one types to name an interface.
private struct InterfaceRow {
  let name: String
  let addresses: String
  let ids: String

  init?(_ reference: Reference<NetworkInterface>, in network: Network) {
    let topology = network.topology
    guard let interface = topology.networkInterfaces[reference] else { return nil }
    let instance = interface.instance.map { topology.instances.id(of: $0) }
    let known = ComponentDescription(reference, in: network).name ?? interface.kind.words
    let name = known ?? instance ?? interface.id
    self.name = name
    addresses = interface.addresses.map { address in
      let publicAddress = network.publicAddress(of: address.address, on: reference)
      return publicAddress.map { "\(address.address.description) = \($0.description)" }
        ?? address.address.description
    }.joined(separator: ", ")
    ids = [instance, interface.id].compactMap { $0 }.filter { $0 != name }.joined(separator: ", ")
  }
}

extension NetworkInterface.Kind {
  /// What AWS put the interface there for; `nil` for a user's own.
  fileprivate var words: String? {
    switch self {
    case .ordinary: nil
    case .natGateway: "(NAT gateway)"
    case .vpcEndpoint: "(VPC endpoint)"
    case .gatewayLoadBalancerEndpoint: "(GWLB endpoint)"
    case .loadBalancer: "(load balancer)"
    case .transitGateway: "(transit gateway)"
    case .lambda: "(Lambda)"
    case .globalAccelerator: "(Global Accelerator)"
    case .clientVPN: "(Client VPN)"
    case .otherManaged: "(AWS-managed)"
    }
  }
}

extension ResourceKind {
  fileprivate var words: String {
    self == .other ? "resource" : String(decoding: plural.utf8.dropLast(), as: UTF8.self)
  }

  fileprivate func counted(_ count: Int) -> String { "\(count) \(count == 1 ? words : plural)" }
}
