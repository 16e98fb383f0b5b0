import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

@Suite struct `Differences of addresses that a reader chose` {
  /// Hosts of one subnet in the order of the file: each has the lowest free private and public address, unless
  /// the file gives it one.
  private func hosts(_ names: [String], stated: [String: String] = [:]) -> Topology {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("subnet", "10.0.1.0/24", in: vpc)
    let gateway = sketch.internetGateway("gateway", in: vpc)
    sketch.routeTable("table", in: vpc, [subnet], ("0.0.0.0/0", gateway))
    let group = sketch.group("group", in: vpc, inbound: ["tcp 443 from 0.0.0.0/0"])
    var free = (4...9).filter { !stated.values.contains("10.0.1.\($0)") }
    for (place, name) in names.enumerated() {
      let own = stated[name] ?? "10.0.1.\(free.removeFirst())"
      sketch.interface(name, "\(own)=203.0.113.\(place + 1)", in: subnet, groups: [group]) {
        $0.addresses[0].isByDefault = stated[name] == nil
        $0.addresses[0].isPublicByDefault = true
      }
    }
    return sketch.topology
  }

  private func subjects(_ difference: ReachabilityDifference) -> [TopologyChange.Subject] {
    difference.changes.map { $0.subject }
  }

  @Test func `what another is gone before keeps its addresses`() {
    let difference = ReachabilityDifference(
      from: hosts(["a", "b", "c"]), to: hosts(["b", "c"]))
    #expect(subjects(difference) == [.networkInterface(Reference(0))])
    #expect(difference.shifts.allSatisfy { $0.kind == .closed })
  }

  @Test func `what is new before others takes an address that nobody has`() {
    let difference = ReachabilityDifference(
      from: hosts(["b", "c"]), to: hosts(["a", "b", "c"]))
    #expect(subjects(difference) == [.networkInterface(Reference(2))])
    #expect(difference.shifts.allSatisfy { $0.kind == .opened })
    let addresses = difference.new.topology.networkInterfaces.resources.flatMap {
      $0.resource.addresses
    }
    #expect(Set(addresses.map { $0.address }).count == 3)
    #expect(Set(addresses.compactMap { $0.publicAddress }).count == 3)
  }

  @Test func `an address that the file gives to something is its own`() {
    let difference = ReachabilityDifference(
      from: hosts(["a", "b"]), to: hosts(["a", "b", "c"], stated: ["c": "10.0.1.4"]))
    let new = difference.new.topology.networkInterfaces
    #expect(new[Reference(2)]?.addresses[0].address.description == "10.0.1.4")
    #expect(
      subjects(difference).contains(.networkInterface(Reference(0))), "\(difference.changes)")
  }

  @Test(arguments: [false, true])
  func `R-IGW-4: a public address is nobody's before it is given and after it is gone`(
    isGiven: Bool
  ) throws {
    var without = hosts(["a"])
    var interface = try #require(without.networkInterfaces[Reference(0)])
    interface.addresses[0].publicAddress = nil
    without.networkInterfaces.define(interface, at: Reference(0))
    let difference =
      isGiven
      ? ReachabilityDifference(from: without, to: hosts(["a"]))
      : ReachabilityDifference(from: hosts(["a"]), to: without)
    let kinds: Set<ReachabilityShift.Kind> = isGiven ? [.opened] : [.closed]
    #expect(Set(difference.shifts.map { $0.kind }) == kinds)
    let inward = try #require(difference.shifts.first { !$0.from.internet.isEmpty })
    #expect(
      inward.traffic == [TrafficBox(ProtocolRange(.tcp), destinationPorts: PortRange(443))])
    #expect(inward.to.hosts.map { $0.range.first.description } == ["203.0.113.1"])
  }
}
