import Addressing
import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@Suite struct `Flow logs explained` {
  private static let heading = "interface-id srcaddr dstaddr srcport dstport protocol action"

  /// What the records say of the web server of ``PublicSubnet``, each cause by kind, code and count.
  private func causes(
    _ records: [String], heading: String = Self.heading, of sketch: PublicSubnet
  ) throws -> [String] {
    let format = try #require(FlowLogFormat(parsing: heading))
    var explainer = FlowLogExplainer(sketch.sketch.network)
    for (index, record) in records.enumerated() {
      explainer.add(try FlowLogRecord(parsing: Array(record.utf8)[...], format), line: index + 1)
    }
    return explainer.groups.map { group in
      let decision = group.cause.decision.map { " \($0.code.rawValue)" } ?? ""
      return "\(name(of: group.cause.kind))\(decision) x\(group.records)"
    }
  }

  private func name(of kind: FlowLogCause.Kind) -> String {
    switch kind {
    case .denied: "denied"
    case .unsolicited: "unsolicited"
    case .undetermined: "undetermined"
    case .rejectedThoughAllowed: "rejected though allowed"
    case .acceptedThoughDenied: "accepted though denied"
    case .strangeAddresses: "strange addresses"
    case .unknownInterface(let id): "unknown interface \(id)"
    }
  }

  private static var webOnly: PublicSubnet {
    PublicSubnet(inbound: ["tcp 443 from 0.0.0.0/0"])
  }

  @Test func `R-FL-2: the default format is read without a heading, whatever its fields hold`()
    throws
  {
    let line =
      "2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"
    let record = try FlowLogRecord(parsing: Array(line.utf8)[...], .standard)
    #expect(record.interfaceID == "eni-1")
    #expect(record.source == IPAddress(172, 31, 16, 139))
    #expect(record.destination == IPAddress(172, 31, 16, 21))
    #expect(record.sourcePort == 20641 && record.destinationPort == 22)
    #expect(record.ipProtocol == .tcp && record.packets == 20 && record.action == .accept)
    let nothing = "2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA"
    let empty = try FlowLogRecord(parsing: Array(nothing.utf8)[...], .standard)
    #expect(empty.status == .noData && empty.source == nil && empty.action == nil)
  }

  @Test func `R-FL-3: a heading or AWS's own words name the fields, unknown ones are passed over`()
    throws
  {
    let format = try #require(
      FlowLogFormat(parsing: "${version} ${interface-id} ${ecs-task-id} ${flow-direction}"))
    #expect(format.fields == [.version, .interfaceID, nil, .direction])
    #expect(format.missing == [.source, .destination, .ipProtocol, .action])
    #expect(FlowLogFormat(parsing: "2 123456789010 eni-1 172.31.16.139") == nil)
    let record = try FlowLogRecord(parsing: Array("5 eni-1 task egress".utf8)[...], format)
    #expect(record.direction == .outbound)
  }

  @Test(arguments: [
    ("eni-1 10.0.0.300 10.0.0.1 1 2 6 REJECT", "'10.0.0.300' is no srcaddr"),
    ("eni-1 10.0.0.3 10.0.0.1 1 70000 6 REJECT", "'70000' is no dstport"),
    ("eni-1 10.0.0.3 10.0.0.1 1 2 6 DROP", "'DROP' is no action"),
    ("eni-1 10.0.0.3", "2 fields where the format has 7"),
  ]) func `a line that is no record names the field`(line: String, message: String) throws {
    let format = try #require(FlowLogFormat(parsing: Self.heading))
    let problem = #expect(throws: FlowLogRecord.Problem.self) {
      try FlowLogRecord(parsing: Array(line.utf8)[...], format)
    }
    #expect(problem?.message == message)
  }

  @Test(
    arguments: [
      ("web 198.51.100.7 10.0.1.10 50000 443 6 ACCEPT", []),
      // The groups track the answer, whatever their outbound rules.
      ("web 10.0.1.10 198.51.100.7 443 50000 6 ACCEPT", []),
      ("web 198.51.100.7 10.0.1.10 50000 22 6 REJECT", ["denied SG_NO_RULE_MATCHES x1"]),
      ("web 198.51.100.7 10.0.1.10 50000 443 6 REJECT", ["rejected though allowed x1"]),
      (
        "web 198.51.100.7 10.0.1.10 50000 22 6 ACCEPT",
        ["accepted though denied SG_NO_RULE_MATCHES x1"]
      ),
      // What the web server might have asked for, and no longer waits for.
      ("web 198.51.100.7 10.0.1.10 443 50000 6 REJECT", ["unsolicited SG_NO_RULE_MATCHES x1"]),
      ("web 198.51.100.7 10.0.9.9 50000 22 6 REJECT", ["strange addresses x1"]),
      ("eni-9 198.51.100.7 10.0.1.10 50000 22 6 REJECT", ["unknown interface eni-9 x1"]),
    ] as [(String, [String])])
  func `R-FL-4, R-FL-5: what rejects a packet is told from the addresses and ports of its record`(
    record: String, expected: [String]
  ) throws {
    let sketch = PublicSubnet(
      inbound: ["tcp 443 from 0.0.0.0/0"], outbound: ["tcp 443 to 0.0.0.0/0"])
    #expect(try causes([record], of: sketch) == expected)
  }

  @Test func `R-FL-5: a request accepted and its reply rejected point at the network ACL`() throws {
    var sketch = Self.webOnly
    sketch.sketch.acl(
      "edge", in: sketch.vpc, [sketch.subnet], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: ["100 allow tcp 443 to 0.0.0.0/0"])
    let records = [
      "web 198.51.100.7 10.0.1.10 50000 443 6 ACCEPT",
      "web 10.0.1.10 198.51.100.7 443 50000 6 REJECT",
      "web 10.0.1.10 198.51.100.8 443 50001 6 REJECT",
    ]
    #expect(try causes(records, of: sketch) == ["denied NACL_DEFAULT_DENY x2"])
  }

  @Test func `R-FL-6: the addresses of the packet's header go before the interface's own`() throws {
    let heading =
      "interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr srcport dstport protocol action"
    let sketch = PublicSubnet(inbound: ["tcp 443 from 198.51.100.0/24"])
    let record = "web 10.0.0.9 10.0.1.10 198.51.100.7 10.0.1.10 50000 443 6 ACCEPT"
    #expect(try causes([record], heading: heading, of: sketch) == [])
  }

  @Test func `R-FL-8: the flags of a handshake tell a request from an answer`() throws {
    let heading = Self.heading + " tcp-flags"
    let records = [
      "web 198.51.100.7 10.0.1.10 443 50000 6 REJECT 2",
      "web 198.51.100.7 10.0.1.10 443 50000 6 REJECT 18",
    ]
    #expect(
      try causes(records, heading: heading, of: Self.webOnly) == [
        "denied SG_NO_RULE_MATCHES x1", "unsolicited SG_NO_RULE_MATCHES x1",
      ])
  }

  @Test func `R-FL-4: ICMP's types are not logged, so that any that agrees explains a record`()
    throws
  {
    let sketch = PublicSubnet(inbound: ["icmp 8/0 from 0.0.0.0/0"])
    #expect(try causes(["web 198.51.100.7 10.0.1.10 0 0 1 ACCEPT"], of: sketch) == [])
    #expect(
      try causes(["web 198.51.100.7 10.0.1.10 0 0 1 REJECT"], of: sketch)
        == ["denied SG_NO_RULE_MATCHES x1"])
  }

  @Test func `examples stop at three, counts do not; contradictions come last`() throws {
    let rejected = (0..<50).map { "web 198.51.100.7 10.0.1.10 \(50000 + $0) 22 6 REJECT" }
    let strange = (0..<90).map { "web 198.51.100.7 10.0.1.10 \(50000 + $0) 443 6 REJECT" }
    let found = try causes(strange + rejected, of: Self.webOnly)
    #expect(found == ["denied SG_NO_RULE_MATCHES x50", "rejected though allowed x90"])
  }

  @Test func `a record of a traced flow contradicts the topology exactly where the trace does`()
    throws
  {
    var random = SeededGenerator(seed: 20)
    var compared = 0
    for _ in 0..<40 {
      let ports = (0..<3).map { _ in UInt16.random(in: 1...40, using: &random) }
      let sketch = PublicSubnet(inbound: ports.map { "tcp \($0) from 198.51.100.0/25" })
      let network = sketch.sketch.network
      for _ in 0..<20 {
        let port = UInt16.random(in: 1...40, using: &random)
        let client = IPAddress(198, 51, 100, UInt8.random(in: 1...254, using: &random))
        let header = PacketHeader(
          source: client, destination: IPAddress(203, 0, 113, 10), ipProtocol: .tcp,
          sourcePort: 50000, destinationPort: port)
        let isDelivered = network.verdict(of: Flow(.internet, header)) == .delivered
        let action = isDelivered ? "ACCEPT" : "REJECT"
        let found = try causes(
          ["web \(client.description) 10.0.1.10 50000 \(port) 6 \(action)"], of: sketch)
        #expect(found == (isDelivered ? [] : ["denied SG_NO_RULE_MATCHES x1"]))
        compared += 1
      }
    }
    #expect(compared == 800)
  }
}
