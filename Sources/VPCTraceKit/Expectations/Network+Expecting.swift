public import Dataplane
import Expectations
import Rendering
public import SourceText
import TopologyModel

extension Network {
  /// Reads and compiles a topology, of which warnings are left out.
  ///
  /// - Throws: ``InputErrors`` with every problem that one reading finds.
  public static func load(path: String) throws(InputErrors) -> Network {
    Network(try Topology.load(path: path).topology)
  }

  /// Holds the network to one expectation, written as in a file.
  ///
  /// ```swift
  /// try network.expect("from internet to web-1 tcp 443 delivered")
  /// ```
  ///
  /// - Throws: ``UnmetExpectation`` with the trace that contradicts it, or with what is wrong with the
  ///   sentence; a test that does not catch it fails and shows it.
  public func expect(_ sentence: String) throws(UnmetExpectation) {
    let source = SourceBuffer(path: "expectation", bytes: Array(sentence.utf8))
    let suite: ExpectationSuite
    do throws(InputErrors) {
      suite = try ExpectationSuite(
        [Expectation(parsing: source)], in: source, of: self, warnings: [], DiagnosticSink())
    } catch {
      throw UnmetExpectation(description: error.diagnostics.map { $0.formatted() }.joined())
    }
    var report = TestReport()
    report.suites = [TestReport.Suite(source, self, suite.run(), seconds: 0)]
    guard report.failureCount > 0 else { return }
    throw UnmetExpectation(description: report.text(style: TextStyle(), verbose: true))
  }
}

/// What contradicts an expectation, for people.
public struct UnmetExpectation: Error, CustomStringConvertible {
  public let description: String
}
