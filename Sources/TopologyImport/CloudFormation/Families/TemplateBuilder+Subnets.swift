import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildSubnets() {
    for resource in resourcesInOrder("AWS::EC2::Subnet") { buildSubnet(resource) }
    for resource in resourcesInOrder("AWS::EC2::SubnetCidrBlock") { addIPv6Block(resource) }
  }

  /// A subnet whose block nobody knows is one that the input does not hold.
  private mutating func buildSubnet(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let vpc = reader.requiredID("VpcId", of: properties, .vpc) else { return }
    var subnet = Subnet(id: resource.id, vpc: topology.vpcs.mention(vpc))
    vpcOfSubnet[resource.id] = subnet.vpc
    subnet.name = reader.nameTag(of: properties)
    subnet.availabilityZone = reader.text("AvailabilityZone", of: properties).value
    subnet.assignsPublicIPv4OnLaunch = reader.flag("MapPublicIpOnLaunch", of: properties) ?? false
    subnet.location = location(of: resource)
    let isIPv6Only = reader.flag("Ipv6Native", of: properties) ?? false
    let block = reader.block("CidrBlock", of: properties)
    subnet.ipv4Block = reader.known(block, properties["CidrBlock"])
    let ipv6 = reader.block("Ipv6CidrBlock", of: properties)
    if let block = reader.known(ipv6, properties["Ipv6CidrBlock"]) {
      subnet.ipv6Blocks = [ipv6Block(block, of: subnet.vpc, at: resource)]
    }
    if isIPv6Only || reader.flag("AssignIpv6AddressOnCreation", of: properties) == true {
      subnetsAssigningIPv6.insert(resource.id)
    }
    setFacts(of: resource, properties, subnet)
    switch block {
    case .absent where isIPv6Only: break
    case .absent where properties["Ipv4IpamPoolId"] != nil:
      return reader.note(UnknownValue(title: "the block of \(resource.id)"), at: resource.key)
    case .absent: return reader.missing("CidrBlock", of: properties)
    case .unknown, .broken: return
    case .known: break
    }
    topology.subnets.define(subnet, at: topology.subnets.mention(resource.id))
  }

  private mutating func setFacts(
    of resource: TemplateResource, _ properties: TemplateObject, _ subnet: Subnet
  ) {
    for key in ["VpcId", "CidrBlock", "AvailabilityZone"] {
      guard let value = properties[key] else { continue }
      reader.facts[.init(id: resource.id, attribute: key)] = value.content
    }
    reader.facts[.init(id: resource.id, attribute: "Ipv6CidrBlocks")] = .list(
      subnet.ipv6Blocks.map { TemplateValue(.text($0.block.description), at: resource.key) })
  }

  private mutating func addIPv6Block(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let id = reader.requiredID("SubnetId", of: properties, .subnet),
      let block = reader.known(
        reader.block("Ipv6CidrBlock", of: properties), properties["Ipv6CidrBlock"])
    else { return }
    let slot = topology.subnets.mention(id)
    guard var subnet = topology.subnets[slot] else { return }
    subnet.ipv6Blocks.append(ipv6Block(block, of: subnet.vpc, at: resource))
    topology.subnets.define(subnet, at: slot)
  }

  /// A part of a block that the reader chose was chosen too.
  private func ipv6Block(
    _ block: CIDRBlock, of vpc: Reference<VPC>, at resource: TemplateResource
  ) -> AddressBlock {
    let isAssumed = (topology.vpcs[vpc]?.blocks ?? []).contains {
      $0.isAssumed && $0.block.contains(block)
    }
    return AddressBlock(block, isAssumed: isAssumed, location: location(of: resource))
  }

  /// The VPC of a subnet; of one outside of the template nobody knows more than that it has one.
  func vpc(ofSubnet id: String) -> String {
    vpcOfSubnet[id].map { topology.vpcs.id(of: $0) } ?? "the VPC of \(id)"
  }
}
