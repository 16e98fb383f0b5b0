import TopologyModel

extension Topology {
  /// The same topology over the slots of `old`: a reference to a thing that both hold is the same in
  /// both, and what only this one holds stands behind.
  func realigned(with old: Topology) -> Topology {
    var aligned = Realignment(TopologyAlignment(old, self)).applied(to: self)
    aligned.keepIPv6Blocks(of: old)
    aligned.keepAddresses(of: old)
    aligned.keepPublicAddresses(of: old)
    aligned.keepRegions(of: old)
    return aligned
  }
}

/// Writes references anew.
private struct Realignment {
  let vpcs: SlotMap<VPC>
  let subnets: SlotMap<Subnet>
  let routeTables: SlotMap<RouteTable>
  let prefixLists: SlotMap<PrefixList>
  let internetGateways: SlotMap<InternetGateway>
  let egressOnlyInternetGateways: SlotMap<EgressOnlyInternetGateway>
  let natGateways: SlotMap<NATGateway>
  let networkACLs: SlotMap<NetworkACL>
  let securityGroups: SlotMap<SecurityGroup>
  let networkInterfaces: SlotMap<NetworkInterface>
  let instances: SlotMap<Instance>
  let vpcPeeringConnections: SlotMap<VPCPeeringConnection>
  let vpnGateways: SlotMap<VPNGateway>
  let customerGateways: SlotMap<CustomerGateway>
  let vpnConnections: SlotMap<VPNConnection>
  let unmodelled: SlotMap<UnmodelledResource>

  init(_ alignment: TopologyAlignment) {
    vpcs = alignment.vpcs.slots
    subnets = alignment.subnets.slots
    routeTables = alignment.routeTables.slots
    prefixLists = alignment.prefixLists.slots
    internetGateways = alignment.internetGateways.slots
    egressOnlyInternetGateways = alignment.egressOnlyInternetGateways.slots
    natGateways = alignment.natGateways.slots
    networkACLs = alignment.networkACLs.slots
    securityGroups = alignment.securityGroups.slots
    networkInterfaces = alignment.networkInterfaces.slots
    instances = alignment.instances.slots
    vpcPeeringConnections = alignment.vpcPeeringConnections.slots
    vpnGateways = alignment.vpnGateways.slots
    customerGateways = alignment.customerGateways.slots
    vpnConnections = alignment.vpnConnections.slots
    unmodelled = alignment.unmodelled.slots
  }

  func applied(to topology: Topology) -> Topology {
    var aligned = topology
    alignPlaces(&aligned)
    alignGateways(&aligned)
    alignFilters(&aligned)
    alignHosts(&aligned)
    aligned.routeTables = routeTables.table(topology.routeTables) { align(&$0) }
    aligned.unmodelled = unmodelled.table(topology.unmodelled)
    return aligned
  }

  private func alignPlaces(_ topology: inout Topology) {
    topology.vpcs = vpcs.table(topology.vpcs)
    topology.subnets = subnets.table(topology.subnets) { $0.vpc = vpcs[$0.vpc] }
    topology.vpcPeeringConnections = vpcPeeringConnections.table(topology.vpcPeeringConnections) {
      $0.requester.vpc = vpcs[$0.requester.vpc]
      $0.accepter.vpc = vpcs[$0.accepter.vpc]
    }
    topology.encryptionControls = topology.encryptionControls.map {
      EncryptionControl(
        id: $0.id, vpc: vpcs[$0.vpc], isEnforced: $0.isEnforced, location: $0.location)
    }
    topology.blockPublicAccessExclusions = topology.blockPublicAccessExclusions.map { exclusion in
      let subject: BlockPublicAccess.Exclusion.Subject =
        switch exclusion.subject {
        case .vpc(let vpc): .vpc(vpcs[vpc])
        case .subnet(let subnet): .subnet(subnets[subnet])
        }
      return BlockPublicAccess.Exclusion(
        id: exclusion.id, mode: exclusion.mode, subject: subject, location: exclusion.location)
    }
  }

