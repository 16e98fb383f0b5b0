import Addressing
import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@Suite struct `Reachability of sets` {
  /// A client and a server in two subnets; the server's group admits the client's group on one port.
  private func twoSubnets() -> (Sketch, Reference<NetworkInterface>) {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnets = ["10.0.1.0/24", "10.0.2.0/24"].map { sketch.subnet($0, $0, in: vpc) }
    let clients = sketch.group("clients", in: vpc)
    let servers = sketch.group(
      "servers", in: vpc, inbound: ["tcp 5432 from sg:clients"], outbound: [])
    sketch.acl(
      "edge", in: vpc, [subnets[0]], inbound: ["100 allow tcp 1024-65535 from 10.0.2.0/24"],
      outbound: ["100 allow all to 0.0.0.0/0"])
    let client = sketch.interface("client", "10.0.1.10", in: subnets[0], groups: [clients])
    sketch.interface("server", "10.0.2.10", in: subnets[1], groups: [servers])
    return (sketch, client)
  }

  private func box(_ sketch: Sketch, sourcePorts: PortRange) -> HeaderSpace {
    HeaderSpace(
      HeaderBox(
        source: AddressRange(sketch.address("10.0.1.10")),
        destination: AddressRange(sketch.address("10.0.2.10")),
        protocols: ProtocolRange(.tcp), sourcePorts: sourcePorts,
        destinationPorts: PortRange(5432)))
  }

  @Test func `R-NACL-6: the client's port decides whether its reply passes the ACL`() {
    let (sketch, client) = twoSubnets()
    let reachability = sketch.network.reachability(
      from: .networkInterface(client), to: sketch.block("10.0.2.0/24"))
    #expect(reachability.delivered == box(sketch, sourcePorts: PortRange(1024, .max)))
    #expect(reachability.replyDropped == box(sketch, sourcePorts: PortRange(0, 1023)))
    #expect(reachability.undetermined.isEmpty)
    #expect(reachability.ambiguous.isEmpty)
  }

  @Test func `the sets share no packet and hold all that were asked about`() {
    let (sketch, client) = twoSubnets()
    let space = box(sketch, sourcePorts: .all)
    let reachability = sketch.network.reachability(
      from: .networkInterface(client), to: sketch.block("10.0.0.0/16"), within: space)
    #expect(reachability.dropped.isEmpty)
    #expect(reachability.delivered.intersection(reachability.replyDropped).isEmpty)
    #expect(reachability.delivered.union(reachability.replyDropped) == space)
  }
}
