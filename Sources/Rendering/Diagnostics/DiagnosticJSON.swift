public import SourceText

extension JSONWriter {
  /// Writes a diagnostic as a `vpctrace.diagnostic/1` object.
  public mutating func diagnostic(_ diagnostic: Diagnostic) {
    beginObject()
    member("schema", "vpctrace.diagnostic/1")
    member("severity", diagnostic.severity.rawValue)
    member("code", diagnostic.code.name)
    member("message", diagnostic.message)
    location(diagnostic.location)
    member("length", diagnostic.location == nil ? nil : diagnostic.length)
    member("hint", diagnostic.hint)
    if !diagnostic.related.isEmpty {
      array("related", diagnostic.related) { writer, related in
        writer.beginObject()
        writer.member("message", related.message)
        writer.location(related.location)
        writer.endObject()
      }
    }
    endObject()
  }
}
