import SourceText
import TestSupport
import Testing
import TopologyModel

@Suite("Diagnostics of native files")
struct NativeDiagnosticTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The members of a VPC; each `«` marks a place.
    let members: String
    var top = ""
    let codes: [String]
    var hint: String?
  }

  static let cases = [
    Case(
      testDescription: "a mistyped key", members: "«internetGatway: \"igw\"",
      codes: ["error UNKNOWN_KEY"], hint: "did you mean internetGateway?"),
    Case(
      testDescription: "a mistyped key of the file", members: "", top: "«regoin: \"us-east-1\"",
      codes: ["error UNKNOWN_KEY"], hint: "did you mean region?"),
    Case(
      testDescription: "a key of another object",
      members: "instances: { i: { subnet: \"s\", «az: 1 } }",
      codes: ["error UNKNOWN_KEY"],
      hint: """
        it has id, name, subnet, networkInterface, privateIPv4, publicIPv4, ipv6, \
        secondaryAddresses, prefixes, securityGroups, sourceDestCheck, idleTimeouts ...
        """),
    Case(
      testDescription: "a number for a text", members: "region: «5", codes: ["error WRONG_TYPE"]),
    Case(
      testDescription: "null", members: "natGateways: «null", codes: ["error WRONG_TYPE"],
      hint: "leave the key out"),
    Case(
      testDescription: "a list for names", members: "instances: «[]", codes: ["error WRONG_TYPE"]),
    Case(
      testDescription: "neither a text nor true or false",
      members: "instances: { i: { subnet: \"s\", publicIPv4: «5 } }", codes: ["error WRONG_TYPE"]),
    Case(
      testDescription: "a bad block", members: "ipv6: \"2001:db8::/«129\"",
      codes: ["error INVALID_CIDR_BLOCK"]),
    Case(
      testDescription: "IPv4 for IPv6", members: "ipv6: «\"10.0.0.0/16\"",
      codes: ["error INVALID_CIDR_BLOCK"]),
    Case(
      testDescription: "IPv6 for IPv4",
      members: "instances: { i: { subnet: \"s\", privateIPv4: «\"2001:db8::1\" } }",
      codes: ["error INVALID_ADDRESS"]),
    Case(
      testDescription: "a bad address",
      members: "instances: { i: { subnet: \"s\", privateIPv4: \"10.0.1.«256\" } }",
      codes: ["error INVALID_ADDRESS"]),
    Case(
      testDescription: "host bits", members: "ipv6: \"«2001:db8::1/56\"",
      codes: ["warning HOST_BITS_SET"], hint: "AWS reads it so too"),
    Case(
      testDescription: "host bits in a rule",
      members: "securityGroups: { g: { inbound: [\"tcp 22 from «10.0.0.1/8\"] } }",
      codes: ["warning HOST_BITS_SET"]),
    Case(
      testDescription: "an interface that is nowhere", members: "interfaces: { «i: {} }",
      codes: ["error FIELD_MISSING"]),
    Case(
      testDescription: "an instance that is nowhere", members: "instances: { «i: {} }",
      codes: ["error FIELD_MISSING"]),
    Case(
      testDescription: "an unknown word",
      members: "instances: { i: { subnet: \"s\", state: «\"runing\" } }",
      codes: ["error UNKNOWN_VALUE"], hint: "did you mean running?"),
    Case(
      testDescription: "an unknown name",
      members:
        "securityGroups: { web: {} }, instances: { i: { subnet: \"s\", securityGroups: [\"«wbe\"] } }",
      codes: ["error UNKNOWN_NAME"], hint: "did you mean web?"),
    Case(
      testDescription: "an unknown target",
      members: "internetGateway: \"my-ig\", "
        + "routeTables: { t: { routes: { \"0.0.0.0/0\": \"«my-gi\" } } }",
      codes: ["error UNKNOWN_NAME"], hint: "did you mean my-ig?"),
    Case(
      testDescription: "an unknown VPC",
      members: "",
      top: """
        peering: { p: { requester: "v", accepter: "«w" } },
        """,
      codes: ["error UNKNOWN_NAME"], hint: "did you mean v?"),
    Case(
      testDescription: "a bad destination",
      members: "routeTables: { t: { routes: { \"10.0.0«/8\": \"local\" } } }",
      codes: ["error INVALID_CIDR_BLOCK"]),
    Case(
      testDescription: "a prefix list without pl:",
      members: "routeTables: { t: { routes: { \"«office\": \"local\" } } }",
      top: "prefixLists: { office: [] }", codes: ["error INVALID_CIDR_BLOCK"],
      hint: "for the prefix list write pl:office"),
    Case(
      testDescription: "an unknown prefix list",
      members: "routeTables: { t: { routes: { \"pl:«offise\": \"local\" } } }",
      top: "prefixLists: { office: [] }", codes: ["error UNKNOWN_NAME"],
      hint: "did you mean office?"),
    Case(
      testDescription: "a second main table",
      members: "routeTables: { main: {}, «other: { main: true } }",
      codes: ["error DUPLICATE_DEFAULT"]),
    Case(
      testDescription: "an id that is taken",
      members:
        "instances: { i: { id: \"i-1\", subnet: \"s\" }, «j: { id: \"i-1\", subnet: \"s\" } }",
      codes: ["error DUPLICATE_ID"]),
    Case(
      testDescription: "a key that is there twice", members: "region: \"a\", «region: \"b\"",
      codes: ["error DUPLICATE_KEY"]),
    Case(
      testDescription: "two gateways", members: "internetGateway: «{ a: {}, b: {} }",
      codes: ["error WRONG_TYPE"]),
    Case(
      testDescription: "ports without TCP or UDP",
      members:
        "networkACLs: { a: { inbound: [{ number: 1, action: \"allow\", cidr: \"0.0.0.0/0\", ports: «443 }] } }",
      codes: ["error MISPLACED_KEY"]),
    Case(
      testDescription: "timeouts that AWS does not offer",
      members:
        "instances: { i: { subnet: \"s\", idleTimeouts: { tcpEstablished: «59, udpSingle: «61 } } }",
      codes: ["error NUMBER_OUT_OF_RANGE", "error NUMBER_OUT_OF_RANGE"]),
    Case(
      testDescription: "a number out of range",
      members:
        "networkACLs: { a: { inbound: [{ number: «32767, action: \"deny\", cidr: \"::/0\" }] } }",
      codes: ["error NUMBER_OUT_OF_RANGE"]),
  ]

  /// Reads a marked text, in which there must be these problems, and the first with these words.
  private func expect(
    _ markedText: String, _ codes: [String], message: String? = nil, hint: String? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let marked = MarkedText(markedText)
    let reading = TopologyReading(native: marked.text)
    let first = reading.diagnostics.first
    #expect(
      reading.places == zip(codes, marked.places).map { "\($0) \($1)" },
      sourceLocation: sourceLocation)
    if let message { #expect(first?.message == message, sourceLocation: sourceLocation) }
    if let hint { #expect(first?.hint == hint, sourceLocation: sourceLocation) }
  }

  @Test(arguments: cases)
  func `each mistake is reported where it stands`(_ example: Case) {
    expect(vpcText(example.members, top: example.top), example.codes, hint: example.hint)
  }

  @Test(arguments: [
    ("\"100 «alow tcp 443 from 0.0.0.0/0\"", "did you mean allow?"),
    ("\"«one allow all from ::/0\"", "write the rule like \"100 allow tcp 443 from 0.0.0.0/0\""),
    ("\"«32767 allow all from ::/0\"", nil),
    ("\"100 allow «tpc 80 from 0.0.0.0/0\"", "did you mean tcp?"),
    (
      "\"100 allow tcp «99999 from 0.0.0.0/0\"", "write one port or one range: 443 or 1024-65535"
    ),
    ("\"100 allow tcp 80«,443 from ::/0\"", "write one port or one range: 443 or 1024-65535"),
    ("\"100 allow tcp 443-«80 from ::/0\"", "write one port or one range: 443 or 1024-65535"),
    ("\"100 allow icmp 8/«x from ::/0\"", nil),
    ("\"100 allow tcp 80 «to 0.0.0.0/0\"", "inbound rules say \"from\""),
    (
      "\"100 allow all «form ::/0\"",
      "write the rule like \"100 allow tcp 443 from 0.0.0.0/0\""
    ),
    ("\"100 allow tcp 80 from 10.0.0.«300/8\"", nil),
    ("\"100 allow tcp 80 from «sg:web\"", "network ACLs know CIDR blocks alone"),
    (
      "\"100 allow tcp 80 from«\"", "write it like \"100 allow tcp 443 from 0.0.0.0/0\""
    ),
    ("\"«\"", "write it like \"100 allow tcp 443 from 0.0.0.0/0\""),
  ])
  func `an ACL's rule is underlined at the word at fault`(rule: String, hint: String?) {
    let text = vpcText("networkACLs: { a: { inbound: [\(rule)] } }")
    expect(text, ["error INVALID_RULE"], hint: hint)
  }

  @Test(arguments: [
    ("\"«allow tcp 22 to 0.0.0.0/0\"", "write the rule like \"all to 0.0.0.0/0\""),
    ("\"tcp 22 to «bastion\"", "for a group write sg:bastion, for a prefix list pl:bastion"),
    ("\"tcp 22 «from 10.0.0.0/8\"", "outbound rules say \"to\""),
    ("\"tcp 22 to 10.0.0.1«\"", nil),
    ("\"tcp 22 to «sg:\"", nil),
    ("{ peer: \"«bastion\" }", "for a group write sg:bastion, for a prefix list pl:bastion"),
  ])
  func `a group's rule is underlined at the word at fault`(rule: String, hint: String?) {
    let text = vpcText("securityGroups: { g: { outbound: [\(rule)] } }")
    expect(text, ["error INVALID_RULE"], hint: hint)
  }

  @Test
  func `a name that two VPCs have must be told apart`() {
    expect(
      """
      { vpcs: {
          a: { cidr: "10.0.0.0/16", securityGroups: { web: {} } },
          b: { cidr: "10.1.0.0/16", securityGroups: { web: {} } },
          c: { cidr: "10.2.0.0/16",
            securityGroups: { db: { inbound: ["tcp 1 from sg:«web", "tcp 2 from sg:b/web"] } } },
      } }
      """, ["error AMBIGUOUS_NAME"], hint: "write a/web or b/web")
  }

  @Test
  func `what must be in the same VPC is not taken from another`() {
    expect(
      """
      { vpcs: {
          a: { cidr: "10.0.0.0/16", subnets: { s: { cidr: "10.0.0.0/24" } } },
          b: { cidr: "10.1.0.0/16", instances: { i: { subnet: "«s" } } },
      } }
      """, ["error UNKNOWN_NAME"], message: "a/s is in another VPC")
  }

  @Test(arguments: ["", "complete: true"])
  func `a VPC must have a block`(members: String) {
    expect(
      "{ vpcs: { «v: { \(members) } } }", ["error FIELD_MISSING"], message: "a VPC must have cidr")
  }

  @Test
  func `a full subnet is reported at who gets no address`() {
    expect(
      """
      { vpcs: { v: { cidr: "10.0.0.0/16", subnets: { s: { cidr: "10.0.1.0/29" } },
        instances: { a: { subnet: "s" }, b: { subnet: "s" }, c: { subnet: "s" },
          d: «{ subnet: "s" } } } } }
      """, ["error ADDRESSES_EXHAUSTED"])
  }

  @Test
  func `all mistakes are reported in one run`() {
    let marked = MarkedText(
      """
      { «regoin: "x", vpcs: { v: { «cdir: "10.0.0.0/16",
        subnets: { s: { cidr: "10.0.0.0/«33", routeTable: "«main2" } },
        securityGroups: { g: { inbound: ["tcp 22 «form ::/0", "tcp 23 from sg:«h"] } } } } }
      """)
    let codes = TopologyReading(native: marked.text).diagnostics.map(\.code.name)
    #expect(
      Set(codes) == [
        "UNKNOWN_KEY", "INVALID_CIDR_BLOCK", "UNKNOWN_NAME", "INVALID_RULE", "FIELD_MISSING",
      ])
    #expect(codes.count == 7)
  }
}
