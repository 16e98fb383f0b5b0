import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readNetworkInterface(_ node: JSONNode) {
    guard let place = interfacePlace(node),
      let (id, slot) = reader.admit(
        node, "NetworkInterfaceId", .networkInterface, into: &topology.networkInterfaces)
    else { return }
    var interface = NetworkInterface(id: id, subnet: place.subnet, vpc: place.vpc)
    fill(&interface, from: node)
    topology.networkInterfaces.define(interface, at: slot)
  }

  /// Reads an interface as an instance's answer tells it; it counts only where no interface answers
  /// were given at all.
  mutating func readInterface(_ node: JSONNode, of instance: Reference<Instance>) {
    guard let id = reader.requiredID("NetworkInterfaceId", of: node),
      let place = interfacePlace(node)
    else { return }
    var interface = NetworkInterface(id: id, subnet: place.subnet, vpc: place.vpc)
    fill(&interface, from: node)
    interface.instance = instance
    let slot = topology.networkInterfaces.mention(id)
    guard !topology.presentKinds.contains(.networkInterface) else { return }
    interfacesOfInstances.append((slot, interface))
  }

  private mutating func interfacePlace(
    _ node: JSONNode
  ) -> (subnet: Reference<Subnet>, vpc: Reference<VPC>)? {
    let vpc = vpc(of: node)
    guard let subnet = reader.requiredID("SubnetId", of: node) else { return nil }
    return (topology.subnets.mention(subnet), vpc)
  }

  private mutating func fill(_ interface: inout NetworkInterface, from node: JSONNode) {
    interface.name = reader.nameTag(of: node, in: "TagSet")
    interface.tags = reader.otherTags(of: node, in: "TagSet")
    interface.kind = reader.interfaceKind(of: node)
    if interface.kind != .ordinary || reader.flag("RequesterManaged", of: node) == true {
      interface.description = reader.text("Description", of: node)
    }
    interface.status =
      reader.choice("Status", of: node, ifUnknown: .unknown) {
        NetworkInterface.Status(rawValue: $0)
      } ?? .inUse
    interface.checksSourceAndDestination = reader.flag("SourceDestCheck", of: node) ?? true
    interface.deniesInternetGatewayTraffic = reader.flag("DenyAllIgwTraffic", of: node) ?? false
    for group in reader.objects("Groups", of: node) {
      guard let id = reader.requiredID("GroupId", of: group) else { continue }
      interface.groups.append(topology.securityGroups.mention(id))
    }
    if let attachment = reader.object("Attachment", of: node) {
      readAttachment(attachment, of: &interface)
    }
    interface.addresses = reader.ipv4Addresses(of: node) + reader.ipv6Addresses(of: node)
    interface.prefixes = reader.delegatedPrefixes(of: node)
    if let configuration = reader.object("ConnectionTrackingConfiguration", of: node) {
      interface.idleTimeouts = reader.idleTimeouts(of: configuration)
    }
    interface.location = reader.location(of: node)
  }

  private mutating func readAttachment(_ node: JSONNode, of interface: inout NetworkInterface) {
    interface.instance = reader.id("InstanceId", of: node).map { topology.instances.mention($0) }
    interface.deviceIndex = reader.integer("DeviceIndex", of: node, in: 0...65_535) ?? 0
    switch reader.text("Status", of: node) {
    case "attaching": interface.status = .attaching
    case "detaching": interface.status = .detaching
    case "detached": interface.status = .available
    default: break
    }
  }
}

extension AnswerReader {
  /// `InterfaceType`, and the description where a service's interface hides in it.
  fileprivate mutating func interfaceKind(of node: JSONNode) -> NetworkInterface.Kind {
    let kind: NetworkInterface.Kind =
      switch text("InterfaceType", of: node) {
      case nil, "interface", "efa", "efa-only", "trunk", "branch", "evs": .ordinary
      case "nat_gateway", "natGateway": .natGateway
      case "vpc_endpoint": .vpcEndpoint
      case "gateway_load_balancer_endpoint": .gatewayLoadBalancerEndpoint
      case "load_balancer", "network_load_balancer": .loadBalancer
      case "transit_gateway": .transitGateway
      case "lambda": .lambda
      case "global_accelerator_managed": .globalAccelerator
      default: .otherManaged
      }
    guard kind == .ordinary, flag("RequesterManaged", of: node) == true,
      let description = text("Description", of: node)
    else { return kind }
    if description.hasPrefix("ELB ") { return .loadBalancer }
    return description.hasPrefix("ClientVPN ") ? .clientVPN : kind
  }

  /// Private addresses with their public ones, the primary first; the interface's own association
  /// is that of its primary address.
  fileprivate mutating func ipv4Addresses(of node: JSONNode) -> [NetworkInterface.Address] {
    var addresses: [NetworkInterface.Address] = []
    for element in objects("PrivateIpAddresses", of: node) {
      guard let address = address("PrivateIpAddress", of: element) else { continue }
      let publicAddress = publicAddress(of: element)
      addresses.append(NetworkInterface.Address(address, publicAddress: publicAddress))
      if flag("Primary", of: element) == true { addresses.swapAt(0, addresses.count - 1) }
    }
    let primaryAddress = publicAddress(of: node)
    guard addresses.isEmpty else {
      addresses[0].publicAddress = addresses[0].publicAddress ?? primaryAddress
      return addresses
    }
    return address("PrivateIpAddress", of: node)
      .map { [NetworkInterface.Address($0, publicAddress: primaryAddress)] } ?? []
  }

  private mutating func publicAddress(of node: JSONNode) -> IPAddress? {
    guard let association = object("Association", of: node) else { return nil }
    return address("PublicIp", of: association)
  }

  fileprivate mutating func ipv6Addresses(of node: JSONNode) -> [NetworkInterface.Address] {
    var addresses: [NetworkInterface.Address] = []
    for element in objects("Ipv6Addresses", of: node) {
      guard let address = address("Ipv6Address", of: element) else { continue }
      addresses.append(NetworkInterface.Address(address))
      if flag("IsPrimaryIpv6", of: element) == true { addresses.swapAt(0, addresses.count - 1) }
    }
    return addresses
  }

  fileprivate mutating func idleTimeouts(of node: JSONNode) -> IdleTimeouts {
    IdleTimeouts { integer($0.awsName, of: node, in: $0.range) }
  }

  fileprivate mutating func delegatedPrefixes(of node: JSONNode) -> [CIDRBlock] {
    var prefixes: [CIDRBlock] = []
    for element in objects("Ipv4Prefixes", of: node) {
      if let block = requiredBlock("Ipv4Prefix", of: element) { prefixes.append(block) }
    }
    for element in objects("Ipv6Prefixes", of: node) {
      if let block = requiredBlock("Ipv6Prefix", of: element) { prefixes.append(block) }
    }
    return prefixes
  }
}
