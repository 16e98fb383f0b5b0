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
    case .networkInterface(let interface):
      "\(name(of: .networkInterface(interface), in: network)) (\(address))"
    case .internet: "the internet (\(address))"
    case .onPremises(let connection):
      "\(ComponentDescription(.onPremises(connection), in: network).label) (\(address))"
    }
  }

  private static func receiver(_ flow: Flow, in network: Network) -> String {
    let destination = flow.header.destination
    let address = destination.description
    return network.holder(of: destination)
      .map { "\(name(of: $0, in: network)) (\(address))" } ?? address
  }

  private static func name(of component: Component, in network: Network) -> String {
    let description = ComponentDescription(component, in: network)
    return description.name ?? description.id ?? ""
  }
}
