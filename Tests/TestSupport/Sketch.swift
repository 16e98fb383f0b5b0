import Addressing
public import Dataplane
public import TopologyModel

/// A topology drawn in code, for tests: ids are names, and what is not said takes AWS's default.
///
/// A subnet is on the main table and the default ACL, which allows everything, until a table or ACL names
/// it; the main table holds `local` alone; a group holds what it is given and nothing else.
public struct Sketch {
  public var topology = Topology()
  private var defaults: [Reference<VPC>: Reference<NetworkACL>] = [:]

  public init() {
    topology.presentKinds = Set(ResourceKind.allCases).subtracting([.instance])
  }

  public var network: Network { Network(topology) }

  public mutating func vpc(
    _ name: String, _ blocks: String..., region: String? = nil
  ) -> Reference<VPC> {
    let reference = topology.vpcs.mention(name)
    var vpc = VPC(id: name)
    vpc.blocks = blocks.map { AddressBlock(block($0)) }
    vpc.region = region
    topology.vpcs.define(vpc, at: reference)
    routeTable("\(name)-main", in: reference, main: true, [])
    acl(
      "\(name)-default", in: reference, [], isDefault: true,
      inbound: ["100 allow all from 0.0.0.0/0", "101 allow all from ::/0"],
      outbound: ["100 allow all to 0.0.0.0/0", "101 allow all to ::/0"])
    return reference
  }

  public mutating func subnet(
    _ name: String, _ blocks: String..., in vpc: Reference<VPC>, zone: String? = nil
  ) -> Reference<Subnet> {
    let reference = topology.subnets.mention(name)
    var subnet = Subnet(id: name, vpc: vpc)
    let parsed = blocks.map { block($0) }
    subnet.ipv4Block = parsed.first { $0.family == .ipv4 }
    subnet.ipv6Blocks = parsed.filter { $0.family == .ipv6 }.map { AddressBlock($0) }
    subnet.availabilityZone = zone
    topology.subnets.define(subnet, at: reference)
    return reference
  }

  /// A group; rules are written `tcp 443 from 0.0.0.0/0`, `all to sg:web`, `icmp 8/0 from pl:office`.
  @discardableResult
  public mutating func group(
    _ name: String, in vpc: Reference<VPC>, inbound: [String] = [],
    outbound: [String] = ["all to 0.0.0.0/0", "all to ::/0"]
  ) -> Reference<SecurityGroup> {
    let reference = topology.securityGroups.mention(name)
    var group = SecurityGroup(id: name, vpc: vpc)
    group.inbound = inbound.map { groupRule($0) }
    group.outbound = outbound.map { groupRule($0) }
    topology.securityGroups.define(group, at: reference)
    return reference
  }

  /// A group that lets everything in and out.
  public mutating func openGroup(in vpc: Reference<VPC>) -> Reference<SecurityGroup> {
    group(
      "open-\(vpc.index)", in: vpc, inbound: ["all from 0.0.0.0/0", "all from ::/0"])
  }

  /// An interface; an address may be written `10.0.1.10=203.0.113.10` with its public twin.
  @discardableResult
  public mutating func interface(
    _ name: String, _ addresses: String..., in subnet: Reference<Subnet>,
    groups: [Reference<SecurityGroup>]? = nil,
    adjust: (inout NetworkInterface) -> Void = { _ in }
  ) -> Reference<NetworkInterface> {
    let reference = topology.networkInterfaces.mention(name)
    let vpc = topology.subnets[subnet]?.vpc ?? Reference(0)
    var interface = NetworkInterface(id: name, subnet: subnet, vpc: vpc)
    interface.addresses = addresses.map { text in
      let parts = text.split(separator: "=").map { address(String($0)) }
      return NetworkInterface.Address(
        parts[0], publicAddress: parts.count > 1 ? parts[1] : nil)
    }
    interface.groups = groups ?? [openGroup(in: vpc)]
    adjust(&interface)
    topology.networkInterfaces.define(interface, at: reference)
    return reference
  }

  @discardableResult
  public mutating func acl(
    _ name: String, in vpc: Reference<VPC>, _ subnets: [Reference<Subnet>],
    isDefault: Bool = false, inbound: [String], outbound: [String]
  ) -> Reference<NetworkACL> {
    let reference = topology.networkACLs.mention(name)
    var acl = NetworkACL(id: name, vpc: vpc)
    acl.isDefault = isDefault
    acl.subnets = subnets
    acl.entries =
      inbound.map { aclEntry($0, .inbound) } + outbound.map { aclEntry($0, .outbound) }
    topology.networkACLs.define(acl, at: reference)
    return reference
  }

  @discardableResult
  public mutating func routeTable(
    _ name: String, in vpc: Reference<VPC>, main: Bool = false, _ subnets: [Reference<Subnet>],
    _ routes: (String, RouteTarget)..., adjust: (inout RouteTable) -> Void = { _ in }
  ) -> Reference<RouteTable> {
    let reference = topology.routeTables.mention(name)
    var table = RouteTable(id: name, vpc: vpc)
    table.associations =
      (main ? [RouteTable.Association(.main)] : [])
      + subnets.map { RouteTable.Association(.subnet($0)) }
    table.routes = routes.map { destination, target in
      if destination.hasPrefix("pl:") {
        let list = topology.prefixLists.mention(String(destination.dropFirst(3)))
        return Route(to: .prefixList(list), via: target)
      }
      return Route(to: .block(block(destination)), via: target)
    }
    adjust(&table)
    topology.routeTables.define(table, at: reference)
    return reference
  }

