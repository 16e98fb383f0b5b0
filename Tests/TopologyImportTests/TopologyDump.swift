import Addressing
import TopologyModel

/// A topology as lines of text in an order of their own, so that two can be compared whatever the
/// order in which they were read.
struct TopologyDump {
  private let topology: Topology

  init(_ topology: Topology) { self.topology = topology }

  /// All lines, sorted.
  var text: String {
    (vpcs + subnets + tables + gateways + acls + groups + lists + interfaces + instances + others)
      .sorted().joined(separator: "\n")
  }

  /// The lines of one kind, sorted.
  func lines(of kind: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(kind + " ") }.map { String($0) }
  }

  static func text(_ traffic: TrafficPattern) -> String {
    traffic.ipProtocol.map { "\($0) \(traffic.ports)" } ?? "all"
  }

  func text(_ target: RouteTarget) -> String {
    switch target {
    case .local: "local"
    case .missing: "missing"
    case .internetGateway(let id): "internetGateway \(topology.internetGateways.id(of: id))"
    case .egressOnlyInternetGateway(let id):
      "egressOnlyInternetGateway \(topology.egressOnlyInternetGateways.id(of: id))"
    case .natGateway(let id): "natGateway \(topology.natGateways.id(of: id))"
    case .networkInterface(let id): "networkInterface \(topology.networkInterfaces.id(of: id))"
    case .instance(let id): "instance \(topology.instances.id(of: id))"
    case .vpcPeeringConnection(let id):
      "vpcPeeringConnection \(topology.vpcPeeringConnections.id(of: id))"
    case .vpnGateway(let id): "vpnGateway \(topology.vpnGateways.id(of: id))"
    case .unmodelled(let id): "unmodelled \(topology.unmodelled.id(of: id))"
    }
  }
}

extension TopologyDump {
  private var vpcs: [String] {
    topology.vpcs.resources.map { _, vpc in
      let blocks = vpc.blocks.map { "\($0.block) \($0.isAssociated)" }.joined(separator: ", ")
      return "vpc \(vpc.id) \(vpc.name ?? "-") \(vpc.region ?? "-") \(blocks)"
    } + topology.vpcs.missing.map { "vpc \(topology.vpcs.id(of: $0)) missing" }
  }

  private var subnets: [String] {
    topology.subnets.resources.map { _, subnet in
      """
      subnet \(subnet.id) \(topology.vpcs.id(of: subnet.vpc)) \(subnet.name ?? "-") \
      \(subnet.availabilityZone ?? "-") \(subnet.usableBlocks)
      """
    } + topology.subnets.missing.map { "subnet \(topology.subnets.id(of: $0)) missing" }
  }

  private var tables: [String] {
    topology.routeTables.resources.map { _, table in
      let associations = table.associations.map { text($0) }.joined(separator: ", ")
      let propagating = table.propagatingGateways.map { topology.vpnGateways.id(of: $0) }
      let routes = table.routes.map { text($0) }.joined(separator: ", ")
      let via = propagating.isEmpty ? "" : "; propagating \(propagating.joined(separator: " "))"
      return
        "route-table \(table.id) \(topology.vpcs.id(of: table.vpc)) \(associations)\(via); \(routes)"
    }
  }

  private func text(_ association: RouteTable.Association) -> String {
    let subject =
      switch association.subject {
      case .main: "main"
      case .subnet(let id): "subnet \(topology.subnets.id(of: id))"
      case .internetGateway(let id): "internetGateway \(topology.internetGateways.id(of: id))"
      case .vpnGateway(let id): "vpnGateway \(topology.vpnGateways.id(of: id))"
      }
    return subject + (association.isAssociated ? "" : " (not associated)")
  }

  private func text(_ route: Route) -> String {
    let destination =
      switch route.destination {
      case .block(let block): block.description
      case .prefixList(let list): topology.prefixLists.id(of: list)
      }
    return "\(destination) \(text(route.target)) \(route.origin)"
      + (route.isBlackhole ? " blackhole" : "")
  }

