import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Sets of packets, where what becomes of them can be written down.
@Suite struct `Sets of packets` {
  private func tcp(
    _ sketch: Sketch, from source: String, to destination: String,
    sourcePorts: PortRange = .all, ports: PortRange = .all
  ) -> HeaderSpace {
    HeaderSpace(
      HeaderBox(
        source: AddressRange(sketch.block(source)),
        destination: AddressRange(sketch.block(destination)), protocols: ProtocolRange(.tcp),
        sourcePorts: sourcePorts, destinationPorts: ports))
  }

  @Test func `R-NACL-18: a NAT gateway keeps ports of its range and gives others its first`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let (open, hidden) = (
      sketch.subnet("open", "10.0.1.0/24", in: vpc), sketch.subnet("hidden", "10.0.2.0/24", in: vpc)
    )
    let internet = sketch.internetGateway("igw", in: vpc)
    let nat = sketch.natGateway("nat", "10.0.1.5", public: "203.0.113.5", in: open)
    sketch.routeTable("open", in: vpc, [open], ("0.0.0.0/0", internet))
    sketch.routeTable("hidden", in: vpc, [hidden], ("0.0.0.0/0", nat))
    let app = sketch.interface("app", "10.0.2.10", in: hidden)
    let pieces = sketch.network.walkSet(
      from: .networkInterface(app),
      tcp(
        sketch, from: "10.0.2.10/32", to: "198.51.100.0/24", sourcePorts: PortRange(80, 2000),
        ports: PortRange(443)))
    #expect(pieces.map { $0.verdict } == [.delivered])
    #expect(
      pieces.first?.arrived
        == tcp(
          sketch, from: "203.0.113.5/32", to: "198.51.100.0/24",
          sourcePorts: PortRange(1024, 2000), ports: PortRange(443)))
  }

  @Test func `R-NACL-18: replies that the ACL of a NAT gateway lets in by halves are ambiguous`() {
    var host = NATSubnets()
    host.sketch.acl(
      "edge", in: host.vpc, [host.edge],
      inbound: [
        "100 allow tcp 443 from 10.0.0.0/16", "110 allow tcp 32768-65535 from 0.0.0.0/0",
      ], outbound: ["100 allow all to 0.0.0.0/0"])
    let sender = Flow.Sender.networkInterface(host.a)
    let (walk, space) = (
      SetWalk(host.sketch.network),
      tcp(host.sketch, from: "10.0.2.10/32", to: "198.51.100.0/24", ports: PortRange(443))
    )
    let linux = ClientPorts(.linux)
    let pieces = walk.pieces(from: sender, of: space, fromAnyOf: linux)
    #expect(pieces.map { $0.verdict } == [.ambiguous])
    #expect(pieces.first?.blocker?.code == .aclDefaultDeny)
    #expect(
      pieces.first?.sent
        == tcp(
          host.sketch, from: "10.0.2.10/32", to: "198.51.100.0/24", sourcePorts: linux.range,
          ports: PortRange(443)))
    #expect(
      pieces.first?.arrived
        == tcp(
          host.sketch, from: "203.0.113.20/32", to: "198.51.100.0/24",
          sourcePorts: PortRange(1024, .max), ports: PortRange(443)))
    // Each packet's own port is kept by the gateway, and so each has a verdict of its own.
    let own = walk.pieces(from: sender, of: space)
    #expect(Set(own.map { $0.verdict }) == [.delivered, .replyDropped])
  }

  @Test func `R-ROUTE-7: where routes of a tie disagree, the packets of both are ambiguous`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("subnet", "10.0.1.0/24", in: vpc)
    let internet = sketch.internetGateway("igw", in: vpc)
    sketch.prefixList("pl-a", ["198.51.100.0/24", "192.0.2.0/24"])
    sketch.prefixList("pl-b", ["198.51.100.0/24"])
    sketch.routeTable("table", in: vpc, [subnet], ("pl:pl-a", internet), ("pl:pl-b", .missing))
    let web = sketch.interface("web", "10.0.1.10=203.0.113.10", in: subnet)
    let pieces = sketch.network.walkSet(
      from: .networkInterface(web), tcp(sketch, from: "10.0.1.10/32", to: "0.0.0.0/0"))
    func packets(_ verdict: Verdict) -> HeaderSpace {
      HeaderSpace(union: pieces.filter { $0.verdict == verdict }.flatMap { $0.sent.boxes })
    }
    #expect(packets(.ambiguous) == tcp(sketch, from: "10.0.1.10/32", to: "198.51.100.0/24"))
    #expect(
      tcp(sketch, from: "10.0.1.10/32", to: "192.0.2.0/24").isSubset(of: packets(.delivered)))
  }

  @Test func `R-PIPE-10: packets that go round in a loop are dropped as one piece`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnets = (1...2).map { sketch.subnet("subnet\($0)", "10.0.\($0).0/24", in: vpc) }
    let boxes = (1...2).map { number in
      sketch.interface("box\(number)", "10.0.\(number).9", in: subnets[number - 1]) {
        $0.checksSourceAndDestination = false
      }
    }
    for number in 0...1 {
      sketch.routeTable(
        "table\(number)", in: vpc, [subnets[number]],
        ("198.51.100.0/24", .networkInterface(boxes[1 - number])))
    }
    let pieces = sketch.network.walkSet(
      from: .networkInterface(boxes[0]),
      tcp(sketch, from: "10.0.1.9/32", to: "198.51.100.0/24"))
    #expect(pieces.map { $0.blocker?.code } == [.routingLoop])
  }
}
