import Dataplane
public import Expectations

extension [Expectation] {
  /// A file of expectations, to be reviewed and kept.
  ///
  /// - Parameter topology: The path of the topology from where the file will be.
  /// - Returns: JSON5, every expectation on lines of its own.
  public func fileText(topology: String) -> String {
    var text = """
      // What gets through today, proposed by vpctrace test --init. Read every line: is it meant to be so?
      {
        topology: \(JSONWriter.quoted(topology)),
        expectations: [

      """
    for expectation in self { text += expectation.lines }
    return text + "  ],\n}\n"
  }
}

extension Expectation {
  /// The short form, or the long one for a choice of what may get through.
  fileprivate var lines: String {
    guard case .only(let allowances) = claim else {
      return "    \(JSONWriter.quoted(sentence)),\n"
    }
    let receivers = destinations.map { JSONWriter.quoted($0.word) }.joined(separator: ", ")
    let opening = "    { to: [\(receivers)], only: ["
    guard !allowances.isEmpty else { return "\(opening)] },\n" }
    let lines = allowances.map { "      \(JSONWriter.quoted($0.sentence)),\n" }
    return "\(opening)\n\(lines.joined())    ] },\n"
  }
}

extension JSONWriter {
  /// A text as a JSON string.
  fileprivate static func quoted(_ text: String) -> String {
    var writer = JSONWriter(.compact)
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
