import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Client ports are sets (R-NACL-18).
@Suite("Client ports")
struct ClientPortTests {
  /// A flow to a host whose subnet lets replies out to these ports.
  private func trace(_ ports: String, sourcePort: UInt16?) -> Trace {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: ["100 allow tcp \(ports) to 0.0.0.0/0"])
    var flow = pair.sketch.flow(
      from: pair.a, to: "10.0.2.10", .tcp(443), sourcePort: sourcePort ?? 32768)
    if sourcePort == nil { flow.defaultedSourcePorts = ClientPorts(.linux) }
    let trace = pair.sketch.network.trace(flow)
    #expect(pair.sketch.network.verdict(of: flow) == trace.verdict)
    return trace
  }

  private func failing(_ trace: Trace) -> [[PortRange]] {
    trace.notes.compactMap { note in
      if case .failingPorts(let ports, _, _) = note { ports } else { nil }
    }
  }

  @Test func `R-NACL-18: a range that passes whole is delivered without a word`() {
    let trace = trace("32768-61000", sourcePort: nil)
    #expect(trace.verdict == .delivered)
    #expect(failing(trace).isEmpty)
    #expect(trace.notes.contains(.clientPorts(ClientPorts(.linux))))
  }

  @Test func `R-NACL-18: a default port of a range that fails in part is ambiguous`() {
    let trace = trace("32768-60000", sourcePort: nil)
    #expect(trace.verdict == .ambiguous)
    #expect(failing(trace) == [[PortRange(60001, 61000)]])
    #expect(
      trace.alternatives.map { $0.cause } == [
        .clientPorts([PortRange(32768, 60000)]), .clientPorts([PortRange(60001, 61000)]),
      ])
    #expect(trace.alternatives.map { $0.verdict } == [.delivered, .replyDropped])
    #expect(trace.alternatives[1].decision?.code == .aclDefaultDeny)
  }

  @Test func `R-NACL-18: a default port that fails among ports that pass is ambiguous too`() {
    let trace = trace("40000-61000", sourcePort: nil)
    #expect(trace.verdict == .ambiguous)
    #expect(trace.alternatives.map { $0.verdict } == [.delivered, .replyDropped])
  }

  @Test func `R-NACL-18: a range that fails whole is reply-dropped`() {
    let trace = trace("1024-2048", sourcePort: nil)
    #expect(trace.verdict == .replyDropped)
    #expect(trace.alternatives.isEmpty)
    #expect(failing(trace).isEmpty)
  }

  @Test(arguments: [(40000 as UInt16, Verdict.delivered), (61000, .replyDropped)])
  func `R-NACL-18: a port that the user named decides`(port: UInt16, expected: Verdict) {
    let trace = trace("32768-60000", sourcePort: port)
    #expect(trace.verdict == expected)
    #expect(failing(trace).isEmpty)
  }

  @Test func `R-NACL-18: a NAT keeps a port of its range, and its range is judged in a note`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let edge = sketch.subnet("edge", "10.0.1.0/24", in: vpc)
    let inner = sketch.subnet("inner", "10.0.2.0/24", in: vpc)
    let internet = sketch.internetGateway("igw", in: vpc)
    let nat = sketch.natGateway("nat", "10.0.1.20", public: "203.0.113.20", in: edge)
    sketch.routeTable("edge", in: vpc, [edge], ("0.0.0.0/0", internet))
    sketch.routeTable("inner", in: vpc, [inner], ("0.0.0.0/0", nat))
    sketch.acl(
      "edge", in: vpc, [edge],
      inbound: [
        "100 allow tcp 443 from 10.0.0.0/16", "110 allow tcp 32768-65535 from 0.0.0.0/0",
      ], outbound: ["100 allow all to 0.0.0.0/0"])
    let a = sketch.interface("a", "10.0.2.10", in: inner)
    let trace = sketch.trace(from: a, to: "198.51.100.1", .tcp(443), sourcePort: 40000)
    #expect(trace.verdict == .delivered)
    #expect(
      trace.notes.contains { note in
        if case .failingPorts([PortRange(1024, 32767)], ClientPorts(.natGateway), _) = note {
          true
        } else {
          false
        }
      })
    #expect(
      trace.forward.hops.last?.packet.sourcePort == 40000)
    let low = sketch.trace(from: a, to: "198.51.100.1", .tcp(443), sourcePort: 500)
    #expect(low.forward.hops.last?.packet.sourcePort == 1024)
    #expect(low.verdict == .replyDropped)
  }
}
