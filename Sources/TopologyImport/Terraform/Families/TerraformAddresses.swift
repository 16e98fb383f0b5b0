import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  /// Keeps every address that the file gives from being given out.
  mutating func reserveAddresses() {
    for (index, resource) in design.resources.enumerated()
    where resource.kind == .instance || resource.kind == .networkInterface
      || resource.kind == .natGateway
    {
      let place = TerraformLinker.Place(resource: index)
      guard let id = linker.link("subnet_id", [.subnet], at: place).id,
        let subnet = topology.subnets.reference(to: id), let vpc = topology.subnets[subnet]?.vpc
      else { continue }
      for key in Self.addressKeys {
        for address in knownAddresses(key, of: index) {
          allocator.take(address, in: Int(vpc.index))
        }
      }
    }
    for (index, _) in design.resources.enumerated() {
      for address in knownAddresses("public_ip", of: index) { allocator.takePublic(address) }
    }
  }

  private static let addressKeys: [StaticString] = [
    "private_ip", "private_ips", "secondary_private_ips", "ipv6_addresses",
    "secondary_private_ip_addresses",
  ]

  /// The addresses of a text or a list of texts; what is no address is reported where it is used.
  private func knownAddresses(_ key: StaticString, of index: Int) -> [IPAddress] {
    guard let value = design.tree.member(key, of: values(index)) else { return [] }
    let list =
      design.tree.kind(of: value) == .array ? Array(design.tree.elements(of: value)) : [value]
    return list.compactMap { element in
      design.tree.string(of: element).flatMap { try? IPAddress(parsing: $0) }
    }
  }

  /// An interface's addresses, the primary private IPv4 address first, IPv6 last.
  mutating func addresses(
    of index: Int, in subnet: Reference<Subnet>
  ) -> [NetworkInterface.Address] {
    var own = reader.address("private_ip", of: values(index)).map { [$0] } ?? []
    for key in ["private_ips", "secondary_private_ips"] as [StaticString] {
      own += knownAddresses(key, of: index).filter { !own.contains($0) }
    }
    var addresses = own.map { NetworkInterface.Address($0) }
    let count = 1 + (reader.integer("private_ips_count", of: values(index), in: 0...1000) ?? 0)
    while addresses.count < count, let address = assumedAddress(.ipv4, in: subnet, index) {
      var assumed = NetworkInterface.Address(address)
      assumed.isAssumed = true
      addresses.append(assumed)
    }
    return addresses + ipv6Addresses(of: index, in: subnet)
  }

  private mutating func ipv6Addresses(
    of index: Int, in subnet: Reference<Subnet>
  ) -> [NetworkInterface.Address] {
    let known = knownAddresses("ipv6_addresses", of: index)
    guard known.isEmpty else { return known.map { NetworkInterface.Address($0) } }
    let isOpen = linker.isUnknown("ipv6_addresses", of: resource(index).attributes)
    let assigns = assignsIPv6(subnet) && isOpen ? 1 : 0
    let count = reader.integer("ipv6_address_count", of: values(index), in: 0...1000) ?? assigns
    var addresses: [NetworkInterface.Address] = []
    while addresses.count < count, let address = assumedAddress(.ipv6, in: subnet, index) {
      var assumed = NetworkInterface.Address(address)
      assumed.isAssumed = true
      addresses.append(assumed)
    }
    return addresses
  }

  private mutating func assignsIPv6(_ subnet: Reference<Subnet>) -> Bool {
    guard let index = design.resource(at: topology.subnets.id(of: subnet)) else { return false }
    return reader.flag("assign_ipv6_address_on_creation", of: values(index)) ?? false
  }

  /// The lowest free address of a subnet's block; `nil` where there is no block, or none is left.
  mutating func assumedAddress(
    _ family: AddressFamily, in subnet: Reference<Subnet>, _ index: Int
  ) -> IPAddress? {
    guard let known = topology.subnets[subnet],
      let block = known.usableBlocks.first(where: { $0.family == family })
    else { return nil }
    guard let address = allocator.allocate(from: block, in: Int(known.vpc.index)) else {
      reader.warn(
        .valueUnknown, "no address of \(block) is left for \(resource(index).address)",
        at: resource(index).node)
      return nil
    }
    assumedCount += 1
    return address
  }

  mutating func assumedPublicAddress() -> IPAddress? {
    assumedCount += 1
    return allocator.allocatePublic()
  }
}

// MARK: Elastic IP addresses

extension TerraformBuilder {
  /// The address of an Elastic IP, by the identity of its resource.
  mutating func elasticAddress(_ id: String) -> IPAddress? {
    if let known = elasticAddresses[id] { return known }
    let known = design.resource(at: id).flatMap { knownAddresses("public_ip", of: $0).first }
    let address = known ?? assumedPublicAddress()
    elasticAddresses[id] = address
    return address
  }

  mutating func buildElasticIP(_ index: Int) {
    let id = resource(index).address
    guard let publicAddress = elasticAddress(id) else { return }
    var address = ElasticIP(publicAddress: publicAddress)
    address.allocationID = id
    address.name = nameTag(index)
    address.location = location(index)
    address.privateAddress =
      reader.address("associate_with_private_ip", of: values(index))
      ?? reader.address("private_ip", of: values(index))
    address.interface = interface("instance", "network_interface", of: index)
    elasticIPs.append(address)
  }

  mutating func associateElasticIP(_ index: Int) {
    guard let id = named("allocation_id", .elasticIP, of: index),
      let interface = interface("instance_id", "network_interface_id", of: index)
    else { return }
    let own = reader.address("private_ip_address", of: values(index))
    if let known = elasticIPs.firstIndex(where: { $0.allocationID == id }) {
      elasticIPs[known].interface = interface
      elasticIPs[known].privateAddress = own
    } else if let publicAddress = elasticAddress(id) {
      var address = ElasticIP(publicAddress: publicAddress)
      address.allocationID = id
      address.interface = interface
      address.privateAddress = own
      elasticIPs.append(address)
    }
  }

  /// The interface that is named, or the primary one of the instance that is.
  private mutating func interface(
    _ instanceKey: String, _ interfaceKey: String, of index: Int
  ) -> Reference<NetworkInterface>? {
    if let id = named(interfaceKey, .networkInterface, of: index) {
      return topology.networkInterfaces.mention(id)
    }
    guard let id = named(instanceKey, .instance, of: index) else { return nil }
    let instance = topology.instances.mention(id)
    let own = topology.networkInterfaces.resources.filter { $0.resource.instance == instance }
    return own.min { $0.resource.deviceIndex < $1.resource.deviceIndex }?.reference
  }

  /// Puts Elastic IPs onto their interfaces, in place of what the subnet assigns.
  mutating func finishElasticIPs() {
    for elasticIP in elasticIPs {
      topology.elasticIPs.append(elasticIP)
      guard let slot = elasticIP.interface, var interface = topology.networkInterfaces[slot],
        let position = interface.addresses.firstIndex(where: {
          elasticIP.privateAddress == nil || elasticIP.privateAddress == $0.address
        })
      else { continue }
      interface.addresses[position].publicAddress = elasticIP.publicAddress
      topology.networkInterfaces.define(interface, at: slot)
    }
  }
}