  private func alignGateways(_ topology: inout Topology) {
    topology.internetGateways = internetGateways.table(topology.internetGateways) {
      align(&$0.attachments)
    }
    topology.egressOnlyInternetGateways = egressOnlyInternetGateways.table(
      topology.egressOnlyInternetGateways
    ) { align(&$0.attachments) }
    topology.vpnGateways = vpnGateways.table(topology.vpnGateways) { align(&$0.attachments) }
    topology.customerGateways = customerGateways.table(topology.customerGateways)
    topology.vpnConnections = vpnConnections.table(topology.vpnConnections) {
      $0.customerGateway = customerGateways[$0.customerGateway]
      $0.vpnGateway = vpnGateways[$0.vpnGateway]
    }
    topology.natGateways = natGateways.table(topology.natGateways) {
      $0.vpc = vpcs[$0.vpc]
      $0.subnet = subnets[$0.subnet]
      for index in $0.addresses.indices {
        $0.addresses[index].interface = networkInterfaces[$0.addresses[index].interface]
      }
    }
  }

  private func align(_ attachments: inout [GatewayAttachment]) {
    for index in attachments.indices { attachments[index].vpc = vpcs[attachments[index].vpc] }
  }

  private func alignFilters(_ topology: inout Topology) {
    topology.prefixLists = prefixLists.table(topology.prefixLists)
    topology.networkACLs = networkACLs.table(topology.networkACLs) {
      $0.vpc = vpcs[$0.vpc]
      $0.subnets = $0.subnets.map { subnets[$0] }
    }
    topology.securityGroups = securityGroups.table(topology.securityGroups) {
      $0.vpc = vpcs[$0.vpc]
      for index in $0.inbound.indices { align(&$0.inbound[index].peer) }
      for index in $0.outbound.indices { align(&$0.outbound[index].peer) }
    }
    topology.securityGroupVPCAssociations = topology.securityGroupVPCAssociations.map {
      SecurityGroupVPCAssociation(
        group: securityGroups[$0.group], vpc: vpcs[$0.vpc], isAssociated: $0.isAssociated)
    }
  }

  private func align(_ peer: inout SecurityGroupRule.Peer) {
    switch peer {
    case .block: break
    case .prefixList(let list): peer = .prefixList(prefixLists[list])
    case .securityGroup(let group): peer = .securityGroup(securityGroups[group])
    }
  }

  private func alignHosts(_ topology: inout Topology) {
    topology.instances = instances.table(topology.instances)
    topology.networkInterfaces = networkInterfaces.table(topology.networkInterfaces) {
      $0.vpc = vpcs[$0.vpc]
      $0.subnet = subnets[$0.subnet]
      $0.instance = instances[$0.instance]
      $0.groups = $0.groups.map { securityGroups[$0] }
    }
    for index in topology.elasticIPs.indices {
      topology.elasticIPs[index].interface =
        networkInterfaces[topology.elasticIPs[index].interface]
    }
  }

  private func align(_ table: inout RouteTable) {
    table.vpc = vpcs[table.vpc]
    table.propagatingGateways = table.propagatingGateways.map { vpnGateways[$0] }
    for index in table.associations.indices {
      switch table.associations[index].subject {
      case .main: break
      case .subnet(let subnet): table.associations[index].subject = .subnet(subnets[subnet])
      case .internetGateway(let gateway):
        table.associations[index].subject = .internetGateway(internetGateways[gateway])
      case .vpnGateway(let gateway):
        table.associations[index].subject = .vpnGateway(vpnGateways[gateway])
      }
    }
    for index in table.routes.indices {
      if case .prefixList(let list) = table.routes[index].destination {
        table.routes[index].destination = .prefixList(prefixLists[list])
      }
      table.routes[index].target = aligned(table.routes[index].target)
    }
  }

  private func aligned(_ target: RouteTarget) -> RouteTarget {
    switch target {
    case .local, .missing: target
    case .internetGateway(let gateway): .internetGateway(internetGateways[gateway])
    case .egressOnlyInternetGateway(let gateway):
      .egressOnlyInternetGateway(egressOnlyInternetGateways[gateway])
    case .natGateway(let gateway): .natGateway(natGateways[gateway])
    case .networkInterface(let interface): .networkInterface(networkInterfaces[interface])
    case .instance(let instance): .instance(instances[instance])
    case .vpcPeeringConnection(let peering): .vpcPeeringConnection(vpcPeeringConnections[peering])
    case .vpnGateway(let gateway): .vpnGateway(vpnGateways[gateway])
    case .unmodelled(let resource): .unmodelled(unmodelled[resource])
    }
  }
}
