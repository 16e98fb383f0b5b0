import Addressing
import SourceText

extension NativeBuilder {
  mutating func buildHosts(of vpc: JSONNode, _ place: Place) {
    for member in text.entries(.instances, of: vpc) { buildInstance(member, place) }
    for member in text.entries(.interfaces, of: vpc) {
      let id = id(of: member.value)
      var interface = draft(id, member.value, place, isPrimaryOfRunning: false)
      interface?.name = name(of: member, id: id)
      interface?.tags = tags(of: member.value)
      let instance = entry(.instance, of: member.value, .instance, in: place.scope)
      define(
        interface, member, deviceIndex: text.integer(.deviceIndex, of: member.value) ?? 0,
        instance: instance.map { topology.instances.mention($0.id) })
    }
  }

  private mutating func buildInstance(_ member: Member, _ place: Place) {
    let id = id(of: member.value)
    var instance = Instance(id: id)
    instance.name = name(of: member, id: id)
    instance.tags = tags(of: member.value)
    instance.state =
      text.text(.state, of: member.value).flatMap { Instance.State(rawValue: $0) } ?? .running
    instance.isWindows = text.text(.platform, of: member.value) == "windows"
    instance.location = location(of: member.name)
    let slot = topology.instances.mention(id)
    topology.instances.define(instance, at: slot)
    buildInterfaces(of: member, slot, instance.state, place)
  }

  private func tags(of node: JSONNode) -> [String: String] {
    text.entries(.tags, of: node).reduce(into: [:]) { tags, tag in
      tags[text.string(tag.name)] = text.string(tag.value)
    }
  }

  /// The primary interface that the instance's own keys describe, and those that it lists.
  private mutating func buildInterfaces(
    of member: Member, _ instance: Reference<Instance>, _ state: Instance.State, _ place: Place
  ) {
    let getsPublicAddress = state == .running || state == .pending
    var deviceIndex = 0
    if let primary = names.primaryInterface(of: member.value) {
      let interface = draft(
        primary.id, member.value, place, isPrimaryOfRunning: getsPublicAddress)
      define(interface, member, deviceIndex: 0, instance: instance)
      deviceIndex = 1
    }
    for listed in text.entries(.interfaces, of: member.value) {
      let index = text.integer(.deviceIndex, of: listed.value) ?? deviceIndex
      var interface = draft(
        id(of: listed.value), listed.value, place,
        isPrimaryOfRunning: index == 0 && getsPublicAddress)
      interface?.name = text.text(.name, of: listed.value)
      interface?.tags = tags(of: listed.value)
      define(interface, listed, deviceIndex: index, instance: instance)
      deviceIndex += 1
    }
  }

  private mutating func define(
    _ interface: NetworkInterface?, _ member: Member, deviceIndex: Int,
    instance: Reference<Instance>?
  ) {
    guard var interface else { return }
    interface.deviceIndex = deviceIndex
    interface.instance = instance
    interface.location = location(of: member.name)
    topology.networkInterfaces.define(
      interface, at: topology.networkInterfaces.mention(interface.id))
  }

  /// An interface out of the keys that instances and interfaces share.
  private mutating func draft(
    _ id: String, _ node: JSONNode, _ place: Place, isPrimaryOfRunning: Bool
  ) -> NetworkInterface? {
    guard let found = entry(.subnet, of: node, .subnet, in: place.scope) else { return nil }
    let subnet = topology.subnets.mention(found.id)
    var interface = NetworkInterface(id: id, subnet: subnet, vpc: place.vpc)
    interface.addresses = addresses(of: node, subnet, place, isPrimaryOfRunning)
    interface.prefixes = text.elements(.prefixes, of: node).compactMap { text.block($0) }
    interface.groups = groups(of: node, place)
    interface.checksSourceAndDestination = text.flag(.sourceDestCheck, of: node) ?? true
    interface.status =
      text.text(.status, of: node).flatMap { NetworkInterface.Status(rawValue: $0) } ?? .inUse
    interface.kind =
      text.text(.type, of: node).flatMap { NetworkInterface.Kind(rawValue: $0) } ?? .ordinary
    interface.deniesInternetGatewayTraffic = text.flag(.denyAllIGWTraffic, of: node) ?? false
    interface.description = text.text(.description, of: node)
    interface.idleTimeouts = idleTimeouts(of: node)
    return interface
  }

  private func idleTimeouts(of node: JSONNode) -> IdleTimeouts {
    guard let node = text.value(.idleTimeouts, of: node) else { return IdleTimeouts() }
    return IdleTimeouts { text.integer($0.nativeKey, of: node) }
  }

  /// Without groups of its own an interface carries the VPC's default one.
  private func groups(of node: JSONNode, _ place: Place) -> [Reference<SecurityGroup>] {
    guard text.value(.securityGroups, of: node) != nil else {
      return names.holder(of: .defaultGroup, in: place.scope)
        .flatMap { topology.securityGroups.reference(to: $0.id) }.map { [$0] } ?? []
    }
    return text.elements(.securityGroups, of: node).compactMap { value in
      entry(named: text.string(value), NativeReference(.securityGroup), in: place.scope)
        .flatMap { topology.securityGroups.reference(to: $0.id) }
    }
  }
}

