import Addressing
import TopologyModel

/// Turns a topology into the tables that packets are walked through.
struct NetworkCompiler: ~Copyable {
  let topology: Topology
  var prefixes = PrefixForest()
  var filters: FilterCompiler
  var interfaces: [InterfaceRecord]
  var interfaceRoles: [InterfaceRole]
  var subnets: [SubnetRecord]
  var vpcs: [VPCRecord]
  var tables: [TableRecord] = []
  var routes: [RouteRecord] = []
  var routeEvidence: [Evidence] = []
  var ties: [Int32] = []
  var natGateways: [NATRecord]
  var internetGateways: [InternetGatewayRecord]
  var peerings: [PeeringRecord]
  var vpnGateways: [VPNGatewayRecord]
  var vpnConnections: [VPNConnectionRecord]
  var vpnRoutes: [Int32] = []
  var vpnRouteEvidence: [Evidence] = []
  var addresses: [AddressRecord] = []
  var addressIndex: AddressIndex
  var ipv6Blocks: [CIDRBlock] = []
  var vpcBlocks: [CIDRBlock] = []
  var ipv6VPCs: PrefixForest.Table
  var aclOfSubnet: [Int32]

  /// Compiles the whole topology.
  ///
  /// - Complexity: O(*n* log *n*) in the resources, rules and routes.
  init(_ topology: Topology) {
    self.topology = topology
    filters = FilterCompiler(topology)
    interfaces = Array(repeating: InterfaceRecord(), count: topology.networkInterfaces.count)
    interfaceRoles = Array(repeating: InterfaceRole(), count: topology.networkInterfaces.count)
    subnets = Array(repeating: SubnetRecord(), count: topology.subnets.count)
    vpcs = Array(repeating: VPCRecord(), count: topology.vpcs.count)
    natGateways = Array(repeating: NATRecord(), count: topology.natGateways.count)
    internetGateways = Array(
      repeating: InternetGatewayRecord(), count: topology.internetGateways.count)
    peerings = Array(repeating: PeeringRecord(), count: topology.vpcPeeringConnections.count)
    vpnGateways = Array(repeating: VPNGatewayRecord(), count: topology.vpnGateways.count)
    vpnConnections = Array(repeating: VPNConnectionRecord(), count: topology.vpnConnections.count)
    aclOfSubnet = Array(repeating: -1, count: topology.subnets.count)
    addressIndex = NetworkCompiler.addressIndex(for: topology)
    ipv6VPCs = prefixes.add([])

    compileVPCs()
    compileSubnets()
    compileACLs()
    compileGateways()
    compileInterfaces()
    compileNATGateways()
    compileElasticIPs()
    compileDelegatedPrefixes()
    compileVPNConnections()
    compileRouteTables()
    compilePublicAccess()
  }

  /// An empty index with room for every address that the topology tells of.
  private static func addressIndex(for topology: Topology) -> AddressIndex {
    var (own, published, ipv6) = (0, topology.elasticIPs.count, 0)
    for (_, interface) in topology.networkInterfaces.resources {
      for address in interface.addresses {
        if address.address.isIPv4 { own += 1 } else { ipv6 += 1 }
        if address.publicAddress != nil { published += 1 }
      }
    }
    for (_, gateway) in topology.natGateways.resources {
      own += gateway.addresses.count
      published += gateway.addresses.count
    }
    return AddressIndex(privateIPv4: own, publicIPv4: published, ipv6: ipv6)
  }

  private mutating func compileVPCs() {
    var ipv6: [(block: CIDRBlock, value: UInt32)] = []
    for (reference, vpc) in topology.vpcs.resources {
      var record = VPCRecord()
      record.isKnown = true
      let blocks = vpc.usableBlocks
      record.blocks = vpcBlocks.appendRun(blocks)
      if let primary = blocks.first(where: { $0.family == .ipv4 }) {
        record.resolverIPv4 = primary.base.ipv4Bits + 2
      }
      for block in blocks where block.family == .ipv6 {
        ipv6.append((block: block, value: UInt32(reference.index)))
      }
      vpcs[reference] = record
    }
    ipv6VPCs = prefixes.add(ipv6)
    for (index, control) in topology.encryptionControls.enumerated() where control.isEnforced {
      vpcs[control.vpc].encryptionControl = Int32(truncatingIfNeeded: index)
    }
  }

  private mutating func compileSubnets() {
    for (reference, subnet) in topology.subnets.resources {
      var record = SubnetRecord()
      record.vpc = subnet.vpc.index
      if let block = subnet.ipv4Block {
        record.firstIPv4 = block.base.ipv4Bits
        record.lastIPv4 = block.last.ipv4Bits
      }
      record.ipv6Blocks = ipv6Blocks.appendRun(
        subnet.usableBlocks.filter { $0.family == .ipv6 })
      subnets[reference] = record
    }
  }

