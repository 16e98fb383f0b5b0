import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// A small network and a flow through it, whose printed trace is kept as a file.
struct Scenario: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () -> (Network, Flow)

  var testDescription: String { name }

  init(_ name: String, _ make: @escaping @Sendable () -> (Network, Flow)) {
    self.name = name
    self.make = make
  }

  static let all = [
    Scenario("delivered") {
      let pair = TwoSubnets()
      return pair.flow(.tcp(5432))
    },
    Scenario("dropped-by-acl-and-group") {
      var pair = TwoSubnets(inbound: ["tcp 22 from 10.0.0.0/8", "tcp 5432 from sg:other"])
      pair.sketch.group("other", in: pair.vpc)
      pair.sketch.acl(
        "data", in: pair.vpc, [pair.right],
        inbound: ["90 deny tcp 5432 from 10.0.1.0/24", "100 allow all from 0.0.0.0/0"],
        outbound: ["100 allow all to 0.0.0.0/0"])
      return pair.flow(.tcp(5432))
    },
    Scenario("reply-dropped-for-every-client-port") {
      var pair = TwoSubnets()
      pair.sketch.acl(
        "data", in: pair.vpc, [pair.right], inbound: ["100 allow all from 0.0.0.0/0"],
        outbound: ["100 allow tcp 443 to 0.0.0.0/0"])
      return pair.flow(.tcp(443), defaulted: .linux)
    },
    Scenario("ambiguous-by-client-port") {
      var pair = TwoSubnets()
      pair.sketch.acl(
        "data", in: pair.vpc, [pair.right], inbound: ["100 allow all from 0.0.0.0/0"],
        outbound: ["100 allow tcp 32768-50000 to 0.0.0.0/0"])
      return pair.flow(.tcp(443), defaulted: .linux)
    },
    Scenario("no-route") {
      let pair = TwoSubnets()
      return pair.flow(.tcp(443), to: "192.0.2.1")
    },
    Scenario("blackhole") {
      var pair = TwoSubnets()
      let gateway = pair.sketch.internetGateway("igw", in: pair.vpc)
      pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("0.0.0.0/0", gateway)) {
        $0.routes[0].isBlackhole = true
      }
      return pair.flow(.tcp(443), to: "192.0.2.1")
    },
    Scenario("from-internet") {
      let subnet = PublicSubnet()
      let flow = subnet.sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443))
      return (Network(subnet.sketch.topology.written()), flow)
    },
    Scenario("from-internet-ipv6-ping") {
      let subnet = PublicSubnet()
      let flow = subnet.sketch.flow(
        fromInternet: "2001:db8:ffff::10", to: "2001:db8:0:1::10", .ping)
      return (Network(subnet.sketch.topology.written()), flow)
    },
    Scenario("long-addresses") {
      var pair = TwoSubnets()
      for (name, number, subnet) in [("one", 1, pair.left), ("two", 2, pair.right)] {
        pair.sketch.interface(
          name, "10.0.\(number).20", "2001:db8:0:\(number):aaaa:bbbb:cccc:dddd", in: subnet)
      }
      let one = pair.sketch.topology.networkInterfaces.mention("one")
      let flow = pair.sketch.flow(
        from: one, to: "2001:db8:0:2:aaaa:bbbb:cccc:dddd", .tcp(5432))
      return (Network(pair.sketch.topology.written()), flow)
    },
    Scenario("without-public-address") {
      var pair = TwoSubnets()
      let gateway = pair.sketch.internetGateway("igw", in: pair.vpc)
      pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("0.0.0.0/0", gateway))
      return pair.flow(.udp(53), to: "192.0.2.1")
    },
    Scenario("through-nat-gateway") {
      var subnet = PublicSubnet()
      let hidden = subnet.sketch.subnet("private", "10.0.2.0/24", in: subnet.vpc)
      let nat = subnet.sketch.natGateway(
        "nat", "10.0.1.4", public: "203.0.113.4", in: subnet.subnet)
      subnet.sketch.routeTable("private", in: subnet.vpc, [hidden], ("0.0.0.0/0", nat))
      let app = subnet.sketch.interface("app", "10.0.2.10", in: hidden)
      let flow = subnet.sketch.flow(from: app, to: "192.0.2.1", .tcp(443))
      return (Network(subnet.sketch.topology.written()), flow)
    },
    Scenario("undetermined-transit-gateway") {
      var pair = TwoSubnets()
      let transit = pair.sketch.unmodelled("tgw-1", .transitGateway)
      pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("172.16.0.0/12", transit))
      return pair.flow(.tcp(443), to: "172.16.0.5")
    },
    Scenario("on-premises") {
      var pair = TwoSubnets(outbound: ["47 to 0.0.0.0/0"])
      let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
      pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("192.168.0.0/16", gateway))
      return pair.flow(.other(47), to: "192.168.1.5")
    },
    Scenario("link-local-service") {
      let pair = TwoSubnets()
      return pair.flow(.tcp(80), to: "169.254.169.254")
    },
  ]
}

extension TwoSubnets {
  /// A flow from `a`, in the network as if it were read from a file.
  fileprivate func flow(
    _ traffic: Traffic, to destination: String = "10.0.2.10",
    defaulted origin: ClientPorts.Origin? = nil
  ) -> (Network, Flow) {
    let ports = origin.map { ClientPorts($0) }
    var flow = sketch.flow(
      from: a, to: destination, traffic, sourcePort: ports?.range.first ?? 40000)
    flow.defaultedSourcePorts = ports
    return (Network(sketch.topology.written()), flow)
  }
}
