import Addressing
import Dataplane
import Expectations
import SourceText
import TestSupport
import Testing
import TopologyModel
import VPCTraceKit

/// A file of expectations in memory, for a topology in Topologies/.
struct Expecting {
  let results: [ExpectationResult]
  /// Code and place of each problem, in the order of the places.
  let problems: [String]

  init(_ lines: [String], of topology: String = "first-vpc/5-associated.json5") {
    let list = lines.map { $0.hasPrefix("{") ? $0 : "\"\($0)\"" }.joined(separator: ",\n")
    self.init(text: "{topology: 'Topologies/\(topology)', expectations: [\n\(list)\n]}")
  }

  init(text: String) {
    do throws(InputErrors) {
      let source = SourceBuffer(path: "in.json5", bytes: Array(text.utf8))
      results = try ExpectationSuite.load(source)?.run() ?? []
      problems = []
    } catch {
      results = []
      problems = error.diagnostics.map {
        "\($0.code.name) \($0.location?.line ?? 0):\($0.location?.column ?? 0)"
      }
    }
  }
}

@Suite struct `Expectations` {
  @Test(arguments: [
    ("from internet to web-1 tcp 80 delivered", true),
    ("from internet to web-1 tcp 80 dropped", false),
    ("from internet to web-1 tcp 22 dropped at sg:web", true),
    ("from internet to web-1 tcp 22 dropped at sg:db", false),
    ("from internet to db-1 tcp 5432 dropped at NO_PUBLIC_ADDRESS", true),
    ("from internet:198.51.100.7 to web-1 ping delivered", true),
    ("from web-1 to db-1 tcp 5432 delivered avoiding my-ig", true),
    ("from web-1 to internet ping delivered avoiding my-ig", false),
    ("from web-1 to internet ping delivered through my-ig, route-table:public", true),
    ("from web-1 to db-1 tcp 5432 delivered through my-ig", false),
    ("from internet to sg:web tcp 80 delivered", true),
    ("from internet to sg:web tcp 79-80 delivered", false),
    ("from internet to sg:db all dropped", true),
    ("from any to sg:db tcp 5431, 5433-65535 dropped", true),
    ("from tag:Name=web-1, web-2 to private-subnet-1 tcp 5432 delivered", true),
    ("from vpc:my-vpc to internet udp 0-65535 delivered", false),
    ("from sg:web to internet udp 0-65535 delivered one-way", true),
    ("from 203.0.113.0/24 to 10.0.0.0/16 tcp 80 dropped", false),
    ("from web-1 to 10.0.1.0/24 tcp 5432 delivered ipv4", true),
  ])
  func `are met, or not`(line: String, isMet: Bool) {
    let reading = Expecting([line])
    #expect(reading.problems == [])
    #expect(reading.results.map { $0.isMet } == [isMet])
  }

  @Test(arguments: [
    ("from internet to sg:web only tcp 80, icmp 8", true),
    ("from internet to sg:web only tcp 80", false),
    ("from internet to sg:db only nothing", true),
    ("from any to sg:db only tcp 5432", true),
    ("only tcp 5432 from sg:web to sg:db", true),
    ("only tcp 5432 from web-1 to sg:db", false),
    ("only tcp 80, icmp 8 from any to sg:web", true),
    ("only tcp 80, icmp 8 from internet to sg:web", false),
    ("{to: 'sg:db', only: ['tcp 5432 from web-1', 'tcp 5432 from web-2']}", true),
    ("{from: 'any', to: ['sg:db'], only: 'tcp 5432'}", true),
    ("{from: 'internet', to: 'sg:web', only: []}", false),
  ])
  func `let nothing through but what "only" names`(line: String, isMet: Bool) {
    let reading = Expecting([line])
    #expect(reading.problems == [])
    #expect(reading.results.map { $0.isMet } == [isMet])
  }

