import Addressing
import Dataplane
import Expectations
import SourceText
import TopologyModel

/// Looks up what the expectations of one file name, and reports what can't be found.
struct ExpectationPreparer {
  private var finder: EndFinder
  private let spaces: EndSpaces
  private let limits: ExpectationLimits
  private let source: SourceBuffer
  private var componentDirectory: ComponentDirectory?
  /// What was expected before, where contradictions are to be found.
  private var ledger: ExpectationLedger?
  private var alikeEnds: AlikeEnds?
  /// What was parted last, as expectations of the same ends often follow each other.
  private var lastParted: (whole: PartedEnds, parts: [AlikeEnds.Part])?
  private let fewestPairs: Int
  private(set) var problems = DiagnosticSink()

  private var resolver: EndpointResolver { finder.resolver }
  private var topology: Topology { resolver.network.topology }

  /// - Parameters:
  ///   - network: What the expectations are of.
  ///   - source: The file that they stand in.
  ///   - fewestPairs: Of fewer pairs of ends all are asked about, which is no slower.
  ///   - findsContradictions: Reports expectations that no network can meet together.
  init(
    _ network: Network, _ source: SourceBuffer, fewestPairs: Int = 1000,
    findsContradictions: Bool = true
  ) {
    let resolver = EndpointResolver(network)
    finder = EndFinder(resolver)
    spaces = EndSpaces(resolver)
    limits = ExpectationLimits(network.topology, spaces)
    self.source = source
    self.fewestPairs = fewestPairs
    ledger = findsContradictions ? ExpectationLedger(spaces) : nil
  }

  /// Makes an expectation ready to be judged; `nil` where a problem was reported.
  mutating func prepare(_ expectation: Expectation) -> PreparedExpectation? {
    let before = problems.errorCount
    let sources = ends(expectation.sources)
    let destinations = ends(expectation.destinations)
    let allowed = expectation.claim.allowances.map { $0.sources.map { ends($0) } }
    let demand = demand(of: expectation)
    guard problems.errorCount == before else { return nil }
    let contradicted = ledger?.enter(
      expectation, from: sources, to: destinations, allowing: allowed)
    report(contradicted, against: expectation)
    do throws(EndpointError) {
      let questions =
        switch expectation.claim {
        case .verdict(let verdict, let traffic):
          try questions(expectation, verdict, traffic, from: sources, to: destinations)
        case .only(let allowances):
          try questions(
            expectation, allowances, of: allowed, from: sources, to: destinations)
        }
      guard problems.errorCount == before else { return nil }
      return PreparedExpectation(
        expectation, questions, demand,
        limits: limits.limits(of: expectation, questions, from: sources, to: destinations))
    } catch {
      report(error, .invalidExpectation, at: expectation.place)
      return nil
    }
  }
}

// MARK: Names

extension ExpectationPreparer {
  private mutating func ends(_ terms: [Term]) -> [ExpectedEnds] {
    var ends: [ExpectedEnds] = []
    for term in terms {
      do throws(EndpointError) {
        ends.append(try finder.ends(term.word))
      } catch {
        report(error, at: term.place)
      }
    }
    return ends
  }

  private mutating func demand(of expectation: Expectation) -> Demand {
    var demand =
      switch expectation.claim {
      case .verdict(let verdict, _): Demand(.verdict(verdict))
      case .only: Demand(.nothingArrives)
      }
    demand.isOneWay = expectation.isOneWay
    if !expectation.deciders.isEmpty { demand.deciders = components(expectation.deciders) }
    demand.waypoints = expectation.waypoints.map { (term: $0, components: components([$0])) }
    if !expectation.avoided.isEmpty { demand.avoided = components(expectation.avoided) }
    return demand
  }

  private mutating func components(_ terms: [Term]) -> ComponentSet {
    let directory = componentDirectory ?? ComponentDirectory(resolver.network)
    componentDirectory = directory
    var components = ComponentSet()
    for term in terms {
      if let named = directory.components(named: term.word) {
        components.formUnion(named)
      } else {
        let nearest = NearestName.nearest(to: term.word, among: directory.words)
        let error = EndpointError(
          "no component is called '\(term.word)'", hint: nearest.map { "did you mean '\($0)'?" })
        report(error, at: term.place)
      }
    }
    return components
  }

