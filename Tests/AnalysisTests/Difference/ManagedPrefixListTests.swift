import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

@Suite struct `Differences of prefix lists that AWS keeps` {
  private static let name = "com.amazonaws.eu-west-1.s3"
  private static let blocks = ["198.51.100.0/24"]

  /// How an input goes by S3's list.
  private struct List {
    let id: String
    var name: String? = `Differences of prefix lists that AWS keeps`.name
    var alias: String?
    var entries: [String]?
    var isAWSManaged = true
  }

  /// A host that may send to S3 alone, with a route there by an endpoint and one to the internet; the route
  /// goes by the first list's id, and so does the host's rule, unless it is given another.
  private func host(
    _ lists: [List], rule: String? = nil, endpoint: String = "vpce-1"
  ) -> Topology {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("subnet", "10.0.1.0/24", in: vpc)
    for list in lists { add(list, to: &sketch) }
    let group = sketch.group(
      "group", in: vpc, inbound: [], outbound: ["tcp 443 to pl:\(rule ?? lists[0].id)"])
    sketch.interface("host", "10.0.1.10=203.0.113.10", in: subnet, groups: [group])
    sketch.routeTable(
      "table", in: vpc, [subnet],
      ("pl:\(lists[0].id)", sketch.unmodelled(endpoint, .vpcEndpoint)),
      ("0.0.0.0/0", sketch.internetGateway("gateway", in: vpc)))
    return sketch.topology
  }

  private func add(_ list: List, to sketch: inout Sketch) {
    let reference = sketch.prefixList(list.id, list.entries)
    guard var known = sketch.topology.prefixLists[reference] else { return }
    known.name = list.name
    known.isAWSManaged = list.isAWSManaged
    sketch.topology.prefixLists.define(known, at: reference)
    if let alias = list.alias { sketch.topology.prefixLists.alias(alias, for: reference) }
  }

  private func expectSame(
    _ one: Topology, _ other: Topology,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    for (old, new) in [(one, other), (other, one)] {
      let difference = ReachabilityDifference(from: old, to: new)
      #expect(difference.changes == [], sourceLocation: sourceLocation)
      #expect(difference.shifts.isEmpty, sourceLocation: sourceLocation)
    }
  }

  @Test func `a list is the same by its name, and what one input knows of it holds for both`() {
    let plan = host([List(id: "data.aws_prefix_list.s3", entries: Self.blocks)])
    expectSame(plan, host([List(id: Self.name)]))
    expectSame(plan, host([List(id: Self.name, name: nil)]))
    expectSame(plan, host([List(id: "pl-1", entries: Self.blocks)]))
  }

  @Test func `an id means the list that the other input knows it to be`() {
    let plan = host([List(id: "data.aws_prefix_list.s3", alias: "pl-1", entries: Self.blocks)])
    let template = host([List(id: Self.name)], rule: "pl-1")
    expectSame(plan, template)
  }

  @Test func `a list that an input looks up twice is one`() {
    let twice = host(
      [List(id: "module.a.data.s3"), List(id: "module.b.data.s3", entries: Self.blocks)],
      rule: "module.b.data.s3")
    expectSame(twice, host([List(id: Self.name)]))
  }

  @Test func `a list of another Region is another list, whatever its id`() {
    let old = host([List(id: "data.aws_prefix_list.s3", entries: Self.blocks)])
    let new = host([
      List(id: "data.aws_prefix_list.s3", name: "com.amazonaws.us-east-1.s3")
    ])
    let difference = ReachabilityDifference(from: old, to: new)
    #expect(difference.changes.map { $0.kind } == [.added, .removed, .added, .removed])
    #expect(difference.shifts.contains { $0.kind == .uncertain })
  }

  @Test func `an id that means lists of two Regions tells nothing`() {
    let old = host([List(id: Self.name, alias: "pl-1", entries: Self.blocks)], rule: "pl-1")
    let other = List(id: "com.amazonaws.ap-south-1.s3", name: nil, alias: "pl-1")
    let new = host([other], rule: "pl-1")
    #expect(!ReachabilityDifference(from: old, to: new).changes.isEmpty)
  }

  @Test func `a list that both know is compared`() {
    let old = host([List(id: Self.name, entries: Self.blocks)])
    let new = host([List(id: Self.name, entries: Self.blocks + ["198.51.101.0/24"])])
    let difference = ReachabilityDifference(from: old, to: new)
    #expect(difference.changes.map { $0.subject } == [.prefixList(Reference(0))])
    #expect(difference.changes.map { $0.kind } == [.altered])
  }

  @Test func `a list that nothing refers to is there whether or not an input tells of it`() {
    let lists = [List(id: Self.name), List(id: "com.amazonaws.eu-west-1.dynamodb", name: nil)]
    expectSame(host(lists), host([lists[0]]))
  }

  @Test func `a customer's list is what its own input tells of it`() {
    let known = List(id: "pl-1", name: "offices", entries: Self.blocks, isAWSManaged: false)
    let unknown = List(id: "pl-1", name: "offices", isAWSManaged: false)
    let difference = ReachabilityDifference(from: host([known]), to: host([unknown]))
    #expect(difference.changes.map { $0.subject } == [.prefixList(Reference(0))])
    #expect(difference.shifts.map { $0.kind }.contains(.uncertain))
  }

  @Test func `a gateway endpoint is the same where the same routes lead to it`() {
    let list = List(id: Self.name)
    expectSame(host([list], endpoint: "vpce-1"), host([list], endpoint: "S3"))
  }
}
