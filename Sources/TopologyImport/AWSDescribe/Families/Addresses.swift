import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  /// Reads an Elastic IP address; one without `PublicIp` is a carrier's and no internet address.
  mutating func readElasticIP(_ node: JSONNode) {
    guard let publicAddress = reader.address("PublicIp", of: node) else { return }
    let allocation = reader.id("AllocationId", of: node)
    guard reader.isFirst(node, .elasticIP, allocation ?? publicAddress.description) else { return }
    var address = ElasticIP(publicAddress: publicAddress)
    address.allocationID = allocation
    address.name = reader.nameTag(of: node)
    address.interface = reader.id("NetworkInterfaceId", of: node)
      .map { topology.networkInterfaces.mention($0) }
    address.privateAddress = reader.address("PrivateIpAddress", of: node)
    address.location = reader.location(of: node)
    topology.elasticIPs.append(address)
  }
}