  private mutating func report(
    _ error: EndpointError, _ code: Diagnostic.Code? = nil, at place: TextRange
  ) {
    let candidates = error.candidates.joined(separator: ", or ")
    problems.report(
      code ?? (error.candidates.isEmpty ? .unknownName : .ambiguousName), error.message,
      at: place.offset, length: place.length, in: source,
      hint: error.candidates.isEmpty ? error.hint : "it may be \(candidates)")
  }

  private mutating func report(_ other: Expectation?, against expectation: Expectation) {
    guard let other else { return }
    problems.report(
      .contradiction, "no network can meet this expectation and an earlier one",
      at: expectation.place.offset, length: expectation.place.length, in: source,
      related: [
        .init(
          message: "this one: \(other.sentence)",
          location: source.position(ofOffset: other.place.offset))
      ])
  }
}

// MARK: Questions

extension ExpectationPreparer {
  /// What a trace would be asked, where both ends are single; else everything between the ends.
  private mutating func questions(
    _ expectation: Expectation, _ verdict: Verdict, _ traffic: [TrafficTerm],
    from sources: [ExpectedEnds],
    to destinations: [ExpectedEnds]
  ) throws(EndpointError) -> [Question] {
    if let flows = try flows(expectation, traffic, from: sources, to: destinations) {
      return flows.map { .flow($0) }
    }
    let extent: EndSpaces.Extent = verdict == .dropped ? .whole : .primary
    let parts = parts(of: expectation, from: sources, to: destinations)
    var questions: [Question] = []
    for part in parts {
      let senders = try spaces.senders(part.senders, extent)
      let question = SpaceQuestion(
        from: senders, to: spaces.receivers(part.receivers, extent), .traffic(traffic),
        family: expectation.family)
      if !question.isEmpty { questions.append(.space(question)) }
      if senders.contains(where: { $0.sender == .internet }) {
        questions += try flowsToUnreachable(part.receivers, traffic, expectation).map { .flow($0) }
      }
    }
    guard !questions.isEmpty else {
      throw EndpointError(
        "no packet can go from the one end to the other",
        hint: "is there an address of one family at both ends?")
    }
    return questions
  }

  /// The ends in parts that stand for all of their pairs, unless components are named, in which alike pairs
  /// may differ.
  private mutating func parts(
    of expectation: Expectation, from sources: [ExpectedEnds], to destinations: [ExpectedEnds],
    sparing spared: [[ExpectedEnd]] = []
  ) -> [AlikeEnds.Part] {
    let (senders, receivers) = (
      sources.flatMap { $0.members }, destinations.flatMap { $0.members }
    )
    let namesComponents =
      !expectation.deciders.isEmpty || !expectation.waypoints.isEmpty
      || !expectation.avoided.isEmpty
    guard !namesComponents, senders.count * receivers.count >= fewestPairs else {
      return [AlikeEnds.Part(senders: senders, receivers: receivers)]
    }
    let whole = PartedEnds(senders: senders, receivers: receivers, spared: spared)
    if let lastParted, lastParted.whole == whole { return lastParted.parts }
    var alike = alikeEnds ?? AlikeEnds(resolver.network)
    alikeEnds = nil
    let parts = alike.parts(from: senders, to: receivers, sparing: spared)
    alikeEnds = alike
    lastParted = (whole, parts)
    return parts
  }

  private struct PartedEnds: Equatable {
    let senders: [ExpectedEnd]
    let receivers: [ExpectedEnd]
    let spared: [[ExpectedEnd]]
  }

  private func flows(
    _ expectation: Expectation, _ traffic: [TrafficTerm], from sources: [ExpectedEnds],
    to destinations: [ExpectedEnds]
  ) throws(EndpointError) -> [Flow]? {
    guard let source = single(sources), let destination = single(destinations) else { return nil }
    var flows: [Flow] = []
    for term in traffic {
      guard let single = term.single else { return nil }
      for family in families(of: expectation, term, from: source, to: destination) {
        let options = FlowRequest.Options(
          single, family: family, isOneWay: expectation.isOneWay)
        flows.append(try resolver.flow(from: source, to: destination, options))
      }
    }
    return flows
  }

