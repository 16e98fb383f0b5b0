import Addressing
import TopologyModel

/// The compiled network: dense, immutable tables indexed by slots; no string in it.
final class NetworkTables: Sendable {
  let interfaces: DenseTable<InterfaceRecord>
  let interfaceRoles: [InterfaceRole]
  let subnets: DenseTable<SubnetRecord>
  let vpcs: DenseTable<VPCRecord>
  /// Groups of the interfaces' sets, run by run.
  let groupMembers: DenseTable<Int32>
  let filters: DenseTable<Filter>
  let rulesIPv4: DenseTable<Rule<UInt32>>
  let rulesIPv6: DenseTable<Rule<UInt128>>
  let tables: DenseTable<TableRecord>
  let routes: DenseTable<RouteRecord>
  let ties: [Int32]
  let natGateways: [NATRecord]
  let internetGateways: [InternetGatewayRecord]
  let peerings: [PeeringRecord]
  let vpnGateways: [VPNGatewayRecord]
  let vpnConnections: [VPNConnectionRecord]
  /// The slots of the connections behind the prefixes that virtual private gateways know.
  let vpnRoutes: [Int32]
  let addresses: [AddressRecord]
  let addressIndex: AddressIndex
  let ipv6Blocks: [CIDRBlock]
  let vpcBlocks: [CIDRBlock]
  let prefixes: PrefixForest
  /// The VPC of every IPv6 block.
  let ipv6VPCs: PrefixForest.Table

  let prefixListTables: [PrefixForest.Table]

  // Read only when something is printed.
  let aclOfSubnet: [Int32]
  /// The same number for subnets of one zone, or `-1` where the input does not tell it.
  let zoneOfSubnet: [Int32]
  /// Kinds of which the input holds nothing at all, so that AWS's defaults stand in for them.
  let absentKinds: [ResourceKind]
  let hasAssumedGroups: Bool
  /// A reader chose addresses that the input leaves open.
  let hasAssumedAddresses: Bool
  let ruleEvidenceIPv4: [Evidence]
  let ruleEvidenceIPv6: [Evidence]
  let routeEvidence: [Evidence]
  let vpnRouteEvidence: [Evidence]

  init(_ compiler: borrowing NetworkCompiler) {
    interfaces = DenseTable(compiler.interfaces)
    interfaceRoles = compiler.interfaceRoles
    subnets = DenseTable(compiler.subnets)
    vpcs = DenseTable(compiler.vpcs)
    groupMembers = DenseTable(compiler.filters.groupMembers)
    filters = DenseTable(compiler.filters.filters)
    rulesIPv4 = DenseTable(compiler.filters.rulesIPv4)
    rulesIPv6 = DenseTable(compiler.filters.rulesIPv6)
    tables = DenseTable(compiler.tables)
    routes = DenseTable(compiler.routes)
    ties = compiler.ties
    natGateways = compiler.natGateways
    internetGateways = compiler.internetGateways
    peerings = compiler.peerings
    vpnGateways = compiler.vpnGateways
    vpnConnections = compiler.vpnConnections
    vpnRoutes = compiler.vpnRoutes
    addresses = compiler.addresses
    addressIndex = compiler.addressIndex
    ipv6Blocks = compiler.ipv6Blocks
    vpcBlocks = compiler.vpcBlocks
    prefixes = compiler.prefixes
    ipv6VPCs = compiler.ipv6VPCs
    prefixListTables = compiler.filters.prefixListTables
    aclOfSubnet = compiler.aclOfSubnet
    zoneOfSubnet = NetworkTables.numberZones(of: compiler.topology.subnets)
    absentKinds = [.routeTable, .networkACL, .securityGroup, .instance, .internetGateway].filter {
      !compiler.topology.presentKinds.contains($0)
    }
    hasAssumedGroups = absentKinds.contains(.securityGroup)
    hasAssumedAddresses = compiler.topology.networkInterfaces.resources.contains {
      $0.resource.addresses.contains { $0.isAssumed }
    }
    ruleEvidenceIPv4 = compiler.filters.evidenceIPv4
    ruleEvidenceIPv6 = compiler.filters.evidenceIPv6
    routeEvidence = compiler.routeEvidence
    vpnRouteEvidence = compiler.vpnRouteEvidence
  }

  private static func numberZones(of subnets: ResourceTable<Subnet>) -> [Int32] {
    var numbers: [String: Int32] = [:]
    return subnets.references.map { subnet in
      guard let zone = subnets[subnet]?.availabilityZone else { return -1 }
      let next = Int32(truncatingIfNeeded: numbers.count)
      let number = numbers[zone] ?? next
      numbers[zone] = number
      return number
    }
  }

  deinit {
    interfaces.free()
    subnets.free()
    vpcs.free()
    groupMembers.free()
    filters.free()
    rulesIPv4.free()
    rulesIPv6.free()
    tables.free()
    routes.free()
  }

  /// Whether two subnets are known to lie in different zones.
  func zonesDiffer(_ one: Int32, _ other: Int32) -> Bool {
    func zone(_ subnet: Int32) -> Int32 {
      zoneOfSubnet.indices.contains(Int(subnet)) ? zoneOfSubnet[Int(subnet)] : -1
    }
    let (first, second) = (zone(one), zone(other))
    return first >= 0 && second >= 0 && first != second
  }

  /// The record of the interface address that a VPC delivers `address` to, or `-1`.
  @inline(__always)
  func addressRecord(of address: IPAddress, in vpc: Int32) -> Int32 {
    addressIndex.holder(of: address, in: vpc).row
  }

  /// The row of the address record that a public IPv4 address stands for, or `-1`.
  func publicRecord(of address: IPAddress) -> Int32 {
    addressIndex.holder(of: address, in: AddressIndex.publicScope).row
  }

  /// Whether an interface carries a group.
  @inline(__always)
  func interface(_ interface: Int32, carries group: Int32) -> Bool {
    let filter = interfaces[Int(interface)].filter
    guard filter >= 0 else { return false }
    for member in groupMembers[filters[Int(filter)].groups] where member == group { return true }
    return false
  }
}
