import Dataplane
import Expectations
import SourceText

extension JSONWriter {
  /// Writes a report as a `vpctrace.test/1` object.
  ///
  /// - Parameters:
  ///   - report: The results.
  ///   - detail: How much of the traces of what is not met to write.
  public mutating func testReport(_ report: TestReport, detail: Detail) {
    beginObject()
    member("schema", "vpctrace.test/1")
    object("counts") {
      $0.member("met", report.count - report.failureCount)
      $0.member("failed", report.failureCount)
    }
    array("files", report.suites) { writer, suite in
      writer.beginObject()
      writer.member("path", suite.source.path)
      writer.array("expectations", suite.results) { $0.result($1, of: suite, detail) }
      writer.endObject()
    }
    endObject()
  }

  private mutating func result(
    _ result: ExpectationResult, of suite: TestReport.Suite, _ detail: Detail
  ) {
    beginObject()
    member("name", result.expectation.name)
    member("expectation", result.expectation.sentence)
    location(suite.place(of: result))
    member("result", result.isMet ? "met" : "failed")
    if !result.isMet {
      member("contradictionCount", result.contradictionCount)
      array("contradictions", result.contradictions) {
        $0.contradiction($1, in: suite.network, detail)
      }
    }
    if !result.limits.isEmpty {
      array("limits", result.limits) { $0.string($1.sentence(in: suite.network)) }
    }
    endObject()
  }

  private mutating func contradiction(
    _ contradiction: Contradiction, in network: Network, _ detail: Detail
  ) {
    let words = ContradictionWords(contradiction, in: network)
    beginObject()
    member("message", words.difference)
    member("packets", words.packets)
    key("trace")
    trace(words.trace, in: network, detail: detail)
    endObject()
  }
}
