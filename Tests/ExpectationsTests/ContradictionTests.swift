import Dataplane
import Expectations
import TestSupport
import Testing

/// A file of expectations of which some may contradict others.
struct RandomExpectations {
  struct Line {
    var sources: String
    var destinations: String
    var traffic: String
    var verdict: Verdict?
    var isOneWay: Bool
  }

  let lines: [Line]

  static let members: [String: Set<String>] = [
    "web-1": ["web-1"], "web-2": ["web-2"], "sg:web": ["web-1", "web-2"], "db-1": ["db-1"],
    "internet": ["internet"], "any": ["web-1", "web-2", "db-1", "internet"],
    "'web-1', db-1": ["web-1", "db-1"],
  ]
  private static let traffic = ["tcp 80", "tcp 80-90", "tcp 85-99", "tcp", "udp 53", "all"]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func pick<Item>(_ items: [Item]) -> Item {
      items[Int.random(in: 0..<items.count, using: &random)]
    }
    let words = Self.members.keys.sorted()
    lines = (0..<8).map { _ in
      Line(
        sources: pick(words), destinations: pick(words.filter { $0 != "internet" }),
        traffic: pick(Self.traffic),
        verdict: pick([.delivered, .delivered, .dropped, .replyDropped, nil]),
        isOneWay: pick([false, false, true]))
    }
  }

  var text: String {
    let list = lines.map { "\"\($0.text)\"" }.joined(separator: ",\n")
    return "{topology: 'Topologies/first-vpc/5-associated.json5', expectations: [\n\(list)\n]}"
  }

  /// The lines of the file that no network can meet together with an earlier one.
  var contradictions: [Int] {
    lines.indices.filter { later in
      lines[..<later].contains { lines[later].contradicts($0) }
    }.map { $0 + 2 }
  }
}

extension RandomExpectations.Line {
  var text: String {
    let claim = verdict.map { "\(traffic) \($0.rawValue)\(isOneWay ? " one-way" : "")" }
    return "from \(sources) to \(destinations) \(claim ?? "only \(traffic)")"
  }

  /// Packet by packet.
  func contradicts(_ other: Self) -> Bool {
    let everyone = RandomExpectations.members["any"] ?? []
    return everyone.contains { source in
      everyone.contains { destination in
        source != destination
          && Self.probes.contains { probe in
            guard let one = wanted(source, destination, probe),
              let two = other.wanted(source, destination, probe)
            else { return false }
            return one.isOneWay == two.isOneWay
              ? one.verdict != two.verdict : (one.verdict == .dropped) != (two.verdict == .dropped)
          }
      }
    }
  }

  private static let probes =
    ["tcp 79", "tcp 80", "tcp 84", "tcp 85", "tcp 90", "tcp 91", "udp 53", "udp 54", "gre 0"]

  /// What must become of a packet, if the line speaks of it.
  private func wanted(
    _ source: String, _ destination: String, _ probe: String
  ) -> (verdict: Verdict, isOneWay: Bool)? {
    guard RandomExpectations.members[sources]?.contains(source) ?? false,
      RandomExpectations.members[destinations]?.contains(destination) ?? false,
      isOfTraffic(probe) == (verdict != nil)
    else { return nil }
    return verdict.map { ($0, isOneWay) } ?? (.dropped, true)
  }

  private func isOfTraffic(_ probe: String) -> Bool {
    let (asked, own) = (probe.split(separator: " "), traffic.split(separator: " "))
    guard own[0] != "all" else { return true }
    guard asked[0] == own[0] else { return false }
    guard own.count == 2, let port = Int(asked[1]) else { return true }
    let bounds = own[1].split(separator: "-").compactMap { Int($0) }
    return bounds[0] <= port && port <= bounds[bounds.count - 1]
  }
}

@Suite struct `Contradictions` {
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `are found where a packet shows them, and nowhere else`(seed: UInt64) {
    let file = RandomExpectations(seed: seed)
    let places = file.contradictions.map { "CONTRADICTORY_EXPECTATIONS \($0):1" }
    let problems = Expecting(text: file.text).problems.filter { $0.hasPrefix("CONTRADICTORY") }
    #expect(problems == places, "\(file.text)")
  }

  @Test func `are in most of these files, but not in all`() {
    let files = (1...300).map { RandomExpectations(seed: $0) }
    let contradictory = files.count { !$0.contradictions.isEmpty }
    #expect(contradictory > 100 && contradictory < 290, "\(contradictory)")
  }

  @Test(arguments: [
    ["from web-1 to web-2 tcp 80 delivered", "from web-2 to web-1 tcp 80 dropped"],
    ["from web-1 to web-2 tcp 80 delivered", "from web-1 to web-2 tcp 80 dropped ipv6"],
    ["from sg:web to sg:web all dropped", "from web-1 to db-1 tcp 80 delivered"],
    ["from web-1 to web-2 all reply-dropped", "from web-1 to web-2 all delivered one-way"],
    ["only tcp 443 from internet to sg:web", "from internet to web-1 tcp 443 dropped"],
    ["only tcp 80 from any to sg:web", "only tcp 443 from any to sg:web"],
  ])
  func `are not seen where no packet is meant by both`(lines: [String]) {
    let problems = Expecting(lines).problems
    #expect(problems.allSatisfy { $0.hasPrefix("INVALID_EXPECTATION") }, "\(problems)")
  }
}
