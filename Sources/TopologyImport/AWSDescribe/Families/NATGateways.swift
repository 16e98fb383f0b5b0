import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readNATGateway(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(node, "NatGatewayId", .natGateway, into: &topology.natGateways)
    else { return }
    var gateway = NATGateway(id: id)
    gateway.name = reader.nameTag(of: node)
    gateway.vpc = reader.id("VpcId", of: node).map { topology.vpcs.mention($0) }
    gateway.subnet = reader.id("SubnetId", of: node).map { topology.subnets.mention($0) }
    gateway.state =
      reader.choice("State", of: node, ifUnknown: .unknown) { NATGateway.State(rawValue: $0) }
      ?? .available
    gateway.connectivity =
      reader.choice("ConnectivityType", of: node) { NATGateway.Connectivity(rawValue: $0) }
      ?? .public
    gateway.isRegional = reader.text("AvailabilityMode", of: node) == "regional"
    gateway.addresses = natAddresses(of: node)
    gateway.location = reader.location(of: node)
    topology.natGateways.define(gateway, at: slot)
  }

  /// The addresses in use, the primary one first.
  private mutating func natAddresses(of node: JSONNode) -> [NATGateway.Address] {
    var addresses: [NATGateway.Address] = []
    for element in reader.objects("NatGatewayAddresses", of: node) {
      guard (reader.text("Status", of: element) ?? "succeeded") == "succeeded",
        let privateAddress = reader.address("PrivateIp", of: element)
      else { continue }
      var address = NATGateway.Address(privateAddress: privateAddress)
      address.publicAddress = reader.address("PublicIp", of: element)
      address.interface = reader.id("NetworkInterfaceId", of: element)
        .map { topology.networkInterfaces.mention($0) }
      address.isPrimary = reader.flag("IsPrimary", of: element) ?? false
      addresses.append(address)
    }
    if let primary = addresses.firstIndex(where: { $0.isPrimary }) {
      addresses.swapAt(0, primary)
    } else if !addresses.isEmpty {
      addresses[0].isPrimary = true
    }
    return addresses
  }
}
