import Addressing
import Dataplane
import TopologyModel

extension EndpointResolver {
  /// The family that was asked for, else that of an address given, else IPv4 if both ends have it,
  /// else IPv6.
  ///
  /// - Throws: ``EndpointError`` where two of these contradict each other.
  func family(
    from source: Endpoint, _ origin: Origin, to destination: Endpoint,
    _ options: FlowRequest.Options
  ) throws(EndpointError) -> AddressFamily {
    var demanded = options.family
    func demand(_ family: AddressFamily?) throws(EndpointError) {
      guard let family else { return }
      guard demanded ?? family == family else {
        throw EndpointError("the source, the destination and the options mix IPv4 and IPv6")
      }
      demanded = family
    }
    try demand(options.traffic.family)
    try demand(origin.address?.family)
    try demand(destination.fixedFamily)
    if let demanded { return demanded }
    let isFromInternet = origin.sender == .internet
    let common = AddressFamily.allCases.first { family in
      offers(source, family, publicly: false)
        && offers(destination, family, publicly: isFromInternet)
    }
    return common ?? .ipv4
  }

  /// Whether an end has an address of the family, and one for the internet where that matters.
  func offers(_ endpoint: Endpoint, _ family: AddressFamily, publicly: Bool) -> Bool {
    guard case .networkInterface(let reference) = endpoint else { return true }
    let addresses = network.topology.networkInterfaces[reference]?.addresses ?? []
    return addresses.contains { address in
      address.address.family == family
        && (!publicly || family == .ipv6
          || network.publicAddress(of: address.address, on: reference) != nil)
    }
  }
}

extension Endpoint {
  /// The family of an address that the user gave.
  var fixedFamily: AddressFamily? {
    switch self {
    case .address(let address), .internet(.some(let address)): address.family
    case .internet(nil), .networkInterface, .onPremises: nil
    }
  }
}

extension AddressFamily {
  var words: String { self == .ipv4 ? "IPv4" : "IPv6" }
}

extension IPAddress {
  /// The host that stands for the whole internet: an address for documentation (RFC 5737, RFC 3849).
  static func anyInternetHost(_ family: AddressFamily) -> IPAddress {
    switch family {
    case .ipv4: IPAddress(198, 51, 100, 10)
    case .ipv6: IPAddress(high: 0x2001_0db8_ffff_0000, low: 0x10)
    }
  }
}