  private var gateways: [String] {
    func attached(_ list: [GatewayAttachment]) -> String {
      list.map { "\(topology.vpcs.id(of: $0.vpc)) \($0.isAttached)" }.joined(separator: ", ")
    }
    return topology.internetGateways.resources.map { "igw \($1.id) \(attached($1.attachments))" }
      + topology.egressOnlyInternetGateways.resources.map {
        "eigw \($1.id) \(attached($1.attachments))"
      }
      + topology.vpnGateways.resources.map { "vgw \($1.id) \(attached($1.attachments))" }
      + topology.natGateways.resources.map {
        "nat \($1.id) \($1.state) \($1.connectivity) \($1.addresses.map(\.privateAddress))"
      }
  }

  private var acls: [String] {
    topology.networkACLs.resources.map { _, acl in
      let entries = acl.entries.map {
        "\($0.number) \($0.direction) \($0.allows) \(Self.text($0.traffic)) \($0.block)"
      }
      let subnets = acl.subnets.map { topology.subnets.id(of: $0) }
      return "acl \(acl.id) \(subnets) \(entries)"
    }
  }

  private var groups: [String] {
    topology.securityGroups.resources.map { _, group in
      """
      security-group \(group.id) \(topology.vpcs.id(of: group.vpc)) \(group.groupName ?? "-"); \
      in\(text(group.inbound)); out\(text(group.outbound))
      """
    }
  }

  private func text(_ rules: [SecurityGroupRule]) -> String {
    let texts = rules.map { rule in
      let peer =
        switch rule.peer {
        case .block(let block): block.description
        case .prefixList(let list): topology.prefixLists.id(of: list)
        case .securityGroup(let group): topology.securityGroups.id(of: group)
        }
      return [rule.id, Self.text(rule.traffic), peer, rule.description.map { "\"\($0)\"" }]
        .compactMap { $0 }.joined(separator: " ")
    }
    return texts.isEmpty ? "" : " " + texts.joined(separator: ", ")
  }

  private var lists: [String] {
    topology.prefixLists.resources.map { _, list in
      let entries = list.entries.map { $0.map(\.block.description).sorted().joined(separator: " ") }
      return
        "prefix-list \(list.id) \(list.name ?? "-") \(list.isAWSManaged) \(entries ?? "unknown")"
    }
  }

  private var interfaces: [String] {
    topology.networkInterfaces.resources.map { _, interface in
      let groups = interface.groups.map { topology.securityGroups.id(of: $0) }
      let addresses = interface.addresses.map {
        "\($0.address)\($0.publicAddress.map { " \($0)" } ?? "")"
      }
      let instance = interface.instance.map { topology.instances.id(of: $0) } ?? "-"
      return """
        interface \(interface.id) \(topology.subnets.id(of: interface.subnet)) \(interface.kind) \
        \(interface.status) \(instance) \(groups) \(addresses) \(interface.prefixes)
        """
    }
  }

  private var instances: [String] {
    topology.instances.resources.map { "instance \($1.id) \($1.name ?? "-") \($1.state)" }
      + topology.instances.missing.map { "instance \(topology.instances.id(of: $0)) missing" }
  }

  private var others: [String] {
    topology.elasticIPs.map { "address \($0.publicAddress) \($0.allocationID ?? "-")" }
      + topology.vpcPeeringConnections.resources.map { "peering \($1.id) \($1.status)" }
      + topology.vpnConnections.resources.map {
        "vpn \($1.id) \($1.staticRoutes.map(\.block)) \($1.tunnels.map(\.isUp))"
      }
      + topology.unmodelled.resources.map { "\($1.kind.rawValue) \($1.id) \($1.name ?? "-")" }
      + topology.presentKinds.map { "present \($0.rawValue)" }
  }
}
