import Addressing
import SourceText

/// The words of a rule's text, read from left to right, each with its place.
struct RuleWords {
  /// A word and the bytes that it stands in.
  struct Word {
    let range: Range<Int>
    let text: String
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next word, which stays the next.
  func peek() -> Word? {
    var copy = self
    return copy.next()
  }

  /// Reads up to the next space.
  mutating func next() -> Word? {
    skipSpaces()
    let start = position
    while position < bytes.count, !isSpace(bytes[position]) { position += 1 }
    return position > start ? word(start..<position) : nil
  }

  /// Reads all that is left, as names may hold spaces.
  mutating func rest() -> Word? {
    skipSpaces()
    let start = position
    var end = bytes.count
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    position = bytes.count
    return end > start ? word(start..<end) : nil
  }

  /// Reads a word that must be there.
  ///
  /// - Throws: ``RuleTextError`` at the end of the text, which names what is missing.
  mutating func next(_ what: String, example: String) throws(RuleTextError) -> Word {
    guard let word = next() else { throw missing(what, example: example) }
    return word
  }

  func missing(_ what: String, example: String) -> RuleTextError {
    RuleTextError(
      bytes.count..<bytes.count, "\(what) is missing here", hint: "write it like \"\(example)\"")
  }

  private func word(_ range: Range<Int>) -> Word {
    Word(range: range, text: String(decoding: bytes[range], as: UTF8.self))
  }

  private mutating func skipSpaces() {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0x09 }
}

extension RuleWords {
  /// Reads a protocol and the ports, or the ICMP type and code, behind it.
  mutating func traffic(example: String) throws(RuleTextError) -> TrafficPattern {
    let word = try next("the protocol", example: example)
    guard word.text != "all" else { return .all }
    guard let ipProtocol = IPProtocol(word.text) else { throw unknownProtocol(word) }
    guard let detail = peek(), !isPreposition(detail.text) else {
      return TrafficPattern(ipProtocol)
    }
    guard ipProtocol.hasPorts || ipProtocol.isICMP else { return TrafficPattern(ipProtocol) }
    _ = next()
    guard detail.text != "all" else { return TrafficPattern(ipProtocol) }
    do throws(AddressError) {
      return try TrafficPattern(ipProtocol, detail: detail.text)
    } catch {
      throw RuleTextError(
        error, in: detail.range,
        hint: ipProtocol.isICMP
          ? "write the type, or type and code: 8 or 3/4"
          : "write one port or one range: 443 or 1024-65535")
    }
  }

  private func unknownProtocol(_ word: Word) -> RuleTextError {
    let common = ["all", "tcp", "udp", "icmp", "icmpv6", "gre", "esp", "ah", "sctp"]
    let nearest = NearestName.nearest(to: word.text, among: common)
    return RuleTextError(
      word.range, "\"\(word.text)\" is no protocol",
      hint: nearest.map { "did you mean \($0)?" }
        ?? "write tcp, udp, icmp, icmpv6, a number from 0 to 255, or all")
  }

  private func isPreposition(_ word: String) -> Bool { word == "from" || word == "to" }

  /// Reads `from` in inbound rules and `to` in outbound ones.
  mutating func preposition(_ direction: Direction, example: String) throws(RuleTextError) {
    let wanted = direction == .inbound ? "from" : "to"
    let word = try next("\"\(wanted)\"", example: example)
    guard word.text != wanted else { return }
    throw RuleTextError(
      word.range, "\"\(wanted)\" must stand here, not \"\(word.text)\"",
      hint: isPreposition(word.text)
        ? "\(direction.rawValue) rules say \"\(wanted)\""
        : "write the rule like \"\(example)\"")
  }
}

extension TrafficPattern {
  /// TCP or UDP to the ports, or ICMP of the type and code, that a text tells.
  ///
  /// A type without a code stands for all its codes.
  init(_ ipProtocol: IPProtocol, detail: String) throws(AddressError) {
    guard ipProtocol.isICMP else {
      self.init(ipProtocol, ports: try PortRange(parsing: detail))
      return
    }
    let message = try ICMPMessage(parsing: detail)
    let hasCode = detail.utf8.contains(UInt8(ascii: "/"))
    self = .icmp(ipProtocol, type: message.type, code: hasCode ? message.code : nil)
  }
}
