/// What tests ask of a text for people.
extension String {
  /// The lines that pass a width though there is a space to break them at.
  func linesPassing(_ width: Int) -> [Substring] {
    split(separator: "\n").filter { $0.count > width && $0.drop { $0 == " " }.contains(" ") }
  }

  /// The text as it is without colours.
  var withoutEscapeCodes: String { replacing(/\u{1b}\[[0-9;]*m/, with: "") }
}
