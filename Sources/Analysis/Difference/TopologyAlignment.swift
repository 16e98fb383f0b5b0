import Addressing
import TopologyModel

/// Finds the things of one topology again in another: by id, then by name, then by address or place; lists
/// that AWS manages by name alone.
///
/// What belongs to a VPC is looked for in the same VPC, so that `private-a` of one is never taken for
/// that of another. What several things could be is joined with none of them.
struct TopologyAlignment {
  private(set) var vpcs: Correspondence<VPC>
  private(set) var subnets: Correspondence<Subnet>
  private(set) var routeTables: Correspondence<RouteTable>
  private(set) var prefixLists: Correspondence<PrefixList>
  private(set) var internetGateways: Correspondence<InternetGateway>
  private(set) var egressOnlyInternetGateways: Correspondence<EgressOnlyInternetGateway>
  private(set) var natGateways: Correspondence<NATGateway>
  private(set) var networkACLs: Correspondence<NetworkACL>
  private(set) var securityGroups: Correspondence<SecurityGroup>
  private(set) var networkInterfaces: Correspondence<NetworkInterface>
  private(set) var instances: Correspondence<Instance>
  private(set) var vpcPeeringConnections: Correspondence<VPCPeeringConnection>
  private(set) var vpnGateways: Correspondence<VPNGateway>
  private(set) var customerGateways: Correspondence<CustomerGateway>
  private(set) var vpnConnections: Correspondence<VPNConnection>
  private(set) var unmodelled: Correspondence<UnmodelledResource>

  /// - Complexity: O(*n*) in the resources of both.
  init(_ old: Topology, _ new: Topology) {
    vpcs = Correspondence(old.vpcs, new.vpcs)
    subnets = Correspondence(old.subnets, new.subnets)
    routeTables = Correspondence(old.routeTables, new.routeTables)
    prefixLists = Correspondence(old.prefixLists, new.prefixLists) { $0.managedName }
    internetGateways = Correspondence(old.internetGateways, new.internetGateways)
    egressOnlyInternetGateways = Correspondence(
      old.egressOnlyInternetGateways, new.egressOnlyInternetGateways)
    natGateways = Correspondence(old.natGateways, new.natGateways)
    networkACLs = Correspondence(old.networkACLs, new.networkACLs)
    securityGroups = Correspondence(old.securityGroups, new.securityGroups)
    networkInterfaces = Correspondence(old.networkInterfaces, new.networkInterfaces)
    instances = Correspondence(old.instances, new.instances)
    vpcPeeringConnections = Correspondence(old.vpcPeeringConnections, new.vpcPeeringConnections)
    vpnGateways = Correspondence(old.vpnGateways, new.vpnGateways)
    customerGateways = Correspondence(old.customerGateways, new.customerGateways)
    vpnConnections = Correspondence(old.vpnConnections, new.vpnConnections)
    unmodelled = Correspondence(old.unmodelled, new.unmodelled)
    joinPlaces()
    joinGateways()
    joinFilters()
    joinHosts(old, new)
    joinConnections()
    joinRouteTables()
    joinEndpoints(old, new)
  }

  /// Something that is told apart within a VPC alone.
  private struct Local<Value: Hashable>: Hashable {
    let vpc: Reference<VPC>
    let value: Value

    init?(_ vpc: Reference<VPC>?, _ value: Value?) {
      guard let vpc, let value else { return nil }
      self.vpc = vpc
      self.value = value
    }
  }

  private mutating func joinPlaces() {
    vpcs.join({ $0.name }, { $0.name })
    vpcs.join({ $0.usableBlocks.first }, { $0.usableBlocks.first })
    let vpcs = vpcs
    subnets.join({ Local($0.vpc, $0.name) }, { Local(vpcs.partner(of: $0.vpc), $0.name) })
    subnets.join(
      { Local($0.vpc, $0.usableBlocks.first) },
      { Local(vpcs.partner(of: $0.vpc), $0.usableBlocks.first) })
  }

  private mutating func joinGateways() {
    let (vpcs, subnets) = (vpcs, subnets)
    internetGateways.join({ $0.name }, { $0.name })
    internetGateways.join(
      { $0.attachments.first?.vpc },
      { $0.attachments.first.flatMap { vpcs.partner(of: $0.vpc) } })
    egressOnlyInternetGateways.join({ $0.name }, { $0.name })
    egressOnlyInternetGateways.join(
      { $0.attachments.first?.vpc },
      { $0.attachments.first.flatMap { vpcs.partner(of: $0.vpc) } })
    vpnGateways.join({ $0.name }, { $0.name })
    vpnGateways.join(
      { $0.attachments.first?.vpc },
      { $0.attachments.first.flatMap { vpcs.partner(of: $0.vpc) } })
    natGateways.join({ $0.name }, { $0.name })
    natGateways.join(
      { $0.addresses.first?.publicAddress }, { $0.addresses.first?.publicAddress })
    natGateways.join({ $0.subnet }, { $0.subnet.flatMap { subnets.partner(of: $0) } })
  }

  private mutating func joinFilters() {
    let (vpcs, subnets) = (vpcs, subnets)
    prefixLists.join({ $0.name }, { $0.name })
    securityGroups.join(
      { Local($0.vpc, $0.groupName) }, { Local(vpcs.partner(of: $0.vpc), $0.groupName) })
    securityGroups.join({ Local($0.vpc, $0.name) }, { Local(vpcs.partner(of: $0.vpc), $0.name) })
    networkACLs.join({ Local($0.vpc, $0.name) }, { Local(vpcs.partner(of: $0.vpc), $0.name) })
    networkACLs.join(
      { $0.isDefault ? $0.vpc : nil }, { $0.isDefault ? vpcs.partner(of: $0.vpc) : nil })
    networkACLs.join(
      { $0.subnets.isEmpty ? nil : Set($0.subnets) },
      { subnets.partners(of: $0.subnets) })
  }

