import Addressing
import Dataplane
import Expectations
import SourceText
import TopologyModel

/// Looks up what the expectations of one file name, and reports what can't be found.
struct ExpectationPreparer {
  private var finder: EndFinder
  private var asking: ExpectationQuestions
  private let limits: ExpectationLimits
  private let source: SourceBuffer
  private var componentDirectory: ComponentDirectory?
  /// What was expected before, where contradictions are to be found.
  private var ledger: ExpectationLedger?
  private(set) var problems = DiagnosticSink()

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
    let spaces = EndSpaces(resolver)
    finder = EndFinder(resolver)
    asking = ExpectationQuestions(resolver, spaces, fewestPairs: fewestPairs)
    limits = ExpectationLimits(network.topology, spaces)
    self.source = source
    ledger = findsContradictions ? ExpectationLedger(spaces) : nil
  }

  /// Makes an expectation ready to be judged; `nil` where a problem was reported.
  mutating func prepare(_ expectation: Expectation) -> PreparedExpectation? {
    let before = problems.errorCount
    let resolved = ResolvedExpectation(
      expectation: expectation, sources: ends(expectation.sources),
      destinations: ends(expectation.destinations),
      allowed: expectation.claim.allowances.map { $0.sources.map { ends($0) } })
    let demand = demand(of: expectation)
    guard problems.errorCount == before else { return nil }
    report(ledger?.enter(resolved), against: expectation)
    do throws(EndpointError) {
      let questions = try asking.questions(of: resolved)
      guard problems.errorCount == before else { return nil }
      return PreparedExpectation(
        expectation, questions, demand, limits: limits.limits(of: resolved, questions))
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
    let directory = componentDirectory ?? ComponentDirectory(finder.resolver.network)
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
