/// The text of an `Fn::Sub`, cut at its placeholders.
struct SubstitutionText {
  enum Part: Equatable {
    case literal(String)
    /// `${Name}` or `${Resource.Attribute}`, and the bytes of the name in the text.
    case placeholder(String, bytes: Range<Int>)
  }

  private(set) var parts: [Part] = []

  /// `${!Name}` is the text `${Name}`; a `${` that nothing closes is text as well.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index...].starts(with: "${".utf8) else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        literal += bytes[index...]
        break
      }
      let name = bytes[index + 2..<end]
      if name.first == UInt8(ascii: "!") {
        literal += Array("${".utf8) + name.dropFirst() + [UInt8(ascii: "}")]
      } else {
        append(literal: &literal)
        parts.append(
          .placeholder(String(decoding: name, as: UTF8.self), bytes: index + 2..<end))
      }
      index = end + 1
    }
    append(literal: &literal)
  }

  private mutating func append(literal: inout [UInt8]) {
    guard !literal.isEmpty else { return }
    parts.append(.literal(String(decoding: literal, as: UTF8.self)))
    literal = []
  }
}