// MARK: Addresses

extension NativeBuilder {
  /// The primary private IPv4 address first, IPv6 last.
  private mutating func addresses(
    of node: JSONNode, _ reference: Reference<Subnet>, _ place: Place, _ isPrimaryOfRunning: Bool
  ) -> [NetworkInterface.Address] {
    let subnet = topology.subnets[reference]
    var addresses: [NetworkInterface.Address] = []
    let isWithout = text.flag(.privateIPv4, of: node) == false
    let explicit = text.address(.privateIPv4, of: node)
    if let own = explicit ?? (isWithout ? nil : allocate(from: subnet?.ipv4Block, node, place)) {
      let assigns = isPrimaryOfRunning && subnet?.assignsPublicIPv4OnLaunch == true
      var primary = NetworkInterface.Address(
        own, publicAddress: publicAddress(of: node, isAssigned: assigns))
      primary.isByDefault = explicit == nil
      primary.isPublicByDefault =
        primary.publicAddress != nil && text.address(.publicIPv4, of: node) == nil
      addresses.append(primary)
    }
    for (own, publicAddress) in secondaryAddresses(of: node) {
      addresses.append(NetworkInterface.Address(own, publicAddress: publicAddress))
    }
    let isByDefault = text.oneOrMore(.ipv6, of: node).allSatisfy { text.address($0) == nil }
    addresses += ipv6Addresses(of: node, subnet, place).map { own in
      var address = NetworkInterface.Address(own)
      address.isByDefault = isByDefault
      return address
    }
    return addresses
  }

  func secondaryAddresses(
    of node: JSONNode
  ) -> [(privateAddress: IPAddress, publicAddress: IPAddress?)] {
    text.elements(.secondaryAddresses, of: node).compactMap { value in
      let own = text.address(value) ?? text.address(.privateIPv4, of: value)
      return own.map { ($0, text.address(.publicIPv4, of: value)) }
    }
  }

  private mutating func publicAddress(of node: JSONNode, isAssigned: Bool) -> IPAddress? {
    guard let value = text.value(.publicIPv4, of: node) else {
      return isAssigned ? allocatePublic(node) : nil
    }
    guard let flag = text.tree.boolean(of: value) else { return text.address(value) }
    return flag ? allocatePublic(value) : nil
  }

  private mutating func ipv6Addresses(
    of node: JSONNode, _ subnet: Subnet?, _ place: Place
  ) -> [IPAddress] {
    let block = subnet?.ipv6Blocks.first { $0.isAssociated }?.block
    guard let value = text.value(.ipv6, of: node) else {
      guard subnet?.ipv4Block == nil else { return [] }
      return allocate(from: block, node, place).map { [$0] } ?? []
    }
    guard let flag = text.tree.boolean(of: value) else {
      return text.oneOrMore(.ipv6, of: node).compactMap { text.address($0) }
    }
    return flag ? allocate(from: block, value, place).map { [$0] } ?? [] : []
  }

  /// The lowest free address of a subnet's block; `nil` where there is no block, or none is left.
  mutating func allocate(
    from block: CIDRBlock?, _ node: JSONNode, _ place: Place
  ) -> IPAddress? {
    guard let block else { return nil }
    if let address = allocator.allocate(from: block, in: place.scope) { return address }
    text.tree.report(
      .addressesExhausted, "no address of \(block) is left for this", at: node, to: &problems)
    return nil
  }

  mutating func allocatePublic(_ node: JSONNode) -> IPAddress? {
    if let address = allocator.allocatePublic() { return address }
    text.tree.report(
      .addressesExhausted, "no public documentation address is left for this", at: node,
      hint: "give the public addresses yourself", to: &problems)
    return nil
  }

  /// Keeps every address that the file gives from being given out.
  mutating func reserveAddresses(_ root: JSONNode) {
    for (scope, vpc) in text.entries(.vpcs, of: root).enumerated() {
      for key in [NativeKey.natGateways, .instances, .interfaces] {
        for member in text.entries(key, of: vpc.value) {
          reserve(member.value, scope)
          for interface in text.entries(.interfaces, of: member.value) {
            reserve(interface.value, scope)
          }
        }
      }
    }
    for member in text.entries(.elasticIPs, of: root) {
      if let address = text.address(.publicIPv4, of: member.value) {
        allocator.takePublic(address)
      }
    }
  }

  private mutating func reserve(_ node: JSONNode, _ scope: Int) {
    if let address = text.address(.privateIPv4, of: node) { allocator.take(address, in: scope) }
    if let address = text.address(.publicIPv4, of: node) { allocator.takePublic(address) }
    for value in text.oneOrMore(.ipv6, of: node) {
      if let address = text.address(value) { allocator.take(address, in: scope) }
    }
    for (own, publicAddress) in secondaryAddresses(of: node) {
      allocator.take(own, in: scope)
      if let publicAddress { allocator.takePublic(publicAddress) }
    }
    for value in text.elements(.prefixes, of: node) {
      if let block = text.block(value) { allocator.take(block, in: scope) }
    }
  }
}
