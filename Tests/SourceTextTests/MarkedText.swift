import SourceText
import Testing

/// A text in which `«1»` marks where a diagnostic must stand.
struct MarkedText {
  /// The text without its markers.
  let bytes: [UInt8]
  /// The place of each marker, in the order of the text.
  let places: [SourcePosition]

  init(_ marked: String) {
    var bytes: [UInt8] = []
    var places: [SourcePosition] = []
    for (index, part) in marked.split(separator: "«", omittingEmptySubsequences: false).enumerated()
    {
      guard index > 0 else {
        bytes += part.utf8
        continue
      }
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      places.append(
        SourcePosition(path: "in.json", line: lines.count, column: (lines.last?.count ?? 0) + 1))
      bytes += part.drop { $0 != "»" }.dropFirst().utf8
    }
    self.bytes = bytes
    self.places = places
  }
}

/// What reading a text gave.
struct Reading {
  let tree: JSONTree?
  let sink: DiagnosticSink

  init(_ bytes: [UInt8], _ syntax: JSONSyntax = .json, limits: JSONLimits = JSONLimits()) {
    var sink = DiagnosticSink()
    let source = SourceBuffer(path: "in.json", bytes: bytes)
    tree = JSONTree(parsing: source, syntax: syntax, limits: limits, into: &sink)
    self.sink = sink
  }

  init(_ text: String, _ syntax: JSONSyntax = .json) { self.init(Array(text.utf8), syntax) }

  var codes: [String] { sink.diagnostics.map(\.code.name) }
}
