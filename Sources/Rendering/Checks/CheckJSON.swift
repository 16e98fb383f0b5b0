import Analysis
import SourceText
import TopologyModel

extension JSONWriter {
  /// Writes a report as a `vpctrace.check/1` object.
  public mutating func checkReport(_ report: CheckReport) {
    beginObject()
    member("schema", "vpctrace.check/1")
    object("counts") {
      $0.member("error", report.count(of: .error))
      $0.member("warning", report.count(of: .warning))
      $0.member("info", report.count(of: .info))
      $0.member("accepted", report.acceptedCount)
    }
    array("findings", report.entries) { $0.finding($1) }
    endObject()
  }

  /// Writes the rules as a `vpctrace.checks/1` object.
  public mutating func checkRules() {
    beginObject()
    member("schema", "vpctrace.checks/1")
    array("rules", CheckRule.allCases) { writer, rule in
      let description = rule.description
      writer.beginObject()
      writer.member("rule", rule.rawValue)
      writer.member("family", description.family.rawValue)
      writer.member("severity", description.severity.rawValue)
      writer.member("title", description.title)
      writer.member("why", description.why)
      writer.member("fix", description.fix)
      writer.array("semantics", description.semantics) { $0.string($1) }
      writer.endObject()
    }
    endObject()
  }

  private mutating func finding(_ entry: CheckReport.Entry) {
    let finding = entry.finding
    beginObject()
    member("rule", finding.rule.rawValue)
    member("severity", finding.severity.rawValue)
    member("message", finding.message)
    member("fix", finding.fix ?? finding.rule.description.fix)
    member("accepted", finding.acceptedReason)
    location(entry.places.first.flatMap { $0?.position })
    array("subjects", zip(finding.subjects, entry.places)) { writer, element in
      writer.beginObject()
      writer.member("kind", element.0.kind.rawValue)
      writer.member("id", element.0.id)
      writer.member("name", element.0.name)
      writer.member("part", element.0.part)
      writer.location(element.1?.position)
      writer.endObject()
    }
    endObject()
  }
}
