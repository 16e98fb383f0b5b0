extension JSONTree {
  /// A string's value; `nil` where the value is no string.
  ///
  /// A lone surrogate (`LONE_SURROGATE`) becomes U+FFFD.
  public func string(of node: JSONNode) -> String? {
    let entry = entry(node)
    guard entry.kind == .string else { return nil }
    guard !entry.hasEscapes else {
      return String(decoding: entry.decoded(in: source.bytes), as: UTF8.self)
    }
    return String(decoding: source.bytes[entry.content(in: source.bytes)], as: UTF8.self)
  }

  /// Gives the bytes of a string's value to `body`, without a copy unless there are escapes.
  ///
  /// - Returns: What `body` returns; `nil` where the value is no string, and `body` is not called.
  /// - Throws: What `body` throws.
  public func withUTF8<Result, Failure: Error>(
    of node: JSONNode, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    let entry = entry(node)
    guard entry.kind == .string else { return nil }
    if entry.hasEscapes {
      let decoded = entry.decoded(in: source.bytes)
      return try body(decoded.span)
    }
    return try body(source.bytes.span.extracting(entry.content(in: source.bytes)))
  }

  /// Where a string without escapes stands in ``source``, quotes left out, or a number.
  ///
  /// - Returns: `nil` for a string with escapes, whose text is not its value, and for other values.
  public func textRange(of node: JSONNode) -> Range<Int>? {
    let entry = entry(node)
    switch entry.kind {
    case .string: return entry.hasEscapes ? nil : entry.content(in: source.bytes)
    case .number: return entry.content(in: source.bytes)
    default: return nil
    }
  }

  /// Whether a string or key is `text`.
  public func keyEquals(_ node: JSONNode, _ text: StaticString) -> Bool {
    let entry = entry(node)
    // Most keys differ in length already.
    guard entry.extent == text.utf8CodeUnitCount || entry.hasEscapes, entry.kind == .string
    else { return false }
    return text.withUTF8Buffer { entry.equals($0, in: source.bytes) }
  }

  func keyEquals(_ node: JSONNode, _ utf8: some Collection<UInt8>) -> Bool {
    let entry = entry(node)
    return entry.kind == .string && entry.equals(utf8, in: source.bytes)
  }
}
