import Addressing
import TopologyModel
import VPCTraceKit

/// Compares a synthetic network with itself after one change.
struct DifferenceBenchmark {
  /// What somebody might change.
  enum Edit: String, CaseIterable {
    case nothing
    case groupRule = "rule of a group"
    case aclEntry = "entry of an ACL"
    case route = "route of a table"
    case interface = "new interface"
  }

  private let topology: Topology

  init(_ synthetic: SyntheticNetwork) { topology = synthetic.topology }

  /// The sets of connections that changed and the milliseconds that it took to find them, compiling both
  /// networks included.
  func run(_ edit: Edit) -> (shifts: Int, milliseconds: Double) {
    let edited = edited(edit)
    var shifts = 0
    let seconds = Measure.seconds(runs: 1) {
      shifts = ReachabilityDifference(from: topology, to: edited).shifts.count
    }
    return (shifts, seconds * 1000)
  }

  private func edited(_ edit: Edit) -> Topology {
    var edited = topology
    let private10 = CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 8)
    switch edit {
    case .nothing: break
    case .groupRule:
      guard let (reference, known) = topology.securityGroups.resources.first(where: { _ in true })
      else { break }
      var group = known
      let ssh = TrafficPattern(.tcp, ports: PortRange(2222))
      group.inbound.append(SecurityGroupRule(ssh, .block(private10)))
      edited.securityGroups.define(group, at: reference)
    case .aclEntry:
      guard let (reference, known) = topology.networkACLs.resources.first(where: { _ in true })
      else { break }
      var acl = known
      let web = TrafficPattern(.tcp, ports: PortRange(443))
      acl.entries.append(
        NetworkACL.Entry(number: 5, .inbound, allows: false, web, private10))
      edited.networkACLs.define(acl, at: reference)
    case .route:
      guard let (reference, known) = topology.routeTables.resources.first(where: { _ in true })
      else { break }
      var table = known
      table.routes.removeLast()
      edited.routeTables.define(table, at: reference)
    case .interface:
      guard let known = topology.networkInterfaces.resources.first(where: { _ in true })?.resource
      else { break }
      let reference = edited.networkInterfaces.mention("eni-new")
      var interface = NetworkInterface(id: "eni-new", subnet: known.subnet, vpc: known.vpc)
      interface.groups = known.groups
      interface.addresses = [NetworkInterface.Address(IPAddress(10, 0, 0, 250))]
      edited.networkInterfaces.define(interface, at: reference)
    }
    return edited
  }
}
