import Addressing

extension NativeWriter {
  func instance(_ slot: Reference<Instance>) -> NativeValue {
    guard let instance = topology.instances[slot] else { return .object([]) }
    var written = start(
      .instance, key: keys.instances[slot], id: instance.id, name: instance.name)
    written.set(.tags, named: tags(instance.tags))
    written.set(.state, instance.state.rawValue, unless: "running")
    if instance.isWindows { written.set(.platform, "windows") }
    var others = interfacesOfInstance[slot, default: []]
    var position = 0
    if let first = others.first, let primary = topology.networkInterfaces[first],
      canStandInline(primary)
    {
      written.set(.subnet, keys.subnets[primary.subnet])
      written.set(.networkInterface, primary.id, unless: "\(instance.id)/eth0")
      setShared(&written, of: primary, isPrimaryOfRunning: isUp(instance))
      others.removeFirst()
      position = 1
    }
    let listed = others.enumerated().map { index, interface in
      (
        key: keys.interfaces[interface],
        value: self.interface(interface, of: instance, at: position + index)
      )
    }
    written.set(.interfaces, named: listed)
    if written[.subnet] == nil && listed.isEmpty { written[.interfaces] = .object([]) }
    return written.value
  }

  /// An instance's own keys can say all that there is to say of its primary interface.
  private func canStandInline(_ interface: NetworkInterface) -> Bool {
    interface.deviceIndex == 0 && interface.name == nil && interface.tags.isEmpty
      && interface.kind == .ordinary
      && interface.status == .inUse && interface.description == nil
      && !interface.deniesInternetGatewayTraffic
  }

  private func tags(_ tags: [String: String]) -> [(key: String, value: NativeValue)] {
    tags.map { (key: $0.key, value: .text($0.value)) }
  }

  private func isUp(_ instance: Instance) -> Bool {
    instance.state == .running || instance.state == .pending
  }

  /// An interface of an instance, whose own place among the others it need not tell, or of none.
  func interface(
    _ slot: Reference<NetworkInterface>, of instance: Instance?, at position: Int
  ) -> NativeValue {
    guard let interface = topology.networkInterfaces[slot] else { return .object([]) }
    let key = keys.interfaces[slot]
    var written = NativeMembers(.interface)
    written.set(.id, interface.id, unless: instance.map { "\($0.id)/\(key)" } ?? key)
    written.set(
      .name, interface.name, unless: instance != nil || key == interface.id ? nil : key)
    written.set(.tags, named: tags(interface.tags))
    setAccepted(&written, .interface, interface.id)
    written.set(.subnet, keys.subnets[interface.subnet])
    let isPrimary = interface.deviceIndex == 0 && instance.map { isUp($0) } == true
    setShared(&written, of: interface, isPrimaryOfRunning: isPrimary)
    if instance == nil { written.set(.instance, interface.instance.map { keys.instances[$0] }) }
    if interface.instance != nil { written[.deviceIndex] = .number(interface.deviceIndex) }
    written.set(.status, interface.status.rawValue, unless: "in-use")
    written.set(.type, interface.kind.rawValue, unless: "interface")
    written.set(.denyAllIGWTraffic, interface.deniesInternetGatewayTraffic, unless: false)
    written.set(.description, interface.description)
    return written.value
  }

