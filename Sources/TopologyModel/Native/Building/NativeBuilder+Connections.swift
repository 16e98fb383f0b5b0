import Addressing
import SourceText

extension NativeBuilder {
  mutating func buildNATGateways(of vpc: JSONNode, _ place: Place) {
    for member in text.entries(.natGateways, of: vpc) {
      let id = id(of: member.value)
      var gateway = NATGateway(id: id)
      gateway.name = name(of: member, id: id)
      gateway.vpc = place.vpc
      gateway.subnet = entry(.subnet, of: member.value, .subnet, in: place.scope)
        .map { topology.subnets.mention($0.id) }
      gateway.isRegional = text.text(.availability, of: member.value) == "regional"
      gateway.connectivity =
        text.text(.connectivity, of: member.value) == "private" ? .private : .public
      gateway.state =
        text.text(.state, of: member.value).flatMap { NATGateway.State(rawValue: $0) }
        ?? .available
      gateway.addresses = addresses(of: gateway, member.value, place)
      gateway.location = location(of: member.name)
      topology.natGateways.define(gateway, at: topology.natGateways.mention(id))
    }
  }

  /// The addresses that the file gives, and those that an available gateway gets.
  private mutating func addresses(
    of gateway: NATGateway, _ node: JSONNode, _ place: Place
  ) -> [NATGateway.Address] {
    let block = gateway.subnet.flatMap { topology.subnets[$0]?.ipv4Block }
    let allocates = gateway.state == .available && !gateway.isRegional
    let isWithout = text.flag(.privateIPv4, of: node) == false
    let explicit = text.address(.privateIPv4, of: node)
    let own =
      explicit ?? (allocates && !isWithout ? allocate(from: block, node, place) : nil)
    guard let own else { return [] }
    var primary = NATGateway.Address(privateAddress: own)
    primary.isPrimary = true
    primary.isByDefault = explicit == nil
    primary.publicAddress = text.address(.publicIPv4, of: node)
    if primary.publicAddress == nil, allocates, gateway.connectivity == .public,
      text.flag(.publicIPv4, of: node) != false
    {
      primary.publicAddress = allocatePublic(node)
      primary.isPublicByDefault = true
    }
    return [primary]
      + secondaryAddresses(of: node).map { own, publicAddress in
        var address = NATGateway.Address(privateAddress: own)
        address.publicAddress = publicAddress
        return address
      }
  }

  mutating func buildPeering(_ root: JSONNode) {
    for member in text.entries(.peering, of: root) {
      let id = id(of: member.value)
      guard let requester = side(.requester, of: member.value),
        let accepter = side(.accepter, of: member.value)
      else { continue }
      var peering = VPCPeeringConnection(id: id, requester: requester, accepter: accepter)
      peering.name = name(of: member, id: id)
      peering.status =
        text.text(.status, of: member.value)
        .flatMap { VPCPeeringConnection.Status(rawValue: $0) } ?? .active
      peering.location = location(of: member.name)
      topology.vpcPeeringConnections.define(
        peering, at: topology.vpcPeeringConnections.mention(id))
    }
  }

  /// One end: a VPC's name, or an object that tells more of a VPC elsewhere.
  private func side(_ key: NativeKey, of node: JSONNode) -> VPCPeeringConnection.Side? {
    guard let value = text.value(key, of: node),
      let name = text.tree.string(of: value) ?? text.text(.vpc, of: value),
      let found = entry(named: name, NativeReference(.vpc), in: NativeNames.fileScope),
      let reference = topology.vpcs.reference(to: found.id)
    else { return nil }
    let vpc = topology.vpcs[reference]
    var side = VPCPeeringConnection.Side(vpc: reference)
    side.region = text.text(.region, of: value) ?? vpc?.region
    side.ownerID = text.text(.owner, of: value) ?? vpc?.ownerID
    side.blocks =
      text.value(.cidrs, of: value).map { list in
        text.tree.elements(of: list).compactMap { text.block($0) }
      } ?? vpc?.usableBlocks ?? []
    return side
  }
}

// MARK: Premises

