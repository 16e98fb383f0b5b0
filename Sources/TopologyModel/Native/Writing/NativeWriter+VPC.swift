import Addressing

/// The resources of each VPC, by the VPC's slot.
struct VPCMembers {
  private(set) var subnets: [Reference<VPC>: [Reference<Subnet>]] = [:]
  private(set) var routeTables: [Reference<VPC>: [Reference<RouteTable>]] = [:]
  private(set) var networkACLs: [Reference<VPC>: [Reference<NetworkACL>]] = [:]
  private(set) var securityGroups: [Reference<VPC>: [Reference<SecurityGroup>]] = [:]
  private(set) var natGateways: [Reference<VPC>: [Reference<NATGateway>]] = [:]
  private(set) var instances: [Reference<VPC>: [Reference<Instance>]] = [:]
  /// Interfaces that no instance of the VPC has.
  private(set) var interfaces: [Reference<VPC>: [Reference<NetworkInterface>]] = [:]
  private var vpcOfInstance: [Reference<Instance>: Reference<VPC>] = [:]
  /// The VPCs that have members.
  private(set) var vpcs: Set<Reference<VPC>> = []
  private(set) var hasMainTable: Set<Reference<VPC>> = []
  private(set) var hasDefaultACL: Set<Reference<VPC>> = []
  /// The table and ACL that name each subnet.
  private(set) var tableOfSubnet: [Reference<Subnet>: Reference<RouteTable>] = [:]
  private(set) var aclOfSubnet: [Reference<Subnet>: Reference<NetworkACL>] = [:]

  init(_ topology: Topology) {
    for (slot, subnet) in topology.subnets.resources {
      subnets[subnet.vpc, default: []].append(slot)
    }
    for (slot, table) in topology.routeTables.resources {
      routeTables[table.vpc, default: []].append(slot)
      if table.isMain { hasMainTable.insert(table.vpc) }
      for association in table.associations where association.isAssociated {
        if case .subnet(let subnet) = association.subject { tableOfSubnet[subnet] = slot }
      }
    }
    for (slot, acl) in topology.networkACLs.resources {
      networkACLs[acl.vpc, default: []].append(slot)
      if acl.isDefault { hasDefaultACL.insert(acl.vpc) }
      for subnet in acl.subnets { aclOfSubnet[subnet] = slot }
    }
    for (slot, group) in topology.securityGroups.resources {
      securityGroups[group.vpc, default: []].append(slot)
    }
    for (slot, gateway) in topology.natGateways.resources {
      let vpc = gateway.vpc ?? gateway.subnet.flatMap { topology.subnets[$0]?.vpc }
      if let vpc { natGateways[vpc, default: []].append(slot) }
    }
    addHosts(of: topology)
    vpcs = Set(subnets.keys).union(routeTables.keys).union(networkACLs.keys)
      .union(securityGroups.keys).union(natGateways.keys).union(instances.keys)
      .union(interfaces.keys)
  }

  /// Whether an interface belongs to an instance of its own VPC.
  func isAtHome(_ interface: NetworkInterface) -> Bool {
    interface.instance.map { vpcOfInstance[$0] == interface.vpc } ?? false
  }

  /// An instance is of the VPC of its primary interface; one without any is put into the first VPC.
  private mutating func addHosts(of topology: Topology) {
    for (_, interface) in topology.networkInterfaces.resources {
      guard let instance = interface.instance,
        vpcOfInstance[instance] == nil || interface.deviceIndex == 0
      else { continue }
      vpcOfInstance[instance] = interface.vpc
    }
    for (slot, interface) in topology.networkInterfaces.resources where !isAtHome(interface) {
      interfaces[interface.vpc, default: []].append(slot)
    }
    let first = topology.vpcs.references.first { _ in true }
    for slot in topology.instances.references {
      if let vpc = vpcOfInstance[slot] ?? first { instances[vpc, default: []].append(slot) }
    }
  }
}