  /// Gives each subnet its ACL: the one that names it, else the VPC's default one (R-NACL-1).
  private mutating func compileACLs() {
    var defaultACL: [Reference<VPC>: (filter: Int32, acl: Int32)] = [:]
    var named: [Reference<Subnet>: (filter: Int32, acl: Int32)] = [:]
    for (reference, acl) in topology.networkACLs.resources {
      let filter =
        acl.hasUnknownEntries
        ? SubnetRecord.unknownACL : filters.add(acl, at: reference, prefixes: &prefixes)
      for subnet in acl.subnets { named[subnet] = (filter, reference.index) }
      if acl.isDefault { defaultACL[acl.vpc] = (filter, reference.index) }
    }
    let hasACLs = topology.presentKinds.contains(.networkACL) || !topology.networkACLs.isEmpty
    for (reference, subnet) in topology.subnets.resources {
      if let (filter, acl) = named[reference] ?? defaultACL[subnet.vpc] {
        subnets[reference].acl = filter
        aclOfSubnet[Int(reference.index)] = acl
      } else {
        subnets[reference].acl = hasACLs ? SubnetRecord.unknownACL : SubnetRecord.assumedOpen
      }
    }
  }

  private mutating func compileGateways() {
    for (reference, gateway) in topology.internetGateways.resources {
      if let attachment = gateway.attachments.first(where: { $0.isAttached }) {
        internetGateways[reference].vpc = attachment.vpc.index
        vpcs[attachment.vpc].internetGateway = reference.index
      }
    }
    for (reference, gateway) in topology.egressOnlyInternetGateways.resources {
      if let attachment = gateway.attachments.first(where: { $0.isAttached }) {
        vpcs[attachment.vpc].egressOnlyGateway = reference.index
      }
    }
    for (reference, peering) in topology.vpcPeeringConnections.resources
    where peering.status == .active {
      peerings[reference] = PeeringRecord(
        requester: peering.requester.vpc.index, accepter: peering.accepter.vpc.index,
        keepsIdentity: peering.isWithinOneRegion)
    }
    for (reference, gateway) in topology.vpnGateways.resources where gateway.isAvailable {
      vpnGateways[reference].vpc =
        gateway.attachments.first { $0.isAttached }?.vpc.index ?? -1
    }
  }

  /// Tells each subnet what Block Public Access and its exclusions leave it (R-BPA-1).
  private mutating func compilePublicAccess() {
    var excludedVPCs: [Reference<VPC>: BlockPublicAccess.Exclusion.Mode] = [:]
    var excludedSubnets: [Reference<Subnet>: BlockPublicAccess.Exclusion.Mode] = [:]
    for exclusion in topology.blockPublicAccessExclusions {
      switch exclusion.subject {
      case .vpc(let vpc): excludedVPCs[vpc] = exclusion.mode
      case .subnet(let subnet): excludedSubnets[subnet] = exclusion.mode
      }
    }
    for (reference, subnet) in topology.subnets.resources {
      let setting = topology.publicAccessSetting(of: subnet.vpc)
      let exclusion = excludedSubnets[reference] ?? excludedVPCs[subnet.vpc]
      subnets[reference].publicAccess =
        switch (setting.map { topology.blockPublicAccess[$0].mode } ?? .off, exclusion) {
        case (.off, _), (_, .allowBidirectional): .open
        case (_, .allowEgress), (.blockIngress, nil): .egressOnly
        case (.blockBidirectional, nil): .closed
        }
    }
  }
}

extension Topology {
  /// The index of the Block Public Access setting that holds in a VPC's Region (R-BPA-1).
  func publicAccessSetting(of vpc: Reference<VPC>) -> Int? {
    let region = vpcs[vpc]?.region
    return blockPublicAccess.firstIndex {
      $0.region == nil || region == nil || $0.region == region
    }
  }
}

extension [CIDRBlock] {
  /// Appends blocks and returns the run that they stand in.
  mutating func appendRun(_ blocks: [CIDRBlock]) -> RuleRange {
    let start = Int32(truncatingIfNeeded: count)
    self += blocks
    return RuleRange(start: start, end: Int32(truncatingIfNeeded: count))
  }
}

extension Array {
  /// The record in a resource's slot.
  subscript<Resource>(reference: Reference<Resource>) -> Element {
    get { self[Int(reference.index)] }
    set { self[Int(reference.index)] = newValue }
  }
}
