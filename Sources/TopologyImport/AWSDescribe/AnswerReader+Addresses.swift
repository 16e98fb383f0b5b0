import Addressing
import SourceText
import TopologyModel

extension AnswerReader {
  mutating func address(_ key: StaticString, of node: JSONNode) -> IPAddress? {
    guard let value = value(key, of: node), let tree else { return nil }
    let result = tree.withUTF8(of: value) { text -> Result<IPAddress?, AddressError> in
      if text.isEmpty { return .success(nil) }
      do throws(AddressError) {
        return .success(try IPAddress(parsing: text))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let address): return address
    case .failure(let error): report(error, .invalidAddress, value, key)
    case nil: wrongType(value, key, expected: "an IP address as a text")
    }
    return nil
  }

  mutating func block(_ key: StaticString, of node: JSONNode) -> CIDRBlock? {
    guard let value = value(key, of: node) else { return nil }
    return block(value, key)
  }

  mutating func requiredBlock(_ key: StaticString, of node: JSONNode) -> CIDRBlock? {
    guard let value = value(key, of: node) else { return missing(key, of: node) }
    return block(value, key)
  }

  /// A block whose host bits are cleared, with a warning, where they are set (R-CIDR-2).
  mutating func block(_ value: JSONNode, _ key: StaticString = "the block") -> CIDRBlock? {
    guard let tree else { return nil }
    let result = tree.withUTF8(of: value) {
      text -> Result<(block: CIDRBlock, hostBitsCleared: Bool)?, AddressError> in
      if text.isEmpty { return .success(nil) }
      do throws(AddressError) {
        return .success(try CIDRBlock.parse(text))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let parsed?):
      if parsed.hostBitsCleared { reportHostBits(parsed.block, value) }
      return parsed.block
    case .success(nil): break
    case .failure(let error): report(error, .invalidBlock, value, key)
    case nil: wrongType(value, key, expected: "a CIDR block as a text")
    }
    return nil
  }

  private mutating func reportHostBits(_ block: CIDRBlock, _ value: JSONNode) {
    warn(
      .hostBitsSet, "bits behind the prefix are set; it is read as \(block)", at: value,
      hint: "AWS reads it so too")
  }

  /// Underlines the text from where it stops making sense.
  private mutating func report(
    _ error: AddressError, _ code: Diagnostic.Code, _ value: JSONNode, _ key: StaticString
  ) {
    guard let tree else { return }
    let whole = tree.length(of: value)
    let skipped = tree.textRange(of: value) == nil ? 0 : min(error.offset + 1, whole - 1)
    problems.report(
      code, "\(key): \(error.message)", at: Int(location(of: value).offset) + skipped,
      length: max(1, whole - skipped - 1), in: tree.source,
      hint: code == .invalidBlock
        ? "AWS writes a block as 10.0.0.0/16 or 2001:db8::/56"
        : "AWS writes an address as 10.0.1.10 or 2001:db8::1")
  }
}
