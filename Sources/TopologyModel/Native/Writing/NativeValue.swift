/// A value of a native file that is to be written.
enum NativeValue {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([NativeValue])
  case object([(key: String, value: NativeValue)])

  /// Lines are at most so many bytes long, where their values can be broken.
  private static let width = 100

  /// The value as JSON5: on one line where it is short and shallow, else a member a line.
  func append(to output: inout String, indent: Int, column: Int) {
    if case let flat = flat, column + flat.utf8.count < NativeValue.width, depth < 3 {
      output += flat
      return
    }
    switch self {
    case .list(let values) where !values.isEmpty:
      appendLines("[", "]", count: values.count, to: &output, indent) { index, output, indent in
        values[index].append(to: &output, indent: indent, column: indent)
      }
    case .object(let members) where !members.isEmpty:
      appendLines("{", "}", count: members.count, to: &output, indent) { index, output, indent in
        let key = NativeValue.key(members[index].key) + ": "
        output += key
        members[index].value.append(
          to: &output, indent: indent, column: indent + key.utf8.count)
      }
    default: output += flat
    }
  }

  private func appendLines(
    _ opening: String, _ closing: String, count: Int, to output: inout String, _ indent: Int,
    _ appendElement: (Int, inout String, Int) -> Void
  ) {
    output += opening + "\n"
    for index in 0..<count {
      output += String(repeating: " ", count: indent + 2)
      appendElement(index, &output, indent + 2)
      output += ",\n"
    }
    output += String(repeating: " ", count: indent) + closing
  }

  /// Containers inside one another.
  private var depth: Int {
    switch self {
    case .list(let values): 1 + (values.map { $0.depth }.max() ?? 0)
    case .object(let members): 1 + (members.map { $0.value.depth }.max() ?? 0)
    default: 0
    }
  }

  private var flat: String {
    switch self {
    case .text(let text): return NativeValue.quoted(text)
    case .number(let number): return "\(number)"
    case .flag(let flag): return flag ? "true" : "false"
    case .list(let values): return "[" + values.map { $0.flat }.joined(separator: ", ") + "]"
    case .object(let members):
      let texts = members.map { "\(NativeValue.key($0.key)): \($0.value.flat)" }
      return texts.isEmpty ? "{}" : "{ " + texts.joined(separator: ", ") + " }"
    }
  }

  /// A key, without quotes where it is a word.
  private static func key(_ key: String) -> String {
    let isWord = key.utf8.enumerated().allSatisfy { index, byte in
      let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
      let isDigit = byte &- UInt8(ascii: "0") < 10
      return isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
        || isDigit && index > 0
    }
    return isWord && !key.isEmpty ? key : quoted(key)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// The members of one object, which are written in the order of the format's table of keys.
struct NativeMembers {
  private let object: NativeObject
  private var values: [NativeKey: NativeValue] = [:]

  init(_ object: NativeObject) { self.object = object }

  subscript(key: NativeKey) -> NativeValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  mutating func set(_ key: NativeKey, _ text: String?) { values[key] = text.map { .text($0) } }

  /// Writes a text unless it is what holds anyway.
  mutating func set(_ key: NativeKey, _ text: String?, unless fallback: String?) {
    if text != fallback { set(key, text) }
  }

  mutating func set(_ key: NativeKey, _ flag: Bool, unless fallback: Bool) {
    if flag != fallback { values[key] = .flag(flag) }
  }

  mutating func set(_ key: NativeKey, _ number: Int, unless fallback: Int) {
    if number != fallback { values[key] = .number(number) }
  }

  /// Writes a list unless it is empty.
  mutating func set(_ key: NativeKey, list: [NativeValue]) {
    if !list.isEmpty { values[key] = .list(list) }
  }

  /// Writes named values in the order of their names, unless there are none.
  mutating func set(_ key: NativeKey, named: [(key: String, value: NativeValue)]) {
    guard !named.isEmpty else { return }
    values[key] = .object(
      named.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
  }

  var isEmpty: Bool { values.isEmpty }

  var value: NativeValue {
    .object(
      object.fields.compactMap { field in
        values[field.key].map { (key: field.key.rawValue, value: $0) }
      })
  }
}
