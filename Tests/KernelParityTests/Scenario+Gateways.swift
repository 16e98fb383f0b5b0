import Addressing
import Dataplane
import TestSupport
import TopologyModel

extension Scenario {
  static var natGateway: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let edge = sketch.subnet("edge", "10.0.1.0/24", in: vpc)
    let inside = sketch.subnet("inside", "10.0.2.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    let nat = sketch.natGateway("nat", "10.0.1.5", public: "203.0.113.5", in: edge)
    sketch.routeTable("edge", in: vpc, [edge], ("0.0.0.0/0", gateway))
    sketch.routeTable("inside", in: vpc, [inside], ("0.0.0.0/0", nat))
    sketch.acl(
      "edge", in: vpc, [edge],
      inbound: [
        "90 deny tcp 9000 from 10.0.2.0/24", "95 deny udp 1024-65535 from 198.51.100.0/24",
        "100 allow all from 0.0.0.0/0",
      ],
      outbound: [
        "90 deny tcp 8443 to 198.51.100.0/24", "95 deny icmp 0 to 10.0.2.0/24",
        "100 allow all to 0.0.0.0/0",
      ])
    let client = sketch.interface("client", "10.0.2.10", in: inside)
    sketch.interface("public", "10.0.2.20=203.0.113.20", in: inside)
    let requests = [Traffic.tcp(443), .tcp(9000), .tcp(8443), .udp(53), .ping].flatMap { traffic in
      ["198.51.100.10", "198.51.100.20"].map { sketch.flow(from: client, to: $0, traffic) }
    }
    let unsolicited = [Traffic.tcp(443), .udp(53), .ping].flatMap { traffic in
      ["203.0.113.5", "203.0.113.20"].map {
        sketch.flow(fromInternet: "198.51.100.10", to: $0, traffic)
      }
    }
    return Scenario(
      "R-NAT-4, R-NAT-7, R-IGW-12: four legs by the ACL, and nothing unsolicited", sketch,
      requests + unsolicited + [sketch.flow(from: client, to: "10.0.1.5", .ping)])
  }

  static var internetGateway: Scenario {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let open = sketch.subnet("open", "10.0.1.0/24", in: vpc)
    let closed = sketch.subnet("closed", "10.0.2.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable("open", in: vpc, [open], ("0.0.0.0/0", gateway))
    let web = sketch.group("web", in: vpc, inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [])
    let own = sketch.group(
      "own", in: vpc, inbound: ["tcp 80 from 203.0.113.20/32", "tcp 81 from sg:own"])
    sketch.interface("web", "10.0.1.10=203.0.113.10", in: open, groups: [web])
    let twin = sketch.interface("twin", "10.0.1.20=203.0.113.20", in: open, groups: [own])
    let plain = sketch.interface("plain", "10.0.1.30", in: open)
    sketch.interface("deaf", "10.0.2.10=203.0.113.30", in: closed)
    sketch.interface("peer", "10.0.1.40=203.0.113.40", in: open, groups: [own])
    let cut = sketch.vpc("cut", "10.9.0.0/16")
    let cutSubnet = sketch.subnet("cut", "10.9.1.0/24", in: cut)
    let detached = sketch.internetGateway("detached", in: cut, isAttached: false)
    sketch.routeTable("cut", in: cut, [cutSubnet], ("0.0.0.0/0", detached))
    let stranded = sketch.interface("stranded", "10.9.1.10=203.0.113.90", in: cutSubnet)
    let arriving = ["203.0.113.10", "203.0.113.30", "203.0.113.90"].flatMap { destination in
      [Traffic.tcp(443), .udp(443)].map {
        sketch.flow(fromInternet: "198.51.100.10", to: destination, $0)
      }
    }
    let leaving = [twin, plain, stranded].flatMap { sender in
      [Traffic.tcp(443), .ping].map { sketch.flow(from: sender, to: "198.51.100.20", $0) }
    }
    let turning = [Traffic.tcp(80), .tcp(81)].flatMap { traffic in
      ["203.0.113.40", "10.0.1.40"].map { sketch.flow(from: twin, to: $0, traffic) }
    }
    return Scenario(
      "R-IGW-2, R-IGW-7, R-IGW-11: one address for another, without memory", sketch,
      arriving + leaving + turning)
  }

  static var peering: Scenario {
    var sketch = Sketch()
    let blocks = ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"]
    let vpcs = blocks.enumerated().map { sketch.vpc("vpc\($0)", $1) }
    let subnets = vpcs.enumerated().map { sketch.subnet("s\($0)", "10.\($0 + 1).1.0/24", in: $1) }
    let first = sketch.peering("first", vpcs[0], vpcs[1])
    let second = sketch.peering("second", vpcs[1], vpcs[2])
    let pending = sketch.peering("pending", vpcs[0], vpcs[3], status: .pendingAcceptance)
    sketch.routeTable(
      "t0", in: vpcs[0], [subnets[0]], ("10.2.0.0/16", first), ("10.3.0.0/16", first),
      ("10.4.0.0/16", pending))
    sketch.routeTable(
      "t1", in: vpcs[1], [subnets[1]], ("10.1.0.0/16", first), ("10.3.0.0/16", second))
    let member = sketch.group("member", in: vpcs[0], inbound: ["all from 0.0.0.0/0"])
    let referring = sketch.group("referring", in: vpcs[1], inbound: ["tcp 443 from sg:member"])
    let one = sketch.interface("one", "10.1.1.10", in: subnets[0], groups: [member])
    let stranger = sketch.interface("stranger", "10.1.1.20", in: subnets[0])
    let two = sketch.interface("two", "10.2.1.10", in: subnets[1])
    sketch.interface("guarded", "10.2.1.20", in: subnets[1], groups: [referring])
    sketch.interface("three", "10.3.1.10", in: subnets[2])
    sketch.interface("four", "10.4.1.10", in: subnets[3])
    let destinations = ["10.2.1.10", "10.2.1.20", "10.3.1.10", "10.4.1.10", "10.2.9.9"]
    let requests = [one, stranger].flatMap { sender in
      destinations.map { sketch.flow(from: sender, to: $0, .tcp(443)) }
    }
    return Scenario(
      "R-PCX-1, R-PCX-2, R-SG-6: two VPCs, routes on both sides, and no third", sketch,
      requests + [
        sketch.flow(from: two, to: "10.1.1.10", .ping),
        sketch.flow(from: two, to: "10.3.1.10", .udp(53)),
      ])
  }
}
