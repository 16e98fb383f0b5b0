import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

/// Each type of resource, seen in the lines that a dump of the topology has of it.
@Suite("Resources of a template")
struct TemplateResourceTests {
  /// A VPN gateway on the VPC, with a connection of one static route.
  private static let vpn = """
    "W": {"Type": "AWS::EC2::VPNGateway", "Properties": {"Type": "ipsec.1"}},
    "WA": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties":
     {"VpcId": {"Ref": "V"}, "VpnGatewayId": {"Ref": "W"}}},
    "C": {"Type": "AWS::EC2::CustomerGateway", "Properties":
     {"Type": "ipsec.1", "BgpAsn": 65000, "IpAddress": "198.51.100.7"}},
    "N": {"Type": "AWS::EC2::VPNConnection", "Properties": {"Type": "ipsec.1",
     "StaticRoutesOnly": "true", "CustomerGatewayId": {"Ref": "C"}, "VpnGatewayId": {"Ref": "W"}}},
    "NR": {"Type": "AWS::EC2::VPNConnectionRoute", "Properties":
     {"VpnConnectionId": {"Ref": "N"}, "DestinationCidrBlock": "192.168.0.0/16"}}
    """

  /// A route table with one route, and the rest.
  private static func route(_ target: String, _ resources: String = "") -> String {
    """
    "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
    "R": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "T"},
     "DestinationCidrBlock": "0.0.0.0/0", \(target)}}\(resources.isEmpty ? "" : ",")
    \(resources)
    """
  }

  @Test(arguments: [
    TemplateCase(
      "VPCCidrBlock: a second block, and one that Amazon gives",
      """
      "X": {"Type": "AWS::EC2::VPCCidrBlock", "Properties":
       {"VpcId": {"Ref": "V"}, "CidrBlock": "10.9.0.0/16"}},
      "Y": {"Type": "AWS::EC2::VPCCidrBlock", "Properties":
       {"VpcId": {"Ref": "V"}, "AmazonProvidedIpv6CidrBlock": "true"}}
      """, "vpc", "vpc V - us-east-1 10.0.0.0/16 true, 10.9.0.0/16 true, 2001:db8:0:100::/56 true"),
    TemplateCase(
      "Subnet: zone and IPv6 block",
      """
      "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"},
       "CidrBlock": "10.0.3.0/24", "Ipv6CidrBlock": "2001:db8:0:101::/64",
       "AvailabilityZone": {"Fn::Select": ["1", {"Fn::GetAZs": ""}]}}}
      """, "subnet S", "subnet S V - us-east-1b [10.0.3.0/24, 2001:db8:0:101::/64]"),
    TemplateCase(
      "InternetGateway and VPCGatewayAttachment",
      """
      "G": {"Type": "AWS::EC2::InternetGateway"},
      "GA": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties":
       {"VpcId": {"Ref": "V"}, "InternetGatewayId": {"Fn::GetAtt": "G.InternetGatewayId"}}},
      "H": {"Type": "AWS::EC2::InternetGateway"}
      """, "igw", "igw G V true", "igw H "),
    TemplateCase(
      "EgressOnlyInternetGateway",
      #""G": {"Type": "AWS::EC2::EgressOnlyInternetGateway", "Properties": {"VpcId": {"Ref": "V"}}}"#,
      "eigw", "eigw G V true"),
    TemplateCase("VPNGateway", vpn, "vgw", "vgw W V true"),
    TemplateCase("VPNConnection and VPNConnectionRoute", vpn, "vpn", "vpn N [192.168.0.0/16] []"),
    TemplateCase(
      "VPNGatewayRoutePropagation",
      vpn + """
        ,
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
        "P": {"Type": "AWS::EC2::VPNGatewayRoutePropagation", "Properties":
         {"RouteTableIds": [{"Ref": "T"}], "VpnGatewayId": {"Ref": "W"}}}
        """, "route-table T",
      "route-table T V ; propagating W; 192.168.0.0/16 vpnGateway W propagated"),
    TemplateCase(
      "VPCPeeringConnection",
      """
      "U": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}},
      "P": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties":
       {"VpcId": {"Ref": "V"}, "PeerVpcId": {"Ref": "U"}}},
      "Q": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties":
       {"VpcId": {"Ref": "V"}, "PeerVpcId": "vpc-1", "PeerOwnerId": "123456789012"}}
      """, "peering", "peering P active", "peering Q unknown"),
    TemplateCase(
      "PrefixList",
      """
      "L": {"Type": "AWS::EC2::PrefixList", "Properties": {"PrefixListName": "offices",
       "AddressFamily": "IPv4", "MaxEntries": 3,
       "Entries": [{"Cidr": "198.51.100.0/25"}, {"Cidr": "203.0.113.64/26"}]}}
      """, "prefix-list", "prefix-list L offices false 198.51.100.0/25 203.0.113.64/26"),
    TemplateCase(
      "what is not walked",
      """
      "G": {"Type": "AWS::EC2::TransitGateway"},
      "L": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Name": "front"}},
      "H": {"Type": "AWS::ElasticLoadBalancingV2::Listener"},
      "B2": {"Type": "AWS::S3::Bucket"}, "K": {"Type": "AWS::EC2::KeyPair"}
      """, "transit-gateway", "transit-gateway G -"),
  ])
  func `gateways, connections and lists`(_ example: TemplateCase) throws { try example.check() }

