import Foundation
import Testing
import VPCTraceKit

/// A design of the fixtures: one source, and what several programs say of it.
struct Design {
  let name: String

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/terraform")

  /// The AWS CLI's answers: in a folder, or merged in one file.
  var described: String {
    FileManager.default.fileExists(atPath: path("describe")) ? "describe" : "described.json"
  }

  func path(_ part: String) -> String {
    Design.folder.appendingPathComponent("\(name)/\(part)").path
  }

  func loaded(_ part: String) throws -> LoadedTopology { try Topology.load(path: path(part)) }

  func grid(_ part: String) throws -> [String: String] {
    DesignGrid(try loaded(part).topology).outcomes
  }
}

/// The verdict and what decides it for every pair of ends and a grid of traffic, in names that every
/// format of a design agrees on.
struct DesignGrid {
  private(set) var outcomes: [String: String] = [:]

  static let traffic: [(name: String, traffic: Traffic)] =
    [22, 53, 80, 443, 3306, 5432, 8000, 8080, 40000].map { ("tcp \($0)", .tcp(port: $0)) } + [
      ("udp 53", .udp(port: 53)), ("icmp", .icmp()),
    ]

  init(_ topology: Topology) {
    let network = Network(topology)
    let resolver = EndpointResolver(network)
    var ends: [(name: String, endpoint: Endpoint)] = topology.networkInterfaces.resources
      .filter { DesignGrid.isAlive($0.resource.instance, topology) }.map { reference, interface in
        let instance = interface.instance.flatMap { topology.instances[$0]?.name } ?? "?"
        return (interface.name ?? instance, .networkInterface(reference))
      }
    ends.append(("internet", .internet(nil)))
    for connection in topology.vpnConnections.resources {
      ends.append((connection.resource.name ?? "?", .onPremises(connection.reference)))
    }
    for source in ends {
      for destination in ends where source.name != destination.name {
        for (name, traffic) in DesignGrid.traffic {
          let key = "\(source.name) > \(destination.name) \(name)"
          do {
            let flow = try resolver.flow(
              from: source.endpoint, to: destination.endpoint, FlowRequest.Options(traffic))
            outcomes[key] = DesignGrid.outcome(network.trace(flow), in: network)
          } catch {
            outcomes[key] = "refused"
          }
        }
      }
    }
  }

  /// What is terminated is described for a while, and is in no state any more.
  private static func isAlive(_ instance: Reference<Instance>?, _ topology: Topology) -> Bool {
    instance.map { topology.instances[$0]?.state != .terminated } ?? false
  }

  /// The verdict, and the first decision that denies or can't be told, else the last one.
  private static func outcome(_ trace: Trace, in network: Network) -> String {
    let hops = trace.forward.hops + (trace.reply?.hops ?? [])
    let open = trace.verdict == .undetermined
    let deciding =
      hops.first { $0.decision.action == (open ? .undetermined : .deny) } ?? hops.last
    guard let decision = deciding?.decision else { return trace.verdict.rawValue }
    let component = ComponentDescription(decision.component, in: network)
    return "\(trace.verdict.rawValue) \(decision.code.rawValue) \(component.kind) "
      + name(component)
  }

  /// What AWS makes along with a VPC has no name there, and a name of its own in a design.
  private static func name(_ component: ComponentDescription) -> String {
    guard let name = component.name, name != "main" else { return "default" }
    return name.split(separator: ", ").sorted().joined(separator: ", ")
  }

  /// What two grids disagree on, in order.
  static func differences(_ one: [String: String], _ other: [String: String]) -> [String] {
    Set(one.keys).union(other.keys).sorted().compactMap { key in
      one[key] == other[key] ? nil : "\(key): \(one[key] ?? "-") | \(other[key] ?? "-")"
    }
  }
}
