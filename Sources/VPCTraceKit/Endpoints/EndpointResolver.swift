import Addressing
public import Dataplane
import TopologyModel

/// Turns what a user names into flows of a network.
public struct EndpointResolver: Sendable {
  public let network: Network
  let directory: EndpointDirectory
  let reserved: ReservedAddresses

  /// - Complexity: O(*n*) in the interfaces, instances and subnets.
  public init(_ network: Network) {
    self.network = network
    directory = EndpointDirectory(network.topology)
    reserved = ReservedAddresses(network.topology)
  }

  /// The flow that a request asks for.
  ///
  /// - Throws: ``EndpointError`` where a word is unknown or fits several things, the ends share no
  ///   family, the sender is nobody, or no packet can be meant for the destination.
  public func flow(_ request: FlowRequest) throws(EndpointError) -> Flow {
    let source = try endpoint(request.source)
    return try flow(from: source, to: try endpoint(request.destination), request.options)
  }

  /// The flow between two ends.
  public func flow(
    from source: Endpoint, to destination: Endpoint, _ options: FlowRequest.Options
  ) throws(EndpointError) -> Flow {
    let origin = try origin(source)
    let family = try family(from: source, origin, to: destination, options)
    let sourceAddress = try address(of: origin, family)
    let target = try target(destination, from: origin, family)
    try refuseMeaninglessDestination(target.address, from: origin)
    let ports = clientPorts(of: origin)
    let header = options.traffic.header(
      from: sourceAddress, to: target.address, clientPort: options.sourcePort ?? ports.range.first)
    var flow = Flow(origin.sender, header)
    flow.isOneWay = options.isOneWay
    flow.destinationLacksPublicAddress = target.lacksPublicAddress
    guard header.ipProtocol.hasPorts else { return flow }
    if options.sourcePort == nil {
      flow.defaultedSourcePorts = ports
    } else {
      flow.otherSourcePorts = ports
    }
    return flow
  }
}

// MARK: The sender

extension EndpointResolver {
  /// Who sends, and the address that the user fixed, if any.
  struct Origin {
    let sender: Flow.Sender
    let address: IPAddress?
  }

  func origin(_ endpoint: Endpoint) throws(EndpointError) -> Origin {
    switch endpoint {
    case .networkInterface(let interface):
      Origin(sender: .networkInterface(interface), address: nil)
    case .internet(let address): Origin(sender: .internet, address: address)
    case .onPremises(let connection): Origin(sender: .onPremises(connection), address: nil)
    case .address(let address): try origin(holding: address)
    }
  }

  /// A source address must belong to something in the model.
  private func origin(holding address: IPAddress) throws(EndpointError) -> Origin {
    let holders = network.interfaces(holding: address)
    guard holders.count < 2 else {
      let ids = holders.map { network.topology.networkInterfaces.id(of: $0) }
      throw EndpointError(
        "\(address.description) is held by \(holders.count) interfaces", candidates: ids,
        hint: "give the id of one of them")
    }
    if let holder = holders.first {
      return Origin(sender: .networkInterface(holder), address: address)
    }
    if let holder = network.interface(holdingPublic: address) {
      return Origin(sender: .networkInterface(holder.interface), address: holder.privateAddress)
    }
    if let connection = network.vpnConnections(behindWhich: address).first {
      return Origin(sender: .onPremises(connection), address: address)
    }
    throw EndpointError(
      "nothing in the input holds \(address.description), so nobody can send from it",
      hint: "for a host on the internet write internet:\(address.description)")
  }

  private func address(
    of origin: Origin, _ family: AddressFamily
  ) throws(EndpointError) -> IPAddress {
    if let address = origin.address { return address }
    switch origin.sender {
    case .networkInterface(let interface): return try privateAddress(of: interface, family)
    case .internet: return IPAddress.anyInternetHost(family)
    case .onPremises(let connection): return try host(behind: connection, family)
    }
  }

  /// The range from which the sender's system takes its ports (R-NACL-13).
  func clientPorts(of origin: Origin) -> ClientPorts {
    switch origin.sender {
    case .internet: return ClientPorts(.internet)
    case .onPremises: return ClientPorts(.onPremises)
    case .networkInterface(let reference):
      guard let interface = network.topology.networkInterfaces[reference] else {
        return ClientPorts(.linux)
      }
      switch interface.kind {
      case .lambda: return ClientPorts(.lambda)
      case .loadBalancer: return ClientPorts(.loadBalancer)
      case .natGateway: return ClientPorts(.natGateway)
      default:
        let instance = interface.instance.flatMap { network.topology.instances[$0] }
        return ClientPorts(instance?.isWindows == true ? .windows : .linux)
      }
    }
  }
}

// MARK: The receiver

extension EndpointResolver {
  /// Where a packet is sent to.
  struct Target {
    let address: IPAddress
    /// Named from the internet, and reachable by no address there.
    var lacksPublicAddress = false
  }

  private func target(
    _ endpoint: Endpoint, from origin: Origin, _ family: AddressFamily
  ) throws(EndpointError) -> Target {
    switch endpoint {
    case .address(let address): return Target(address: address)
    case .internet(let address): return Target(address: address ?? .anyInternetHost(family))
    case .onPremises(let connection): return Target(address: try host(behind: connection, family))
    case .networkInterface(let interface):
      let address = try privateAddress(of: interface, family)
      guard origin.sender == .internet, family == .ipv4 else { return Target(address: address) }
      return publicAddress(of: interface).map { Target(address: $0) }
        ?? Target(address: address, lacksPublicAddress: true)
    }
  }

  private func publicAddress(of reference: Reference<NetworkInterface>) -> IPAddress? {
    let addresses = network.topology.networkInterfaces[reference]?.addresses ?? []
    return addresses.lazy.compactMap {
      network.publicAddress(of: $0.address, on: reference)
    }.first
  }

  private func privateAddress(
    of reference: Reference<NetworkInterface>, _ family: AddressFamily
  ) throws(EndpointError) -> IPAddress {
    let interface = network.topology.networkInterfaces[reference]
    let address = interface?.addresses.first { $0.address.family == family }
    guard let address else {
      let id = network.topology.networkInterfaces.id(of: reference)
      throw EndpointError("interface \(id) has no \(family.words) address")
    }
    return address.address
  }

  /// The first host of the connection's first prefix.
  private func host(
    behind connection: Reference<VPNConnection>, _ family: AddressFamily
  ) throws(EndpointError) -> IPAddress {
    guard let block = prefixes(behind: connection).first(where: { $0.family == family }) else {
      let id = network.topology.vpnConnections.id(of: connection)
      throw EndpointError(
        "the input does not tell which \(family.words) addresses are behind \(id)",
        hint: "name an address behind it")
    }
    return block.base == block.last ? block.base : block.base.successor ?? block.base
  }

  /// Static routes, and routes that the connection's gateway propagates (R-ROUTE-12).
  func prefixes(behind connection: Reference<VPNConnection>) -> [CIDRBlock] {
    guard let resource = network.topology.vpnConnections[connection] else { return [] }
    let listed = resource.staticRoutes.map { $0.block }
    guard listed.isEmpty, let gateway = resource.vpnGateway else { return listed }
    return network.topology.routeTables.resources.flatMap { $0.resource.routes }.compactMap {
      route in
      guard route.target == .vpnGateway(gateway), route.origin == .propagated,
        case .block(let block) = route.destination
      else { return nil }
      return block
    }
  }
}
