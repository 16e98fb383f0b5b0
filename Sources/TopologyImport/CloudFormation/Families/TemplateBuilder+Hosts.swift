import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  /// Makes instances and interfaces: first all that the template says, so that no address it gives is
  /// given to another, then the addresses that it leaves open.
  mutating func buildHosts() {
    reserveNATAddresses()
    var drafts: [InterfaceDraft] = []
    for resource in resources("AWS::EC2::Instance", "AWS::EC2::NetworkInterface") {
      if resource.type == "AWS::EC2::Instance" {
        drafts += instanceDrafts(resource)
      } else if let draft = interfaceDraft(resource) {
        drafts.append(draft)
      }
    }
    for draft in drafts {
      let interface = complete(draft)
      setFacts(of: interface, owner: draft.owner)
      topology.networkInterfaces.define(
        interface, at: topology.networkInterfaces.mention(interface.id))
    }
    attachInterfaces()
  }

  private mutating func reserveNATAddresses() {
    for resource in resources("AWS::EC2::NatGateway") {
      let properties = reader.properties(of: resource)
      guard let subnet = reader.id("SubnetId", of: properties, .subnet),
        let address = reader.address("PrivateIpAddress", of: properties).value
      else { continue }
      allocator.take(address, in: Int(topology.vpcs.mention(vpc(ofSubnet: subnet)).index))
    }
  }

  private mutating func interfaceDraft(_ resource: TemplateResource) -> InterfaceDraft? {
    let properties = reader.properties(of: resource)
    var draft = draft(resource.id, properties, groups: "GroupSet", of: resource)
    let tags = reader.tags(of: properties)
    draft?.interface.name = tags.name
    draft?.interface.tags = tags.others
    draft?.interface.status = .available
    return draft
  }

  private mutating func instanceDrafts(_ resource: TemplateResource) -> [InterfaceDraft] {
    let properties = reader.properties(of: resource)
    var instance = Instance(id: resource.id)
    let tags = reader.tags(of: properties)
    instance.name = tags.name
    instance.tags = tags.others
    instance.location = location(of: resource)
    let slot = topology.instances.mention(resource.id)
    topology.instances.define(instance, at: slot)
    if properties["NetworkInterfaces"] != nil {
      return listedDrafts(of: properties, slot, resource)
    }
    guard properties["SubnetId"] != nil else {
      reader.warn(
        .notModelled, "\(resource.id) names no subnet, so it is in none of the template's",
        at: resource.key,
        hint: "it goes where its launch template says, or into the account's default VPC")
      return []
    }
    var draft = draft(
      "\(resource.id)/eth0", properties, groups: "SecurityGroupIds", of: resource)
    draft?.interface.instance = slot
    if let subnet = draft?.interface.subnet {
      draft?.getsPublicAddress = topology.subnets[subnet]?.assignsPublicIPv4OnLaunch ?? false
    }
    return draft.map { [$0] } ?? []
  }

  /// The interfaces that an instance lists; those that exist by themselves are attached later.
  private mutating func listedDrafts(
    of properties: TemplateObject, _ instance: Reference<Instance>, _ resource: TemplateResource
  ) -> [InterfaceDraft] {
    var drafts: [InterfaceDraft] = []
    for (place, object) in reader.objects("NetworkInterfaces", of: properties).enumerated()
    where object["NetworkInterfaceId"] == nil {
      let index = reader.integer("DeviceIndex", of: object, in: 0...65_535).value ?? place
      guard
        var draft = draft(
          "\(resource.id)/eth\(index)", object, groups: "GroupSet", of: resource)
      else { continue }
      draft.interface.checksSourceAndDestination =
        reader.flag("SourceDestCheck", of: properties) ?? true
      draft.interface.instance = instance
      draft.interface.deviceIndex = index
      draft.interface.location = location(of: object)
      let assigns = topology.subnets[draft.interface.subnet]?.assignsPublicIPv4OnLaunch
      draft.getsPublicAddress =
        reader.flag("AssociatePublicIpAddress", of: object) ?? (index == 0 && assigns == true)
      drafts.append(draft)
    }
    return drafts
  }

  /// What `Fn::GetAtt` gives of a host, once its addresses are chosen.
  private mutating func setFacts(of interface: NetworkInterface, owner: TemplateResource) {
    guard interface.deviceIndex == 0, let primary = interface.addresses.first else { return }
    let isInstance = owner.type == "AWS::EC2::Instance"
    let attribute = isInstance ? "PrivateIp" : "PrimaryPrivateIpAddress"
    reader.facts[.init(id: owner.id, attribute: attribute)] = .text(primary.address.description)
    if let address = primary.publicAddress, isInstance {
      reader.facts[.init(id: owner.id, attribute: "PublicIp")] = .text(address.description)
    }
    reader.facts[.init(id: owner.id, attribute: "VpcId")] =
      .id(topology.vpcs.id(of: interface.vpc), .vpc)
  }

  /// Joins instances with interfaces that are resources of their own.
  private mutating func attachInterfaces() {
    for resource in resources("AWS::EC2::Instance") {
      let properties = reader.properties(of: resource)
      for (place, object) in reader.objects("NetworkInterfaces", of: properties).enumerated()
      where object["NetworkInterfaceId"] != nil {
        attach(object, to: resource.id, defaultIndex: place)
      }
    }
    for resource in resources("AWS::EC2::NetworkInterfaceAttachment") {
      let properties = reader.properties(of: resource)
      guard let instance = reader.requiredID("InstanceId", of: properties, .instance) else {
        continue
      }
      attach(properties, to: instance, defaultIndex: 1)
    }
  }

  private mutating func attach(
    _ object: TemplateObject, to instance: String, defaultIndex: Int
  ) {
    guard let id = reader.requiredID("NetworkInterfaceId", of: object, .networkInterface) else {
      return
    }
    let slot = topology.networkInterfaces.mention(id)
    guard var interface = topology.networkInterfaces[slot] else { return }
    interface.instance = topology.instances.mention(instance)
    interface.deviceIndex =
      reader.integer("DeviceIndex", of: object, in: 0...65_535).value ?? defaultIndex
    interface.status = .inUse
    topology.networkInterfaces.define(interface, at: slot)
  }
}

