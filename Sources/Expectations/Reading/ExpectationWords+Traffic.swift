import Addressing
import SourceText

extension ExpectationWords {
  /// Reads traffic, and more behind commas: `tcp 80, 443, udp 53`.
  mutating func trafficList() throws(ExpectationTextError) -> [TrafficTerm] {
    var list = [try traffic()]
    while take(",") {
      if let last = list.last, let more = try morePorts(of: last) {
        list.append(more)
      } else {
        list.append(try traffic())
      }
    }
    return list
  }

  /// Reads a protocol, and the ports, or the type and code, behind it.
  private mutating func traffic() throws(ExpectationTextError) -> TrafficTerm {
    let word = try next("the traffic")
    if word.is("all") { return .all }
    if word.is("ping") { return .ping }
    guard let ipProtocol = IPProtocol(word.text) else { throw unknownProtocol(word) }
    guard ipProtocol.hasPorts || ipProtocol.isICMP, let detail = peek(), detail.beginsWithDigit
    else { return .of(ipProtocol, .all) }
    return try self.detail(of: ipProtocol)
  }

  /// Further ports of the protocol before the comma.
  private mutating func morePorts(
    of last: TrafficTerm
  ) throws(ExpectationTextError) -> TrafficTerm? {
    guard case .of(let ipProtocol, let ports) = last, ports != .all, let next = peek(),
      next.beginsWithDigit
    else { return nil }
    return try detail(of: ipProtocol)
  }

  private mutating func detail(
    of ipProtocol: IPProtocol
  ) throws(ExpectationTextError) -> TrafficTerm {
    let word = try next("a port")
    do throws(AddressError) {
      guard ipProtocol.isICMP else {
        return .of(ipProtocol, try PortRange(parsing: word.text))
      }
      let message = try ICMPMessage(parsing: word.text)
      let hasCode = word.text.utf8.contains(UInt8(ascii: "/"))
      return .of(ipProtocol, hasCode ? PortRange(message.packed) : message.withAnyCode)
    } catch {
      throw ExpectationTextError(
        error.message, at: word.range.lowerBound + error.offset..<word.range.upperBound,
        hint: ipProtocol.isICMP
          ? "write the type, or type and code: 8 or 3/4"
          : "write one port or one range: 443 or 1024-65535")
    }
  }

  private func unknownProtocol(_ word: Word) -> ExpectationTextError {
    let known = ["all", "ping", "tcp", "udp", "icmp", "icmpv6", "gre", "esp", "ah", "sctp"]
    return ExpectationTextError(
      "\"\(word.text)\" is no traffic", at: word.range,
      hint: NearestName.nearest(to: word.text, among: known).map { "did you mean \($0)?" }
        ?? "write traffic like tcp 443, udp 53, ping, or all; names with spaces stand in quotes")
  }
}

extension ExpectationWords.Word {
  fileprivate var beginsWithDigit: Bool {
    !isQuoted && (text.utf8.first.map { $0 &- UInt8(ascii: "0") < 10 } ?? false)
  }
}

extension TrafficTerm {
  /// Reads the traffic that is the whole of a text, `tcp 443` or `ping`.
  ///
  /// - Throws: ``ExpectationTextError`` at the first word that does not fit.
  package init(parsing text: [UInt8]) throws(ExpectationTextError) {
    var words = ExpectationWords(text)
    let list = try words.trafficList()
    try words.end()
    guard list.count == 1, let traffic = list.first else {
      throw ExpectationTextError("one protocol and port must stand here", at: 0..<text.count)
    }
    self = traffic
  }
}
