import TopologyModel

/// Writes a synthetic network as the AWS CLI prints it, with every key that AWS sends.
struct DescribeText {
  let topology: Topology

  static let owner = PrintedValue.string("123456789012")

  /// File names and their contents.
  func files() -> [(name: String, text: [UInt8])] {
    [
      file("vpcs", "Vpcs", topology.vpcs) { vpc($0) },
      file("subnets", "Subnets", topology.subnets) { subnet($0) },
      file("route-tables", "RouteTables", topology.routeTables) { table($0) },
      file("internet-gateways", "InternetGateways", topology.internetGateways) { gateway($0) },
      file("nat-gateways", "NatGateways", topology.natGateways) { nat($0) },
      file("network-acls", "NetworkAcls", topology.networkACLs) { acl($0) },
      file("security-groups", "SecurityGroups", topology.securityGroups) { group($0) },
      file("instances", "Reservations", topology.instances) { reservation($0) },
      file("network-interfaces", "NetworkInterfaces", topology.networkInterfaces) { interface($0) },
    ]
  }

  private func file<Resource>(
    _ name: String, _ key: String, _ table: ResourceTable<Resource>,
    _ value: (Resource) -> PrintedValue
  ) -> (name: String, text: [UInt8]) {
    let values = table.resources.map { value($0.resource) }
    var text: [UInt8] = []
    text.reserveCapacity(values.count * 2048)
    PrintedValue.object([(key, .array(values))]).print(into: &text)
    text.append(UInt8(ascii: "\n"))
    return ("describe-\(name).json", text)
  }

  func tags(_ name: String) -> PrintedValue {
    .array([.object([("Key", .string("Name")), ("Value", .string(name))])])
  }
}
