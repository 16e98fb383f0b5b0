extension JSONTree {
  /// A number's exact value; `nil` where the value is no number, no whole one, or does not fit.
  ///
  /// `1.0` and `1e3` are whole numbers, `1.5` is none.
  public func integer(of node: JSONNode) -> Int? {
    let entry = entry(node)
    guard entry.kind == .number else { return nil }
    var digits = source.bytes[entry.content(in: source.bytes)]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard let magnitude = JSONTree.magnitude(of: digits) else { return nil }
    return isNegative ? Int(exactly: -Int128(magnitude)) : Int(exactly: magnitude)
  }

  private static func magnitude(of text: ArraySlice<UInt8>) -> UInt64? {
    if text.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "x") {
      return accumulate(text.dropFirst(2), radix: 16)
    }
    let mantissa = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    let fraction = mantissa[whole.endIndex...].dropFirst()
    guard let exponent = exponent(text[mantissa.endIndex...].dropFirst()) else { return nil }
    return scaled(whole, fraction, exponent: exponent)
  }

  /// The whole number that digits around a decimal point make once the point has moved.
  private static func scaled(
    _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, exponent: Int
  ) -> UInt64? {
    guard exponent != 0 || !fraction.isEmpty else { return accumulate(whole, radix: 10) }
    let digits = Array(whole + fraction)
    let point = whole.count + exponent
    let kept = digits.prefix(max(point, 0))
    guard digits[kept.count...].allSatisfy({ $0 == UInt8(ascii: "0") }),
      var value = accumulate(kept, radix: 10)
    else { return nil }
    var zeros = point - kept.count
    while zeros > 0, value != 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      zeros -= 1
    }
    return value
  }

  /// The value of an exponent's digits, those far out of reach cut to ±2³⁰.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first else { return 0 }
    let digits = text.drop { !$0.isDigit }
    let value = accumulate(digits, radix: 10).map { Int(clamping: $0) } ?? .max
    let magnitude = min(value, 1 << 30)
    return sign == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  /// The value of digits; `nil` where something else stands among them, or it does not fit.
  private static func accumulate(_ digits: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = byte.hexadecimalDigit, UInt64(digit) < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}
