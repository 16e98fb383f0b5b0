import TestSupport
import Testing

@Suite struct `Bad expectations` {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The expectations, a mark where the problem must stand.
    let list: String
    let code: String

    init(_ testDescription: String, _ code: String, _ list: String) {
      self.testDescription = testDescription
      self.code = code
      self.list = list
    }
  }

  @Test(arguments: [
    Case("an unknown end", "UNKNOWN_NAME", "'from «web-3 to web-1 tcp 80 delivered'"),
    Case("an unknown group", "UNKNOWN_NAME", "'from web-1 to «sg:wbe tcp 80 delivered'"),
    Case("an unknown tag", "UNKNOWN_NAME", "'from «tag:tier=web to web-1 tcp 80 delivered'"),
    Case(
      "an unknown component", "UNKNOWN_NAME",
      "'from web-1 to web-2 tcp 80 delivered through «my-gi'"),
    Case(
      "an unknown allowed sender", "UNKNOWN_NAME",
      "{to: 'web-1', only: ['tcp 80 from internet', 'tcp 22 from «bastion']}"),
    Case(
      "a group of nobody", "UNKNOWN_NAME",
      "'from «subnet:private-subnet-2 to web-2 tcp 80 delivered'"),
    Case("no verdict", "INVALID_EXPECTATION", "'from web-1 to web-2 tcp 80«'"),
    Case(
      "an unknown verdict", "INVALID_EXPECTATION", "'from web-1 to web-2 tcp 80 «deliverd'"),
    Case("no traffic", "INVALID_EXPECTATION", "'from web-1 to web-2 «delivered'"),
    Case("no port", "INVALID_EXPECTATION", "'from web-1 to web-2 tcp «99999 delivered'"),
    Case("no sender", "INVALID_EXPECTATION", "'from «to web-2 tcp 80 delivered'"),
    Case("a forgotten comma", "INVALID_EXPECTATION", "'from web-1 «web-2 to db-1 all delivered'"),
    Case("a word too many", "INVALID_EXPECTATION", "'from web-1 to web-2 all dropped «today'"),
    Case("nothing at all", "INVALID_EXPECTATION", "'«'"),
    Case(
      "a condition of only", "INVALID_EXPECTATION",
      "'from web-1 to web-2 only tcp 80 «through my-ig'"),
    Case(
      "no family in common", "INVALID_EXPECTATION", "«'from web-1 to web-2 tcp 80 dropped ipv6'"),
    Case(
      "no packet between the ends", "INVALID_EXPECTATION",
      "«'from internet to internet tcp 80 dropped'"),
    Case(
      "an empty list", "EMPTY_LIST",
      "{from: «[], to: 'web-1', traffic: 'tcp 80', verdict: 'dropped'}"),
    Case(
      "half an object", "FIELD_MISSING", "«{from: 'web-1', to: 'web-2', verdict: 'dropped'}"),
    Case(
      "two claims in one", "MISPLACED_KEY",
      "{from: 'web-1', to: 'web-2', only: 'tcp 80', verdict: «'dropped'}"),
    Case("an unknown key", "UNKNOWN_KEY", "{from: 'any', to: 'web-1', «olny: 'tcp 80', only: []}"),
    Case("a number", "WRONG_TYPE", "«5"),
    Case(
      "a contradiction", "CONTRADICTORY_EXPECTATIONS",
      "'from web-1 to web-2 tcp 80 delivered', «'from web-1 to web-2 tcp 80 dropped'"),
    Case(
      "a contradiction by a group", "CONTRADICTORY_EXPECTATIONS",
      "'from sg:web to db-1 udp 53, tcp 80 dropped', «'from web-2 to sg:db tcp 80 delivered'"),
    Case(
      "a contradiction by a port of a range", "CONTRADICTORY_EXPECTATIONS",
      "'from web-1 to web-2 tcp 80-90 delivered', «'from web-1 to web-2 tcp 90-99 dropped'"),
    Case(
      "a contradiction of only", "CONTRADICTORY_EXPECTATIONS",
      "'only tcp 443 from internet to sg:web', «'from internet to web-1 tcp 80 delivered'"),
    Case(
      "a contradiction of what one sender is allowed", "CONTRADICTORY_EXPECTATIONS",
      """
      'from sg:web to db-1 tcp 5432 delivered',
      «{to: 'sg:db', only: ['tcp 5432 from web-1', 'tcp 22 from web-2']}
      """),
    Case(
      "a contradiction of the way there", "CONTRADICTORY_EXPECTATIONS",
      "'from web-1 to web-2 all dropped', «'from web-1 to web-2 tcp 80 delivered one-way'"),
  ])
  func `are reported where they stand`(example: Case) {
    let marked = MarkedText(
      "{topology: 'Topologies/first-vpc/5-associated.json5', expectations: [\(example.list)]}")
    let reading = Expecting(text: marked.text)
    #expect(reading.problems == marked.places.map { "\(example.code) \($0)" })
  }

  @Test(arguments: [
    ("{topology: «'nowhere.json5', expectations: []}", "TOPOLOGY_UNREADABLE", "INPUT_MISSING"),
    (
      "{topology: «'README.md', expectations: []}", "TOPOLOGY_UNREADABLE", "JSON_"
    ),
  ])
  func `name a topology that can't be read`(text: String, code: String, cause: String) {
    let marked = MarkedText(text)
    let problems = Expecting(text: marked.text).problems
    #expect(problems.first == "\(code) \(marked.places[0])")
    #expect(problems.contains { $0.hasPrefix(cause) }, "\(problems)")
  }

  @Test func `are all reported in one run`() {
    let lines = (1...5).map { "'from nobody-\($0) to web-1 tcp 80 delivered'" }
    let text =
      "{topology: 'Topologies/first-vpc/5-associated.json5', expectations: [\(lines.joined(separator: ","))]}"
    #expect(Expecting(text: text).problems.count == 5)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `never end in a trap`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = [
      "from", "to", "only", "web-1", "sg:web", ",", "'", "tcp", "80", "icmp", "3/4", "all", "ping",
      "delivered", "dropped", "at", "through", "internet", "any", "10.0.0.0/8", "::/0", ":", "ipv6",
    ]
    let line = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      words.randomElement(using: &random) ?? ""
    }.joined(separator: " ")
    let text =
      "{topology: 'Topologies/first-vpc/5-associated.json5', expectations: [\"\(line)\"]}"
    let reading = Expecting(text: text)
    #expect(reading.results.count + min(reading.problems.count, 1) == 1, "\(line)")
  }
}
