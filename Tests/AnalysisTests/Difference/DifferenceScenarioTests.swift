import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

@Suite struct `Differences of small designs` {
  /// Three web servers and a database in two subnets; ids begin with `prefix`, names do not.
  private func design(
    _ prefix: String = "", webRules: [String] = ["tcp 443 from 0.0.0.0/0"],
    dataRules: [String] = ["tcp 5432 from 10.0.1.0/24"]
  ) -> Sketch {
    var sketch = Sketch()
    let vpc = sketch.vpc("\(prefix)vpc", "10.0.0.0/16")
    let web = sketch.subnet("\(prefix)web", "10.0.1.0/24", in: vpc)
    let data = sketch.subnet("\(prefix)data", "10.0.2.0/24", in: vpc)
    let webGroup = sketch.group("\(prefix)sg-web", in: vpc, inbound: webRules)
    let dataGroup = sketch.group(
      "\(prefix)sg-data", in: vpc, inbound: dataRules, outbound: [])
    for (group, name) in [(webGroup, "web"), (dataGroup, "data")] {
      var known = sketch.topology.securityGroups[group] ?? SecurityGroup(id: name, vpc: vpc)
      known.groupName = name
      sketch.topology.securityGroups.define(known, at: group)
    }
    for host in 1...3 {
      sketch.interface("\(prefix)web-\(host)", "10.0.1.1\(host)", in: web, groups: [webGroup])
    }
    sketch.interface("\(prefix)db", "10.0.2.10", in: data, groups: [dataGroup])
    return sketch
  }

  private func difference(_ old: Sketch, _ new: Sketch) -> ReachabilityDifference {
    ReachabilityDifference(from: old.topology, to: new.topology)
  }

  @Test func `ids that are all others change nothing`() {
    let difference = difference(design(), design("new-"))
    #expect(difference.changes.isEmpty)
    #expect(difference.shifts.isEmpty)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `an order that is another changes nothing`(seed: UInt64) {
    let network = RandomNetwork(seed: seed)
    let difference = difference(network.sketch, network.shuffledSketch(seed))
    #expect(difference.changes.isEmpty)
    #expect(difference.shifts.isEmpty)
  }

