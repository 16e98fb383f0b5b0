import Addressing
import Dataplane
import TopologyModel

/// The two ends of a trace in words.
struct FlowWords {
  /// `tcp 5432`.
  let traffic: String
  /// `web-1 (10.0.1.10)`.
  let source: String
  let destination: String

  init(_ flow: Flow, in network: Network) {
    traffic = flow.header.trafficWords
    source = FlowWords.sender(flow, in: network)
    destination = FlowWords.receiver(flow, in: network)
  }

  private static func sender(_ flow: Flow, in network: Network) -> String {
    let address = flow.header.source.description
    return switch flow.sender {
    case .networkInterface(let interface): "\(name(of: interface, in: network)) (\(address))"
    case .internet: "the internet (\(address))"
    case .onPremises(let connection):
      "\(ComponentDescription(.onPremises(connection), in: network).label) (\(address))"
    }
  }

  private static func receiver(_ flow: Flow, in network: Network) -> String {
    let destination = flow.header.destination
    let address = destination.description
    let holders = network.interfaces(holding: destination)
    if let holder = network.interface(holdingPublic: destination)?.interface {
      return "\(name(of: holder, in: network)) (\(address))"
    }
    guard let holder = holders.first, holders.count == 1 else { return address }
    return "\(name(of: holder, in: network)) (\(address))"
  }

  private static func name(
    of interface: Reference<NetworkInterface>, in network: Network
  ) -> String {
    let description = ComponentDescription(interface, in: network)
    return description.name ?? description.id ?? ""
  }
}