  private func single(_ ends: [ExpectedEnds]) -> Endpoint? {
    guard ends.count == 1, ends[0].isOne else { return nil }
    return ends[0].members.first?.endpoint
  }

  /// The families that both ends offer; `nil` leaves it to the resolver to say why there is none.
  private func families(
    of expectation: Expectation, _ term: TrafficTerm, from source: Endpoint,
    to destination: Endpoint
  ) -> [AddressFamily?] {
    let wanted = expectation.family ?? term.family
    guard wanted == nil else { return [wanted] }
    let fixed = source.fixedFamily ?? destination.fixedFamily
    guard fixed == nil else { return [nil] }
    let common = AddressFamily.allCases.filter { family in
      resolver.offers(source, family, publicly: false)
        && resolver.offers(destination, family, publicly: source.isInternet)
    }
    return common.isEmpty ? [nil] : common
  }

  /// Interfaces that nothing on the internet can address: one packet each shows what comes of it.
  private func flowsToUnreachable(
    _ ends: [ExpectedEnd], _ traffic: [TrafficTerm], _ expectation: Expectation
  ) throws(EndpointError) -> [Flow] {
    let families = expectation.family.map { [$0] } ?? AddressFamily.allCases
    var flows: [Flow] = []
    for end in ends {
      guard case .networkInterface = end, let endpoint = end.endpoint,
        !families.contains(where: { resolver.offers(endpoint, $0, publicly: true) }),
        let family = families.first(where: { resolver.offers(endpoint, $0, publicly: false) })
      else { continue }
      let options = FlowRequest.Options(
        traffic.lazy.compactMap { $0.example }.first ?? .icmp(), family: family,
        isOneWay: expectation.isOneWay)
      flows.append(try resolver.flow(from: .internet(nil), to: endpoint, options))
    }
    return flows
  }

  private mutating func questions(
    _ expectation: Expectation, _ allowances: [Expectation.Allowance],
    of allowed: [[ExpectedEnds]?],
    from sources: [ExpectedEnds], to destinations: [ExpectedEnds]
  ) throws(EndpointError) -> [Question] {
    var exceptions: [SpaceQuestion.Exception] = []
    var spared: [[ExpectedEnd]] = []
    for (allowance, ends) in zip(allowances, allowed) {
      let members = ends.map { $0.flatMap { $0.members } }
      exceptions.append(
        SpaceQuestion.Exception(
          allowance.traffic,
          from: try members.map { (ends) throws(EndpointError) in try spaces.senders(ends, .whole) }
        ))
      if let members { spared.append(members) }
    }
    var questions: [Question] = []
    for part in parts(of: expectation, from: sources, to: destinations, sparing: spared) {
      questions.append(
        .space(
          SpaceQuestion(
            from: try spaces.senders(part.senders, .whole),
            to: spaces.receivers(part.receivers, .whole), .allBut(exceptions),
            family: expectation.family)))
    }
    return questions
  }
}

extension Expectation.Claim {
  /// What an `only` lets through.
  var allowances: [Expectation.Allowance] {
    if case .only(let allowances) = self { allowances } else { [] }
  }
}

extension Endpoint {
  fileprivate var isInternet: Bool { if case .internet = self { true } else { false } }
}

extension TrafficTerm {
  /// The traffic as a trace takes it, where it is of one port or message.
  var single: Traffic? {
    guard case .of(let ipProtocol, let ports) = self else { return self == .ping ? .icmp() : nil }
    guard ipProtocol.hasPorts || ipProtocol.isICMP else { return .other(ipProtocol) }
    return ports.first == ports.last ? example : nil
  }

  /// One packet of the traffic.
  fileprivate var example: Traffic? {
    switch self {
    case .ping: .icmp()
    case .all: .tcp(port: 443)
    case .of(.tcp, let ports): .tcp(port: ports.first)
    case .of(.udp, let ports): .udp(port: ports.first)
    case .of(let ipProtocol, let ports): .other(ipProtocol, ICMPMessage(packed: ports.first))
    }
  }
}
