import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

/// Each type of resource, seen in the lines that a dump of the topology has of it.
@Suite("Resources of a template")
struct TemplateResourceTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let resources: String
    let kind: String
    let expected: [String]

    /// The lines that begin with a kind.
    init(_ description: String, _ resources: String, _ kind: String, _ expected: String...) {
      testDescription = description
      self.resources = resources
      self.kind = kind
      self.expected = expected
    }
  }

  private func check(_ example: Case) throws {
    let topology = try readTemplate(network(example.resources))
    #expect(TopologyDump(topology).lines(of: example.kind) == example.expected)
  }

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
    Case(
      "VPCCidrBlock: a second block, and one that Amazon gives",
      """
      "X": {"Type": "AWS::EC2::VPCCidrBlock", "Properties":
       {"VpcId": {"Ref": "V"}, "CidrBlock": "10.9.0.0/16"}},
      "Y": {"Type": "AWS::EC2::VPCCidrBlock", "Properties":
       {"VpcId": {"Ref": "V"}, "AmazonProvidedIpv6CidrBlock": "true"}}
      """, "vpc", "vpc V - us-east-1 10.0.0.0/16 true, 10.9.0.0/16 true, 2001:db8:0:100::/56 true"),
    Case(
      "Subnet: zone and IPv6 block",
      """
      "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"},
       "CidrBlock": "10.0.3.0/24", "Ipv6CidrBlock": "2001:db8:0:101::/64",
       "AvailabilityZone": {"Fn::Select": ["1", {"Fn::GetAZs": ""}]}}}
      """, "subnet S", "subnet S V - us-east-1b [10.0.3.0/24, 2001:db8:0:101::/64]"),
    Case(
      "InternetGateway and VPCGatewayAttachment",
      """
      "G": {"Type": "AWS::EC2::InternetGateway"},
      "GA": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties":
       {"VpcId": {"Ref": "V"}, "InternetGatewayId": {"Fn::GetAtt": "G.InternetGatewayId"}}},
      "H": {"Type": "AWS::EC2::InternetGateway"}
      """, "igw", "igw G V true", "igw H "),
    Case(
      "EgressOnlyInternetGateway",
      #""G": {"Type": "AWS::EC2::EgressOnlyInternetGateway", "Properties": {"VpcId": {"Ref": "V"}}}"#,
      "eigw", "eigw G V true"),
    Case("VPNGateway", vpn, "vgw", "vgw W V true"),
    Case("VPNConnection and VPNConnectionRoute", vpn, "vpn", "vpn N [192.168.0.0/16] []"),
    Case(
      "VPNGatewayRoutePropagation",
      vpn + """
        ,
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
        "P": {"Type": "AWS::EC2::VPNGatewayRoutePropagation", "Properties":
         {"RouteTableIds": [{"Ref": "T"}], "VpnGatewayId": {"Ref": "W"}}}
        """, "route-table T",
      "route-table T V ; propagating W; 192.168.0.0/16 vpnGateway W propagated"),
    Case(
      "VPCPeeringConnection",
      """
      "U": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}},
      "P": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties":
       {"VpcId": {"Ref": "V"}, "PeerVpcId": {"Ref": "U"}}},
      "Q": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties":
       {"VpcId": {"Ref": "V"}, "PeerVpcId": "vpc-1", "PeerOwnerId": "123456789012"}}
      """, "peering", "peering P active", "peering Q unknown"),
    Case(
      "PrefixList",
      """
      "L": {"Type": "AWS::EC2::PrefixList", "Properties": {"PrefixListName": "offices",
       "AddressFamily": "IPv4", "MaxEntries": 3,
       "Entries": [{"Cidr": "198.51.100.0/25"}, {"Cidr": "203.0.113.64/26"}]}}
      """, "prefix-list", "prefix-list L offices false 198.51.100.0/25 203.0.113.64/26"),
    Case(
      "what is not walked",
      """
      "G": {"Type": "AWS::EC2::TransitGateway"},
      "L": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Name": "front"}},
      "H": {"Type": "AWS::ElasticLoadBalancingV2::Listener"},
      "B2": {"Type": "AWS::S3::Bucket"}, "K": {"Type": "AWS::EC2::KeyPair"}
      """, "transit-gateway", "transit-gateway G -"),
  ])
  func `gateways, connections and lists`(_ example: Case) throws { try check(example) }

  @Test(arguments: [
    Case(
      "to an internet gateway",
      route(#""GatewayId": {"Ref": "G"}"#, #""G": {"Type": "AWS::EC2::InternetGateway"}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 internetGateway G createRoute"),
    Case(
      "to a VPN gateway", route(#""GatewayId": {"Ref": "W"}"#, vpn), "route-table T",
      "route-table T V ; 0.0.0.0/0 vpnGateway W createRoute"),
    Case(
      "to an instance",
      route(
        #""InstanceId": {"Ref": "I"}"#,
        #""I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 instance I createRoute"),
    Case(
      "to something outside of the template", route(#""NatGatewayId": "nat-1""#), "route-table T",
      "route-table T V ; 0.0.0.0/0 natGateway nat-1 createRoute"),
    Case(
      "to what is not walked",
      route(#""TransitGatewayId": {"Ref": "G"}"#, #""G": {"Type": "AWS::EC2::TransitGateway"}"#),
      "route-table T", "route-table T V ; 0.0.0.0/0 unmodelled G createRoute"),
    Case(
      "a gateway endpoint is a route to its service's addresses",
      """
      "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
      "E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V"},
       "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [{"Ref": "T"}]}}
      """, "route-table T",
      "route-table T V ; com.amazonaws.us-east-1.s3 unmodelled E createRoute"),
    Case(
      "the main table is the VPC's own", #""B2": {"Type": "AWS::S3::Bucket"}"#, "route-table",
      "route-table V/main V main; "),
    Case(
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
  func `routes and tables`(_ example: Case) throws { try check(example) }

  @Test(arguments: [
    Case(
      "the default ACL allows everything, and holds by being the default",
      #""B2": {"Type": "AWS::S3::Bucket"}"#, "acl",
      #"acl V/default [] ["100 inbound true all 0.0.0.0/0", "100 outbound true all 0.0.0.0/0"]"#),
    Case(
      "NetworkAclEntry: words, numbers and texts; Egress is false unless said",
      """
      "N": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "V"}}},
      "NA": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties":
       {"SubnetId": {"Ref": "A"}, "NetworkAclId": {"Ref": "N"}}},
      "E1": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
       "RuleNumber": 100, "Protocol": 6, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8",
       "PortRange": {"From": "443", "To": 443}}},
      "E2": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
       "RuleNumber": "200", "Protocol": "-1", "RuleAction": "deny", "Egress": "true",
       "Ipv6CidrBlock": "::/0"}},
      "E3": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
       "RuleNumber": 300, "Protocol": 1, "RuleAction": "allow", "CidrBlock": "0.0.0.0/0",
       "Icmp": {"Type": 8, "Code": -1}}}
      """, "acl N",
      #"acl N ["A"] ["100 inbound true tcp 443 10.0.0.0/8", "#
        + #""200 outbound false all ::/0", "#
        + #""300 inbound true icmp 2048-2303 0.0.0.0/0"]"#),
    Case(
      "a group without egress gets the rule that AWS adds",
      #""G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}}"#,
      "security-group G", "security-group G V -; in; out all 0.0.0.0/0"),
    Case(
      "a group with egress of its own does not",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
       "SecurityGroupEgress": [{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]}}
      """, "security-group G", "security-group G V -; in; out all 127.0.0.1/32"),
    Case(
      "nor does one whose egress is a resource of its own",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}},
      "E": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {"GroupId": {"Ref": "G"},
       "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}}
      """, "security-group G",
      "security-group G V -; in; out E tcp 443 0.0.0.0/0"),
    Case(
      "rules in a group, one for a list, one for another group, one that a condition leaves out",
      """
      "L": {"Type": "AWS::EC2::PrefixList", "Properties": {"Entries": [{"Cidr": "10.0.0.0/8"}]}},
      "H": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}},
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
       "GroupName": "web", "SecurityGroupIngress": [
       {"IpProtocol": "17", "FromPort": "53", "ToPort": "53", "CidrIpv6": "::/0"},
       {"IpProtocol": -1, "SourcePrefixListId": {"Ref": "L"}, "Description": "offices"},
       {"Ref": "AWS::NoValue"},
       {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1,
        "SourceSecurityGroupId": {"Fn::GetAtt": ["H", "GroupId"]}}]}}
      """, "security-group G",
      "security-group G V web; in udp 53 ::/0, all L \"offices\", "
        + "icmp 0-65535 H; out all 0.0.0.0/0"),
    Case(
      "a rule for the list of S3, whose id is one in all accounts of a Region",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
       "SecurityGroupEgress": [
       {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
        "DestinationPrefixListId": "pl-63a5400a"},
       {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
        "DestinationPrefixListId": "pl-6da54004"}]}}
      """, "security-group G",
      "security-group G V -; in; out tcp 443 com.amazonaws.us-east-1.s3, tcp 443 pl-6da54004"),
    Case(
      "SecurityGroupIngress may open the VPC's default group",
      """
      "E": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"IpProtocol": "-1",
       "GroupId": {"Fn::GetAtt": ["V", "DefaultSecurityGroup"]}, "CidrIp": "10.0.0.0/8"}}
      """, "security-group",
      "security-group V/default V default; in all V/default, E all 10.0.0.0/8; out all 0.0.0.0/0"),
    Case(
      "the AWS CDK empties the default group by a resource of its own",
      """
      "E": {"Type": "Custom::VpcRestrictDefaultSG", "Properties":
       {"DefaultSecurityGroupId": {"Fn::GetAtt": ["V", "DefaultSecurityGroup"]}}}
      """, "security-group", "security-group V/default V default; in; out"),
  ])
  func `ACLs and security groups`(_ example: Case) throws { try check(example) }

  @Test(arguments: [
    Case(
      "an instance in a subnet has the lowest free address and the default group",
      """
      "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
      "J": {"Type": "AWS::EC2::Instance", "Properties":
       {"SubnetId": {"Ref": "A"}, "PrivateIpAddress": "10.0.1.4"}}
      """, "interface",
      #"interface I/eth0 A ordinary inUse I ["V/default"] ["10.0.1.5"] []"#,
      #"interface J/eth0 A ordinary inUse J ["V/default"] ["10.0.1.4"] []"#),
    Case(
      "interfaces that the instance lists",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}},
      "E": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "B"},
       "GroupSet": [{"Ref": "G"}], "PrivateIpAddresses": [
       {"PrivateIpAddress": "10.0.2.9", "Primary": false},
       {"PrivateIpAddress": "10.0.2.8", "Primary": true}]}},
      "I": {"Type": "AWS::EC2::Instance", "Properties": {"NetworkInterfaces": [
       {"DeviceIndex": "0", "SubnetId": {"Ref": "A"}, "GroupSet": [{"Ref": "G"}],
        "AssociatePublicIpAddress": true, "SecondaryPrivateIpAddressCount": 1},
       {"DeviceIndex": 1, "NetworkInterfaceId": {"Ref": "E"}}]}}
      """, "interface",
      #"interface E B ordinary inUse I ["G"] ["10.0.2.8", "10.0.2.9"] []"#,
      #"interface I/eth0 A ordinary inUse I ["G"] ["10.0.1.4 203.0.113.1", "10.0.1.5"] []"#),
    Case(
      "NetworkInterfaceAttachment, and an interface that nothing uses",
      """
      "E": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "A"}}},
      "F": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "B"}}},
      "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
      "EA": {"Type": "AWS::EC2::NetworkInterfaceAttachment", "Properties": {"DeviceIndex": "1",
       "InstanceId": {"Ref": "I"}, "NetworkInterfaceId": {"Ref": "E"}}}
      """, "interface",
      #"interface E A ordinary inUse I ["V/default"] ["10.0.1.4"] []"#,
      #"interface F B ordinary available - ["V/default"] ["10.0.2.4"] []"#,
      #"interface I/eth0 A ordinary inUse I ["V/default"] ["10.0.1.5"] []"#),
    Case(
      "EIP by the instance, by EIPAssociation with an allocation, and with an address",
      """
      "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
      "J": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
      "K": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "B"}}},
      "X": {"Type": "AWS::EC2::EIP", "Properties": {"InstanceId": {"Ref": "I"}}},
      "Y": {"Type": "AWS::EC2::EIP"}, "Z": {"Type": "AWS::EC2::EIP"},
      "YA": {"Type": "AWS::EC2::EIPAssociation", "Properties": {"InstanceId": {"Ref": "J"},
       "AllocationId": {"Fn::GetAtt": ["Y", "AllocationId"]}}},
      "ZA": {"Type": "AWS::EC2::EIPAssociation", "Properties": {"NetworkInterfaceId": {"Ref": "K"},
       "EIP": {"Ref": "Z"}}}
      """, "interface",
      #"interface I/eth0 A ordinary inUse I ["V/default"] ["10.0.1.4 203.0.113.1"] []"#,
      #"interface J/eth0 A ordinary inUse J ["V/default"] ["10.0.1.5 203.0.113.2"] []"#,
      #"interface K B ordinary available - ["V/default"] ["10.0.2.4 203.0.113.3"] []"#),
    Case(
      "NatGateway: public with its EIP, private, and with an address of its own",
      """
      "X": {"Type": "AWS::EC2::EIP"},
      "N1": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": {"Ref": "A"},
       "AllocationId": {"Fn::GetAtt": ["X", "AllocationId"]}}},
      "N2": {"Type": "AWS::EC2::NatGateway", "Properties":
       {"SubnetId": {"Ref": "B"}, "ConnectivityType": "private", "PrivateIpAddress": "10.0.2.77"}}
      """, "nat", "nat N1 available public [10.0.1.4]", "nat N2 available private [10.0.2.77]"),
  ])
  func `hosts and their addresses`(_ example: Case) throws { try check(example) }

  @Test func `addresses that AWS would choose are marked, those of the template are not`() throws {
    let topology = try readTemplate(
      network(
        """
        "S6": {"Type": "AWS::EC2::VPCCidrBlock", "Properties":
         {"VpcId": {"Ref": "V"}, "AmazonProvidedIpv6CidrBlock": true}},
        "P": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"},
         "CidrBlock": "10.0.3.0/24", "MapPublicIpOnLaunch": true, "AssignIpv6AddressOnCreation": true,
         "Ipv6CidrBlock": {"Fn::Select": [3, {"Fn::Cidr": [
          {"Fn::Select": [0, {"Fn::GetAtt": ["V", "Ipv6CidrBlocks"]}]}, 4, 64]}]}}},
        "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "P"}}},
        "J": {"Type": "AWS::EC2::Instance", "Properties":
         {"SubnetId": {"Ref": "B"}, "PrivateIpAddress": "10.0.2.10"}}
        """))
    let free = try topology.networkInterfaces.resource("I/eth0").addresses
    #expect(free.map(\.address.description) == ["10.0.3.4", "2001:db8:0:103::4"])
    #expect(free.map { $0.publicAddress?.description } == ["203.0.113.1", nil])
    #expect(free.map(\.isAssumed) == [true, true])
    let given = try topology.networkInterfaces.resource("J/eth0").addresses
    #expect(given.map(\.isAssumed) == [false])
    let blocks = try topology.subnets.resource("P").ipv6Blocks + topology.vpcs.resource("V").blocks
    #expect(blocks.map(\.isAssumed) == [true, false, true])
  }

  @Test func `hosts have their tags, as far as these are known`() throws {
    let topology = try readTemplate(
      network(
        """
        "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}, "Tags": [
         {"Key": "Name", "Value": {"Fn::Sub": "${Stage}-web"}},
         {"Key": "tier", "Value": {"Fn::Sub": "${Stage}-web"}},
         {"Key": "zone", "Value": {"Fn::GetAtt": ["A", "AvailabilityZone"]}}]}},
        "E": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "B"},
         "Tags": [{"Key": "tier", "Value": "data"}, {"Key": "public", "Value": ""}]}}
        """, sections: #""Parameters": {"Stage": {"Type": "String", "Default": "prod"}}"#))
    let instance = try topology.instances.resource("I")
    #expect(instance.name == "prod-web" && instance.tags == ["tier": "prod-web"])
    let interface = try topology.networkInterfaces.resource("E")
    #expect(interface.name == nil && interface.tags == ["tier": "data", "public": ""])
  }

  @Test func `a host's chosen address can be used in a rule`() throws {
    let topology = try readTemplate(
      network(
        """
        "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
          "CidrIp": {"Fn::Sub": "${I.PrivateIp}/32"}}]}},
        "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}}
        """))
    let group = try topology.securityGroups.resource("G")
    #expect(group.inbound.map(\.peer) == [.block(CIDRBlock(host: IPAddress(10, 0, 1, 4)))])
  }

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

  @Test func `citations lead to logical ids, and to rules that stand in a list`() throws {
    let topology = try readTemplate(
      network(
        """
        "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [
          {"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}]}},
        "E": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties":
         {"GroupId": {"Ref": "G"}, "IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}}
        """))
    let group = try topology.securityGroups.resource("G")
    let places = [group.location] + group.inbound.map(\.location)
    #expect(places.map { $0.map { topology.sources.position(of: $0).line } } == [6, 8, 9])
    #expect(group.inbound.map(\.id) == [nil, "E"])
  }
}