  private mutating func joinHosts(_ old: Topology, _ new: Topology) {
    let vpcs = vpcs
    instances.join({ $0.name }, { $0.name })
    networkInterfaces.join(
      { Local($0.vpc, $0.name) }, { Local(vpcs.partner(of: $0.vpc), $0.name) })
    let instances = instances
    networkInterfaces.join(
      { Attachment($0.instance, $0.deviceIndex) },
      { Attachment($0.instance.flatMap { instances.partner(of: $0) }, $0.deviceIndex) })
    networkInterfaces.join(
      { Local($0.vpc, $0.addresses.first?.address) },
      { Local(vpcs.partner(of: $0.vpc), $0.addresses.first?.address) })
    let interfaces = networkInterfaces
    let (oldPrimary, newPrimary) = (old.primaryInterfaces, new.primaryInterfaces)
    self.instances.join(
      { oldPrimary[$0.id] },
      { newPrimary[$0.id].flatMap { interfaces.partner(of: $0) } })
  }

  /// An interface's place on its instance.
  private struct Attachment: Hashable {
    let instance: Reference<Instance>
    let deviceIndex: Int

    init?(_ instance: Reference<Instance>?, _ deviceIndex: Int) {
      guard let instance else { return nil }
      self.instance = instance
      self.deviceIndex = deviceIndex
    }
  }

  private mutating func joinConnections() {
    let vpcs = vpcs
    vpcPeeringConnections.join({ $0.name }, { $0.name })
    vpcPeeringConnections.join(
      { Set([$0.requester.vpc, $0.accepter.vpc]) },
      { peering in
        guard let requester = vpcs.partner(of: peering.requester.vpc),
          let accepter = vpcs.partner(of: peering.accepter.vpc)
        else { return nil }
        return Set([requester, accepter])
      })
    customerGateways.join({ $0.name }, { $0.name })
    customerGateways.join({ $0.address }, { $0.address })
    vpnConnections.join({ $0.name }, { $0.name })
    let customers = customerGateways
    vpnConnections.join(
      { $0.customerGateway }, { $0.customerGateway.flatMap { customers.partner(of: $0) } })
    unmodelled.join({ $0.name }, { $0.name })
  }

  private mutating func joinRouteTables() {
    let (vpcs, subnets) = (vpcs, subnets)
    routeTables.join({ Local($0.vpc, $0.name) }, { Local(vpcs.partner(of: $0.vpc), $0.name) })
    routeTables.join(
      { $0.isMain ? $0.vpc : nil }, { $0.isMain ? vpcs.partner(of: $0.vpc) : nil })
    routeTables.join(
      { $0.subnets.isEmpty ? nil : Set($0.subnets) },
      { subnets.partners(of: $0.subnets) })
  }

  /// What routes to prefix lists lead to, such as a gateway endpoint, has its place in their tables.
  private mutating func joinEndpoints(_ old: Topology, _ new: Topology) {
    let (tables, lists) = (routeTables, prefixLists)
    let (oldRoutes, newRoutes) = (old.listRoutesToUnmodelled, new.listRoutesToUnmodelled)
    // Embedded Swift has no conversion of a list to one of optionals but element by element.
    unmodelled.join(
      { ListRoutes($0.kind, oldRoutes[$0.id]?.map { Optional($0) }) },
      { resource in
        ListRoutes(
          resource.kind,
          newRoutes[resource.id]?.map {
            ListRoute(table: tables.partner(of: $0.table), list: lists.partner(of: $0.list))
          })
      })
  }
}

/// A route to a prefix list, whatever it leads to.
private struct ListRoute: Hashable {
  let table: Reference<RouteTable>
  let list: Reference<PrefixList>

  init(table: Reference<RouteTable>, list: Reference<PrefixList>) {
    self.table = table
    self.list = list
  }

  init?(table: Reference<RouteTable>?, list: Reference<PrefixList>?) {
    guard let table, let list else { return nil }
    self.init(table: table, list: list)
  }
}

/// All routes to prefix lists that lead to a thing of some kind.
private struct ListRoutes: Hashable {
  let kind: ResourceKind
  let routes: Set<ListRoute?>

  init?(_ kind: ResourceKind, _ routes: [ListRoute?]?) {
    guard let routes, !routes.contains(nil) else { return nil }
    self.kind = kind
    self.routes = Set(routes)
  }
}

extension RouteTable {
  fileprivate var isMain: Bool { associations.contains { $0.subject == .main } }

  fileprivate var subnets: [Reference<Subnet>] {
    associations.compactMap { association in
      if case .subnet(let subnet) = association.subject { subnet } else { nil }
    }
  }
}

extension Topology {
  /// The routes to prefix lists that lead to each thing that is not modelled, by its id.
  fileprivate var listRoutesToUnmodelled: [String: [ListRoute]] {
    var routes: [String: [ListRoute]] = [:]
    for (reference, table) in routeTables.resources {
      for route in table.routes {
        guard case .prefixList(let list) = route.destination,
          case .unmodelled(let target) = route.target
        else { continue }
        routes[unmodelled.id(of: target), default: []].append(
          ListRoute(table: reference, list: list))
      }
    }
    return routes
  }

  /// The interface with device index 0 of each instance, by the instance's id.
  fileprivate var primaryInterfaces: [String: Reference<NetworkInterface>] {
    var primary: [String: Reference<NetworkInterface>] = [:]
    for (reference, interface) in networkInterfaces.resources where interface.deviceIndex == 0 {
      if let instance = interface.instance { primary[instances.id(of: instance)] = reference }
    }
    return primary
  }
}
