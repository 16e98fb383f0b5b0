package import TopologyModel

/// What a walk asks of a subnet, save for which addresses are its: subnets of one behaviour route and filter
/// alike.
package struct SubnetBehaviour: Hashable, Sendable {
  private let vpc: Int32
  private let table: Int32
  private let acl: Int32
  private let isIPv4Redirected: Bool
  private let isIPv6Redirected: Bool
  private let publicAccess: PublicAccess

  init(_ record: SubnetRecord) {
    vpc = record.vpc
    table = record.table
    acl = record.acl
    isIPv4Redirected = record.isIPv4Redirected
    isIPv6Redirected = record.isIPv6Redirected
    publicAccess = record.publicAccess
  }
}

extension Network {
  /// How a subnet behaves, or `nil` where the network does not have it.
  package func behaviour(of subnet: Reference<Subnet>) -> SubnetBehaviour? {
    guard subnet.index < topology.subnets.count, topology.subnets[subnet] != nil else { return nil }
    return SubnetBehaviour(tables.subnets[Int(subnet.index)])
  }
}
