import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildHosts() {
    reserveAddresses()
    for index in resources("aws_nat_gateway", "data.aws_nat_gateway") { buildNATGateway(index) }
    for index in resources("aws_network_interface", "data.aws_network_interface") {
      buildInterface(index)
    }
    for index in resources("aws_instance", "data.aws_instance") { buildInstance(index) }
    for index in resources("aws_network_interface_attachment") { attach(index) }
    for index in resources("aws_network_interface_sg_attachment") { addGroup(index) }
    for index in resources("aws_eip", "data.aws_eip") { buildElasticIP(index) }
    for index in resources("aws_eip_association") { associateElasticIP(index) }
    finishElasticIPs()
  }
}

// MARK: Instances

extension TerraformBuilder {
  private mutating func buildInstance(_ index: Int) {
    let id = resource(index).address
    let slot = topology.instances.mention(id)
    var instance = Instance(id: id)
    instance.name = nameTag(index)
    instance.tags = otherTags(index)
    instance.state =
      reader.choice("instance_state", of: values(index), ifUnknown: .unknown) {
        Instance.State(rawValue: $0)
      } ?? .running
    instance.location = location(index)
    topology.instances.define(instance, at: slot)
    let given = blocks("network_interface", of: index)
    guard given.isEmpty else {
      for block in given { attach(block, of: index, slot) }
      return
    }
    buildPrimaryInterface(index, slot, instance.state)
  }

  /// Attaches an interface that is a resource of its own.
  private mutating func attach(
    _ block: TerraformBlock, of index: Int, _ instance: Reference<Instance>
  ) {
    guard
      let id = named(
        "network_interface_id", .networkInterface, of: index, in: ("network_interface", block))
    else { return }
    let device = reader.integer("device_index", of: block.values, in: 0...65_535) ?? 0
    attach(topology.networkInterfaces.mention(id), to: instance, device)
  }

  private mutating func attach(
    _ slot: Reference<NetworkInterface>, to instance: Reference<Instance>, _ device: Int
  ) {
    guard var interface = topology.networkInterfaces[slot] else { return }
    interface.instance = instance
    interface.deviceIndex = device
    interface.status = .inUse
    topology.networkInterfaces.define(interface, at: slot)
  }

  private mutating func attach(_ index: Int) {
    guard let interface = named("network_interface_id", .networkInterface, of: index),
      let instance = named("instance_id", .instance, of: index)
    else { return }
    let device = reader.integer("device_index", of: values(index), in: 0...65_535) ?? 1
    attach(
      topology.networkInterfaces.mention(interface), to: topology.instances.mention(instance),
      device)
  }

  private mutating func buildPrimaryInterface(
    _ index: Int, _ instance: Reference<Instance>, _ state: Instance.State
  ) {
    let id = TerraformPart.primaryInterface.identity(of: resource(index).address)
    guard var interface = interface(id, index, groups: "vpc_security_group_ids") else { return }
    interface.instance = instance
    let isAlive = state == .running || state == .pending
    if isAlive, getsPublicAddress(index, interface.subnet), !interface.addresses.isEmpty {
      setPublicAddress(reader.address("public_ip", of: values(index)), of: &interface)
    }
    topology.networkInterfaces.define(interface, at: topology.networkInterfaces.mention(id))
  }

  /// A known address tells; else the instance's own word, else the subnet's.
  private mutating func getsPublicAddress(_ index: Int, _ subnet: Reference<Subnet>) -> Bool {
    if let value = reader.value("public_ip", of: values(index)) {
      return design.tree.string(of: value)?.isEmpty == false
    }
    return reader.flag("associate_public_ip_address", of: values(index))
      ?? topology.subnets[subnet]?.assignsPublicIPv4OnLaunch ?? false
  }

  private mutating func setPublicAddress(
    _ known: IPAddress?, of interface: inout NetworkInterface
  ) {
    interface.addresses[0].publicAddress = known ?? assumedPublicAddress()
    if known == nil { interface.addresses[0].isAssumed = true }
  }
}

// MARK: Interfaces

extension TerraformBuilder {
  private mutating func buildInterface(_ index: Int) {
    let id = resource(index).address
    guard var interface = interface(id, index, groups: "security_groups") else { return }
    interface.name = nameTag(index)
    interface.tags = otherTags(index)
    interface.status = .available
    let slot = topology.networkInterfaces.mention(id)
    topology.networkInterfaces.define(interface, at: slot)
    for block in blocks("attachment", of: index) {
      if let instance = named("instance", .instance, of: index, in: ("attachment", block)) {
        let device = reader.integer("device_index", of: block.values, in: 0...65_535) ?? 1
        attach(slot, to: topology.instances.mention(instance), device)
      }
    }
  }

