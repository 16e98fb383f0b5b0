import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("References between security groups")
struct GroupReferenceTests {
  @Test(arguments: [
    CheckCase.fires(
      .groupReferenceLost,
      """
      inbound rule 1 of security group web names security group far \
      of another VPC, to which no active peering leads
      """
    ) { drawFarGroup(&$0, status: .deleted) },
    .fires(
      .groupReferenceLost,
      "inbound rule 1 of security group web names security group far of a VPC in another Region"
    ) { drawFarGroup(&$0, status: .active, region: "eu-west-1") },
    .passes(.groupReferenceLost, "a peering within the Region") {
      drawFarGroup(&$0, status: .active)
    },
    .passes(.groupReferenceLost, "the group is associated with the VPC") {
      drawFarGroup(&$0, status: .deleted)
      $0.topology.securityGroupVPCAssociations = [
        SecurityGroupVPCAssociation(
          group: $0.topology.securityGroups.mention("far"), vpc: $0.topology.vpcs.mention("v"),
          isAssociated: true)
      ]
    },
  ])
  func `R-SG-6: references that are lost`(_ example: CheckCase) { example.verify() }

  private static func drawFarGroup(
    _ sketch: inout Sketch, status: VPCPeeringConnection.Status, region: String = "us-east-1"
  ) {
    let vpc = sketch.vpc("v", "10.0.0.0/16", region: "us-east-1")
    let other = sketch.vpc("w", "10.1.0.0/16", region: region)
    sketch.group("far", in: other)
    sketch.group("web", in: vpc, inbound: ["tcp 443 from sg:far"])
    _ = sketch.peering("pcx", vpc, other, status: status)
  }

  @Test(arguments: [
    CheckCase.fires(
      .groupReferenceHidden,
      """
      inbound rule 1 of security group server names security group client, and route 10.0.2.0/24 \
      of route table rc leads packets from interface client through interface box, which hides it
      """
    ) { drawDetour(&$0, route: "10.0.2.0/24", rule: "tcp 443 from sg:client") },
    .fires(
      .groupReferenceHidden,
      """
      inbound rule 1 of security group server names security group client, and route 10.1.0.0/16 \
      of route table rc leads packets from interface client through NAT gateway nat, which hides it
      """
    ) { drawTranslatedPeer(&$0, route: "10.1.0.0/16") },
    .passes(.groupReferenceHidden, "the appliance is not on the way") {
      drawDetour(&$0, route: "10.0.4.0/24", rule: "tcp 443 from sg:client")
    },
    .passes(.groupReferenceHidden, "the rule names a block") {
      drawDetour(&$0, route: "10.0.2.0/24", rule: "tcp 443 from 10.0.1.0/24")
    },
    .passes(.groupReferenceHidden, "another rule lets the packets in") {
      drawDetour(
        &$0, route: "10.0.2.0/24", rule: "tcp 443 from sg:client", "tcp 443 from 10.0.1.0/24")
    },
    .passes(.groupReferenceHidden, "NAT is for the internet, the peer is reached directly") {
      drawTranslatedPeer(&$0, route: "0.0.0.0/0")
    },
  ])
  func `R-SG-6: references that a middlebox hides`(_ example: CheckCase) { example.verify() }

  /// Clients in subnet c, whose table leads some block to an appliance, and a server in subnet s.
  private static func drawDetour(_ sketch: inout Sketch, route: String, rule: String...) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnets = ["c", "s", "f", "t"].enumerated().map { index, name in
      sketch.subnet(name, "10.0.\(index + 1).0/24", in: vpc)
    }
    let box = sketch.interface("box", "10.0.3.10", in: subnets[2]) {
      $0.checksSourceAndDestination = false
    }
    sketch.routeTable("rc", in: vpc, [subnets[0]], (route, .networkInterface(box)))
    let client = sketch.group("client", in: vpc)
    sketch.interface("client", "10.0.1.10", in: subnets[0], groups: [client])
    let server = sketch.group("server", in: vpc, inbound: rule)
    sketch.interface("server", "10.0.2.10", in: subnets[1], groups: [server])
  }

  /// A client whose table leads a block to a private NAT gateway, and a server in a peer.
  private static func drawTranslatedPeer(_ sketch: inout Sketch, route: String) {
    let (vpc, other) = (sketch.vpc("v", "10.0.0.0/16"), sketch.vpc("w", "10.1.0.0/16"))
    let peering = sketch.peering("pcx", vpc, other)
    let (c, n) = (
      sketch.subnet("c", "10.0.1.0/24", in: vpc), sketch.subnet("n", "10.0.2.0/24", in: vpc)
    )
    let s = sketch.subnet("s", "10.1.1.0/24", in: other)
    let nat = sketch.natGateway("nat", "10.0.2.5", in: n)
    let direct = Route(to: .block(sketch.block("10.1.0.0/16")), via: peering)
    sketch.routeTable("rc", in: vpc, [c], (route, nat)) { table in
      if route == "0.0.0.0/0" { table.routes.append(direct) }
    }
    sketch.routeTable("rn", in: vpc, [n], ("10.1.0.0/16", peering))
    sketch.routeTable("rs", in: other, [s], ("10.0.0.0/16", peering))
    let client = sketch.group("client", in: vpc)
    sketch.interface("client", "10.0.1.10", in: c, groups: [client])
    let server = sketch.group("server", in: other, inbound: ["tcp 443 from sg:client"])
    sketch.interface("server", "10.1.1.10", in: s, groups: [server])
  }
}
