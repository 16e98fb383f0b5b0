import Analysis
import Dataplane

extension JSONWriter {
  /// Writes a report as a `vpctrace.explain-log/1` object.
  public mutating func flowLogReport(_ report: FlowLogReport) {
    let counts = report.explainer.counts
    beginObject()
    member("schema", "vpctrace.explain-log/1")
    object("counts") {
      $0.member("accepted", counts.accepted)
      $0.member("rejected", counts.rejected)
      $0.member("withoutData", counts.withoutData)
      $0.member("skipped", counts.skipped)
      $0.member("unreadable", counts.unreadable)
    }
    array("causes", report.explained) { $0.group($1, of: report) }
    array("contradictions", report.contradictions) { $0.group($1, of: report) }
    array("unreadable", report.explainer.unreadable) { writer, line in
      writer.beginObject()
      writer.member("line", line.line)
      writer.member("message", line.problem.message)
      writer.endObject()
    }
    endObject()
  }

  private mutating func group(_ group: FlowLogGroup, of report: FlowLogReport) {
    let words = FlowLogCauseWords(group, in: report.network)
    beginObject()
    member("kind", group.cause.kind.word)
    member("interface", words.interface)
    if !words.direction.isEmpty { member("direction", words.direction) }
    member("records", group.records)
    member("packets", Int(clamping: group.packets))
    member("message", words.sentence)
    member("code", words.hop?.code.rawValue)
    member("rule", words.hop?.rule)
    location(words.location)
    array("examples", group.examples) { writer, example in
      writer.beginObject()
      writer.member("line", example.line)
      if let header = example.header {
        writer.object("packet") { $0.packetMembers(header) }
      }
      writer.endObject()
    }
    endObject()
  }
}

extension FlowLogCause.Kind {
  /// The kind as JSON has it.
  fileprivate var word: String {
    switch self {
    case .denied: "denied"
    case .unsolicited: "unsolicited"
    case .undetermined: "undetermined"
    case .rejectedThoughAllowed: "rejected-though-allowed"
    case .acceptedThoughDenied: "accepted-though-denied"
    case .strangeAddresses: "strange-addresses"
    case .unknownInterface: "unknown-interface"
    }
  }
}
