import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Peerings and the routes over them")
struct PeeringCheckTests {
  @Test(arguments: [
    CheckCase.fires(
      .peeringRouteOneSided,
      """
      route 10.1.0.0/16 of route table ra leads over peering connection pcx, \
      and VPC b has no route back
      """
    ) { drawPeers(&$0, forth: "10.1.0.0/16", back: nil) },
    .passes(.peeringRouteOneSided, "both sides") {
      drawPeers(&$0, forth: "10.1.0.0/16", back: "10.0.0.0/24")
    },
    .passes(.peeringRouteOneSided, "neither side") { drawPeers(&$0, forth: nil, back: nil) },
    .fires(.peeringUnused, "no route leads over peering connection pcx") {
      drawPeers(&$0, forth: nil, back: nil)
    },
    .passes(.peeringUnused, "one side at least") {
      drawPeers(&$0, forth: nil, back: "10.0.0.0/16")
    },
    .fires(
      .peeringRouteNeedsTransit,
      "route 0.0.0.0/0 of route table ra leads to VPC b, which has only 10.1.0.0/16"
    ) { drawPeers(&$0, forth: "0.0.0.0/0", back: "10.0.0.0/16") },
    .fires(
      .peeringRouteNeedsTransit,
      "route 10.2.0.0/16 of route table ra leads to VPC b, which has only 10.1.0.0/16"
    ) { drawPeers(&$0, forth: "10.2.0.0/16", back: "10.0.0.0/16") },
    .passes(.peeringRouteNeedsTransit, "a part of the peer, and a summary around it") {
      drawPeers(&$0, forth: "10.1.7.0/24", back: "10.0.0.0/8")
    },
  ])
  func `R-PCX-2, R-PCX-3: routes over peerings`(_ example: CheckCase) { example.verify() }

  private static func drawPeers(_ sketch: inout Sketch, forth: String?, back: String?) {
    let (a, b) = (sketch.vpc("a", "10.0.0.0/16"), sketch.vpc("b", "10.1.0.0/16"))
    let peering = sketch.peering("pcx", a, b)
    if let forth { sketch.routeTable("ra", in: a, [], (forth, peering)) }
    if let back { sketch.routeTable("rb", in: b, [], (back, peering)) }
  }

  @Test(arguments: [
    CheckCase.fires(
      .peersOverlap,
      "VPC hub is peered with 10.1.0.0/24 of VPC b and with 10.1.0.0/16 of VPC a, which overlap"
    ) { drawHub(&$0, "10.1.0.0/16", "10.1.0.0/24") },
    .passes(.peersOverlap, "neighbours") { drawHub(&$0, "10.1.0.0/16", "10.2.0.0/16") },
  ])
  func `R-PCX-7: peers that overlap`(_ example: CheckCase) { example.verify() }

  private static func drawHub(_ sketch: inout Sketch, _ one: String, _ other: String) {
    let hub = sketch.vpc("hub", "10.0.0.0/16")
    let (a, b) = (sketch.vpc("a", one), sketch.vpc("b", other))
    _ = sketch.peering("pcx-a", hub, a)
    _ = sketch.peering("pcx-b", b, hub)
  }
}
