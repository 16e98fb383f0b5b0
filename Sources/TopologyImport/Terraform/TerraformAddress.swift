/// Which of the instances that `count` or `for_each` makes: `[0]` or `["web-a"]`.
enum InstanceKey: Hashable {
  case number(Int)
  case text(String)
}

/// A step of an address or reference.
enum TerraformStep: Hashable {
  case name(String)
  case key(InstanceKey)

  var key: InstanceKey? {
    if case .key(let key) = self { return key }
    return nil
  }
}

/// An address or reference in steps: `module.net["a"].aws_subnet.this[0].id`.
///
/// Keys may hold dots, quotes and brackets, so the text can't be split at its dots.
struct TerraformAddress: Hashable {
  let steps: [TerraformStep]

  init(_ steps: [TerraformStep]) { self.steps = steps }

  /// Reads a text; `nil` where it is no address.
  init?(_ text: String) {
    var reader = StepReader(rest: Array(text.utf8)[...])
    guard let steps = reader.steps() else { return nil }
    self.steps = steps
  }

  /// The step's name; `nil` for a key, and behind the end.
  func name(at index: Int) -> String? {
    guard steps.indices.contains(index), case .name(let name) = steps[index] else { return nil }
    return name
  }

  /// Whether this is the other without its last step, as references are listed.
  func isParent(of other: TerraformAddress) -> Bool {
    steps.count + 1 == other.steps.count && other.steps.starts(with: steps)
  }
}

private struct StepReader {
  var rest: ArraySlice<UInt8>

  mutating func steps() -> [TerraformStep]? {
    var steps: [TerraformStep] = []
    while let first = rest.first {
      if first == UInt8(ascii: "[") {
        guard let key = key() else { return nil }
        steps.append(.key(key))
      } else {
        if first == UInt8(ascii: ".") { rest = rest.dropFirst() }
        let name = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
        guard !name.isEmpty else { return nil }
        steps.append(.name(String(decoding: name, as: UTF8.self)))
        rest = rest[name.endIndex...]
      }
    }
    return steps
  }

  private mutating func key() -> InstanceKey? {
    rest = rest.dropFirst()
    guard rest.first == UInt8(ascii: "\"") else {
      let digits = rest.prefix { $0 != UInt8(ascii: "]") }
      rest = rest[digits.endIndex...]
      guard rest.popFirst() != nil else { return nil }
      return Int(String(decoding: digits, as: UTF8.self)).map { .number($0) }
    }
    rest = rest.dropFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      text.append(byte == UInt8(ascii: "\\") ? escaped() : byte)
    }
    guard rest.popFirst() == UInt8(ascii: "]") else { return nil }
    return .text(String(decoding: text, as: UTF8.self))
  }

  private mutating func escaped() -> UInt8 {
    switch rest.popFirst() {
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    case UInt8(ascii: "t"): UInt8(ascii: "\t")
    case let other?: other
    case nil: UInt8(ascii: "\\")
    }
  }
}
