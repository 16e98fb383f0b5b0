import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// A small topology, and flows to send through it both ways.
struct Scenario: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let topology: Topology
  /// Each with a source port of its own, by which ``PacketExchange`` knows it again.
  let flows: [Flow]

  init(_ testDescription: String, _ sketch: Sketch, _ flows: [Flow]) {
    self.testDescription = testDescription
    topology = sketch.topology
    self.flows = flows.enumerated().map { number, flow in
      var numbered = flow
      numbered.header.sourcePort = PacketExchange.firstPort + UInt16(number)
      return numbered
    }
  }

  static var all: [Scenario] {
    [
      sameSubnet, acrossSubnets, groups, routes, natGateway, internetGateway, peering,
    ] + (1...5).map { random(seed: $0) }
  }
}

extension Scenario {
  private static var sameSubnet: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("subnet", "10.0.1.0/24", in: vpc)
    sketch.acl("closed", in: vpc, [subnet], inbound: [], outbound: [])
    let shut = sketch.group("shut", in: vpc)
    let one = sketch.interface("one", "10.0.1.10", in: subnet)
    let other = sketch.interface("other", "10.0.1.20", in: subnet)
    sketch.interface("shut", "10.0.1.30", in: subnet, groups: [shut])
    return Scenario(
      "R-NACL-7: within a subnet no ACL is asked", sketch,
      [
        sketch.flow(from: one, to: "10.0.1.20", .tcp(443)),
        sketch.flow(from: other, to: "10.0.1.10", .udp(53)),
        sketch.flow(from: one, to: "10.0.1.20", .ping),
        sketch.flow(from: one, to: "10.0.1.30", .tcp(443)),
        sketch.flow(from: one, to: "10.0.1.40", .tcp(443)),
      ])
  }

  private static var acrossSubnets: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let front = sketch.subnet("front", "10.0.1.0/24", in: vpc)
    let back = sketch.subnet("back", "10.0.2.0/24", in: vpc)
    sketch.acl(
      "back", in: vpc, [back],
      inbound: [
        "90 deny tcp 8080-8090 from 10.0.1.0/25", "100 allow tcp 8000-9000 from 10.0.1.0/24",
        "110 deny udp from 10.0.1.0/24", "120 allow udp 53 from 10.0.1.0/24",
        "130 allow udp 514 from 10.0.0.0/8", "140 allow icmp from 10.0.1.0/24",
        "150 allow tcp 22 from 10.0.1.200/32",
      ],
      outbound: [
        "100 allow tcp 32768-61000 to 10.0.1.128/25", "110 allow icmp 0 to 10.0.1.0/25",
        "120 allow tcp 32768-61000 to 10.0.1.10/32", "130 allow udp 514 to 10.0.1.0/24",
      ])
    let low = sketch.interface("low", "10.0.1.10", in: front)
    let high = sketch.interface("high", "10.0.1.200", in: front)
    let server = sketch.interface("server", "10.0.2.10", in: back)
    let traffic: [Traffic] = [
      .tcp(8000), .tcp(8080), .tcp(8090), .tcp(8091), .tcp(9000), .tcp(9001), .tcp(22), .udp(53),
      .udp(514), .ping,
    ]
    let requests = [low, high].flatMap { client in
      traffic.map { sketch.flow(from: client, to: "10.0.2.10", $0) }
    }
    return Scenario(
      "R-NACL-2, R-NACL-6: the first match decides, for replies as well", sketch,
      requests + [
        sketch.flow(from: server, to: "10.0.1.10", .udp(514)),
        sketch.flow(from: server, to: "10.0.1.10", .ping),
      ])
  }

  private static var groups: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let front = sketch.subnet("front", "10.0.1.0/24", in: vpc)
    let back = sketch.subnet("back", "10.0.2.0/24", in: vpc)
    let web = sketch.group("web", in: vpc, inbound: ["icmp 8 from 10.0.0.0/16"])
    let data = sketch.group(
      "data", in: vpc, inbound: ["tcp 5432 from sg:web", "udp 0-1023 from 10.0.1.20/32"],
      outbound: [])
    let more = sketch.group("more", in: vpc, inbound: ["tcp 22 from 10.0.1.0/24"], outbound: [])
    let narrow = sketch.group("narrow", in: vpc, outbound: ["tcp 5432 to sg:data"])
    let member = sketch.interface("member", "10.0.1.10", in: front, groups: [web])
    let stranger = sketch.interface("stranger", "10.0.1.20", in: front)
    let strict = sketch.interface("strict", "10.0.1.30", in: front, groups: [narrow, web])
    let only = sketch.interface("only", "10.0.1.40", in: front, groups: [narrow])
    let server = sketch.interface("server", "10.0.2.10", in: back, groups: [data, more])
    let requests = [member, stranger, strict, only].flatMap { client in
      [Traffic.tcp(5432), .tcp(22), .tcp(443), .udp(514), .ping].map {
        sketch.flow(from: client, to: "10.0.2.10", $0)
      }
    }
    return Scenario(
      "R-SG-1, R-SG-5, R-TRK-1: groups are a union, name members, and know replies", sketch,
      requests + [
        sketch.flow(from: server, to: "10.0.1.10", .ping),
        sketch.flow(from: stranger, to: "10.0.1.10", .ping),
      ])
  }

  private static var routes: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16", "10.1.0.0/16")
    let client = sketch.subnet("client", "10.0.1.0/24", in: vpc)
    let middle = sketch.subnet("middle", "10.0.2.0/24", in: vpc)
    let inspected = sketch.subnet("inspected", "10.0.3.0/24", in: vpc)
    let refused = sketch.subnet("refused", "10.0.4.0/24", in: vpc)
    let plain = sketch.subnet("plain", "10.1.1.0/24", in: vpc)
    let appliance = sketch.interface("appliance", "10.0.2.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let checking = sketch.interface("checking", "10.0.2.20", in: middle)
    let gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable(
      "client", in: vpc, [client], ("0.0.0.0/0", gateway),
      ("198.51.100.20/32", .networkInterface(checking)),
      ("10.0.3.0/24", .networkInterface(appliance)), ("10.0.4.0/24", .networkInterface(checking)))
    sketch.routeTable(
      "inspected", in: vpc, [inspected], ("10.0.1.0/24", .networkInterface(appliance)))
    sketch.routeTable("plain", in: vpc, [plain], ("198.51.100.0/24", gateway)) {
      $0.routes[0].isBlackhole = true
    }
    let sender = sketch.interface("sender", "10.0.1.10=203.0.113.10", in: client)
    sketch.interface("behind", "10.0.3.10", in: inspected)
    sketch.interface("refused", "10.0.4.10", in: refused)
    let other = sketch.interface("other", "10.1.1.10=203.0.113.11", in: plain)
    let destinations = [
      "10.0.2.10", "10.0.3.10", "10.0.4.10", "10.1.1.10", "198.51.100.10", "198.51.100.20",
      "10.0.9.9",
    ]
    let requests = destinations.flatMap { destination in
      [Traffic.tcp(443), .ping].map { sketch.flow(from: sender, to: destination, $0) }
    }
    return Scenario(
      "R-ROUTE-4, R-ROUTE-9, R-ENI-1: the longest prefix leads, be it to nowhere", sketch,
      requests + [
        sketch.flow(from: other, to: "198.51.100.10", .tcp(443)),
        sketch.flow(from: other, to: "10.0.1.10", .udp(53)),
        sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.11", .tcp(443)),
      ])
  }
}