extension NativeWriter {
  func vpc(_ slot: Reference<VPC>) -> NativeValue {
    var written = vpcItself(slot)
    written.set(.complete, isComplete(slot), unless: true)
    setGateways(&written, of: slot)
    written.set(
      .subnets,
      named: members.subnets[slot, default: []].map { (key: keys.subnets[$0], value: subnet($0)) })
    written.set(.routeTables, named: routeTables(of: slot))
    written.set(.networkACLs, named: networkACLs(of: slot))
    written.set(.securityGroups, named: securityGroups(of: slot))
    written.set(
      .natGateways,
      named: members.natGateways[slot, default: []]
        .map { (key: keys.natGateways[$0], value: natGateway($0)) })
    written.set(
      .instances,
      named: members.instances[slot, default: []]
        .map { (key: keys.instances[$0], value: instance($0)) })
    written.set(
      .interfaces,
      named: members.interfaces[slot, default: []]
        .map { (key: keys.interfaces[$0], value: interface($0, of: nil, at: 0)) })
    return written.value
  }

  /// Whether what AWS makes with a VPC is all there, or may be implied.
  func isComplete(_ vpc: Reference<VPC>) -> Bool {
    topology.vpcs[vpc] != nil && members.hasMainTable.contains(vpc)
      && members.hasDefaultACL.contains(vpc)
  }

  /// The keys that speak of the VPC alone; none where only what is in it is known.
  private func vpcItself(_ slot: Reference<VPC>) -> NativeMembers {
    guard let vpc = topology.vpcs[slot] else { return NativeMembers(.vpc) }
    var written = start(.vpc, key: keys.vpcs[slot], id: vpc.id, name: vpc.name)
    written.set(.region, vpc.region)
    written.set(.owner, vpc.ownerID)
    written.set(.default, vpc.isDefault, unless: false)
    let ipv4 = vpc.blocks.filter { $0.block.family == .ipv4 }
    written[.cidr] = ipv4.isEmpty ? .list([]) : blocks(ipv4)
    let ipv6 = vpc.blocks.filter { $0.block.family == .ipv6 }
    if !ipv6.isEmpty { written[.ipv6] = blocks(ipv6) }
    written[.encryptionControl] = encryptionControl(of: slot, vpc.id)
    return written
  }

  /// One block as a text, several as a list.
  private func blocks(_ blocks: [AddressBlock]) -> NativeValue {
    let values = blocks.map { block in
      var long = NativeMembers(.addressBlock)
      long[.cidr] = self.block(block.block)
      long.set(.associated, block.isAssociated, unless: true)
      return block.isAssociated ? self.block(block.block) : long.value
    }
    if values.count == 1, case .text = values[0] { return values[0] }
    return .list(values)
  }

  private func encryptionControl(of vpc: Reference<VPC>, _ id: String) -> NativeValue? {
    guard let control = topology.encryptionControls.first(where: { $0.vpc == vpc }) else {
      return nil
    }
    let mode = control.isEnforced ? "enforce" : "monitor"
    guard control.id != "\(id)/encryption-control" else { return .text(mode) }
    var long = NativeMembers(.encryptionControl)
    long.set(.id, control.id)
    long.set(.mode, mode)
    return long.value
  }

  private func subnet(_ slot: Reference<Subnet>) -> NativeValue {
    guard let subnet = topology.subnets[slot] else { return .object([]) }
    var written = start(.subnet, key: keys.subnets[slot], id: subnet.id, name: subnet.name)
    written[.cidr] = subnet.ipv4Block.map { block($0) }
    if !subnet.ipv6Blocks.isEmpty || subnet.ipv4Block == nil {
      written[.ipv6] = blocks(subnet.ipv6Blocks)
    }
    written.set(.az, subnet.availabilityZone)
    written.set(.routeTable, members.tableOfSubnet[slot].map { keys.routeTables[$0] })
    if let acl = members.aclOfSubnet[slot], topology.networkACLs[acl]?.isDefault != true {
      written.set(.networkACL, keys.networkACLs[acl])
    }
    written.set(.autoAssignPublicIPv4, subnet.assignsPublicIPv4OnLaunch, unless: false)
    return written.value
  }
}

