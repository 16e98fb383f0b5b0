import Addressing
import TestSupport
import Testing

@testable import Analysis

@Suite struct `Differences over both families` {
  private func shifts(_ old: Sketch, _ new: Sketch) -> [ReachabilityShift] {
    ReachabilityDifference(from: old.topology, to: new.topology).shifts
  }

  @Test func `what happened over both families alike is one, other things are not`() throws {
    func dualStack(_ rules: [String]) -> Sketch {
      var sketch = Sketch()
      let vpc = sketch.vpc("vpc", "10.0.0.0/16", "2001:db8:1::/56")
      let subnet = sketch.subnet("subnet", "10.0.1.0/24", "2001:db8:1:1::/64", in: vpc)
      let client = sketch.group("client", in: vpc, outbound: ["all to 0.0.0.0/0", "all to ::/0"])
      let server = sketch.group("server", in: vpc, inbound: rules)
      for (number, group) in [client, client, server].enumerated() {
        sketch.interface(
          "host-\(number)", "10.0.1.1\(number)", "2001:db8:1:1::1\(number)", in: subnet,
          groups: [group])
      }
      return sketch
    }
    func ends(_ rules: [String]) -> [[String]] {
      shifts(dualStack([]), dualStack(rules)).map { shift in
        (shift.from.hosts + shift.to.hosts).map { $0.range.first.description }
      }
    }
    let (one, other) = (
      ["10.0.1.10", "10.0.1.11", "10.0.1.12"],
      ["2001:db8:1:1::10", "2001:db8:1:1::11", "2001:db8:1:1::12"]
    )
    let rules = ["tcp 443 from 0.0.0.0/0", "tcp 443 from ::/0"]
    #expect(ends(rules) == [[one[0], one[1], other[0], other[1], one[2], other[2]]])
    #expect(
      shifts(dualStack([]), dualStack(rules)).map { $0.cause }
        == [ChangeCause(changes: [0, 1], isEachEnough: false)])
    #expect(ends([rules[0]]) == [one])
    #expect(Set(ends([rules[0], "tcp 444 from ::/0"])) == [one, other])
    #expect(
      Set(ends([rules[0], "tcp 443 from 2001:db8:1:1::10/128"])) == [one, [other[0], other[2]]])
  }

  /// A public web server, a host that a NAT gateway takes out, and one that nothing does; all of both families.
  private func publicServer(_ rules: [String], hasIsolatedHost: Bool) -> Sketch {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16", "2001:db8:1::/56")
    let front = sketch.subnet("front", "10.0.1.0/24", "2001:db8:1:1::/64", in: vpc)
    let back = sketch.subnet("back", "10.0.2.0/24", "2001:db8:1:2::/64", in: vpc)
    let isolated = sketch.subnet("isolated", "10.0.3.0/24", "2001:db8:1:3::/64", in: vpc)
    let gateway = sketch.internetGateway("gateway", in: vpc)
    sketch.routeTable("public", in: vpc, [front], ("0.0.0.0/0", gateway), ("::/0", gateway))
    let nat = sketch.natGateway("nat", "10.0.1.5", public: "203.0.113.5", in: front)
    sketch.routeTable("private", in: vpc, [back], ("0.0.0.0/0", nat))
    let clients = sketch.group("clients", in: vpc, outbound: ["all to 0.0.0.0/0", "all to ::/0"])
    let servers = sketch.group("servers", in: vpc, inbound: rules)
    sketch.interface(
      "server", "10.0.1.10=203.0.113.10", "2001:db8:1:1::10", in: front, groups: [servers])
    sketch.interface("inside", "10.0.2.10", "2001:db8:1:2::10", in: back, groups: [clients])
    if hasIsolatedHost {
      sketch.interface("alone", "10.0.3.10", "2001:db8:1:3::10", in: isolated, groups: [clients])
    }
    return sketch
  }

  private static let server = ["10.0.1.10", "203.0.113.10", "2001:db8:1:1::10"]

  private func openedToServer(
    _ rules: [String], hasIsolatedHost: Bool
  ) -> [ReachabilityShift] {
    shifts(
      publicServer([], hasIsolatedHost: hasIsolatedHost),
      publicServer(rules, hasIsolatedHost: hasIsolatedHost))
  }

  @Test
  func `R-IGW-2: a server that the internet reaches at another address is one to both families`()
    throws
  {
    let shifts = openedToServer(
      ["tcp 443 from 0.0.0.0/0", "tcp 443 from ::/0"], hasIsolatedHost: false)
    let shift = try #require(shifts.first)
    #expect(shifts.count == 1)
    #expect(
      shift.from.hosts.map { $0.range.first.description } == ["10.0.2.10", "2001:db8:1:2::10"])
    #expect(Set(shift.from.internet.map { $0.family }) == [.ipv4, .ipv6])
    #expect(shift.to.hosts.map { $0.range.first.description } == Self.server)
    #expect(shift.parts.count == 1)
    #expect(shift.cause == ChangeCause(changes: [0, 1], isEachEnough: false))
  }

  @Test func `what not everybody has a way to is told in parts`() throws {
    let shifts = openedToServer(
      ["tcp 443 from 0.0.0.0/0", "tcp 443 from ::/0"], hasIsolatedHost: true)
    let shift = try #require(shifts.first)
    #expect(shifts.count == 1)
    #expect(shift.to.hosts.map { $0.range.first.description } == Self.server)
    let parts = shift.parts.map { part in
      (part.from.hosts + part.to.hosts).map { $0.range.first.description }
        + (part.from.internet.isEmpty ? [] : ["internet"])
    }
    #expect(
      Set(parts) == [
        ["10.0.2.10", "10.0.3.10", Self.server[0]],
        ["10.0.2.10", Self.server[1], "internet"],
        ["2001:db8:1:2::10", "2001:db8:1:3::10", Self.server[2], "internet"],
      ])
  }

  @Test func `families whose senders are not the same stay apart`() {
    let rules = ["tcp 443 from 10.0.0.0/16", "tcp 443 from ::/0"]
    let shifts = openedToServer(rules, hasIsolatedHost: true)
    #expect(shifts.count == 2)
    #expect(shifts.allSatisfy { $0.parts.count == 1 })
  }
}
