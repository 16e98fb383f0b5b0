import Dataplane
import Foundation
import Rendering
import TestSupport
import Testing
import TopologyModel

@Suite struct `The overview` {
  private let network: Network

  init() {
    var subnet = PublicSubnet()
    let hidden = subnet.sketch.subnet("private", "10.0.0.0/24", in: subnet.vpc, zone: "eu-west-1b")
    let nat = subnet.sketch.natGateway("nat", "10.0.1.4", public: "203.0.113.4", in: subnet.subnet)
    let gateway = subnet.sketch.vpnGateway("vgw", in: subnet.vpc, prefixes: ["192.168.0.0/16"])
    let transit = subnet.sketch.unmodelled("tgw-1", .transitGateway)
    subnet.sketch.routeTable(
      "private", in: subnet.vpc, [hidden], ("0.0.0.0/0", nat), ("192.168.0.0/16", gateway),
      ("172.16.0.0/12", transit))
    subnet.sketch.interface(
      "app", "10.0.0.10", in: hidden,
      groups: [subnet.sketch.topology.securityGroups.mention("sg-gone")])
    network = Network(subnet.sketch.topology.written())
  }

  @Test func `is as recorded`() {
    let text = NetworkOverview(network).text(of: network, style: TextStyle())
    #expect(Golden.difference(text, "overview.txt") == nil)
  }

  @Test func `is JSON as recorded`() {
    var writer = JSONWriter(.indented)
    writer.overview(NetworkOverview(network), of: network)
    writer.endLine()
    let json = String(decoding: writer.bytes, as: UTF8.self)
    #expect(Golden.difference(json, "overview.json") == nil)
  }

  @Test func `names subnets public by their route to an internet gateway, R-IGW-5`() throws {
    let entries = try #require(NetworkOverview(network).vpcs.first).subnets
    let isPublic = entries.map { network.isPublic($0.subnet) }
    #expect(isPublic == [false, true])
  }

  @Test func `of nothing says so`() {
    let empty = Network(Topology())
    let text = NetworkOverview(empty).text(of: empty, style: TextStyle())
    #expect(text == "The input holds nothing.\n")
  }
}
