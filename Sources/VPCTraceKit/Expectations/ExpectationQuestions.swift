import Addressing
import Dataplane
import Expectations

/// Turns expectations into what is to be asked of their network; keeps what it found out about the ends.
struct ExpectationQuestions {
  let resolver: EndpointResolver
  private let spaces: EndSpaces
  private let fewestPairs: Int
  private var alikeEnds: AlikeEnds?

  /// `fewestPairs`: of fewer pairs of ends all are asked about, which is no slower.
  init(_ resolver: EndpointResolver, _ spaces: EndSpaces, fewestPairs: Int) {
    self.resolver = resolver
    self.spaces = spaces
    self.fewestPairs = fewestPairs
  }

  /// What a trace would be asked, where both ends are single; else everything between the ends.
  ///
  /// - Throws: ``EndpointError`` where there is nothing to ask, or the input does not tell who is behind a
  ///   name.
  mutating func questions(of resolved: ResolvedExpectation) throws(EndpointError) -> [Question] {
    switch resolved.expectation.claim {
    case .only(let allowances): return try questions(of: resolved, allowing: allowances)
    case .verdict(let verdict, let traffic):
      if let flows = try flows(of: resolved, traffic) { return flows.map { .flow($0) } }
      return try questions(of: resolved, verdict, traffic)
    }
  }

  private mutating func questions(
    of resolved: ResolvedExpectation, _ verdict: Verdict, _ traffic: [TrafficTerm]
  ) throws(EndpointError) -> [Question] {
    let extent: EndSpaces.Extent = verdict == .dropped ? .whole : .primary
    var questions: [Question] = []
    for part in parts(of: resolved) {
      let senders = try spaces.senders(part.senders, extent)
      let question = SpaceQuestion(
        from: senders, to: spaces.receivers(part.receivers, extent), .traffic(traffic),
        family: resolved.expectation.family)
      if !question.isEmpty { questions.append(.space(question)) }
      if senders.contains(where: { $0.sender == .internet }) {
        let flows = try flowsToUnreachable(part.receivers, traffic, resolved.expectation)
        questions += flows.map { .flow($0) }
      }
    }
    guard !questions.isEmpty else {
      throw EndpointError(
        "no packet can go from the one end to the other",
        hint: "is there an address of one family at both ends?")
    }
    return questions
  }

  private mutating func questions(
    of resolved: ResolvedExpectation, allowing allowances: [Expectation.Allowance]
  ) throws(EndpointError) -> [Question] {
    let spared = resolved.allowed.map { ends in ends.map { $0.flatMap { $0.members } } }
    var exceptions: [SpaceQuestion.Exception] = []
    for (allowance, ends) in zip(allowances, spared) {
      let senders = try ends.map { (ends) throws(EndpointError) in
        try spaces.senders(ends, .whole)
      }
      exceptions.append(SpaceQuestion.Exception(allowance.traffic, from: senders))
    }
    var questions: [Question] = []
    for part in parts(of: resolved, sparing: spared.compactMap { $0 }) {
      let question = SpaceQuestion(
        from: try spaces.senders(part.senders, .whole),
        to: spaces.receivers(part.receivers, .whole), .allBut(exceptions),
        family: resolved.expectation.family)
      questions.append(.space(question))
    }
    return questions
  }

  /// The ends in parts that stand for all of their pairs, unless components are named, in which alike pairs
  /// may differ.
  private mutating func parts(
    of resolved: ResolvedExpectation, sparing spared: [[ExpectedEnd]] = []
  ) -> [AlikeEnds.Part] {
    let (senders, receivers) = (resolved.senders, resolved.receivers)
    guard !resolved.expectation.namesComponents, senders.count * receivers.count >= fewestPairs
    else { return [AlikeEnds.Part(senders: senders, receivers: receivers)] }
    var alike = alikeEnds ?? AlikeEnds(resolver.network)
    alikeEnds = nil
    defer { alikeEnds = alike }
    return alike.parts(from: senders, to: receivers, sparing: spared)
  }
}

extension Expectation {
  fileprivate var namesComponents: Bool {
    !deciders.isEmpty || !waypoints.isEmpty || !avoided.isEmpty
  }
}
