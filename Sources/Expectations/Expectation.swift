public import Addressing
public import Dataplane

/// What a file states of a network, its ends in the file's own words.
public struct Expectation: Hashable, Sendable {
  /// What somebody calls it; without one it goes by its ``sentence``.
  public var name: String?
  public var sources: [Term]
  public var destinations: [Term]
  public var claim: Claim
  /// `nil`: every family of which both ends have an address.
  public var family: AddressFamily?
  /// The reply is left out.
  public var isOneWay = false
  /// Components, or decision codes, one of which must decide the verdict; none where any may.
  public var deciders: [Term] = []
  /// Components that must be on the path, each of them.
  public var waypoints: [Term] = []
  /// Components that must not be on the path.
  public var avoided: [Term] = []
  /// Where it is written.
  public var place = TextRange(offset: 0, length: 1)

  public init(from sources: [Term], to destinations: [Term], _ claim: Claim) {
    self.sources = sources
    self.destinations = destinations
    self.claim = claim
  }

  /// What is claimed of the packets between the ends.
  public enum Claim: Hashable, Sendable {
    /// Every packet of this traffic comes to this.
    case verdict(Verdict, of: [TrafficTerm])
    /// Nothing but this gets through; whether it does is left open.
    case only([Allowance])
  }

  /// Traffic that an `only` leaves out of account.
  public struct Allowance: Hashable, Sendable {
    public var traffic: [TrafficTerm]
    /// `nil` stands for the expectation's own sources.
    public var sources: [Term]?

    public init(_ traffic: [TrafficTerm], from sources: [Term]? = nil) {
      self.traffic = traffic
      self.sources = sources
    }
  }
}

/// Bytes of a text.
public struct TextRange: Hashable, Sendable {
  public let offset: Int
  public let length: Int

  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }
}

/// One word that names an end or a component: `web-1`, `tag:tier=web`, `10.0.0.0/8`, `any`.
public struct Term: Hashable, Sendable {
  public let word: String
  public let place: TextRange

  public init(_ word: String, at place: TextRange = TextRange(offset: 0, length: 1)) {
    self.word = word
    self.place = place
  }

  /// Every end that the network has.
  public static let any = Term("any")
}

// MARK: The expectation in words

extension Expectation {
  /// The expectation as the short form writes it: `from web-1 to db-1 tcp 5432 delivered`.
  public var sentence: String {
    var words: [String]
    switch claim {
    case .verdict(let verdict, let traffic):
      words = ["from", list(sources), "to", list(destinations), list(traffic), verdict.rawValue]
    case .only(let allowances) where allowances.allSatisfy { $0.sources == nil }:
      let traffic = allowances.flatMap { $0.traffic }
      words = ["from", list(sources), "to", list(destinations), "only", list(traffic)]
    case .only(let allowances):
      let alternatives = allowances.map { $0.sentence }
      words = ["only", alternatives.joined(separator: ", "), "to", list(destinations)]
    }
    return (words + conditions).joined(separator: " ")
  }

  private var conditions: [String] {
    var words: [String] = []
    if !deciders.isEmpty { words += ["at", list(deciders)] }
    if !waypoints.isEmpty { words += ["through", list(waypoints)] }
    if !avoided.isEmpty { words += ["avoiding", list(avoided)] }
    if let family { words.append(family.rawValue) }
    if isOneWay { words.append("one-way") }
    return words
  }
}

extension Expectation.Allowance {
  /// `tcp 443 from web-1`.
  public var sentence: String {
    list(traffic) + (sources.map { " from \(list($0))" } ?? "")
  }
}

private func list(_ terms: [Term]) -> String {
  terms.map { $0.quoted }.joined(separator: ", ")
}

private func list(_ traffic: [TrafficTerm]) -> String {
  traffic.isEmpty ? "nothing" : traffic.map { $0.description }.joined(separator: ", ")
}

extension Term {
  /// The word, in quotes where it would be read as several.
  var quoted: String {
    let needsQuotes = word.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
    return needsQuotes ? "'\(word)'" : word
  }
}