  @Test(arguments: [
    ("from web-1 to db-1 tcp 5432 delivered", nil),
    ("the web asks: from web-1 to db-1 tcp 5432 delivered", "the web asks"),
    (
      "from 'a, b', c to 'd e' tcp 80, udp 53 dropped at x through y, z avoiding w ipv6 one-way",
      nil
    ),
    ("from a to b ping, icmp, icmp 3, icmp 3/4, gre, all reply-dropped", nil),
    ("from a to b only tcp 80, tcp 443", nil),
    ("from a to b only nothing", nil),
    ("only tcp 80 from a, c to b ipv4", nil),
  ])
  func `say what was read`(line: String, name: String?) throws {
    let expectation = try #require(Expectation(line))
    #expect(expectation.name == name)
    #expect(
      (name.map { "\($0): " } ?? "") + expectation.sentence
        == line.replacing("tcp 80, 443", with: "tcp 80, tcp 443"))
    #expect(Expectation(expectation.sentence)?.sentence == expectation.sentence)
  }

  @Test func `what is not met is told by a packet, its set, and how it departs`() throws {
    let result = try #require(
      Expecting(["from sg:web to sg:db tcp 5432-5433 delivered"]).results.first)
    #expect(result.contradictionCount == 2)
    let contradiction = try #require(result.contradictions.first)
    #expect(contradiction.difference == .verdict(expected: .delivered, found: .dropped))
    #expect(contradiction.packets.destinationPorts == PortRange(5433))
    #expect(contradiction.packets.contains(contradiction.flow.header))
  }

  @Test func `undetermined is not met by what wants anything else`() {
    let text = """
      {vpcs: {v: {cidr: '10.0.0.0/16', subnets: {s: {cidr: '10.0.1.0/24', routeTable: 't'}},
        routeTables: {t: {routes: {'172.16.0.0/12': 'tgw-1'}}},
        instances: {a: {subnet: 's'}}}}, notModelled: {'tgw-1': 'transit-gateway'},
      expectations: ['from a to 172.16.0.1 tcp 80 dropped',
        'from a to 172.16.0.1 tcp 80 undetermined through tgw-1', 'only tcp 443 from internet to a',
        'from a to 172.16.0.0/12 only tcp 443']}
      """
    let contradictory = Expecting(text: text)
    #expect(contradictory.problems == ["CONTRADICTORY_EXPECTATIONS 5:3"])
    let reading = Expecting(
      text: text.replacing("'from a to 172.16.0.1 tcp 80 dropped',", with: ""))
    #expect(reading.results.map { $0.isMet } == [true, true, false])
    #expect(reading.results.map { $0.limits.count } == [0, 1, 0])
  }

  /// An ACL that lets out replies to half of the ports that clients on the internet and in the VPC use.
  private static let halfOpen = """
    {vpcs: {v: {cidr: '10.0.0.0/16', internetGateway: 'igw',
      subnets: {s: {cidr: '10.0.1.0/24', networkACL: 'half', routeTable: 't'},
        c: {cidr: '10.0.2.0/24'}},
      routeTables: {t: {routes: {'0.0.0.0/0': 'igw'}}},
      networkACLs: {half: {inbound: ['100 allow all from 0.0.0.0/0'],
        outbound: ['100 allow tcp 1024-40000 to 0.0.0.0/0', '110 allow udp 0-65535 to 0.0.0.0/0']}},
      securityGroups: {web: {inbound: ['tcp 443 from 0.0.0.0/0', 'udp 53 from 10.0.0.0/8'],
        outbound: []}, client: {inbound: [], outbound: ['all to 0.0.0.0/0']}},
      instances: {web: {subnet: 's', publicIPv4: true, privateIPv4: '10.0.1.10',
          secondaryAddresses: ['10.0.1.11'], securityGroups: ['web']},
        client: {subnet: 'c', privateIPv4: '10.0.2.10', securityGroups: ['client']}}}},
    expectations: ['LINE']}
    """

  @Test(arguments: [
    ("from vpc:v to sg:web tcp 443 ambiguous", true),
    ("from vpc:v to sg:web tcp 443 delivered", false),
    ("from vpc:v to sg:web tcp 443 delivered one-way", true),
    ("from vpc:v to sg:web tcp 443 reply-dropped", false),
    ("from vpc:v to sg:web tcp 442 dropped", true),
    ("from vpc:v to sg:web udp 53 delivered", true),
    ("from internet to sg:web tcp 443 ambiguous at half", true),
    ("from client to web tcp 443 ambiguous", true),
  ])
  func `R-NACL-18: groups are judged for every port of their clients, as one flow is`(
    line: String, isMet: Bool
  ) {
    let reading = Expecting(text: Self.halfOpen.replacing("LINE", with: line))
    #expect(reading.problems == [])
    #expect(reading.results.map { $0.isMet } == [isMet])
    for contradiction in reading.results.flatMap({ $0.contradictions }) {
      #expect(contradiction.packets.sourcePorts == contradiction.flow.defaultedSourcePorts?.range)
    }
  }

  /// Two prefix lists lead to the same address, each by a NAT gateway of its own.
  private static let tied = """
    {vpcs: {v: {cidr: '10.0.0.0/16', internetGateway: 'igw',
      subnets: {p: {cidr: '10.0.0.0/24', routeTable: 'public'},
        s: {cidr: '10.0.1.0/24', routeTable: 'private'}},
      routeTables: {public: {routes: {'0.0.0.0/0': 'igw'}},
        private: {routes: {'pl:pl-a': 'nat-a', 'pl:pl-b': 'nat-b'}}},
      natGateways: {'nat-a': {subnet: 'p'}, 'nat-b': {subnet: 'p'}},
      securityGroups: {web: {inbound: [], outbound: ['tcp 443 to 0.0.0.0/0']}},
      instances: {a: {subnet: 's', securityGroups: ['web']},
        b: {subnet: 's', securityGroups: ['web']}}}},
    prefixLists: {'pl-a': ['198.51.100.0/24'], 'pl-b': ['198.51.100.0/24']},
    expectations: ['LINE']}
    """

  @Test(
    arguments: ["from a to 198.51.100.9", "from sg:web to 198.51.100.0/24"],
    [
      ("through igw", nil), ("through route-table:private", nil),
      ("through nat-a", "by another route: not through nat-a"),
      ("through nat-b", "not through nat-b"),
      ("avoiding nat-a", "meets it"), ("avoiding nat-b", "by another route: meets it"),
    ])
  func `R-ROUTE-7: components are sought on every one of equally good paths`(
    ends: String, demand: (words: String, difference: String?)
  ) throws {
    let line = "\(ends) tcp 443 delivered \(demand.words)"
    let reading = Expecting(text: Self.tied.replacing("LINE", with: line))
    let result = try #require(reading.results.first)
    #expect(result.contradictions.first.map { words($0.difference) } == demand.difference)
  }

  private func words(_ difference: Difference) -> String {
    switch difference {
    case .ofTiedRoute(let difference): "by another route: \(words(difference))"
    case .notThrough(let term): "not through \(term.word)"
    case .meets: "meets it"
    default: "\(difference)"
    }
  }

  @Test func `"dropped" is asked of every address, and other verdicts say of which not`() {
    let lines = ["delivered", "dropped"].map { "from vpc:v to sg:web udp 53 \($0)" }
    let results = lines.flatMap {
      Expecting(text: Self.halfOpen.replacing("LINE", with: $0)).results
    }
    #expect(results.map { $0.limits.count } == [1, 0])
    let receivers = results[1].contradictions.flatMap { [$0.packets.destination] }
    #expect(receivers.contains { $0.contains(IPAddress(10, 0, 1, 11)) })
  }
}
