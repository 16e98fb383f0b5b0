import Addressing
import TestSupport
import Testing
import TopologyModel

@Suite("Answers on VPCs, subnets, routes and gateways")
struct NetworkFamilyTests {
  @Test func `R-CIDR-10: a VPC has its primary block first, and the state of each`() throws {
    let topology = try imported(
      answer(
        "Vpcs",
        """
        {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "IsDefault": true, "OwnerId": "42",
         "Tags": [{"Key": "env", "Value": "x"}, {"Key": "Name", "Value": "prod"}],
         "CidrBlockAssociationSet": [
           {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "failed"}},
           {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}],
         "Ipv6CidrBlockAssociationSet": [
           {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}]}
        """))
    let vpc = try topology.vpcs.resource("vpc-1")
    #expect(vpc.name == "prod")
    #expect(vpc.isDefault)
    #expect(
      vpc.blocks.map(\.block.description) == ["10.0.0.0/16", "100.64.0.0/16", "2001:db8::/56"])
    #expect(vpc.blocks.map(\.isAssociated) == [true, false, true])
  }

  @Test(arguments: [
    (#""AvailabilityZone": "eu-west-1b""#, "eu-west-1"),
    (#""AvailabilityZone": "us-west-2-lax-1a""#, "us-west-2"),
    (#""SubnetArn": "arn:aws:ec2:ap-south-1:123456789012:subnet/subnet-1""#, "ap-south-1"),
  ])
  func `a VPC's Region is told by its subnets`(field: String, region: String) throws {
    let topology = try imported(
      """
      {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", \(field)}],
       "Vpcs": [{"VpcId": "vpc-1"}]}
      """)
    #expect(try topology.vpcs.resource("vpc-1").region == region)
  }

  @Test func `R-CIDR-11: a subnet may have no IPv4 block`() throws {
    let topology = try imported(
      answer(
        "Subnets",
        """
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "Ipv6Native": true, "MapPublicIpOnLaunch": true,
         "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:0:1::/64",
           "Ipv6CidrBlockState": {"State": "associated"}}]}
        """))
    let subnet = try topology.subnets.resource("subnet-1")
    #expect(subnet.ipv4Block == nil)
    #expect(subnet.usableBlocks.map(\.description) == ["2001:db8:0:1::/64"])
    #expect(subnet.assignsPublicIPv4OnLaunch)
    #expect(topology.vpcs.missing.map { topology.vpcs.id(of: $0) } == ["vpc-1"])
  }

  @Test(arguments: [
    (#""GatewayId": "local""#, "local"), (#""GatewayId": "igw-1""#, "internetGateway igw-1"),
    (#""GatewayId": "vgw-1""#, "vpnGateway vgw-1"),
    (#""GatewayId": "vpce-1""#, "unmodelled vpce-1"),
    (#""NatGatewayId": "nat-1""#, "natGateway nat-1"),
    (#""NetworkInterfaceId": "eni-1", "InstanceId": "i-1""#, "networkInterface eni-1"),
    (#""InstanceId": "i-1""#, "instance i-1"),
    (#""VpcPeeringConnectionId": "pcx-1""#, "vpcPeeringConnection pcx-1"),
    (#""EgressOnlyInternetGatewayId": "eigw-1""#, "egressOnlyInternetGateway eigw-1"),
    (#""TransitGatewayId": "tgw-1""#, "unmodelled tgw-1"),
    (#""CarrierGatewayId": "cagw-1""#, "unmodelled cagw-1"),
    (#""LocalGatewayId": "lgw-1""#, "unmodelled lgw-1"),
    (
      #""CoreNetworkArn": "arn:aws:networkmanager::1:core-network/core-network-1""#,
      "unmodelled arn:aws:networkmanager::1:core-network/core-network-1"
    ),
    (
      #""OdbNetworkArn": "arn:aws:odb:x:1:odb-network/odbnet_1""#,
      "unmodelled arn:aws:odb:x:1:odb-network/odbnet_1"
    ), (#""State": "blackhole""#, "missing"),
  ])
  func `R-ROUTE-8: a route's target is in one of many fields`(
    field: String, expected: String
  ) throws {
    let topology = try imported(
      answer(
        "RouteTables",
        """
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1",
         "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", \(field)}]}
        """))
    let route = try #require(try topology.routeTables.resource("rtb-1").routes.first)
    #expect(TopologyDump(topology).text(route.target) == expected)
  }

  @Test func `R-ROUTE-12: routes, associations and propagating gateways of a table`() throws {
    let topology = try imported(
      answer(
        "RouteTables",
        """
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "PropagatingVgws": [{"GatewayId": "vgw-1"}],
         "Associations": [
           {"Main": true, "AssociationState": {"State": "associated"}},
           {"Main": false, "SubnetId": "subnet-1", "AssociationState": {"State": "disassociating"}},
           {"Main": false, "GatewayId": "igw-1"}, {"Main": false, "GatewayId": "vgw-1"}],
         "Routes": [
           {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"},
           {"DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw-1", "Origin": "CreateRoute"},
           {"DestinationPrefixListId": "pl-1", "GatewayId": "vgw-1", "State": "blackhole",
            "Origin": "EnableVgwRoutePropagation"}]}
        """))
    #expect(
      TopologyDump(topology).lines(of: "route-table") == [
        """
        route-table rtb-1 vpc-1 main, subnet subnet-1 (not associated), internetGateway igw-1, \
        vpnGateway vgw-1; propagating vgw-1; 10.0.0.0/16 local createRouteTable, \
        ::/0 internetGateway igw-1 createRoute, \
        pl-1 vpnGateway vgw-1 propagated blackhole
        """
      ])
  }

  @Test func `gateways and what they are attached to`() throws {
    let topology = try imported(
      """
      {"InternetGateways": [{"InternetGatewayId": "igw-1",
         "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}],
       "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-1",
         "Attachments": [{"VpcId": "vpc-1", "State": "detaching"}]}],
       "VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "deleted",
         "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}]}
      """)
    #expect(try topology.internetGateways.resource("igw-1").attachments.map(\.isAttached) == [true])
    let egress = try topology.egressOnlyInternetGateways.resource("eigw-1")
    #expect(egress.attachments.map(\.isAttached) == [false])
    let vpn = try topology.vpnGateways.resource("vgw-1")
    #expect(vpn.attachments.map(\.isAttached) == [true])
    #expect(!vpn.isAvailable)
  }

  @Test func `R-CIDR-9: what a Direct Connect gateway is associated with`() throws {
    let topology = try imported(
      """
      {"directConnectGatewayAssociations": [
        {"directConnectGatewayId": "dx-1", "associationState": "associated",
         "associatedGateway": {"id": "vgw-1", "type": "virtualPrivateGateway"}},
        {"directConnectGatewayId": "dx-2", "virtualGatewayId": "vgw-1"},
        {"directConnectGatewayId": "dx-3", "associationState": "disassociated",
         "associatedGateway": {"id": "vgw-1", "type": "virtualPrivateGateway"}},
        {"directConnectGatewayId": "dx-4", "associationState": "associated",
         "associatedGateway": {"id": "tgw-1", "type": "transitGateway"}}],
       "VpnGateways": [{"VpnGatewayId": "vgw-1"}]}
      """)
    let gateway = try topology.vpnGateways.resource("vgw-1")
    let known = gateway.directConnectGateways
    #expect(known.map { topology.unmodelled.id(of: $0) } == ["dx-1", "dx-2"])
    #expect(
      known.map { topology.unmodelled[$0]?.kind } == [.directConnectGateway, .directConnectGateway])
  }

  @Test func `R-NAT-14: a NAT gateway's addresses, primary first`() throws {
    let topology = try imported(
      answer(
        "NatGateways",
        """
        {"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "deleting",
         "ConnectivityType": "private", "AvailabilityMode": "regional", "NatGatewayAddresses": [
           {"PrivateIp": "10.0.0.9", "Status": "failed"},
           {"PrivateIp": "10.0.0.5", "IsPrimary": false, "Status": "succeeded"},
           {"PrivateIp": "10.0.0.4", "PublicIp": "203.0.113.4", "IsPrimary": true,
            "NetworkInterfaceId": "eni-1"}]}
        """))
    let gateway = try topology.natGateways.resource("nat-1")
    #expect(gateway.addresses.map(\.privateAddress.description) == ["10.0.0.4", "10.0.0.5"])
    #expect(gateway.addresses.first?.publicAddress == IPAddress(203, 0, 113, 4))
    #expect(gateway.state == .deleting)
    #expect(gateway.connectivity == .private)
    #expect(gateway.isRegional)
  }

  @Test func `R-PCX-1: both sides of a peering with all their blocks`() throws {
    let topology = try imported(
      answer(
        "VpcPeeringConnections",
        """
        {"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "pending-acceptance"},
         "RequesterVpcInfo": {"VpcId": "vpc-1", "Region": "us-east-1", "OwnerId": "1",
           "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"},
           {"CidrBlock": "10.1.0.0/16"}], "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": "2001:db8::/56"}]},
         "AccepterVpcInfo": {"VpcId": "vpc-2", "Region": "eu-west-1", "CidrBlock": "10.9.0.0/16"}}
        """))
    let connection = try topology.vpcPeeringConnections.resource("pcx-1")
    #expect(connection.status == .pendingAcceptance)
    #expect(!connection.isWithinOneRegion)
    #expect(
      connection.requester.blocks.map(\.description) == [
        "10.0.0.0/16", "10.1.0.0/16", "2001:db8::/56",
      ])
    #expect(connection.accepter.blocks.map(\.description) == ["10.9.0.0/16"])
  }

  @Test func `R-VPN-4: static routes and tunnels of a VPN connection`() throws {
    let topology = try imported(
      """
      {"VpnConnections": [{"VpnConnectionId": "vpn-1", "CustomerGatewayId": "cgw-1",
         "VpnGatewayId": "vgw-1", "State": "available", "Options": {"StaticRoutesOnly": true},
         "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "available"},
                    {"DestinationCidrBlock": "192.168.1.0/24", "State": "deleted"}],
         "VgwTelemetry": [{"OutsideIpAddress": "203.0.113.1", "Status": "UP"},
                          {"OutsideIpAddress": "203.0.113.2", "Status": "DOWN"}]}],
       "CustomerGateways": [{"CustomerGatewayId": "cgw-1", "IpAddress": "198.51.100.7"}]}
      """)
    let connection = try topology.vpnConnections.resource("vpn-1")
    #expect(connection.usesStaticRoutes)
    #expect(connection.staticRoutes.map(\.isAvailable) == [true, false])
    #expect(connection.tunnels.map(\.isUp) == [true, false])
    let gateway = try topology.customerGateways.resource("cgw-1")
    #expect(gateway.address == IPAddress(198, 51, 100, 7))
  }

  @Test func `R-BPA-1: Block Public Access and its exclusions`() throws {
    let topology = try imported(
      """
      {"VpcBlockPublicAccessOptions": {"AwsRegion": "us-east-1", "State": "update-complete",
         "InternetGatewayBlockMode": "block-ingress"},
       "VpcBlockPublicAccessExclusions": [
         {"ExclusionId": "vpcbpa-exclude-1", "InternetGatewayExclusionMode": "allow-egress",
          "ResourceArn": "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1",
          "State": "create-complete"},
         {"ExclusionId": "vpcbpa-exclude-2", "InternetGatewayExclusionMode": "allow-bidirectional",
          "ResourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1",
          "State": "delete-complete"}]}
      """)
    #expect(topology.blockPublicAccess.map(\.mode) == [.blockIngress])
    #expect(topology.blockPublicAccessExclusions.map(\.id) == ["vpcbpa-exclude-1"])
    let subnet = try #require(topology.subnets.reference(to: "subnet-1"))
    #expect(topology.blockPublicAccessExclusions.first?.subject == .subnet(subnet))
  }

  @Test func `R-ENC-1: encryption controls`() throws {
    let topology = try imported(
      answer(
        "VpcEncryptionControls",
        """
        {"VpcEncryptionControlId": "vpc-encryption-control-1", "VpcId": "vpc-1", "Mode": "enforce",
         "State": "available"}
        """))
    #expect(topology.encryptionControls.map(\.isEnforced) == [true])
  }
}
