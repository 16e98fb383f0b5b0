import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

@testable import TopologyImport

@Suite("Resources of a plan that no mock applies")
struct TerraformFamilyTests {
  /// A VPN gateway of the sketch's VPC, a static connection behind it, and a table.
  private func planWithVPN() -> PlanSketch {
    var plan = PlanSketch()
    plan.add("aws_vpn_gateway.g", unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    plan.add("aws_customer_gateway.hq", #""ip_address": "203.0.113.9""#, unknown: "id")
    plan.add(
      "aws_vpn_connection.c", #""static_routes_only": true"#, unknown: "id",
      links: [
        "vpn_gateway_id": ["aws_vpn_gateway.g.id", "aws_vpn_gateway.g"],
        "customer_gateway_id": ["aws_customer_gateway.hq.id", "aws_customer_gateway.hq"],
      ])
    plan.add(
      "aws_vpn_connection_route.r", #""destination_cidr_block": "192.168.0.0/16""#, unknown: "id",
      links: ["vpn_connection_id": ["aws_vpn_connection.c.id", "aws_vpn_connection.c"]])
    plan.add("aws_route_table.t", unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    return plan
  }

  @Test func `R-ROUTE-12: a propagation brings the routes of static connections`() throws {
    var plan = planWithVPN()
    plan.add(
      "aws_vpn_gateway_route_propagation.p", unknown: "id",
      links: [
        "vpn_gateway_id": ["aws_vpn_gateway.g.id", "aws_vpn_gateway.g"],
        "route_table_id": ["aws_route_table.t.id", "aws_route_table.t"],
      ])
    let topology = try plan.result.get().topology
    let table = try topology.routeTables.resource("aws_route_table.t")
    let gateway = try #require(topology.vpnGateways.reference(to: "aws_vpn_gateway.g"))
    #expect(table.propagatingGateways == [gateway])
    let propagated = table.routes.filter { $0.origin == .propagated }
    #expect(propagated.map(\.target) == [.vpnGateway(gateway)])
    #expect(propagated.map(\.destination) == [.block(try CIDRBlock(parsing: "192.168.0.0/16"))])
  }

  @Test func `hosts have their own tags and those of the provider`() throws {
    var plan = PlanSketch()
    plan.addSubnet("a", "10.0.1.0/24")
    plan.add(
      "aws_instance.web",
      #""tags": {"Name": "web", "tier": "web"}, "tags_all": {"Name": "web", "tier": "web", "team": "a"}"#,
      unknown: "id", links: ["subnet_id": ["aws_subnet.a.id", "aws_subnet.a"]])
    plan.add(
      "aws_network_interface.e", #""tags": {"tier": "data"}"#, unknown: "id", "tags_all",
      links: ["subnet_id": ["aws_subnet.a.id", "aws_subnet.a"]])
    let topology = try plan.result.get().topology
    let instance = try topology.instances.resource("aws_instance.web")
    #expect(instance.name == "web" && instance.tags == ["tier": "web", "team": "a"])
    let interface = try topology.networkInterfaces.resource("aws_network_interface.e")
    #expect(interface.tags == ["tier": "data"])
  }

  @Test(arguments: [
    ("data.aws_ec2_managed_prefix_list.l", "entries", false),
    ("data.aws_prefix_list.l", "cidr_blocks", false),
    ("aws_ec2_managed_prefix_list.l", "entry", true),
  ])
  func `R-ROUTE-7: the entries of a list that is looked up later are not known`(
    address: String, key: String, isKnown: Bool
  ) throws {
    var plan = PlanSketch()
    plan.add(address, #""name": "com.amazonaws.us-east-1.s3""#, unknown: "id", key, actions: "read")
    let (topology, warnings) = try plan.result.get()
    let list = try topology.prefixLists.resource(address)
    #expect(list.entries == (isKnown ? [] : nil))
    #expect(warnings.contains { $0.message.contains("\(address).\(key)") } == !isKnown)
  }

  @Test func `a host in a subnet that the plan does not hold is read`() throws {
    var plan = PlanSketch()
    plan.add(
      "aws_instance.web", #""subnet_id": "subnet-0a", "private_ip": "10.9.0.5""#, unknown: "id")
    plan.add("aws_nat_gateway.n", #""subnet_id": "subnet-0b""#, unknown: "id")
    let topology = try plan.result.get().topology
    #expect(topology.instances.reference(to: "aws_instance.web") != nil)
    #expect(topology.subnets.missing.map { topology.subnets.id(of: $0) }.contains("subnet-0a"))
  }

  @Test func `R-ROUTE-12: without propagation there are none`() throws {
    let topology = try planWithVPN().result.get().topology
    let table = try topology.routeTables.resource("aws_route_table.t")
    #expect(table.propagatingGateways.isEmpty)
    #expect(!table.routes.contains { $0.origin == .propagated })
  }

  @Test func `a default VPC has its internet gateway, and default subnets are its own`() throws {
    var plan = PlanSketch()
    plan.add("aws_default_vpc.d", #""cidr_block": "172.31.0.0/16""#, unknown: "id")
    plan.add(
      "aws_default_subnet.s",
      #""cidr_block": "172.31.0.0/20", "availability_zone": "us-east-1a", "map_public_ip_on_launch": true"#,
      unknown: "id", "vpc_id")
    let topology = try plan.result.get().topology
    let vpc = try #require(topology.vpcs.reference(to: "aws_default_vpc.d"))
    #expect(topology.vpcs[vpc]?.isDefault == true)
    let subnet = try topology.subnets.resource("aws_default_subnet.s")
    #expect(subnet.vpc == vpc)
    #expect(subnet.assignsPublicIPv4OnLaunch)
    let gateway = try #require(
      topology.internetGateways.resources.first { gateway in
        gateway.resource.attachments.contains { $0.vpc == vpc }
      })
    let main = try topology.routeTables.resource("aws_default_vpc.d/main-route-table")
    let everything = try CIDRBlock(parsing: "0.0.0.0/0")
    #expect(
      main.routes.contains {
        $0.destination == .block(everything)
          && $0.target == .internetGateway(gateway.reference)
      })
  }

  @Test(arguments: ["aws_vpc_peering_connection_accepter", "aws_vpc_peering_connection_options"])
  func `R-PCX-1: the other side's resource has the peering's own id`(type: String) throws {
    var plan = PlanSketch()
    plan.add("aws_vpc.w", #""cidr_block": "10.1.0.0/16""#, unknown: "id")
    plan.add(
      "aws_vpc_peering_connection.p", unknown: "id",
      links: [
        "vpc_id": ["aws_vpc.v.id", "aws_vpc.v"], "peer_vpc_id": ["aws_vpc.w.id", "aws_vpc.w"],
      ])
    plan.add(
      "\(type).o", #""auto_accept": true"#, unknown: "id",
      links: [
        "vpc_peering_connection_id": [
          "aws_vpc_peering_connection.p.id", "aws_vpc_peering_connection.p",
        ]
      ])
    plan.add("aws_route_table.t", unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    plan.add(
      "aws_route.r", #""destination_cidr_block": "10.1.0.0/16""#, unknown: "id",
      links: [
        "route_table_id": ["aws_route_table.t.id", "aws_route_table.t"],
        "vpc_peering_connection_id": ["\(type).o.id", "\(type).o"],
      ])
    let topology = try plan.result.get().topology
    let peering = try #require(
      topology.vpcPeeringConnections.reference(to: "aws_vpc_peering_connection.p"))
    let table = try topology.routeTables.resource("aws_route_table.t")
    #expect(table.routes.contains { $0.target == .vpcPeeringConnection(peering) })
    let isAccepted = type.hasSuffix("accepter")
    #expect(
      topology.vpcPeeringConnections[peering]?.status
        == (isAccepted ? .active : .pendingAcceptance))
  }
}