  /// An interface out of the attributes that instances and interfaces share.
  private mutating func interface(
    _ id: String, _ index: Int, groups: String
  ) -> NetworkInterface? {
    let subnetID = named("subnet_id", .subnet, of: index) ?? placeholder("subnet_id", of: index)
    let subnet = topology.subnets.mention(subnetID)
    let vpc = topology.subnets[subnet]?.vpc ?? vpcOfUnclearSubnet(index)
    var interface = NetworkInterface(id: id, subnet: subnet, vpc: vpc)
    interface.groups = self.groups(groups, of: index, vpc)
    interface.checksSourceAndDestination =
      reader.flag("source_dest_check", of: values(index)) ?? true
    interface.addresses = addresses(of: index, in: subnet)
    for key in ["ipv4_prefixes", "ipv6_prefixes"] as [StaticString] {
      interface.prefixes += reader.elements(key, of: values(index)).compactMap { reader.block($0) }
    }
    interface.location = location(index)
    return interface
  }

  /// The VPC that all subnets are in that may be meant; else one that can't be told.
  private mutating func vpcOfUnclearSubnet(_ index: Int) -> Reference<VPC> {
    let place = TerraformLinker.Place(resource: index)
    var vpcs: Set<Reference<VPC>> = []
    if case .unclear(let candidates) = linker.link("subnet_id", [.subnet], at: place) {
      vpcs = Set(
        candidates.compactMap {
          topology.subnets.reference(to: $0).flatMap { topology.subnets[$0]?.vpc }
        })
    }
    return (vpcs.count == 1 ? vpcs.first : nil)
      ?? topology.vpcs.mention(placeholder("vpc_id", of: index))
  }

  /// The groups that are named, or the VPC's default one where none is.
  private mutating func groups(
    _ key: String, of index: Int, _ vpc: Reference<VPC>
  ) -> [Reference<SecurityGroup>] {
    let links = allNamed(key, .securityGroup, of: index)
    var ids = links.ids
    if links.isUnclear { ids.append(placeholder(key, of: index)) }
    if ids.isEmpty {
      ids = [linker.adoptedIdentity(of: .defaultGroup, of: topology.vpcs.id(of: vpc))]
    }
    return ids.map { topology.securityGroups.mention($0) }
  }

  /// Adds a group that a resource of its own attaches.
  private mutating func addGroup(_ index: Int) {
    guard let id = named("network_interface_id", .networkInterface, of: index),
      let group = named("security_group_id", .securityGroup, of: index)
    else { return }
    let slot = topology.networkInterfaces.mention(id)
    guard var interface = topology.networkInterfaces[slot] else { return }
    let reference = topology.securityGroups.mention(group)
    if !interface.groups.contains(reference) { interface.groups.append(reference) }
    topology.networkInterfaces.define(interface, at: slot)
  }
}

// MARK: NAT gateways

extension TerraformBuilder {
  private mutating func buildNATGateway(_ index: Int) {
    let id = resource(index).address
    var gateway = NATGateway(id: id)
    gateway.name = nameTag(index)
    gateway.subnet = named("subnet_id", .subnet, of: index).map { topology.subnets.mention($0) }
    gateway.vpc = gateway.subnet.flatMap { topology.subnets[$0]?.vpc }
    gateway.isRegional = reader.id("availability_mode", of: values(index)) == "regional"
    gateway.connectivity =
      reader.id("connectivity_type", of: values(index)) == "private" ? .private : .public
    gateway.location = location(index)
    if let own = natAddress(of: index, gateway.subnet) {
      var address = NATGateway.Address(privateAddress: own)
      address.isPrimary = true
      address.isAssumed = reader.address("private_ip", of: values(index)) == nil
      if gateway.connectivity == .public { address.publicAddress = publicAddress(of: index) }
      gateway.addresses = [address] + secondaryAddresses(of: index)
    }
    topology.natGateways.define(gateway, at: topology.natGateways.mention(id))
  }

  private mutating func natAddress(
    of index: Int, _ subnet: Reference<Subnet>?
  ) -> IPAddress? {
    if let known = reader.address("private_ip", of: values(index)) { return known }
    return subnet.flatMap { assumedAddress(.ipv4, in: $0, index) }
  }

  /// The address of the Elastic IP that the gateway names.
  private mutating func publicAddress(of index: Int) -> IPAddress? {
    if let known = reader.address("public_ip", of: values(index)) { return known }
    guard let id = named("allocation_id", .elasticIP, of: index) else {
      return assumedPublicAddress()
    }
    return elasticAddress(id)
  }

  private mutating func secondaryAddresses(of index: Int) -> [NATGateway.Address] {
    reader.elements("secondary_private_ip_addresses", of: values(index)).compactMap { element in
      design.tree.string(of: element).flatMap { try? IPAddress(parsing: $0) }
        .map { NATGateway.Address(privateAddress: $0) }
    }
  }
}
