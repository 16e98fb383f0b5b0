import Addressing
import Dataplane
public import SourceText
import TopologyModel

/// Reads the list `expectations` of a file that was held to the table of keys before.
public struct ExpectationReader {
  private let tree: JSONTree
  private let text: NativeText
  private var problems = DiagnosticSink()

  /// Reads every expectation of a list.
  ///
  /// - Parameters:
  ///   - list: The value of `expectations`.
  ///   - tree: Its file, without errors of shape.
  ///   - problems: Takes what is wrong with the texts.
  /// - Returns: Those that can be read.
  public static func read(
    _ list: JSONNode, of tree: JSONTree, into problems: inout DiagnosticSink
  ) -> [Expectation] {
    var reader = ExpectationReader(tree)
    var expectations: [Expectation] = []
    for node in tree.elements(of: list) {
      guard var expectation = reader.expectation(node) else { continue }
      expectation.place = tree.place(of: node)
      expectations.append(expectation)
    }
    problems.report(contentsOf: reader.problems)
    return expectations
  }

  private init(_ tree: JSONTree) {
    self.tree = tree
    text = NativeText(tree: tree)
  }

  private mutating func expectation(_ node: JSONNode) -> Expectation? {
    guard tree.kind(of: node) == .string else { return object(node) }
    return parse(node) { bytes, start throws(ExpectationTextError) in
      try Expectation(parsing: bytes, at: start)
    }
  }

  /// Reads a text by a parser, and reports where it stops making sense.
  private mutating func parse<Result>(
    _ node: JSONNode,
    _ parser: ([UInt8], Int?) throws(ExpectationTextError) -> Result
  ) -> Result? {
    let bytes = Array((tree.string(of: node) ?? "").utf8)
    let range = tree.textRange(of: node)
    do throws(ExpectationTextError) {
      return try parser(bytes, range?.lowerBound)
    } catch {
      let start = range.map { $0.lowerBound + min(error.range.lowerBound, $0.count) }
      problems.report(
        .invalidExpectation, error.message,
        at: start ?? Int(tree.location(of: node).offset),
        length: range == nil ? tree.length(of: node) : max(error.range.count, 1), in: tree.source,
        hint: error.hint)
      return nil
    }
  }
}

// MARK: The object form

extension ExpectationReader {
  private mutating func object(_ node: JSONNode) -> Expectation? {
    let before = problems.errorCount
    let sources = terms(.from, of: node)
    guard let claim = claim(of: node, hasSources: sources != nil),
      let destinations = terms(.to, of: node), problems.errorCount == before
    else { return nil }
    var expectation = Expectation(from: sources ?? [.any], to: destinations, claim)
    expectation.name = text.text(.name, of: node)
    expectation.family = text.text(.family, of: node).flatMap { AddressFamily(rawValue: $0) }
    expectation.isOneWay = text.flag(.oneWay, of: node) ?? false
    expectation.deciders = terms(.at, of: node) ?? []
    expectation.waypoints = terms(.through, of: node) ?? []
    expectation.avoided = terms(.avoiding, of: node) ?? []
    return problems.errorCount == before ? expectation : nil
  }

  /// The terms of a key, each a text of its own; an empty list states nothing.
  private mutating func terms(_ key: NativeKey, of node: JSONNode) -> [Term]? {
    guard let value = text.value(key, of: node) else { return nil }
    let terms = text.oneOrMore(key, of: node).map { element in
      Term(text.string(element), at: tree.place(of: element))
    }
    if terms.isEmpty { reportEmpty(key, value) }
    return terms
  }

  private mutating func reportEmpty(_ key: NativeKey, _ value: JSONNode) {
    tree.report(
      .emptyList, "\(key.rawValue) lists nothing, so the expectation would say nothing", at: value,
      hint: "leave the expectation out, or name something", to: &problems)
  }

  private mutating func claim(of node: JSONNode, hasSources: Bool) -> Expectation.Claim? {
    if text.value(.only, of: node) != nil { return only(of: node, hasSources: hasSources) }
    guard hasSources,
      let verdict = text.text(.verdict, of: node).flatMap({ Verdict(rawValue: $0) }),
      let value = text.value(.traffic, of: node)
    else {
      tree.report(
        .fieldMissing, "an expectation has from, to, traffic and verdict, or to and only", at: node,
        to: &problems)
      return nil
    }
    let lists = text.oneOrMore(.traffic, of: node)
    if lists.isEmpty { reportEmpty(.traffic, value) }
    return .verdict(verdict, of: lists.flatMap { traffic($0) })
  }

  private mutating func traffic(_ node: JSONNode) -> [TrafficTerm] {
    parse(node) { bytes, _ throws(ExpectationTextError) in
      var words = ExpectationWords(bytes)
      let traffic = try words.trafficList()
      try words.end()
      return traffic
    } ?? []
  }

  /// `only` with `from` lists traffic; without, what each sender may send.
  ///
  /// An empty list is a claim like any other: nothing gets through.
  private mutating func only(of node: JSONNode, hasSources: Bool) -> Expectation.Claim? {
    for key in [NativeKey.traffic, .verdict, .at, .through, .avoiding, .oneWay] {
      guard let value = text.value(key, of: node) else { continue }
      tree.report(
        .misplacedKey, "\"only\" speaks of what gets through, and has no \(key.rawValue)",
        at: value,
        to: &problems)
    }
    return .only(
      text.oneOrMore(.only, of: node).compactMap { element in
        hasSources ? Expectation.Allowance(traffic(element)) : allowance(element)
      })
  }

  private mutating func allowance(_ node: JSONNode) -> Expectation.Allowance? {
    parse(node) { bytes, start throws(ExpectationTextError) in
      try Expectation.Allowance(parsing: bytes, at: start)
    }
  }
}

extension JSONTree {
  /// The bytes to underline for a value.
  fileprivate func place(of node: JSONNode) -> TextRange {
    TextRange(offset: Int(location(of: node).offset), length: length(of: node))
  }
}

extension Diagnostic.Code {
  /// A text that is no expectation.
  public static let invalidExpectation = Diagnostic.Code("INVALID_EXPECTATION")
  /// A list or group without members, so that nothing is stated.
  public static let emptyList = Diagnostic.Code("EMPTY_LIST")
  /// Two expectations that no network can meet.
  public static let contradiction = Diagnostic.Code("CONTRADICTORY_EXPECTATIONS")
}
