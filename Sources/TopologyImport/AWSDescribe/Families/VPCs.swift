import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readVPC(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(node, "VpcId", .vpc, into: &topology.vpcs)
    else { return }
    var vpc = VPC(id: id)
    vpc.name = reader.nameTag(of: node)
    vpc.ownerID = reader.text("OwnerId", of: node)
    vpc.isDefault = reader.flag("IsDefault", of: node) ?? false
    vpc.blocks = vpcBlocks(of: node)
    vpc.location = reader.location(of: node)
    topology.vpcs.define(vpc, at: slot)
  }

  /// The VPC that a resource is of.
  ///
  /// Where it is missing, which is an error, the rest is read all the same, so that every problem is
  /// found at once.
  mutating func vpc(of node: JSONNode) -> Reference<VPC> {
    topology.vpcs.mention(reader.requiredID("VpcId", of: node) ?? "")
  }

  /// The blocks of both families, the primary IPv4 block (`CidrBlock`) first.
  private mutating func vpcBlocks(of node: JSONNode) -> [AddressBlock] {
    var blocks = associatedBlocks(.ipv4, of: node)
    let primary = reader.block("CidrBlock", of: node)
    if let primary, let index = blocks.firstIndex(where: { $0.block == primary }) {
      blocks.swapAt(0, index)
    } else if let primary {
      blocks.insert(AddressBlock(primary, location: reader.location(of: node)), at: 0)
    }
    return blocks + associatedBlocks(.ipv6, of: node)
  }

  /// Blocks with their states (R-CIDR-10), of a VPC or, for IPv6, of a subnet.
  mutating func associatedBlocks(_ family: AddressFamily, of node: JSONNode) -> [AddressBlock] {
    let keys: (list: StaticString, block: StaticString, state: StaticString) =
      switch family {
      case .ipv4: ("CidrBlockAssociationSet", "CidrBlock", "CidrBlockState")
      case .ipv6: ("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState")
      }
    var blocks: [AddressBlock] = []
    for association in reader.objects(keys.list, of: node) {
      guard let block = reader.requiredBlock(keys.block, of: association) else { continue }
      let state = reader.object(keys.state, of: association)
      let word = state.flatMap { reader.text("State", of: $0) }
      blocks.append(
        AddressBlock(
          block, isAssociated: word == nil || word == "associated",
          location: reader.location(of: association)))
    }
    return blocks
  }

  mutating func readEncryptionControl(_ node: JSONNode) {
    guard let id = reader.requiredID("VpcEncryptionControlId", of: node),
      let vpc = reader.requiredID("VpcId", of: node),
      reader.isFirst(node, .encryptionControl, id)
    else { return }
    let state = reader.text("State", of: node)
    guard state != "deleted" else { return }
    topology.encryptionControls.append(
      EncryptionControl(
        id: id, vpc: topology.vpcs.mention(vpc),
        isEnforced: reader.text("Mode", of: node) == "enforce",
        location: reader.location(of: node)))
  }
}
