import Addressing
import TestSupport
import TopologyModel

/// Changes that somebody might make to a topology, at random; the same seed makes the same ones.
struct RandomEdits {
  private var random: SeededGenerator
  private var sketch: Sketch
  private(set) var topology: Topology

  /// Makes `count` changes to a topology, which may hit the same thing twice.
  init(_ count: Int, to original: RandomTopology, seed: UInt64) {
    random = SeededGenerator(seed: seed)
    sketch = original.sketch
    topology = original.sketch.topology
    for _ in 0..<count { edit() }
  }

  private mutating func pick<Element>(_ elements: some Sequence<Element>) -> Element? {
    Array(elements).randomElement(using: &random)
  }

  private mutating func edit() {
    switch Int.random(in: 0..<16, using: &random) {
    case 0...3: editGroup()
    case 4...6: editACL()
    case 7...9: editRoutes()
    case 10, 11: editInterface()
    case 12: editAssociations()
    case 13: editGateways()
    case 14: editPrefixList()
    default: editPolicies()
    }
  }

  private mutating func editGroup() {
    guard let (reference, known) = pick(topology.securityGroups.resources) else { return }
    var group = known
    let text = pick([
      "tcp 443 from 0.0.0.0/0", "tcp 22 from 10.0.0.0/16", "udp 53 from sg:sg01",
      "all from 10.1.0.0/16", "tcp 0-65535 from 0.0.0.0/0", "tcp 8443 from pl:pl-office",
    ])
    switch Int.random(in: 0..<5, using: &random) {
    case 0: if !group.inbound.isEmpty { group.inbound.removeLast() }
    case 1: if !group.outbound.isEmpty { group.outbound.removeLast() }
    case 2: group.outbound.append(sketch.groupRule("tcp 443 to 0.0.0.0/0"))
    case 3: group.outbound = [sketch.groupRule("all to 0.0.0.0/0")]
    default: group.inbound.append(sketch.groupRule(text ?? ""))
    }
    topology.securityGroups.define(group, at: reference)
  }

  private mutating func editACL() {
    guard let (reference, known) = pick(topology.networkACLs.resources) else { return }
    var acl = known
    let number = Int.random(in: 1...95, using: &random)
    let text = pick([
      "deny tcp 443 from 0.0.0.0/0", "allow all from ::/0", "deny udp 53 from 10.1.0.0/16",
      "deny tcp 1024-65535 from 0.0.0.0/0", "allow tcp 0-65535 from 10.0.0.0/8",
    ])
    switch Int.random(in: 0..<3, using: &random) {
    case 0: if !acl.entries.isEmpty { acl.entries.removeFirst() }
    case 1: if !acl.entries.isEmpty { acl.entries.removeLast() }
    default:
      let entry = sketch.aclEntry("\(number) \(text ?? "")", .inbound)
      acl.entries.removeAll { $0.number == number && $0.direction == .inbound }
      acl.entries.append(entry)
    }
    topology.networkACLs.define(acl, at: reference)
  }

  private mutating func editRoutes() {
    guard let (reference, known) = pick(topology.routeTables.resources) else { return }
    var table = known
    let target: RouteTarget? = pick(topology.routeTables.resources).flatMap { other in
      other.resource.routes.first?.target
    }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: if !table.routes.isEmpty { table.routes.removeFirst() }
    case 1: if !table.routes.isEmpty { table.routes[0].isBlackhole.toggle() }
    case 2:
      let interface = pick(topology.networkInterfaces.references) ?? Reference(0)
      table.routes.append(
        Route(to: .block(sketch.block("10.0.1.0/24")), via: .networkInterface(interface)))
    default:
      table.routes.append(
        Route(to: .block(sketch.block("198.51.100.0/25")), via: target ?? .missing))
    }
    topology.routeTables.define(table, at: reference)
  }

  private mutating func editInterface() {
    guard let (reference, known) = pick(topology.networkInterfaces.resources) else { return }
    var interface = known
    switch Int.random(in: 0..<6, using: &random) {
    case 0: interface.checksSourceAndDestination.toggle()
    case 1: interface.groups = pick(topology.securityGroups.references).map { [$0] } ?? []
    case 2: interface.status = .available
    case 3: interface.addresses[0].publicAddress = nil
    case 4: interface.addresses[0].publicAddress = sketch.address("203.0.113.99")
    default: return topology.networkInterfaces.remove(at: reference)
    }
    topology.networkInterfaces.define(interface, at: reference)
  }

  private mutating func editAssociations() {
    guard let subnet = pick(topology.subnets.references),
      let (reference, known) = pick(topology.routeTables.resources)
    else { return }
    if Bool.random(using: &random) {
      for (other, table) in Array(topology.routeTables.resources) {
        var stripped = table
        stripped.associations.removeAll { $0.subject == .subnet(subnet) }
        topology.routeTables.define(stripped, at: other)
      }
      var table = topology.routeTables[reference] ?? known
      table.associations.append(RouteTable.Association(.subnet(subnet)))
      topology.routeTables.define(table, at: reference)
    } else {
      for (other, acl) in Array(topology.networkACLs.resources) {
        var stripped = acl
        stripped.subnets.removeAll { $0 == subnet }
        topology.networkACLs.define(stripped, at: other)
      }
    }
  }

  private mutating func editGateways() {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      guard let (reference, known) = pick(topology.internetGateways.resources) else { return }
      var gateway = known
      gateway.attachments = []
      topology.internetGateways.define(gateway, at: reference)
    case 1:
      guard let (reference, known) = pick(topology.natGateways.resources) else { return }
      var gateway = known
      gateway.state = .failed
      topology.natGateways.define(gateway, at: reference)
    case 2:
      guard let (reference, known) = pick(topology.vpcPeeringConnections.resources) else { return }
      var peering = known
      peering.status = peering.status == .active ? .deleted : .active
      topology.vpcPeeringConnections.define(peering, at: reference)
    default:
      guard let (reference, known) = pick(topology.vpnConnections.resources) else { return }
      var connection = known
      connection.staticRoutes.append(
        VPNConnection.StaticRoute(sketch.block("192.168.9.0/24")))
      connection.usesStaticRoutes.toggle()
      topology.vpnConnections.define(connection, at: reference)
    }
  }

  private mutating func editPrefixList() {
    guard let (reference, known) = pick(topology.prefixLists.resources) else { return }
    var list = known
    list.entries = (list.entries ?? []) + [PrefixList.Entry(sketch.block("198.51.100.0/28"))]
    topology.prefixLists.define(list, at: reference)
  }

  private mutating func editPolicies() {
    if Bool.random(using: &random) {
      topology.blockPublicAccess =
        topology.blockPublicAccess.isEmpty ? [BlockPublicAccess(mode: .blockIngress)] : []
    } else if let vpc = pick(topology.vpcs.references) {
      topology.encryptionControls = [
        EncryptionControl(id: "control", vpc: vpc, isEnforced: true, location: nil)
      ]
    }
  }
}
