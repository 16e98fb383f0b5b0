import Analysis
import SourceText

extension JSONWriter {
  /// Writes a report as a SARIF 2.1.0 log, which code-scanning tools show at its places.
  ///
  /// SARIF counts columns in characters; where a file was not quoted, only lines are given.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - version: The program's version.
  public mutating func sarif(_ report: CheckReport, version: String) {
    beginObject()
    member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    member("version", "2.1.0")
    array("runs", [report]) { writer, report in
      writer.beginObject()
      writer.object("tool") { $0.object("driver") { $0.driver(version: version) } }
      writer.member("columnKind", "unicodeCodePoints")
      writer.array("results", report.entries) { $0.result($1) }
      writer.endObject()
    }
    endObject()
  }

  private mutating func driver(version: String) {
    member("name", "vpctrace")
    member("version", version)
    array("rules", CheckRule.allCases) { writer, rule in
      let description = rule.description
      writer.beginObject()
      writer.member("id", rule.rawValue)
      writer.message("shortDescription", description.title)
      writer.message("fullDescription", description.why)
      writer.message("help", description.fix)
      writer.object("defaultConfiguration") { $0.member("level", description.severity.level) }
      writer.object("properties") { properties in
        properties.array("tags", [description.family.rawValue] + description.semantics) {
          $0.string($1)
        }
      }
      writer.endObject()
    }
  }

  private mutating func message(_ key: StaticString, _ text: String) {
    object(key) { $0.member("text", text) }
  }

  private mutating func result(_ entry: CheckReport.Entry) {
    let finding = entry.finding
    beginObject()
    member("ruleId", finding.rule.rawValue)
    member("ruleIndex", CheckRule.allCases.firstIndex(of: finding.rule))
    member("level", finding.severity.level)
    message("message", "\(finding.message). \(finding.fix ?? finding.rule.description.fix)")
    locations(of: entry)
    if let reason = finding.acceptedReason {
      array("suppressions", [reason]) { writer, reason in
        writer.beginObject()
        writer.member("kind", "inSource")
        writer.member("justification", reason)
        writer.endObject()
      }
    }
    object("partialFingerprints") {
      // What a finding is about stays the same when its lines move.
      $0.member("subjects/v1", finding.subjects.map { $0.words }.joined(separator: "; "))
    }
    endObject()
  }

  /// The place of the finding, and those of the other things in conflict.
  private mutating func locations(of entry: CheckReport.Entry) {
    let places = zip(entry.finding.subjects, entry.places).compactMap { subject, place in
      place.map { (subject: subject, place: $0) }
    }
    array("locations", places.prefix(1)) { writer, element in
      writer.beginObject()
      writer.physicalLocation(element.place)
      writer.endObject()
    }
    guard places.count > 1 else { return }
    array("relatedLocations", places.dropFirst().enumerated()) { writer, element in
      writer.beginObject()
      writer.member("id", element.offset + 1)
      writer.physicalLocation(element.element.place)
      writer.message("message", element.element.subject.words)
      writer.endObject()
    }
  }

  private mutating func physicalLocation(_ place: CheckReport.Place) {
    object("physicalLocation") { location in
      location.object("artifactLocation") { $0.member("uri", place.position.path.asURI) }
      location.object("region") { region in
        region.member("startLine", place.position.line)
        if let quotation = place.quotation {
          region.member("startColumn", quotation.column)
          region.member("endColumn", quotation.column + quotation.columnCount)
        }
      }
    }
  }
}

extension CheckRule.Severity {
  /// The word that SARIF has for it.
  fileprivate var level: String { self == .info ? "note" : rawValue }
}

extension String {
  /// The path as a URI reference (RFC 3986): absolute paths as `file` URIs, others as they are.
  fileprivate var asURI: String {
    var uri = utf8.first == UInt8(ascii: "/") ? Array("file://".utf8) : []
    for byte in utf8 { byte.isPlainInURI ? uri.append(byte) : uri.append(percentEncoded: byte) }
    return String(decoding: uri, as: UTF8.self)
  }
}

extension UInt8 {
  /// A character that stands for itself in a path, or parts its segments.
  fileprivate var isPlainInURI: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(percentEncoded byte: UInt8) {
    let digits = Array("0123456789ABCDEF".utf8)
    self += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
  }
}
