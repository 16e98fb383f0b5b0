import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

@Suite("Reading native files")
struct NativeReaderTests {
  @Test func `R-ROUTE-1: a VPC has a main route table`() throws {
    let topology = try nativeVPC("")
    let table = try topology.routeTables.resource("v/main")
    #expect(table.routes.isEmpty)
    #expect(table.associations.count == 1)
    #expect(table.location == nil)
  }

  @Test func `a table called main is the main one, and so is one that says so`() throws {
    for tables in ["main: {}", "other: { main: true }", "main: { main: false }, t: { main: true }"]
    {
      let topology = try nativeVPC("routeTables: { \(tables) }")
      let mains = topology.routeTables.resources.filter { _, table in
        table.associations.contains { if case .main = $0.subject { true } else { false } }
      }
      #expect(mains.count == 1, "\(tables)")
    }
  }

  @Test func `R-NACL-1: the default ACL allows everything, and has the subnets that name none`()
    throws
  {
    let topology = try nativeVPC("networkACLs: { edge: {} }")
    let open = try topology.networkACLs.resource("v/default")
    #expect(open.entries.map(\.number) == [100, 100])
    #expect(open.entries.allSatisfy { $0.allows && $0.block == .allIPv4 })
    #expect(open.subnets == [topology.subnets.reference(to: "s")])
    #expect(try topology.networkACLs.resource("edge").entries.isEmpty)
  }

  @Test func `R-SG-2: groups let everything out, and the default one its members in`() throws {
    let topology = try nativeVPC(
      "ipv6: \"2001:db8::/56\", securityGroups: { web: {} }, instances: { i: { subnet: \"s\" } }")
    let group = try #require(topology.securityGroups.reference(to: "v/default"))
    let own = try #require(topology.securityGroups[group])
    #expect(own.inbound.map(\.peer) == [.securityGroup(group)])
    let web = try topology.securityGroups.resource("web")
    #expect(web.inbound.isEmpty)
    #expect(web.outbound.map(\.peer) == [.block(.allIPv4), .block(.allIPv6)])
    #expect(try topology.networkInterfaces.resource("i/eth0").groups == [group])
  }

  @Test(
    arguments: [
      ("all from 0.0.0.0/0", nil, 0, 65535), ("tcp from 0.0.0.0/0", 6, 0, 65535),
      ("tcp 443 from 0.0.0.0/0", 6, 443, 443), ("udp 1024-65535 from 0.0.0.0/0", 17, 1024, 65535),
      ("tcp all from 0.0.0.0/0", 6, 0, 65535), ("6 22 from 0.0.0.0/0", 6, 22, 22),
      ("icmp from 0.0.0.0/0", 1, 0, 65535), ("icmp 8 from 0.0.0.0/0", 1, 0x0800, 0x08ff),
      ("icmp 3/4 from 0.0.0.0/0", 1, 0x0304, 0x0304),
      ("icmpv6 128/0 from ::/0", 58, 0x8000, 0x8000), ("gre from 0.0.0.0/0", 47, 0, 65535),
      ("47 from 0.0.0.0/0", 47, 0, 65535), ("  tcp\t80  from  0.0.0.0/0 ", 6, 80, 80),
    ] as [(String, UInt8?, UInt16, UInt16)])
  func `R-SG-3: rules read aloud`(
    rule: String, ipProtocol: UInt8?, first: UInt16, last: UInt16
  ) throws {
    let topology = try nativeVPC("securityGroups: { g: { inbound: ['\(rule)'] } }")
    let traffic = try topology.securityGroups.resource("g").inbound.map(\.traffic)
    let wanted = TrafficPattern(
      ipProtocol.map { IPProtocol($0) }, ports: PortRange(first, last))
    #expect(traffic == [wanted])
    let acls = try nativeVPC("networkACLs: { a: { inbound: ['7 deny \(rule)'] } }")
    let entry = try #require(try acls.networkACLs.resource("a").entries.first)
    #expect(entry.traffic == wanted)
    #expect(entry.number == 7 && !entry.allows)
  }

  @Test func `names may hold spaces and stand in several VPCs`() throws {
    let topology = try native(
      """
      { vpcs: {
          a: { cidr: "10.0.0.0/16", securityGroups: { "the web": {}, db: {
            inbound: ["tcp 1 from sg:the web", "tcp 2 from sg:b/the web"] } } },
          b: { cidr: "10.1.0.0/16", securityGroups: { "the web": {} } },
      } }
      """)
    let peers = try topology.securityGroups.resource("db").inbound.map { rule in
      if case .securityGroup(let group) = rule.peer {
        topology.securityGroups.id(of: group)
      } else {
        ""
      }
    }
    #expect(peers == ["a/the web", "b/the web"])
  }

