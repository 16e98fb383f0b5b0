import Addressing
import TestSupport
import Testing
import TopologyModel

@Suite("Answers on interfaces, instances and addresses")
struct HostFamilyTests {
  private func interface(_ fields: String) throws -> NetworkInterface {
    let topology = try imported(
      answer(
        "NetworkInterfaces",
        #"{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", \#(fields)}"#))
    return try topology.networkInterfaces.resource("eni-1")
  }

  @Test func `R-ENI-5: addresses, their public ones, and delegated prefixes`() throws {
    let interface = try interface(
      """
      "PrivateIpAddresses": [
        {"PrivateIpAddress": "10.0.0.9", "Primary": false},
        {"PrivateIpAddress": "10.0.0.5", "Primary": true,
         "Association": {"PublicIp": "203.0.113.5"}}],
      "Ipv6Addresses": [{"Ipv6Address": "2001:db8::5"}],
      "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.0.16/28"}],
      "Ipv6Prefixes": [{"Ipv6Prefix": "2001:db8:0:0:1::/80"}]
      """)
    #expect(
      interface.addresses == [
        NetworkInterface.Address(IPAddress(10, 0, 0, 5), publicAddress: IPAddress(203, 0, 113, 5)),
        NetworkInterface.Address(IPAddress(10, 0, 0, 9)),
        NetworkInterface.Address(try IPAddress(parsing: "2001:db8::5")),
      ])
    #expect(interface.prefixes.map(\.description) == ["10.0.0.16/28", "2001:db8:0:0:1::/80"])
  }

  @Test func `R-ENI-1, R-IGW-10: the switches of an interface`() throws {
    let interface = try interface(
      """
      "SourceDestCheck": false, "DenyAllIgwTraffic": true, "Status": "in-use",
      "Attachment": {"InstanceId": "i-1", "DeviceIndex": 2, "Status": "detaching"},
      "TagSet": [{"Key": "Name", "Value": "router"}]
      """)
    #expect(!interface.checksSourceAndDestination)
    #expect(interface.deniesInternetGatewayTraffic)
    #expect(interface.deviceIndex == 2)
    #expect(interface.status == .detaching)
    #expect(interface.name == "router")
  }

  @Test func `R-TRK-6: idle timeouts of an interface, and AWS's own where it tells none`() throws {
    var expected = IdleTimeouts()
    #expect(try interface(#""Status": "in-use""#).idleTimeouts == expected)
    (expected.tcpEstablished, expected.udpStream) = (350, 60)
    let configured = try interface(
      """
      "ConnectionTrackingConfiguration": {"TcpEstablishedTimeout": 350, "UdpStreamTimeout": 60}
      """)
    #expect(configured.idleTimeouts == expected)
    #expect(configured.idleTimeouts.udpSingle == 30)
  }

  @Test(arguments: [
    (#""InterfaceType": "interface""#, NetworkInterface.Kind.ordinary),
    (#""InterfaceType": "interface", "RequesterManaged": true, "Description": "RDS"#, .ordinary),
    (
      #""InterfaceType": "interface", "RequesterManaged": true, "Description": "ELB app/x/1"#,
      .loadBalancer
    ), (#""InterfaceType": "efa""#, .ordinary),
    (#""InterfaceType": "network_load_balancer""#, .loadBalancer),
    (#""InterfaceType": "nat_gateway""#, .natGateway),
    (#""InterfaceType": "vpc_endpoint""#, .vpcEndpoint),
    (#""InterfaceType": "gateway_load_balancer_endpoint""#, .gatewayLoadBalancerEndpoint),
    (#""InterfaceType": "transit_gateway""#, .transitGateway),
    (#""InterfaceType": "lambda""#, .lambda),
    (#""InterfaceType": "global_accelerator_managed""#, .globalAccelerator),
    (
      #""InterfaceType": "interface", "RequesterManaged": true, "Description": "ClientVPN Endpoint"#,
      .clientVPN
    ), (#""InterfaceType": "quicksight""#, .otherManaged),
  ])
  func `what kind of interface it is`(fields: String, kind: NetworkInterface.Kind) throws {
    let closed = fields.hasSuffix("\"") ? fields : fields + "\""
    #expect(try interface(closed).kind == kind)
  }

  private static let reservation = """
    {"Instances": [{"InstanceId": "i-1", "State": {"Name": "stopped"}, "Platform": "windows",
      "Tags": [{"Key": "Name", "Value": "web-1"}], "NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1",
         "PrivateIpAddress": "10.0.0.5"}]}]}
    """

  @Test func `instances, and their interfaces where nothing else tells of them`() throws {
    let topology = try imported(answer("Reservations", Self.reservation))
    let instance = try topology.instances.resource("i-1")
    #expect(instance.state == .stopped)
    #expect(instance.isWindows)
    #expect(instance.name == "web-1")
    let interface = try topology.networkInterfaces.resource("eni-1")
    #expect(interface.addresses == [NetworkInterface.Address(IPAddress(10, 0, 0, 5))])
    #expect(interface.instance == topology.instances.reference(to: "i-1"))
  }

  @Test func `an interface that its own answer lacks stays missing`() throws {
    let topology = try imported(
      #"{"Reservations": [\#(Self.reservation)], "NetworkInterfaces": []}"#)
    #expect(
      topology.networkInterfaces.missing.map { topology.networkInterfaces.id(of: $0) } == ["eni-1"])
    #expect(topology.presentKinds == [.instance, .networkInterface])
  }

  @Test func `Elastic IP addresses`() throws {
    let topology = try imported(
      answer(
        "Addresses",
        """
        {"PublicIp": "203.0.113.9", "AllocationId": "eipalloc-1", "InstanceId": "",
         "NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.5"}
        """))
    let address = try #require(topology.elasticIPs.first)
    #expect(address.publicAddress == IPAddress(203, 0, 113, 9))
    #expect(address.privateAddress == IPAddress(10, 0, 0, 5))
    #expect(address.interface == topology.networkInterfaces.reference(to: "eni-1"))
  }

  @Test(arguments: [
    (
      answer("TransitGateways", #"{"TransitGatewayId": "tgw-1"}"#), "tgw-1",
      ResourceKind.transitGateway
    ),
    (answer("VpcEndpoints", #"{"VpcEndpointId": "vpce-1"}"#), "vpce-1", .vpcEndpoint),
    (
      answer("LoadBalancers", #"{"LoadBalancerArn": "arn:lb", "LoadBalancerName": "front"}"#),
      "arn:lb",
      .loadBalancer
    ), (answer("TargetGroups", #"{"TargetGroupArn": "arn:tg"}"#), "arn:tg", .targetGroup),
    (
      answer("directConnectGateways", #"{"directConnectGatewayId": "d-1"}"#), "d-1",
      .directConnectGateway
    ),
    (
      answer("ClientVpnEndpoints", #"{"ClientVpnEndpointId": "cvpn-1"}"#),
      "cvpn-1", .clientVPNEndpoint
    ),
  ])
  func `what is not walked is kept by id`(text: String, id: String, kind: ResourceKind) throws {
    let topology = try imported(text)
    #expect(try topology.unmodelled.resource(id).kind == kind)
    #expect(topology.presentKinds == [kind])
  }
}
