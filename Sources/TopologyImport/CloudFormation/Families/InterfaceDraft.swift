import Addressing
import SourceText
import TopologyModel

/// An interface whose addresses are still to be given out.
struct InterfaceDraft {
  var interface: NetworkInterface
  /// IPv4 addresses that the template gives, the primary one first.
  var ipv4: [IPAddress] = []
  var ipv6: [IPAddress] = []
  /// Secondary IPv4 addresses that AWS chooses.
  var openSecondaryCount = 0
  /// IPv6 addresses that AWS chooses.
  var openIPv6Count = 0
  /// It gets a public address with its primary one.
  var getsPublicAddress = false
  /// The resource that the interface is, or belongs to.
  let owner: TemplateResource
}

extension TemplateBuilder {
  /// Reads the properties that interfaces and instances share; each calls its list of groups otherwise.
  mutating func draft(
    _ id: String, _ object: TemplateObject, groups groupsKey: String, of owner: TemplateResource
  ) -> InterfaceDraft? {
    guard let subnet = reader.requiredID("SubnetId", of: object, .subnet) else { return nil }
    let vpc = vpc(ofSubnet: subnet)
    var interface = NetworkInterface(
      id: id, subnet: topology.subnets.mention(subnet), vpc: topology.vpcs.mention(vpc))
    interface.groups = reader.ids(groupsKey, of: object, .securityGroup)
      .map { topology.securityGroups.mention($0) }
    if object[groupsKey] == nil {
      interface.groups = [
        topology.securityGroups.mention(TemplateBuilder.defaultGroup(of: vpc))
      ]
    }
    interface.checksSourceAndDestination = reader.flag("SourceDestCheck", of: object) ?? true
    interface.prefixes = prefixes(of: object)
    for specification in reader.objects("ConnectionTrackingSpecification", of: object) {
      interface.idleTimeouts = idleTimeouts(of: specification)
    }
    interface.location = location(of: owner)
    var draft = InterfaceDraft(interface: interface, owner: owner)
    readAddresses(of: object, into: &draft)
    if draft.ipv6.isEmpty, object["Ipv6AddressCount"] == nil,
      subnetsAssigningIPv6.contains(subnet)
    {
      draft.openIPv6Count = 1
    }
    for address in draft.ipv4 + draft.ipv6 {
      allocator.take(address, in: Int(interface.vpc.index))
    }
    for block in interface.prefixes { allocator.take(block, in: Int(interface.vpc.index)) }
    return draft
  }

  private mutating func idleTimeouts(of object: TemplateObject) -> IdleTimeouts {
    IdleTimeouts { setting in
      let key = "\(setting.awsName)"
      return reader.known(reader.integer(key, of: object, in: setting.range), object[key])
    }
  }

  private mutating func prefixes(of object: TemplateObject) -> [CIDRBlock] {
    var prefixes: [CIDRBlock] = []
    for (list, key) in [("Ipv4Prefixes", "Ipv4Prefix"), ("Ipv6Prefixes", "Ipv6Prefix")] {
      for element in reader.objects(list, of: object) {
        let block = reader.block(key, of: element)
        if let block = reader.known(block, element[key]) { prefixes.append(block) }
      }
    }
    return prefixes
  }

  private mutating func readAddresses(of object: TemplateObject, into draft: inout InterfaceDraft) {
    let primary = reader.address("PrivateIpAddress", of: object)
    if let address = reader.known(primary, object["PrivateIpAddress"]) {
      draft.ipv4.append(address)
    }
    for element in reader.objects("PrivateIpAddresses", of: object) {
      let address = reader.address("PrivateIpAddress", of: element)
      guard let address = reader.known(address, element["PrivateIpAddress"]),
        !draft.ipv4.contains(address)
      else { continue }
      let isPrimary = reader.flag("Primary", of: element) == true
      draft.ipv4.insert(address, at: isPrimary ? 0 : draft.ipv4.count)
    }
    for element in reader.objects("Ipv6Addresses", of: object) {
      let address = reader.address("Ipv6Address", of: element)
      if let address = reader.known(address, element["Ipv6Address"]) { draft.ipv6.append(address) }
    }
    draft.openSecondaryCount = count("SecondaryPrivateIpAddressCount", of: object)
    draft.openIPv6Count = count("Ipv6AddressCount", of: object)
  }

  private mutating func count(_ key: String, of object: TemplateObject) -> Int {
    let count = reader.integer(key, of: object, in: 0...1000)
    return reader.known(count, object[key]) ?? 0
  }
}

// MARK: Giving out addresses

extension TemplateBuilder {
  /// Gives an interface what it lacks, lowest free addresses first, and tells what `Fn::GetAtt` gives
  /// of them.
  mutating func complete(_ draft: InterfaceDraft) -> NetworkInterface {
    var interface = draft.interface
    let subnet = topology.subnets[interface.subnet]
    let key = draft.owner.key
    let publicAddress = draft.getsPublicAddress ? allocatePublic(key) : nil
    for (index, own) in draft.ipv4.enumerated() {
      var address = NetworkInterface.Address(own, publicAddress: index == 0 ? publicAddress : nil)
      address.isAssumed = address.publicAddress != nil
      interface.addresses.append(address)
    }
    let openCount = draft.openSecondaryCount + (draft.ipv4.isEmpty ? 1 : 0)
    for _ in 0..<openCount {
      guard let own = allocate(from: subnet?.ipv4Block, interface.vpc, key) else { break }
      let isPrimary = interface.addresses.isEmpty
      var address = NetworkInterface.Address(
        own, publicAddress: isPrimary ? publicAddress : nil)
      address.isAssumed = true
      interface.addresses.append(address)
    }
    interface.addresses += draft.ipv6.map { NetworkInterface.Address($0) }
    let block = subnet?.ipv6Blocks.first { $0.isAssociated }?.block
    for _ in 0..<draft.openIPv6Count {
      guard let own = allocate(from: block, interface.vpc, key) else { break }
      var address = NetworkInterface.Address(own)
      address.isAssumed = true
      interface.addresses.append(address)
    }
    return interface
  }

  /// The lowest free address of a subnet's block; `nil` where there is no block, or none is left.
  mutating func allocate(
    from block: CIDRBlock?, _ vpc: Reference<VPC>, _ node: JSONNode
  ) -> IPAddress? {
    guard let block else { return nil }
    if let address = allocator.allocate(from: block, in: Int(vpc.index)) { return address }
    reader.fail(.addressesExhausted, "no address of \(block) is left for this", at: node)
    return nil
  }

  mutating func allocatePublic(_ node: JSONNode) -> IPAddress? {
    if let address = allocator.allocatePublic() { return address }
    reader.fail(
      .addressesExhausted, "no public documentation address is left for this", at: node)
    return nil
  }
}