  @discardableResult
  public mutating func prefixList(_ name: String, _ entries: [String]?) -> Reference<PrefixList> {
    let reference = topology.prefixLists.mention(name)
    var list = PrefixList(id: name)
    list.entries = entries?.map { PrefixList.Entry(block($0)) }
    topology.prefixLists.define(list, at: reference)
    return reference
  }

  public mutating func internetGateway(
    _ name: String, in vpc: Reference<VPC>, isAttached: Bool = true
  ) -> RouteTarget {
    let reference = topology.internetGateways.mention(name)
    var gateway = InternetGateway(id: name)
    gateway.attachments = [GatewayAttachment(vpc: vpc, isAttached: isAttached)]
    topology.internetGateways.define(gateway, at: reference)
    return .internetGateway(reference)
  }

  public mutating func egressOnlyGateway(_ name: String, in vpc: Reference<VPC>) -> RouteTarget {
    let reference = topology.egressOnlyInternetGateways.mention(name)
    var gateway = EgressOnlyInternetGateway(id: name)
    gateway.attachments = [GatewayAttachment(vpc: vpc)]
    topology.egressOnlyInternetGateways.define(gateway, at: reference)
    return .egressOnlyInternetGateway(reference)
  }

  /// A NAT gateway; without a public address it is a private one.
  public mutating func natGateway(
    _ name: String, _ privateAddress: String, public publicAddress: String? = nil,
    in subnet: Reference<Subnet>, adjust: (inout NATGateway) -> Void = { _ in }
  ) -> RouteTarget {
    let reference = topology.natGateways.mention(name)
    var gateway = NATGateway(id: name)
    gateway.subnet = subnet
    gateway.vpc = topology.subnets[subnet]?.vpc
    var own = NATGateway.Address(privateAddress: address(privateAddress))
    own.publicAddress = publicAddress.map { address($0) }
    gateway.addresses = [own]
    gateway.connectivity = publicAddress == nil ? .private : .public
    adjust(&gateway)
    topology.natGateways.define(gateway, at: reference)
    return .natGateway(reference)
  }

  public mutating func peering(
    _ name: String, _ requester: Reference<VPC>, _ accepter: Reference<VPC>,
    status: VPCPeeringConnection.Status = .active
  ) -> RouteTarget {
    let reference = topology.vpcPeeringConnections.mention(name)
    var sides = [requester, accepter].map { VPCPeeringConnection.Side(vpc: $0) }
    sides[0].region = topology.vpcs[requester]?.region
    sides[1].region = topology.vpcs[accepter]?.region
    var peering = VPCPeeringConnection(id: name, requester: sides[0], accepter: sides[1])
    peering.status = status
    topology.vpcPeeringConnections.define(peering, at: reference)
    return .vpcPeeringConnection(reference)
  }

  /// A virtual private gateway with one static VPN connection to the given prefixes, named `NAME-vpn`.
  public mutating func vpnGateway(
    _ name: String, in vpc: Reference<VPC>, prefixes: [String],
    adjust: (inout VPNConnection) -> Void = { _ in }
  ) -> RouteTarget {
    let reference = topology.vpnGateways.mention(name)
    var gateway = VPNGateway(id: name)
    gateway.attachments = [GatewayAttachment(vpc: vpc)]
    topology.vpnGateways.define(gateway, at: reference)
    let connection = topology.vpnConnections.mention("\(name)-vpn")
    var vpn = VPNConnection(id: "\(name)-vpn")
    vpn.vpnGateway = reference
    vpn.usesStaticRoutes = true
    vpn.staticRoutes = prefixes.map { VPNConnection.StaticRoute(block($0)) }
    adjust(&vpn)
    topology.vpnConnections.define(vpn, at: connection)
    return .vpnGateway(reference)
  }

  /// A component that is known by its kind and id alone.
  public mutating func unmodelled(_ id: String, _ kind: ResourceKind) -> RouteTarget {
    let reference = topology.unmodelled.mention(id)
    topology.unmodelled.define(UnmodelledResource(kind: kind, id: id), at: reference)
    return .unmodelled(reference)
  }

  /// An instance, to be named by an interface.
  public mutating func instance(
    _ id: String, _ state: Instance.State = .running
  ) -> Reference<Instance> {
    topology.presentKinds.insert(.instance)
    let reference = topology.instances.mention(id)
    var instance = Instance(id: id)
    instance.state = state
    topology.instances.define(instance, at: reference)
    return reference
  }

  /// A table for what enters by a gateway (R-ROUTE-13).
  public mutating func gatewayTable(
    _ name: String, of gateway: RouteTarget, in vpc: Reference<VPC>,
    _ routes: (String, RouteTarget)...
  ) {
    let reference = topology.routeTables.mention(name)
    var table = RouteTable(id: name, vpc: vpc)
    switch gateway {
    case .internetGateway(let gateway):
      table.associations = [RouteTable.Association(.internetGateway(gateway))]
    case .vpnGateway(let gateway):
      table.associations = [RouteTable.Association(.vpnGateway(gateway))]
    default: break
    }
    table.routes = routes.map { Route(to: .block(block($0)), via: $1) }
    topology.routeTables.define(table, at: reference)
  }
}
