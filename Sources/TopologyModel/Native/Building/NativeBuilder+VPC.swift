import Addressing
import SourceText

extension NativeBuilder {
  /// The VPC whose resources are being made.
  struct Place {
    let vpc: Reference<VPC>
    /// Its place in the file, in which names are looked up first.
    let scope: Int
    let hasIPv6: Bool
  }

  mutating func buildVPC(_ member: Member, _ scope: Int) {
    let id = id(of: member.value)
    var vpc = VPC(id: id)
    vpc.name = name(of: member, id: id)
    vpc.region = text.text(.region, of: member.value) ?? region
    vpc.ownerID = text.text(.owner, of: member.value)
    vpc.isDefault = text.flag(.default, of: member.value) ?? false
    vpc.blocks = blocks(.cidr, of: member.value) + blocks(.ipv6, of: member.value)
    vpc.location = location(of: member.name)
    let place = Place(
      vpc: topology.vpcs.mention(id), scope: scope,
      hasIPv6: vpc.blocks.contains { $0.block.family == .ipv6 })
    if text.value(.cidr, of: member.value) != nil { topology.vpcs.define(vpc, at: place.vpc) }
    buildEncryptionControl(of: member.value, place)
    buildGateways(of: member.value, place)
    buildSubnets(of: member.value, place)
    buildRouteTables(of: member.value, place)
    buildNetworkACLs(of: member.value, place)
    buildSecurityGroups(of: member.value, place)
    buildNATGateways(of: member.value, place)
    buildHosts(of: member.value, place)
  }

  /// Blocks, each a text or an object that also tells its state.
  private func blocks(_ key: NativeKey, of node: JSONNode) -> [AddressBlock] {
    text.oneOrMore(key, of: node).compactMap { addressBlock($0) }
  }

  func addressBlock(_ node: JSONNode) -> AddressBlock? {
    let block = text.block(node) ?? text.block(.cidr, of: node)
    return block.map {
      AddressBlock(
        $0, isAssociated: text.flag(.associated, of: node) ?? true, location: location(of: node))
    }
  }

  private mutating func buildEncryptionControl(of vpc: JSONNode, _ place: Place) {
    guard let value = text.value(.encryptionControl, of: vpc) else { return }
    let mode = text.tree.string(of: value) ?? text.text(.mode, of: value)
    topology.encryptionControls.append(
      EncryptionControl(
        id: text.text(.id, of: value) ?? "\(topology.vpcs.id(of: place.vpc))/encryption-control",
        vpc: place.vpc, isEnforced: mode == "enforce", location: location(of: value)))
  }

  private mutating func buildSubnets(of vpc: JSONNode, _ place: Place) {
    for member in text.entries(.subnets, of: vpc) {
      let id = id(of: member.value)
      var subnet = Subnet(id: id, vpc: place.vpc)
      subnet.name = name(of: member, id: id)
      subnet.availabilityZone = text.text(.az, of: member.value)
      subnet.ipv4Block = text.block(.cidr, of: member.value)
      subnet.ipv6Blocks = blocks(.ipv6, of: member.value)
      subnet.assignsPublicIPv4OnLaunch =
        text.flag(.autoAssignPublicIPv4, of: member.value) ?? false
      subnet.location = location(of: member.name)
      topology.subnets.define(subnet, at: topology.subnets.mention(id))
    }
  }
}

// MARK: Gateways

extension NativeBuilder {
  private mutating func buildGateways(of vpc: JSONNode, _ place: Place) {
    for member in gateways(.internetGateway, of: vpc) { buildInternetGateway(member, place) }
    for member in gateways(.egressOnlyInternetGateway, of: vpc) {
      buildEgressOnlyInternetGateway(member, place)
    }
    for member in gateways(.vpnGateway, of: vpc) { buildVPNGateway(member, place) }
  }

  mutating func buildUnattachedGateways(_ root: JSONNode) {
    for member in text.entries(.internetGateways, of: root) { buildInternetGateway(member, nil) }
    for member in text.entries(.egressOnlyInternetGateways, of: root) {
      buildEgressOnlyInternetGateway(member, nil)
    }
    for member in text.entries(.vpnGateways, of: root) { buildVPNGateway(member, nil) }
  }

  /// A lone name is both the name and the value.
  private func gateways(_ key: NativeKey, of vpc: JSONNode) -> [Member] {
    guard let value = text.value(key, of: vpc) else { return [] }
    return text.tree.kind(of: value) == .string
      ? [(name: value, value: value)] : text.entries(key, of: vpc)
  }

  private func attachments(_ member: Member, _ place: Place?) -> [GatewayAttachment] {
    guard let place else { return [] }
    let isAttached = text.flag(.attached, of: member.value) ?? true
    return [GatewayAttachment(vpc: place.vpc, isAttached: isAttached)]
  }

  private mutating func buildInternetGateway(_ member: Member, _ place: Place?) {
    let id = id(of: member.value)
    var gateway = InternetGateway(id: id)
    gateway.name = name(of: member, id: id)
    gateway.attachments = attachments(member, place)
    gateway.location = location(of: member.name)
    topology.internetGateways.define(gateway, at: topology.internetGateways.mention(id))
  }

  private mutating func buildEgressOnlyInternetGateway(_ member: Member, _ place: Place?) {
    let id = id(of: member.value)
    var gateway = EgressOnlyInternetGateway(id: id)
    gateway.name = name(of: member, id: id)
    gateway.attachments = attachments(member, place)
    gateway.location = location(of: member.name)
    topology.egressOnlyInternetGateways.define(
      gateway, at: topology.egressOnlyInternetGateways.mention(id))
  }

  private mutating func buildVPNGateway(_ member: Member, _ place: Place?) {
    let id = id(of: member.value)
    var gateway = VPNGateway(id: id)
    gateway.name = name(of: member, id: id)
    gateway.attachments = attachments(member, place)
    gateway.isAvailable = text.flag(.available, of: member.value) ?? true
    gateway.directConnectGateways = text.elements(.directConnectGateways, of: member.value)
      .compactMap { value in
        entry(
          named: text.string(value), NativeReference(.directConnectGateway),
          in: NativeNames.fileScope)
      }.compactMap { topology.unmodelled.reference(to: $0.id) }
    gateway.location = location(of: member.name)
    topology.vpnGateways.define(gateway, at: topology.vpnGateways.mention(id))
  }
}
