import Addressing
import Dataplane
public import SourceText

extension Expectation {
  /// Reads the short form.
  ///
  /// ```text
  /// from web-1 to db-1 tcp 5432 delivered
  /// the office gets in: from 203.0.113.0/24 to tag:tier=web tcp 80, 443 delivered through my-ig
  /// from internet to tag:tier=web only tcp 443
  /// only tcp 5432 from sg:app to db-1
  /// ```
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - start: The offset of the text in its file, to which places are moved; `nil` where the text is
  ///     not what stands in the file, so that only the whole of it has a place.
  /// - Throws: ``ExpectationTextError`` at the first word that does not fit.
  init(parsing text: [UInt8], at start: Int?) throws(ExpectationTextError) {
    var parser = ExpectationParser(text, at: start)
    self = try parser.parse()
  }
}

extension Expectation {
  /// Reads the short form that is the whole of a text.
  ///
  /// - Throws: ``InputErrors`` with the first word that does not fit.
  public init(parsing source: SourceBuffer) throws(InputErrors) {
    do throws(ExpectationTextError) {
      self = try Expectation(parsing: source.bytes, at: 0)
    } catch {
      var problems = DiagnosticSink()
      problems.report(
        .invalidExpectation, error.message, at: error.range.lowerBound,
        length: max(error.range.count, 1), in: source, hint: error.hint)
      throw InputErrors(problems)
    }
  }

  /// Reads the short form, whose places mean nothing then; `nil` where it is none.
  public init?(_ sentence: String) {
    guard let expectation = try? Expectation(parsing: Array(sentence.utf8), at: nil) else {
      return nil
    }
    self = expectation
  }
}

extension Expectation.Allowance {
  /// Reads `tcp 443 from A, B`.
  init(parsing text: [UInt8], at start: Int?) throws(ExpectationTextError) {
    var parser = ExpectationParser(text, at: start)
    self = try parser.parseAllowance()
  }
}

/// Reads one expectation from left to right.
private struct ExpectationParser {
  private var words: ExpectationWords
  private let start: Int?
  private let name: String?

  init(_ text: [UInt8], at start: Int?) {
    self.start = start
    let end = ExpectationParser.endOfName(text)
    name = end.map { String(decoding: text[..<$0], as: UTF8.self) }
    words = ExpectationWords(text, from: end.map { $0 + 1 } ?? 0)
  }

  /// Where the colon of a name stands: before the first `from` or `only` behind one.
  private static func endOfName(_ text: [UInt8]) -> Int? {
    text.indices.first { index in
      text[index] == UInt8(ascii: ":")
        && [" from ", " only "].contains { text[(index + 1)...].starts(with: $0.utf8) }
    }
  }

  mutating func parse() throws(ExpectationTextError) -> Expectation {
    var expectation: Expectation
    if words.take("from") {
      expectation = try verdict()
    } else if words.take("only") {
      expectation = try only()
    } else {
      let word = try words.next("\"from\"")
      throw ExpectationTextError(
        "\"from\" or \"only\" must stand here, not \"\(word.text)\"", at: word.range,
        hint: "write it like \"from web-1 to db-1 tcp 5432 delivered\"")
    }
    expectation.name = name
    while let word = words.next() { try condition(word, of: &expectation) }
    return expectation
  }

  /// `tcp 443 from A`, and nothing behind it.
  mutating func parseAllowance() throws(ExpectationTextError) -> Expectation.Allowance {
    let allowance = try allowance()
    try words.end()
    return allowance
  }

  private mutating func allowance() throws(ExpectationTextError) -> Expectation.Allowance {
    let traffic = try words.trafficList()
    try preposition("from")
    return Expectation.Allowance(traffic, from: try terms("the sender"))
  }

  /// `from A to B tcp 443 delivered`, `from A to B only tcp 443`.
  private mutating func verdict() throws(ExpectationTextError) -> Expectation {
    let sources = try terms("the sender")
    try preposition("to")
    let destinations = try terms("the receiver")
    if words.take("only") {
      let allowances = words.take("nothing") ? [] : [Expectation.Allowance(try words.trafficList())]
      return Expectation(from: sources, to: destinations, .only(allowances))
    }
    let traffic = try words.trafficList()
    let word = try words.next("the verdict")
    guard let verdict = Verdict(rawValue: word.text) else { throw unknownVerdict(word) }
    return Expectation(from: sources, to: destinations, .verdict(verdict, of: traffic))
  }

  /// `only tcp 443 from A to B`.
  private mutating func only() throws(ExpectationTextError) -> Expectation {
    let allowance = try allowance()
    try preposition("to")
    return Expectation(from: [.any], to: try terms("the receiver"), .only([allowance]))
  }

  private mutating func terms(_ what: String) throws(ExpectationTextError) -> [Term] {
    var terms: [Term] = []
    repeat {
      let word = try words.next(what)
      let isKeyword = ["from", "to", "only", ","].contains { word.is($0) }
      guard !isKeyword, !word.text.isEmpty else {
        throw ExpectationTextError("\(what) must stand here, not \"\(word.text)\"", at: word.range)
      }
      terms.append(term(word))
    } while words.take(",")
    return terms
  }

  private func term(_ word: ExpectationWords.Word) -> Term {
    guard let start else { return Term(word.text) }
    return Term(
      word.text, at: TextRange(offset: start + word.range.lowerBound, length: word.range.count))
  }

  private mutating func preposition(_ wanted: String) throws(ExpectationTextError) {
    let word = try words.next("\"\(wanted)\"")
    guard !word.is(wanted) else { return }
    throw ExpectationTextError(
      "\"\(wanted)\" must stand here, not \"\(word.text)\"", at: word.range,
      hint: "several names need commas, and a name with spaces single quotes")
  }

  private mutating func condition(
    _ word: ExpectationWords.Word, of expectation: inout Expectation
  ) throws(ExpectationTextError) {
    switch word.text {
    case "at": expectation.deciders += try terms("the component that decides")
    case "through": expectation.waypoints += try terms("a component on the path")
    case "avoiding": expectation.avoided += try terms("a component")
    case "ipv4": expectation.family = .ipv4
    case "ipv6": expectation.family = .ipv6
    case "one-way": expectation.isOneWay = true
    default: throw unknownCondition(word)
    }
    guard case .only = expectation.claim, !["ipv4", "ipv6"].contains(word.text) else { return }
    throw ExpectationTextError(
      "\"only\" speaks of what gets through, and has no \"\(word.text)\"", at: word.range)
  }

  private func unknownVerdict(_ word: ExpectationWords.Word) -> ExpectationTextError {
    let verdicts = Verdict.allCases.map { $0.rawValue }
    return ExpectationTextError(
      "a verdict must stand here, not \"\(word.text)\"", at: word.range,
      hint: NearestName.nearest(to: word.text, among: verdicts).map { "did you mean \($0)?" }
        ?? "it is \(verdicts.joined(separator: ", "))")
  }

  private func unknownCondition(_ word: ExpectationWords.Word) -> ExpectationTextError {
    let known = ["at", "through", "avoiding", "ipv4", "ipv6", "one-way"]
    return ExpectationTextError(
      "\"\(word.text)\" has no meaning here", at: word.range,
      hint: NearestName.nearest(to: word.text, among: known).map { "did you mean \($0)?" }
        ?? "the verdict may be followed by \(known.joined(separator: ", "))")
  }
}
