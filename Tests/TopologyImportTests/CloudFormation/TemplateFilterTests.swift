import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

/// Network ACLs and security groups, seen in the lines that a dump of the topology has of them.
@Suite("Filters of a template")
struct TemplateFilterTests {
  @Test(arguments: [
    TemplateCase(
      "the default ACL allows everything, and holds by being the default",
      #""B2": {"Type": "AWS::S3::Bucket"}"#, "acl",
      #"acl V/default [] ["100 inbound true all 0.0.0.0/0", "100 outbound true all 0.0.0.0/0"]"#),
    TemplateCase(
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
    TemplateCase(
      "a group without egress gets the rule that AWS adds",
      #""G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}}"#,
      "security-group G", "security-group G V -; in; out all 0.0.0.0/0"),
    TemplateCase(
      "a group with egress of its own does not",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
       "SecurityGroupEgress": [{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]}}
      """, "security-group G", "security-group G V -; in; out all 127.0.0.1/32"),
    TemplateCase(
      "nor does one whose egress is a resource of its own",
      """
      "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}},
      "E": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {"GroupId": {"Ref": "G"},
       "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}}
      """, "security-group G",
      "security-group G V -; in; out E tcp 443 0.0.0.0/0"),
    TemplateCase(
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
    TemplateCase(
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
    TemplateCase(
      "SecurityGroupIngress may open the VPC's default group",
      """
      "E": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"IpProtocol": "-1",
       "GroupId": {"Fn::GetAtt": ["V", "DefaultSecurityGroup"]}, "CidrIp": "10.0.0.0/8"}}
      """, "security-group",
      "security-group V/default V default; in all V/default, E all 10.0.0.0/8; out all 0.0.0.0/0"),
    TemplateCase(
      "the AWS CDK empties the default group by a resource of its own",
      """
      "E": {"Type": "Custom::VpcRestrictDefaultSG", "Properties":
       {"DefaultSecurityGroupId": {"Fn::GetAtt": ["V", "DefaultSecurityGroup"]}}}
      """, "security-group", "security-group V/default V default; in; out"),
  ])
  func `ACLs and security groups`(_ example: TemplateCase) throws { try example.check() }

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
