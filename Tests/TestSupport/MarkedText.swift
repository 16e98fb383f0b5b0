/// A text in which each `«` marks where a diagnostic must stand.
public struct MarkedText {
  public let text: String
  /// `line:column` of each marker, 1-based, in bytes.
  public let places: [String]

  public init(_ marked: String) {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    var text = ""
    var places: [String] = []
    for (index, part) in parts.enumerated() {
      if index > 0 {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        places.append("\(lines.count):\((lines.last?.utf8.count ?? 0) + 1)")
      }
      text += part
    }
    self.text = text
    self.places = places
  }
}