  @Test(arguments: [
    TemplateCase(
      "to an internet gateway",
      route(#""GatewayId": {"Ref": "G"}"#, #""G": {"Type": "AWS::EC2::InternetGateway"}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 internetGateway G createRoute"),
    TemplateCase(
      "to a VPN gateway", route(#""GatewayId": {"Ref": "W"}"#, vpn), "route-table T",
      "route-table T V ; 0.0.0.0/0 vpnGateway W createRoute"),
    TemplateCase(
      "to an instance",
      route(
        #""InstanceId": {"Ref": "I"}"#,
        #""I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 instance I createRoute"),
    TemplateCase(
      "to something outside of the template", route(#""NatGatewayId": "nat-1""#), "route-table T",
      "route-table T V ; 0.0.0.0/0 natGateway nat-1 createRoute"),
    TemplateCase(
      "to what is not walked",
      route(#""TransitGatewayId": {"Ref": "G"}"#, #""G": {"Type": "AWS::EC2::TransitGateway"}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 unmodelled G createRoute"),
    TemplateCase(
      "a gateway endpoint is a route to its service's addresses",
      """
      "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
      "E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V"},
       "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [{"Ref": "T"}]}}
      """, "route-table T",
      "route-table T V ; com.amazonaws.us-east-1.s3 unmodelled E createRoute"),
    TemplateCase(
      "the main table is the VPC's own", #""B2": {"Type": "AWS::S3::Bucket"}"#, "route-table",
      "route-table V/main V main; "),
    TemplateCase(
      "subnets and gateways are associated by resources",
      """
      "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
      "TA": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
       {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Ref": "T"}}},
      "G": {"Type": "AWS::EC2::InternetGateway"},
      "TG": {"Type": "AWS::EC2::GatewayRouteTableAssociation", "Properties":
       {"GatewayId": {"Ref": "G"}, "RouteTableId": {"Ref": "T"}}}
      """, "route-table T", "route-table T V subnet A, internetGateway G; "),
  ])
  func `routes and tables`(_ example: TemplateCase) throws { try example.check() }

  @Test func `a condition leaves resources out`() throws {
    let resources = #""G": {"Type": "AWS::EC2::InternetGateway", "Condition": "C"}"#
    let sections = """
      "Parameters": {"Public": {"Type": "String", "Default": "no"}},
      "Conditions": {"C": {"Fn::Equals": [{"Ref": "Public"}, "yes"]}}
      """
    let text = network(resources, sections: sections)
    #expect(try readTemplate(text).internetGateways.count == 0)
    let open = try readTemplate(text, parameters: ["Public": "yes"])
    #expect(open.internetGateways.ids == ["G"])
  }
}
