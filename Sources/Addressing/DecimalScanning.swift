/// Reads an unsigned decimal number that begins at `position`, and moves `position` past it.
///
/// A number past `limit` is refused as `tooLarge`; so are a leading zero and the lack of any digit.
func scanDecimal(
  in text: Span<UInt8>, at position: inout Int, limit: Int, tooLarge: AddressError.Problem
) throws(AddressError) -> Int {
  let start = position
  var number = 0
  while position < text.count, case let digit = text[position] &- UInt8(ascii: "0"), digit < 10 {
    number = number &* 10 &+ Int(digit)
    guard number <= limit else { throw AddressError(tooLarge, at: start) }
    position &+= 1
  }
  if position == start {
    guard position < text.count else { throw AddressError(.numberMissing, at: position) }
    let byte = text[position]
    throw isSeparator(byte)
      ? AddressError(.numberMissing, at: position) : AddressError(unexpected: byte, at: position)
  }
  if text[start] == UInt8(ascii: "0"), position > start + 1 {
    throw AddressError(.leadingZero, at: start)
  }
  return number
}

/// Reads the number that `text` consists of, under the rules of ``scanDecimal(in:at:limit:tooLarge:)``.
func wholeDecimal(
  in text: Span<UInt8>, from start: Int, limit: Int, tooLarge: AddressError.Problem
) throws(AddressError) -> Int {
  var position = start
  let number = try scanDecimal(in: text, at: &position, limit: limit, tooLarge: tooLarge)
  guard position == text.count else {
    throw AddressError(unexpected: text[position], at: position)
  }
  return number
}

private func isSeparator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
}