  @Test func `hosts that are alike are told together`() throws {
    let new = design(dataRules: ["tcp 5432 from 10.0.1.0/24", "tcp 6379 from 10.0.1.0/24"])
    let difference = difference(design(), new)
    let shift = try #require(difference.shifts.first)
    #expect(difference.shifts.count == 1)
    #expect(shift.kind == .opened)
    #expect(
      shift.from.hosts.map { $0.range.first.description } == [
        "10.0.1.11", "10.0.1.12", "10.0.1.13",
      ])
    #expect(shift.to.hosts.map { $0.range.first.description } == ["10.0.2.10"])
    #expect(
      shift.traffic == [TrafficBox(ProtocolRange(.tcp), destinationPorts: PortRange(6379))])
    #expect(shift.cause == ChangeCause(changes: [0], isEachEnough: true))
    #expect(difference.idleChanges.isEmpty)
  }

  @Test func `R-SG-1: two new rules that both allow are a cause together`() throws {
    let new = design(dataRules: [
      "tcp 5432 from 10.0.1.0/24", "tcp 6379 from 10.0.1.0/24", "tcp 6000-6400 from 10.0.1.0/24",
    ])
    let difference = difference(design(), new)
    let causes = Set(difference.shifts.map { $0.cause })
    #expect(
      causes == [
        ChangeCause(changes: [0, 1], isEachEnough: false),
        ChangeCause(changes: [1], isEachEnough: true),
      ])
  }

  @Test func `two changes that are both needed are each enough to undo`() throws {
    var old = design()
    let vpc = Reference<VPC>(0)
    old.acl(
      "guard", in: vpc, [Reference(1)], inbound: ["100 allow tcp 5432 from 0.0.0.0/0"],
      outbound: ["100 allow all to 0.0.0.0/0"])
    var new = design(dataRules: ["tcp 5432-5433 from 10.0.1.0/24"])
    new.acl(
      "guard", in: vpc, [Reference(1)], inbound: ["100 allow tcp 5432-5433 from 0.0.0.0/0"],
      outbound: ["100 allow all to 0.0.0.0/0"])
    let shift = try #require(difference(old, new).shifts.first { $0.kind == .opened })
    #expect(shift.traffic.map { $0.destinationPorts } == [PortRange(5433)])
    #expect(shift.cause.changes.count == 2)
    #expect(shift.cause.isEachEnough)
  }

  @Test func `a change that nothing rests on is told as one without effect`() {
    let new = design(dataRules: ["tcp 5432 from 10.0.1.0/24", "tcp 5432 from 10.0.1.11/32"])
    let difference = difference(design(), new)
    #expect(difference.shifts.isEmpty)
    #expect(difference.idleChanges == difference.changes)
    #expect(difference.changes.map { $0.kind } == [.added])
  }

  @Test func `an address that a reader chose is that of the thing that is there`() {
    let old = design()
    var new = design()
    for (index, text) in ["10.0.1.12", "10.0.1.11"].enumerated() {
      guard var interface = new.topology.networkInterfaces[Reference(index)] else { continue }
      interface.addresses = [NetworkInterface.Address(new.address(text))]
      interface.addresses[0].isAssumed = true
      new.topology.networkInterfaces.define(interface, at: Reference(index))
    }
    #expect(difference(old, new).changes.isEmpty)
  }

  @Test func `changes of all members of a class are a cause together`() throws {
    var new = design()
    for index in 0..<3 {
      guard var interface = new.topology.networkInterfaces[Reference(index)] else { continue }
      interface.groups = [Reference(1)]
      new.topology.networkInterfaces.define(interface, at: Reference(index))
    }
    let difference = difference(design(), new)
    let closed = try #require(difference.shifts.first { $0.kind == .closed })
    #expect(closed.cause == ChangeCause(changes: [0, 1, 2], isEachEnough: false))
    #expect(difference.idleChanges.isEmpty)
  }

  @Test func `R-NACL-7: what an ACL changes is told for all subnets but the sender's own`() throws {
    func meshed(_ entries: [String]) -> Sketch {
      var sketch = Sketch()
      let vpc = sketch.vpc("vpc", "10.0.0.0/16")
      let group = sketch.group("all", in: vpc, inbound: ["all from 10.0.0.0/16"])
      let subnets = (1...4).map { sketch.subnet("net-\($0)", "10.0.\($0).0/24", in: vpc) }
      for (index, subnet) in subnets.enumerated() {
        for host in 10...11 {
          sketch.interface(
            "host-\(index)-\(host)", "10.0.\(index + 1).\(host)", in: subnet, groups: [group])
        }
      }
      sketch.acl(
        "guard", in: vpc, subnets, inbound: entries + ["100 allow all from 0.0.0.0/0"],
        outbound: ["100 allow all to 0.0.0.0/0"])
      return sketch
    }
    let difference = difference(meshed([]), meshed(["50 deny udp 53 from 10.0.0.0/16"]))
    let closed = difference.shifts.filter { $0.kind == .closed }
    #expect(closed.count == 1)
    let shift = try #require(closed.first)
    #expect(shift.isOutsideSendersSubnet)
    #expect(shift.from.hosts.count == 8)
    #expect(shift.to.hosts.count == 8)
    #expect(
      shift.traffic == [TrafficBox(ProtocolRange(.udp), destinationPorts: PortRange(53))])
  }

  @Test func `what each of some hosts sends to the others is told at once`() throws {
    func servers(_ rules: [String]) -> Sketch {
      var sketch = Sketch()
      let vpc = sketch.vpc("vpc", "10.0.0.0/16")
      let group = sketch.group("group", in: vpc, inbound: rules)
      for number in 1...2 {
        let subnet = sketch.subnet("net-\(number)", "10.0.\(number).0/24", in: vpc)
        sketch.acl(
          "acl-\(number)", in: vpc, [subnet], inbound: ["\(number) allow all from 0.0.0.0/0"],
          outbound: ["100 allow all to 0.0.0.0/0"])
        sketch.interface("host-\(number)", "10.0.\(number).10", in: subnet, groups: [group])
      }
      return sketch
    }
    let shifts = difference(servers([]), servers(["tcp 443 from 10.0.0.0/16"])).shifts
    let shift = try #require(shifts.first)
    #expect(shifts.count == 1)
    #expect(shift.from.hosts == shift.to.hosts && shift.to.hosts.count == 2)
  }

  @Test func `names that are all others change nothing`() {
    var new = design()
    for reference in Array(new.topology.networkInterfaces.references) {
      guard var interface = new.topology.networkInterfaces[reference] else { continue }
      interface.name = "renamed-\(reference.index)"
      new.topology.networkInterfaces.define(interface, at: reference)
    }
    for reference in Array(new.topology.securityGroups.references) {
      guard var group = new.topology.securityGroups[reference] else { continue }
      group.groupName = "renamed-\(reference.index)"
      new.topology.securityGroups.define(group, at: reference)
    }
    #expect(difference(design(), new).changes.isEmpty)
  }

  @Test func `IPv6 blocks that two readers chose are one, and stated ones are not`() throws {
    func dualStack(_ number: Int, isAssumed: Bool) throws -> Sketch {
      var sketch = Sketch()
      let blocks = ["2001:db8:\(number)::/56", "2001:db8:\(number):1::/64"]
      let vpc = sketch.vpc("vpc", "10.0.0.0/16", blocks[0])
      let subnet = sketch.subnet("subnet", "10.0.1.0/24", blocks[1], in: vpc)
      var known = try #require(sketch.topology.vpcs[vpc])
      known.blocks[1] = AddressBlock(known.blocks[1].block, isAssumed: isAssumed)
      sketch.topology.vpcs.define(known, at: vpc)
      var place = try #require(sketch.topology.subnets[subnet])
      place.ipv6Blocks = place.ipv6Blocks.map { AddressBlock($0.block, isAssumed: isAssumed) }
      sketch.topology.subnets.define(place, at: subnet)
      let group = sketch.group("group", in: vpc, inbound: ["tcp 443 from \(blocks[0])"])
      for host in 1...2 {
        let interface = sketch.interface(
          "host-\(host)", "2001:db8:\(number):1::\(host + 4 * number)", in: subnet, groups: [group])
        var host = try #require(sketch.topology.networkInterfaces[interface])
        host.addresses[0].isAssumed = isAssumed
        sketch.topology.networkInterfaces.define(host, at: interface)
      }
      return sketch
    }
    let chosen = try (dualStack(1, isAssumed: true), dualStack(2, isAssumed: true))
    #expect(difference(chosen.0, chosen.1).changes.isEmpty)
    let stated = try (dualStack(1, isAssumed: false), dualStack(2, isAssumed: false))
    #expect(!difference(stated.0, stated.1).changes.isEmpty)
  }

  @Test func `R-SG-8: groups' associations with other VPCs are compared`() {
    func associated(_ isAssociated: Bool?) -> Sketch {
      var sketch = design()
      let other = sketch.vpc("other", "10.9.0.0/16")
      sketch.topology.securityGroupVPCAssociations = (isAssociated.map { [$0] } ?? []).map {
        SecurityGroupVPCAssociation(group: Reference(0), vpc: other, isAssociated: $0)
      }
      return sketch
    }
    let subject = TopologyChange.Subject.securityGroupVPCAssociation(Reference(0), Reference(1))
    let added = difference(associated(nil), associated(true))
    #expect(added.changes == [TopologyChange(subject: subject, kind: .added)])
    // An interface that carries the group does so with or without the association.
    #expect(added.shifts.isEmpty && added.idleChanges == added.changes)
    let removed = difference(associated(true), associated(false))
    #expect(removed.changes == [TopologyChange(subject: subject, kind: .removed)])
    let undone = associated(false).topology.undoing(
      removed.changes, from: associated(true).topology)
    #expect(undone.securityGroupVPCAssociations.map { $0.isAssociated } == [true])
    #expect(difference(associated(nil), associated(false)).changes.isEmpty)
  }
}
