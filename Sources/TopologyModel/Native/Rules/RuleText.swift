package import Addressing
import SourceText

/// A network ACL's rule as it is written: `100 allow tcp 443 from 0.0.0.0/0`.
package struct NetworkACLRuleText {
  package let number: Int
  package let allows: Bool
  package let traffic: TrafficPattern
  package let block: CIDRBlock
  let hasHostBits: Bool
  /// The bytes of the number and of the block.
  let places: (number: Range<Int>, block: Range<Int>)

  package init(parsing text: [UInt8], _ direction: Direction) throws(RuleTextError) {
    let example =
      direction == .inbound ? "100 allow tcp 443 from 0.0.0.0/0" : "100 allow all to 0.0.0.0/0"
    var words = RuleWords(text)
    let number = try words.next("the rule's number", example: example)
    self.number = try NetworkACLRuleText.number(number, example: example)
    allows = try NetworkACLRuleText.allows(try words.next("allow or deny", example: example))
    traffic = try words.traffic(example: example)
    try words.preposition(direction, example: example)
    guard let last = words.rest() else { throw words.missing("the CIDR block", example: example) }
    do throws(AddressError) {
      (block, hasHostBits) = try CIDRBlock.parse(last.text)
    } catch {
      let namesGroup = last.text.hasPrefix("sg:") || last.text.hasPrefix("pl:")
      throw RuleTextError(
        error, in: last.range,
        hint: namesGroup ? "network ACLs know CIDR blocks alone" : nil)
    }
    places = (number.range, last.range)
  }

  private static func number(
    _ word: RuleWords.Word, example: String
  ) throws(RuleTextError) -> Int {
    guard let number = Int(word.text) else {
      throw RuleTextError(
        word.range, "the rule's number must stand here, not \"\(word.text)\"",
        hint: "write the rule like \"\(example)\"")
    }
    guard (1...32_766).contains(number) else {
      throw RuleTextError(word.range, "a rule's number is 1 to 32766")
    }
    return number
  }

  private static func allows(_ word: RuleWords.Word) throws(RuleTextError) -> Bool {
    if word.text == "allow" || word.text == "deny" { return word.text == "allow" }
    let nearest = NearestName.nearest(to: word.text, among: ["allow", "deny"])
    throw RuleTextError(
      word.range, "\"allow\" or \"deny\" must stand here, not \"\(word.text)\"",
      hint: nearest.map { "did you mean \($0)?" })
  }
}

/// A security group's rule as it is written: `tcp 22 from sg:bastion`.
package struct SecurityGroupRuleText {
  package let traffic: TrafficPattern
  package let peer: PeerText

  package init(parsing text: [UInt8], _ direction: Direction) throws(RuleTextError) {
    let example = direction == .inbound ? "tcp 443 from 0.0.0.0/0" : "all to 0.0.0.0/0"
    var words = RuleWords(text)
    if let first = words.peek(), first.text == "allow" || first.text == "deny" {
      throw RuleTextError(
        first.range, "security groups only allow: the word is left out",
        hint: "write the rule like \"\(example)\"")
    }
    traffic = try words.traffic(example: example)
    try words.preposition(direction, example: example)
    guard let last = words.rest() else { throw words.missing("the peer", example: example) }
    peer = try PeerText(parsing: last.text, at: last.range.lowerBound)
  }
}
