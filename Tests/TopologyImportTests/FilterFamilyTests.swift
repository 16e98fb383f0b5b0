import Addressing
import TestSupport
import Testing
import TopologyModel

@Suite("Answers on network ACLs, security groups and prefix lists")
struct FilterFamilyTests {
  @Test(arguments: [
    (#""Protocol": "6", "PortRange": {"From": 22, "To": 25}"#, "tcp 22-25"),
    (#""Protocol": "17""#, "udp 0-65535"),
    (#""Protocol": "-1", "PortRange": {"From": 0, "To": 0}"#, "all"),
    (#""Protocol": "47", "PortRange": {"From": 1, "To": 1}"#, "gre 0-65535"),
    (#""Protocol": "1", "IcmpTypeCode": {"Type": 3, "Code": 4}"#, "icmp 772"),
    (#""Protocol": "1", "IcmpTypeCode": {"Type": 8, "Code": -1}"#, "icmp 2048-2303"),
    (#""Protocol": "1", "IcmpTypeCode": {"Type": -1, "Code": -1}"#, "icmp 0-65535"),
    (#""Protocol": "58", "IcmpTypeCode": {"Type": 128, "Code": 0}"#, "icmpv6 0-65535"),
  ])
  func `R-NACL-5: what an entry's fields mean depends on its protocol`(
    fields: String, expected: String
  ) throws {
    let topology = try imported(acl(fields + #", "CidrBlock": "10.0.0.0/8""#))
    let entry = try #require(try topology.networkACLs.resource("acl-1").entries.first)
    #expect(TopologyDump.text(entry.traffic) == expected)
  }

  @Test func `R-NACL-5: type and code count for 58 with an IPv6 block`() throws {
    let fields = #""Protocol": "58", "IcmpTypeCode": {"Type": 128, "Code": 0}"#
    let topology = try imported(acl(fields + #", "Ipv6CidrBlock": "::/0""#))
    let entry = try #require(try topology.networkACLs.resource("acl-1").entries.first)
    #expect(TopologyDump.text(entry.traffic) == "icmpv6 32768")
    #expect(entry.block == .allIPv6)
  }

  @Test func `R-NACL-2: the closing entries are left out`() throws {
    let topology = try imported(
      answer(
        "NetworkAcls",
        """
        {"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true,
         "Associations": [{"SubnetId": "subnet-1"}], "Entries": [
         {"RuleNumber": 32767, "Egress": true, "Protocol": "-1", "RuleAction": "deny",
          "CidrBlock": "0.0.0.0/0"},
         {"RuleNumber": 32768, "Egress": true, "Protocol": "-1", "RuleAction": "deny",
          "Ipv6CidrBlock": "::/0"}]}
        """))
    let acl = try topology.networkACLs.resource("acl-1")
    #expect(acl.entries.isEmpty)
    #expect(acl.isDefault)
    #expect(acl.subnets.map { topology.subnets.id(of: $0) } == ["subnet-1"])
  }

  private func acl(_ fields: String) -> String {
    answer(
      "NetworkAcls",
      """
      {"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [
       {"RuleNumber": 100, "Egress": false, "RuleAction": "allow", \(fields)}]}
      """)
  }

  @Test(arguments: [
    (#""IpProtocol": "tcp", "FromPort": 80, "ToPort": 90"#, "tcp 80-90"),
    (#""IpProtocol": "tcp", "FromPort": -1, "ToPort": -1"#, "tcp 0-65535"),
    (#""IpProtocol": "-1", "FromPort": 80, "ToPort": 80"#, "all"),
    (#""IpProtocol": "50", "FromPort": 80, "ToPort": 80"#, "esp 0-65535"),
    (#""IpProtocol": "icmp", "FromPort": 8, "ToPort": -1"#, "icmp 2048-2303"),
    (#""IpProtocol": "icmp", "FromPort": -1, "ToPort": -1"#, "icmp 0-65535"),
    (#""IpProtocol": "icmpv6""#, "icmpv6 0-65535"),
  ])
  func `R-SG-3: what a permission's fields mean depends on its protocol`(
    fields: String, expected: String
  ) throws {
    let topology = try imported(
      answer(
        "SecurityGroups",
        """
        {"GroupId": "sg-1", "VpcId": "vpc-1",
         "IpPermissions": [{\(fields), "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}
        """))
    let rule = try #require(try topology.securityGroups.resource("sg-1").inbound.first)
    #expect(TopologyDump.text(rule.traffic) == expected)
  }

  private static let group = """
    {"GroupId": "sg-1", "VpcId": "vpc-1", "GroupName": "web", "IpPermissions": [
      {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
       "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}],
       "Ipv6Ranges": [{"CidrIpv6": "::/0"}], "PrefixListIds": [{"PrefixListId": "pl-1"}],
       "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "42"}]}],
     "IpPermissionsEgress": []}
    """

  private static let listedRule = """
    {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp",
     "FromPort": 443, "ToPort": 443, "ReferencedGroupInfo": {"GroupId": "sg-2"}}
    """

  @Test func `R-SG-3: a permission is one rule a peer`() throws {
    let topology = try imported(answer("SecurityGroups", Self.group))
    #expect(
      TopologyDump(topology).lines(of: "security-group") == [
        """
        security-group sg-1 vpc-1 web; in tcp 443 10.0.0.0/8 "inside", tcp 443 ::/0, \
        tcp 443 pl-1, tcp 443 sg-2; out
        """
      ])
  }

  @Test(arguments: [true, false])
  func `a rule that is listed as well is counted once, and gets its id`(listedFirst: Bool) throws {
    let files = [
      (path: "a.json", text: answer("SecurityGroups", Self.group)),
      (path: "b.json", text: answer("SecurityGroupRules", Self.listedRule)),
    ]
    let result = TopologyReading(answers: listedFirst ? files.reversed() : files)
    #expect(result.places == [])
    let group = try #require(result.topology).securityGroups.resource("sg-1")
    #expect(group.inbound.map(\.id) == [nil, nil, nil, "sgr-1"])
  }

  @Test func `a group that only its listed rules describe has the VPC of its interfaces`() throws {
    let topology = try imported(
      """
      {"SecurityGroupRules": [\(Self.listedRule)], "NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-7",
         "Groups": [{"GroupId": "sg-1"}]}]}
      """)
    let group = try topology.securityGroups.resource("sg-1")
    #expect(topology.vpcs.id(of: group.vpc) == "vpc-7")
    #expect(group.inbound.map(\.id) == ["sgr-1"])
  }

  @Test func `a listed rule that its group lacks is told`() {
    let stray = Self.listedRule.replacing("443", with: "444")
    let result = TopologyReading(
      answer: "{\"SecurityGroups\": [\(Self.group)], \"SecurityGroupRules\": [\(stray)]}")
    #expect(result.places == ["warning RULE_NOT_IN_GROUP 6:54"])
  }

  @Test func `R-SG-8: associations of groups with other VPCs`() throws {
    let topology = try imported(
      answer(
        "SecurityGroupVpcAssociations",
        #"{"GroupId": "sg-1", "VpcId": "vpc-2", "State": "association-failed"}"#))
    #expect(topology.securityGroupVPCAssociations.map(\.isAssociated) == [false])
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func `R-ROUTE-7: both shapes of prefix lists and the entries are merged`(order: [Int]) throws {
    let files = [
      (
        "a.json",
        answer(
          "PrefixLists",
          #"{"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.x.s3", "Cidrs": ["3.5.0.0/19"]}"#
        )
      ),
      (
        "b.json",
        answer(
          "PrefixLists",
          """
          {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.x.s3", "OwnerId": "AWS"},
          {"PrefixListId": "pl-0a2", "PrefixListName": "offices", "OwnerId": "42", "MaxEntries": 9}
          """)
      ),
      ("pl-entries.pl-0a2.json", answer("Entries", #"{"Cidr": "203.0.113.0/24"}"#)),
    ]
    let result = TopologyReading(answers: order.map { files[$0] })
    #expect(result.places == [])
    let lists = try #require(result.topology).prefixLists
    #expect(try lists.resource("pl-1").entries?.map(\.block.description) == ["3.5.0.0/19"])
    #expect(try lists.resource("pl-1").isAWSManaged)
    #expect(try lists.resource("pl-0a2").entries?.map(\.block.description) == ["203.0.113.0/24"])
    #expect(try lists.resource("pl-0a2").maximumEntries == 9)
  }

  @Test func `entries may stand in the list's own object`() throws {
    let topology = try imported(
      answer("PrefixLists", #"{"PrefixListId": "pl-1", "Entries": [{"Cidr": "10.0.0.0/8"}]}"#))
    #expect(try topology.prefixLists.resource("pl-1").entries?.count == 1)
  }

  @Test func `a list without entries is not an empty one`() throws {
    let topology = try imported(answer("PrefixLists", #"{"PrefixListId": "pl-1"}"#))
    #expect(try topology.prefixLists.resource("pl-1").entries == nil)
  }
}
