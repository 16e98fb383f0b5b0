import Addressing

/// Why a rule's text can't be read, and which bytes of it are at fault.
package struct RuleTextError: Error, Hashable, Sendable {
  /// Bytes of the text; empty where something is missing at its end.
  package let range: Range<Int>
  /// A sentence without capital and full stop.
  package let message: String
  package let hint: String?

  init(_ range: Range<Int>, _ message: String, hint: String? = nil) {
    self.range = range
    self.message = message
    self.hint = hint
  }

  /// What is wrong with an address, port range or ICMP message that begins at `start`.
  init(_ error: AddressError, in range: Range<Int>, hint: String? = nil) {
    let start = min(range.lowerBound + error.offset, range.upperBound)
    self.init(start..<range.upperBound, error.message, hint: hint)
  }
}