  @Test func `R-CIDR-13: addresses are the lowest free ones, and never reserved`() throws {
    let topology = try nativeVPC(
      """
      natGateways: { n: { subnet: "s", privateIPv4: "10.0.1.5" } },
      instances: { a: { subnet: "s" }, b: { subnet: "s" },
        c: { subnet: "s", privateIPv4: "10.0.1.7", prefixes: ["10.0.1.16/28"] },
        d: { subnet: "s" }, e: { subnet: "s", secondaryAddresses: ["10.0.1.9"] } }
      """)
    let addresses = try "abcde".map { name in
      try topology.networkInterfaces.resource("\(name)/eth0").addresses[0].address.description
    }
    #expect(addresses == ["10.0.1.4", "10.0.1.6", "10.0.1.7", "10.0.1.8", "10.0.1.10"])
  }

  @Test func `public addresses are documentation's, and never one that is given`() throws {
    let topology = try native(
      """
      { vpcs: { v: { cidr: "10.0.0.0/16",
        subnets: { s: { cidr: "10.0.1.0/24", autoAssignPublicIPv4: true } },
        instances: {
          a: { subnet: "s" }, b: { subnet: "s", publicIPv4: "203.0.113.2" }, c: { subnet: "s" },
          none: { subnet: "s", publicIPv4: false }, stopped: { subnet: "s", state: "stopped" } },
        interfaces: { bare: { subnet: "s" } } } } }
      """)
    let addresses = topology.networkInterfaces.resources.map { _, interface in
      "\(interface.id) \(interface.addresses[0].publicAddress?.description ?? "-")"
    }
    #expect(
      Set(addresses) == [
        "a/eth0 203.0.113.1", "b/eth0 203.0.113.2", "c/eth0 203.0.113.3", "none/eth0 -",
        "stopped/eth0 -", "bare -",
      ])
  }

  @Test func `the tracer's own internet host is never given out`() throws {
    let hosts = (0..<300).map { "h\($0): { subnet: 's', publicIPv4: true }" }
    let topology = try native(
      """
      { vpcs: { v: { cidr: "10.0.0.0/16", subnets: { s: { cidr: "10.0.0.0/22" } },
        instances: { \(hosts.joined(separator: ", ")) } } } }
      """)
    let given = topology.networkInterfaces.resources.map { $0.resource.addresses[0].publicAddress }
    #expect(Set(given).count == 300)
    #expect(given.contains(IPAddress(198, 51, 100, 9)))
    #expect(!given.contains(IPAddress(198, 51, 100, 10)))
  }

  @Test func `R-CIDR-14: IPv6 is given where it is asked for, and in IPv6-only subnets`() throws {
    let topology = try native(
      """
      { vpcs: { v: { cidr: "10.0.0.0/16", ipv6: "2001:db8::/56", subnets: {
          dual: { cidr: "10.0.1.0/24", ipv6: "2001:db8:0:1::/64" },
          six: { ipv6: "2001:db8:0:2::/64" } },
        instances: { a: { subnet: "dual" }, b: { subnet: "dual", ipv6: true }, c: { subnet: "six" } }
      } } }
      """)
    let addresses = try "abc".map { name in
      try topology.networkInterfaces.resource("\(name)/eth0").addresses.map(\.address.description)
    }
    #expect(
      addresses == [["10.0.1.4"], ["10.0.1.5", "2001:db8:0:1::4"], ["2001:db8:0:2::4"]])
  }

  @Test func `R-ROUTE-12: the blocks behind a gateway are propagated`() throws {
    let topology = try nativeVPC(
      "vpnGateway: 'gw', routeTables: { main: { propagate: ['gw'] } }",
      top: "onPremises: { hq: { cidrs: ['192.168.0.0/16', '172.16.0.0/12'], via: 'gw' } }")
    let routes = try topology.routeTables.resource("main").routes
    #expect(routes.map(\.origin) == [.propagated, .propagated])
    let connection = try topology.vpnConnections.resource("hq")
    #expect(connection.usesStaticRoutes)
    #expect(connection.vpnGateway == topology.vpnGateways.reference(to: "gw"))
  }

  @Test func `every kind is present, so that nothing is assumed`() throws {
    #expect(try nativeVPC("").presentKinds == Set(ResourceKind.allCases))
  }

  /// Nothing that a file may hold makes the reader trap.
  @Test(.tags(.property), arguments: 1...20)
  func `any change to a file gives a topology or diagnostics with places`(seed: UInt64) throws {
    var mutator = TextMutator(try NativeFormatTests.text(of: "everything.json5"), seed: seed)
    for _ in 0..<20 {
      let reading = TopologyReading(native: mutator.next())
      let hasErrors = reading.diagnostics.contains { $0.severity == .error }
      #expect(hasErrors == (reading.topology == nil), "seed \(seed): \(mutator.lastChange)")
      #expect(reading.diagnostics.allSatisfy { $0.location != nil && $0.sourceLine != nil })
      if let topology = reading.topology {
        #expect(
          TopologyReading(native: NativeWriter.text(of: topology)).topology != nil,
          "seed \(seed): \(mutator.lastChange)")
      }
    }
  }
}