// MARK: Elastic IP addresses

extension TemplateBuilder {
  /// Chooses addresses for documentation in place of those that AWS would give.
  mutating func buildElasticIPs() {
    for resource in resources("AWS::EC2::EIP") {
      guard let address = allocatePublic(resource.key) else { return }
      var elasticIP = ElasticIP(publicAddress: address)
      elasticIP.allocationID = resource.id
      elasticIP.name = reader.nameTag(of: reader.property("Tags", of: resource))
      elasticIP.location = location(of: resource)
      elasticIPs[resource.id] = elasticIP
      for attribute in ["", "PublicIp"] {
        reader.facts[.init(id: resource.id, attribute: attribute)] = .text(address.description)
      }
    }
  }

  /// Gives the addresses to the interfaces that the template associates them with.
  mutating func associateElasticIPs() {
    for resource in resources("AWS::EC2::EIP") {
      let properties = reader.property("InstanceId", of: resource)
      guard let instance = reader.id("InstanceId", of: properties, .instance) else { continue }
      associate(resource.id, primaryInterface(ofInstance: instance), private: nil)
    }
    for resource in resources("AWS::EC2::EIPAssociation") {
      let properties = reader.properties(of: resource)
      guard let allocation = allocation(of: properties) else { continue }
      let interface =
        reader.id("NetworkInterfaceId", of: properties, .networkInterface)
        .map { topology.networkInterfaces.mention($0) }
        ?? reader.id("InstanceId", of: properties, .instance)
        .flatMap { primaryInterface(ofInstance: $0) }
      let address = reader.address("PrivateIpAddress", of: properties)
      associate(
        allocation, interface,
        private: reader.known(address, properties["PrivateIpAddress"]))
    }
    topology.elasticIPs = resources("AWS::EC2::EIP").compactMap { elasticIPs[$0.id] }
  }

  /// An address by its allocation, or by itself.
  private mutating func allocation(of properties: TemplateObject) -> String? {
    if properties["AllocationId"] != nil {
      return reader.id("AllocationId", of: properties, .elasticIP)
    }
    guard let address = reader.address("EIP", of: properties).value else {
      reader.missing("AllocationId", of: properties)
      return nil
    }
    return elasticIPs.first { $0.value.publicAddress == address }?.key
  }

  private func primaryInterface(ofInstance id: String) -> Reference<NetworkInterface>? {
    guard let instance = topology.instances.reference(to: id) else { return nil }
    return topology.networkInterfaces.resources.filter { $0.resource.instance == instance }
      .min { $0.resource.deviceIndex < $1.resource.deviceIndex }?.reference
  }

  private mutating func associate(
    _ allocation: String, _ slot: Reference<NetworkInterface>?, private own: IPAddress?
  ) {
    guard let slot, var interface = topology.networkInterfaces[slot],
      let index = own.map({ own in interface.addresses.firstIndex { $0.address == own } })
        ?? (interface.addresses.isEmpty ? nil : 0)
    else { return }
    let publicAddress =
      elasticIPs[allocation]?.publicAddress
      ?? allocatePublic(
        reader.template.root)
    interface.addresses[index].publicAddress = publicAddress
    interface.addresses[index].isAssumed = true
    topology.networkInterfaces.define(interface, at: slot)
    elasticIPs[allocation]?.interface = slot
    elasticIPs[allocation]?.privateAddress = interface.addresses[index].address
  }
}
