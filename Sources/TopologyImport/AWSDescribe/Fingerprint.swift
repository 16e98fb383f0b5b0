import SourceText

extension JSONTree {
  /// A number that tells whether two values say the same, but for what changes from minute to minute.
  ///
  /// The order of members and of lists means nothing, since AWS does not keep it from call to call.
  func fingerprint(of node: JSONNode) -> UInt64 {
    switch kind(of: node) {
    case .object:
      var sum: UInt64 = 0x6f62
      for (key, value) in members(of: node) where !isPassing(key) {
        sum &+= mixed(textFingerprint(key) &* 3 ^ fingerprint(of: value))
      }
      return mixed(sum)
    case .array:
      var sum: UInt64 = 0x6172
      for element in elements(of: node) { sum &+= mixed(fingerprint(of: element)) }
      return mixed(sum)
    case .string: return textFingerprint(node)
    case .number: return textFingerprint(node) ^ 0x6e75
    case .true: return 0x7472
    case .false: return 0x6661
    case .null: return 0x6e6c
    }
  }

  /// Fields that differ between two calls though nothing was changed.
  private func isPassing(_ key: JSONNode) -> Bool {
    keyEquals(key, "AvailableIpAddressCount") || keyEquals(key, "VgwTelemetry")
  }

  private func textFingerprint(_ node: JSONNode) -> UInt64 {
    if let range = textRange(of: node) { return hash(source.bytes.span.extracting(range)) }
    return withUTF8(of: node) { hash($0) } ?? 0
  }

  /// Takes eight bytes at a time.
  private func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash = UInt64(text.count) &* 0x9e37_79b9_7f4a_7c15
    var word: UInt64 = 0
    for index in text.indices {
      word = word << 8 | UInt64(text[index])
      if index & 7 == 7 {
        hash = mixed(hash ^ word)
        word = 0
      }
    }
    return mixed(hash ^ word)
  }

  /// The finisher of SplitMix64.
  private func mixed(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
