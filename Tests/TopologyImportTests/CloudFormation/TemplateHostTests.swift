import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

/// Instances, interfaces and their addresses.
@Suite("Hosts of a template")
struct TemplateHostTests {
  @Test(arguments: [
    TemplateCase(
      "an instance in a subnet has the lowest free address and the default group",
      """
      "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
      "J": {"Type": "AWS::EC2::Instance", "Properties":
       {"SubnetId": {"Ref": "A"}, "PrivateIpAddress": "10.0.1.4"}}
      """, "interface",
      #"interface I/eth0 A ordinary inUse I ["V/default"] ["10.0.1.5"] []"#,
      #"interface J/eth0 A ordinary inUse J ["V/default"] ["10.0.1.4"] []"#),
    TemplateCase(
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
    TemplateCase(
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
    TemplateCase(
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
    TemplateCase(
      "NatGateway: public with its EIP, private, and with an address of its own",
      """
      "X": {"Type": "AWS::EC2::EIP"},
      "N1": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": {"Ref": "A"},
       "AllocationId": {"Fn::GetAtt": ["X", "AllocationId"]}}},
      "N2": {"Type": "AWS::EC2::NatGateway", "Properties":
       {"SubnetId": {"Ref": "B"}, "ConnectivityType": "private", "PrivateIpAddress": "10.0.2.77"}}
      """, "nat", "nat N1 available public [10.0.1.4]", "nat N2 available private [10.0.2.77]"),
  ])
  func `hosts and their addresses`(_ example: TemplateCase) throws { try example.check() }

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
}