extension NativeBuilder {
  /// A network on the premises is a VPN connection and a customer gateway (R-VPN-1, R-VPN-2).
  mutating func buildOnPremises(_ root: JSONNode) {
    for member in text.entries(.onPremises, of: root) {
      let id = id(of: member.value)
      var connection = VPNConnection(id: id)
      connection.name = name(of: member, id: id)
      connection.customerGateway = customerGateway(of: member)
      connection.vpnGateway = entry(
        .via, of: member.value, .vpnGateway, in: NativeNames.fileScope
      ).flatMap { topology.vpnGateways.reference(to: $0.id) }
      connection.isAvailable = text.flag(.available, of: member.value) ?? true
      connection.usesStaticRoutes = text.text(.routing, of: member.value) != "bgp"
      connection.staticRoutes = text.elements(.cidrs, of: member.value).compactMap { value in
        addressBlock(value).map {
          VPNConnection.StaticRoute(
            $0.block, isAvailable: $0.isAssociated, location: $0.location)
        }
      }
      connection.tunnels = text.elements(.tunnels, of: member.value).map { value in
        VPNConnection.Tunnel(
          outsideAddress: text.address(.address, of: value),
          isUp: text.flag(.up, of: value) ?? true)
      }
      connection.location = location(of: member.name)
      topology.vpnConnections.define(connection, at: topology.vpnConnections.mention(id))
      noteBlocks(of: connection)
    }
  }

  private mutating func noteBlocks(of connection: VPNConnection) {
    guard let gateway = connection.vpnGateway, connection.isAvailable else { return }
    for route in connection.staticRoutes where route.isAvailable {
      if blocksBehind[gateway]?.contains(route.block) != true {
        blocksBehind[gateway, default: []].append(route.block)
      }
    }
  }

  private mutating func customerGateway(of member: Member) -> Reference<CustomerGateway> {
    customerGateway(text.value(.customerGateway, of: member.value), named: member.name)
  }

  /// Customer gateways that lead nowhere yet.
  mutating func buildCustomerGateways(_ root: JSONNode) {
    for member in text.entries(.customerGateways, of: root) {
      _ = customerGateway(member.value, named: member.name)
    }
  }

  private mutating func customerGateway(
    _ value: JSONNode?, named name: JSONNode
  ) -> Reference<CustomerGateway> {
    let id = value.flatMap { text.text(.id, of: $0) } ?? text.string(name)
    let slot = topology.customerGateways.mention(id)
    var gateway = CustomerGateway(id: id)
    gateway.name = value.flatMap { text.text(.name, of: $0) }
    gateway.address = value.flatMap { text.address(.address, of: $0) }
    gateway.location = location(of: name)
    topology.customerGateways.define(gateway, at: slot)
    return slot
  }
}

// MARK: Block Public Access

extension NativeBuilder {
  mutating func buildBlockPublicAccess(_ root: JSONNode) {
    for value in text.oneOrMore(.blockPublicAccess, of: root) {
      let word = text.tree.string(of: value) ?? text.text(.mode, of: value)
      topology.blockPublicAccess.append(
        BlockPublicAccess(
          mode: word.flatMap { BlockPublicAccess.Mode(rawValue: $0) } ?? .off,
          region: text.text(.region, of: value), location: location(of: value)))
      for member in text.entries(.exclusions, of: value) { buildExclusion(member) }
    }
  }

  private mutating func buildExclusion(_ member: Member) {
    guard let subject = exclusionSubject(of: member.value),
      let mode = text.text(.mode, of: member.value)
        .flatMap({ BlockPublicAccess.Exclusion.Mode(rawValue: $0) })
    else { return }
    topology.blockPublicAccessExclusions.append(
      BlockPublicAccess.Exclusion(
        id: text.text(.id, of: member.value) ?? text.string(member.name), mode: mode,
        subject: subject, location: location(of: member.name)))
  }

  private func exclusionSubject(of node: JSONNode) -> BlockPublicAccess.Exclusion.Subject? {
    if let subnet = entry(.subnet, of: node, .subnet, in: NativeNames.fileScope) {
      return topology.subnets.reference(to: subnet.id).map { .subnet($0) }
    }
    return entry(.vpc, of: node, .vpc, in: NativeNames.fileScope)
      .flatMap { topology.vpcs.reference(to: $0.id) }.map { .vpc($0) }
  }
}
