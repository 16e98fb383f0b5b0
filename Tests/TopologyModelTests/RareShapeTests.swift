import TestSupport
import Testing
import TopologyModel

/// Shapes that AWS has and that hardly anybody draws: they survive being written and read.
@Suite("Writing rare shapes")
struct RareShapeTests {
  struct Shape: CustomTestStringConvertible {
    let testDescription: String
    let draw: @Sendable (inout Sketch) -> Void

    init(_ description: String, draw: @escaping @Sendable (inout Sketch) -> Void) {
      testDescription = description
      self.draw = draw
    }
  }

  @Test(arguments: [
    Shape("an instance with interfaces in two VPCs") { sketch in
      let instance = sketch.instance("i")
      for (index, network) in ["10.0", "10.1"].enumerated() {
        let vpc = sketch.vpc("v\(index)", "\(network).0.0/16")
        let subnet = sketch.subnet("s\(index)", "\(network).1.0/24", in: vpc)
        sketch.interface("eni\(index)", "\(network).1.10", in: subnet) {
          $0.instance = instance
          $0.deviceIndex = index
        }
      }
    },
    Shape("an interface and NAT gateways that lack addresses") { sketch in
      let subnet = sketch.subnet("s", "10.0.1.0/24", in: sketch.vpc("v", "10.0.0.0/16"))
      sketch.interface("eni", in: subnet)
      _ = sketch.natGateway("none", "10.0.1.5", in: subnet) { $0.addresses = [] }
      _ = sketch.natGateway("half", "10.0.1.6", in: subnet) {
        $0.connectivity = .public
        $0.addresses[0].isPrimary = true
      }
    },
    Shape("a customer gateway without a connection") { sketch in
      let slot = sketch.topology.customerGateways.mention("cgw")
      sketch.topology.customerGateways.define(CustomerGateway(id: "cgw"), at: slot)
      _ = sketch.vpc("v", "10.0.0.0/16")
    },
    Shape("propagation of routes that are not there") { sketch in
      let vpc = sketch.vpc("v", "10.0.0.0/16")
      let gateway = sketch.vpnGateway(
        "vgw", in: vpc, prefixes: ["192.168.0.0/16", "172.16.0.0/12"])
      guard case .vpnGateway(let slot) = gateway else { return }
      sketch.routeTable("rt", in: vpc, []) { $0.propagatingGateways = [slot] }
    },
    Shape("a gateway that is attached to nothing, and one that is being detached") { sketch in
      let vpc = sketch.vpc("v", "10.0.0.0/16")
      _ = sketch.internetGateway("leaving", in: vpc, isAttached: false)
      let slot = sketch.topology.internetGateways.mention("loose")
      sketch.topology.internetGateways.define(InternetGateway(id: "loose"), at: slot)
    },
  ])
  func `survive`(shape: Shape) throws {
    var sketch = Sketch()
    shape.draw(&sketch)
    let text = NativeWriter.text(of: sketch.topology)
    let copy = try native(text)
    #expect(listing(copy) == listing(sketch.topology), "\(text)")
    #expect(NativeWriter.text(of: copy) == text)
  }

  /// What the shapes are about; the reader adds what AWS does, and connections get customer gateways.
  private func listing(_ topology: Topology) -> [Substring] {
    let kinds = [
      "network-interface", "nat-gateway", "route-table {id: rt", "instance", "internet-",
    ]
    let gateways = topology.vpnConnections.count == 0 ? ["customer-gateway"] : []
    return TopologyListing(topology, showsPlaces: false).text.split(separator: "\n")
      .filter { line in (kinds + gateways).contains { line.hasPrefix($0) } }
  }
}
