package import Addressing

/// The far end of a rule as it is written: `10.0.0.0/8`, `sg:web` or `pl:office`.
package struct PeerText {
  package enum Peer {
    case block(CIDRBlock, hasHostBits: Bool)
    case securityGroup(name: String)
    case prefixList(name: String)
  }

  package let peer: Peer
  /// The bytes of the block or name.
  package let range: Range<Int>

  /// Reads the whole of `text`; places of errors are moved by the `start` bytes before it.
  package init(parsing text: String, at start: Int = 0) throws(RuleTextError) {
    let whole = start..<start + text.utf8.count
    for (prefix, isGroup) in [("sg:", true), ("pl:", false)] where text.hasPrefix(prefix) {
      let name = String(text.utf8.dropFirst(prefix.utf8.count)) ?? ""
      range = whole.lowerBound + prefix.utf8.count..<whole.upperBound
      peer = isGroup ? .securityGroup(name: name) : .prefixList(name: name)
      guard !name.isEmpty else { throw RuleTextError(whole, "a name must follow \"\(prefix)\"") }
      return
    }
    let block = try PeerText.block(text, in: whole)
    peer = .block(block.block, hasHostBits: block.hostBitsCleared)
    range = whole
  }

  private static func block(
    _ text: String, in range: Range<Int>
  ) throws(RuleTextError) -> (block: CIDRBlock, hostBitsCleared: Bool) {
    do throws(AddressError) {
      return try CIDRBlock.parse(text)
    } catch {
      let looksLikeName = !text.utf8.contains {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
      }
      guard looksLikeName else { throw RuleTextError(error, in: range) }
      throw RuleTextError(
        range, "\"\(text)\" is no CIDR block",
        hint: "for a group write sg:\(text), for a prefix list pl:\(text)")
    }
  }
}
