import SourceText

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

extension SourcePosition {
  /// Line and column as ``MarkedText`` writes them.
  var place: String { "\(line):\(column)" }
}