  /// The keys that instances and interfaces share.
  private func setShared(
    _ written: inout NativeMembers, of interface: NetworkInterface, isPrimaryOfRunning: Bool
  ) {
    let subnet = topology.subnets[interface.subnet]
    let ipv4 = interface.addresses.filter { $0.address.isIPv4 }
    written[.privateIPv4] =
      ipv4.first.map { text($0.address) } ?? (subnet?.ipv4Block == nil ? nil : .flag(false))
    if let publicAddress = ipv4.first?.publicAddress {
      written[.publicIPv4] = text(publicAddress)
    } else if isPrimaryOfRunning, subnet?.assignsPublicIPv4OnLaunch == true {
      written[.publicIPv4] = .flag(false)
    }
    written.set(
      .secondaryAddresses,
      list: ipv4.dropFirst().map { secondary($0.address, $0.publicAddress) })
    let ipv6 = interface.addresses.filter { !$0.address.isIPv4 }.map { text($0.address) }
    if ipv6.count == 1 {
      written[.ipv6] = ipv6[0]
    } else if !ipv6.isEmpty {
      written[.ipv6] = .list(ipv6)
    } else if subnet?.ipv4Block == nil {
      written[.ipv6] = .flag(false)
    }
    written.set(.prefixes, list: interface.prefixes.map { block($0) })
    if !isDefault(interface.groups, in: interface.vpc) {
      written[.securityGroups] = .list(interface.groups.map { .text(keys.securityGroups[$0]) })
    }
    written.set(.sourceDestCheck, interface.checksSourceAndDestination, unless: true)
    if interface.idleTimeouts != IdleTimeouts() {
      written[.idleTimeouts] = idleTimeouts(interface.idleTimeouts)
    }
  }

  /// The times that are not AWS's defaults.
  private func idleTimeouts(_ timeouts: IdleTimeouts) -> NativeValue {
    let defaults = IdleTimeouts()
    var written = NativeMembers(.idleTimeouts)
    for setting in IdleTimeouts.Setting.allCases {
      written.set(setting.nativeKey, timeouts[setting], unless: defaults[setting])
    }
    return written.value
  }

  /// Whether an interface carries its VPC's default group alone.
  private func isDefault(_ groups: [Reference<SecurityGroup>], in vpc: Reference<VPC>) -> Bool {
    guard groups.count == 1, let group = topology.securityGroups[groups[0]] else { return false }
    return group.groupName == "default" && group.vpc == vpc
  }

  func secondary(_ address: IPAddress, _ publicAddress: IPAddress?) -> NativeValue {
    guard let publicAddress else { return text(address) }
    var long = NativeMembers(.secondaryAddress)
    long[.privateIPv4] = text(address)
    long[.publicIPv4] = text(publicAddress)
    return long.value
  }

  func natGateway(_ slot: Reference<NATGateway>) -> NativeValue {
    guard let gateway = topology.natGateways[slot] else { return .object([]) }
    var written = start(
      .natGateway, key: keys.natGateways[slot], id: gateway.id, name: gateway.name)
    written.set(.subnet, gateway.subnet.map { keys.subnets[$0] })
    written.set(.connectivity, gateway.connectivity.rawValue, unless: "public")
    if gateway.isRegional { written.set(.availability, "regional") }
    written.set(.state, gateway.state.rawValue, unless: "available")
    // An available gateway would be given what it lacks.
    let isGiven = gateway.state == .available && !gateway.isRegional
    if isGiven && gateway.addresses.isEmpty { written[.privateIPv4] = .flag(false) }
    if let primary = gateway.addresses.first {
      written[.privateIPv4] = text(primary.privateAddress)
      let lacksPublic = isGiven && gateway.connectivity == .public
      written[.publicIPv4] =
        primary.publicAddress.map { text($0) } ?? (lacksPublic ? .flag(false) : nil)
      written.set(
        .secondaryAddresses,
        list: gateway.addresses.dropFirst().map {
          secondary($0.privateAddress, $0.publicAddress)
        })
    }
    return written.value
  }

  var elasticIPs: [(key: String, value: NativeValue)] {
    topology.elasticIPs.map { elasticIP in
      let key = elasticIP.allocationID ?? elasticIP.publicAddress.description
      var written = NativeMembers(.elasticIP)
      written.set(.name, elasticIP.name)
      written[.publicIPv4] = text(elasticIP.publicAddress)
      written.set(
        .interface, elasticIP.interface.map { topology.networkInterfaces.id(of: $0) })
      written[.privateIPv4] = elasticIP.privateAddress.map { text($0) }
      return (key: key, value: written.value)
    }
  }
}
