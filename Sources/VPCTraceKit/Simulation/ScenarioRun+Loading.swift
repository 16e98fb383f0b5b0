public import Dataplane
import Expectations
public import Simulation
public import SourceText

extension ScenarioRun {
  /// Reads a scenario and makes it ready to happen in a network.
  ///
  /// ```swift
  /// var run = try ScenarioRun(path: "session.json5", in: network)
  /// while let moment = run.step() { print(moment.isFailure) }
  /// ```
  ///
  /// - Parameters:
  ///   - path: A file, or `-` for standard input.
  ///   - network: Where it is to happen.
  /// - Throws: ``InputErrors`` with everything that is wrong with the file.
  public init(path: String, in network: Network) throws(InputErrors) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try path == "-" ? Platform.readStandardInput() : Platform.readFile(path)
    } catch {
      throw InputErrors([.unreadable(path, error)])
    }
    try self.init(SourceBuffer(path: path, bytes: bytes), in: network)
  }

  /// Makes the scenario of a text ready to happen in a network.
  ///
  /// - Throws: ``InputErrors`` with everything that is wrong with the text.
  public init(_ source: SourceBuffer, in network: Network) throws(InputErrors) {
    let scenario = try Scenario(source, of: network.topology)
    var problems = DiagnosticSink()
    let resolver = EndpointResolver(network)
    let flows = scenario.conversations.map { resolver.flow(of: $0, source, &problems) }
    guard !problems.hasErrors else { throw InputErrors(problems) }
    self.init(scenario, source, flows: flows.compactMap { $0 }, in: network)
  }
}

extension EndpointResolver {
  /// The first flow of a conversation; `nil` where a problem was reported.
  fileprivate func flow(
    of conversation: Scenario.Conversation, _ source: SourceBuffer,
    _ problems: inout DiagnosticSink
  ) -> Flow? {
    let from = endpoint(conversation.source, source, &problems)
    let to = endpoint(conversation.destination, source, &problems)
    guard let from, let to, let traffic = conversation.traffic.single else { return nil }
    do throws(EndpointError) {
      return try flow(
        from: from, to: to,
        FlowRequest.Options(traffic, sourcePort: conversation.sourcePort))
    } catch {
      problems.report(error, at: conversation.place, in: source)
      return nil
    }
  }

  private func endpoint(
    _ term: Term, _ source: SourceBuffer, _ problems: inout DiagnosticSink
  ) -> Endpoint? {
    do throws(EndpointError) {
      return try endpoint(term.word)
    } catch {
      problems.report(error, at: term.place, in: source)
      return nil
    }
  }
}

extension DiagnosticSink {
  /// Reports an end that can't be resolved, at the bytes that name it.
  fileprivate mutating func report(
    _ error: EndpointError, at place: TextRange, in source: SourceBuffer
  ) {
    let candidates = error.candidates.joined(separator: ", or ")
    report(
      error.candidates.isEmpty ? .unknownName : .ambiguousName, error.message, at: place.offset,
      length: place.length, in: source,
      hint: error.candidates.isEmpty ? error.hint : "it may be \(candidates)")
  }
}