// MARK: Gateways

extension NativeWriter {
  private func setGateways(_ written: inout NativeMembers, of vpc: Reference<VPC>) {
    for (slot, gateway) in topology.internetGateways.resources
    where written[.internetGateway] == nil && isFirst(gateway.attachments, vpc) {
      written[.internetGateway] = attached(
        keys.internetGateways[slot],
        self.gateway(keys.internetGateways[slot], gateway.id, gateway.name, gateway.attachments))
    }
    for (slot, gateway) in topology.egressOnlyInternetGateways.resources
    where written[.egressOnlyInternetGateway] == nil && isFirst(gateway.attachments, vpc) {
      let key = keys.egressOnlyInternetGateways[slot]
      written[.egressOnlyInternetGateway] = attached(
        key, self.gateway(key, gateway.id, gateway.name, gateway.attachments))
    }
    for (slot, gateway) in topology.vpnGateways.resources
    where written[.vpnGateway] == nil && isFirst(gateway.attachments, vpc) {
      written[.vpnGateway] = attached(
        keys.vpnGateways[slot], vpnGateway(keys.vpnGateways[slot], gateway))
    }
  }

  /// Whether a gateway's attachment that counts is to the VPC.
  private func isFirst(_ attachments: [GatewayAttachment], _ vpc: Reference<VPC>) -> Bool {
    (attachments.first { $0.isAttached } ?? attachments.first)?.vpc == vpc
  }

  /// The name alone where there is no more to tell.
  private func attached(_ key: String, _ written: NativeMembers) -> NativeValue {
    written.isEmpty ? .text(key) : .object([(key: key, value: written.value)])
  }

  private func gateway(
    _ key: String, _ id: String, _ name: String?, _ attachments: [GatewayAttachment]
  ) -> NativeMembers {
    var written = start(.gateway, key: key, id: id, name: name)
    written.set(
      .attached, attachments.isEmpty || attachments.contains { $0.isAttached }, unless: true)
    return written
  }

  private func vpnGateway(_ key: String, _ gateway: VPNGateway) -> NativeMembers {
    var written = start(.vpnGateway, key: key, id: gateway.id, name: gateway.name)
    written.set(
      .attached, gateway.attachments.isEmpty || gateway.attachments.contains { $0.isAttached },
      unless: true)
    written.set(.available, gateway.isAvailable, unless: true)
    written.set(
      .directConnectGateways,
      list: gateway.directConnectGateways.map { .text(topology.unmodelled.id(of: $0)) })
    return written
  }

  var looseInternetGateways: [(key: String, value: NativeValue)] {
    topology.internetGateways.resources.filter { isLoose($0.resource.attachments) }
      .map { slot, resource in
        let key = keys.internetGateways[slot]
        return (key: key, value: gateway(key, resource.id, resource.name, []).value)
      }
  }

  var looseEgressOnlyInternetGateways: [(key: String, value: NativeValue)] {
    topology.egressOnlyInternetGateways.resources.filter { isLoose($0.resource.attachments) }
      .map { slot, resource in
        let key = keys.egressOnlyInternetGateways[slot]
        return (key: key, value: gateway(key, resource.id, resource.name, []).value)
      }
  }

  var looseVPNGateways: [(key: String, value: NativeValue)] {
    topology.vpnGateways.resources.filter { isLoose($0.resource.attachments) }
      .map { slot, resource in
        let key = keys.vpnGateways[slot]
        return (key: key, value: vpnGateway(key, resource).value)
      }
  }

  /// Attached to no VPC that the topology holds.
  private func isLoose(_ attachments: [GatewayAttachment]) -> Bool {
    !attachments.contains { topology.vpcs[$0.vpc] != nil || members.vpcs.contains($0.vpc) }
  }
}
