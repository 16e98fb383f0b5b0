import Addressing
import SourceText

extension NativeChecker {
  /// Checks a value of the right JSON type.
  mutating func checkScalar(_ node: JSONNode, _ shape: NativeShape, _ title: String) {
    switch shape {
    case .integer(let range): checkInteger(node, range, title)
    case .address(let family): checkAddress(node, family, title)
    case .block(let family): checkBlock(node, family, title)
    case .choice(let words): checkChoice(node, words, title)
    case .reference(let reference): checkReference(node, reference)
    case .routeTarget: checkRouteTarget(node)
    case .networkACLRule(let direction): checkNetworkACLRule(node, direction)
    case .securityGroupRule(let direction): checkSecurityGroupRule(node, direction)
    case .peer: checkPeer(node)
    case .ipProtocol: checkProtocol(node)
    case .ports: check(node) { text throws(AddressError) in _ = try PortRange(parsing: text) }
    case .icmp: check(node) { text throws(AddressError) in _ = try ICMPMessage(parsing: text) }
    default: break
    }
  }

  private mutating func checkInteger(
    _ node: JSONNode, _ range: ClosedRange<Int>, _ title: String
  ) {
    guard let integer = tree.integer(of: node) else {
      tree.report(.wrongType, "\(title) must be a whole number", at: node, to: &problems)
      return
    }
    guard !range.contains(integer) else { return }
    tree.report(
      .numberOutOfRange,
      "\(title) is \(integer), and must be \(range.lowerBound) to \(range.upperBound)", at: node,
      to: &problems)
  }

  private mutating func checkChoice(_ node: JSONNode, _ words: [String], _ title: String) {
    let word = tree.string(of: node) ?? ""
    guard !words.contains(word) else { return }
    let nearest = NearestName.nearest(to: word, among: words)
    tree.report(
      .unknownValue, "\(title) can't be \"\(word)\"", at: node,
      hint: nearest.map { "did you mean \($0)?" }
        ?? "it may be \(words.prefix(12).joined(separator: ", "))",
      to: &problems)
  }

  private mutating func checkProtocol(_ node: JSONNode) {
    let word = tree.string(of: node) ?? ""
    guard word != "all", IPProtocol(word) == nil else { return }
    let known = ["all", "tcp", "udp", "icmp", "icmpv6"]
    tree.report(
      .unknownValue, "\"\(word)\" is no protocol", at: node,
      hint: NearestName.nearest(to: word, among: known).map { "did you mean \($0)?" }
        ?? "write tcp, udp, icmp, icmpv6, a number from 0 to 255, or all",
      to: &problems)
  }

  /// Checks a text that a parser reads, and underlines it from where it stops making sense.
  private mutating func check(
    _ node: JSONNode, _ parse: (String) throws(AddressError) -> Void
  ) {
    do throws(AddressError) {
      try parse(tree.string(of: node) ?? "")
    } catch {
      report(.invalidRule, error.message, error.offset..<Int.max, of: node)
    }
  }
}

// MARK: Addresses

extension NativeChecker {
  private mutating func checkAddress(_ node: JSONNode, _ family: AddressFamily, _ title: String) {
    do throws(AddressError) {
      let address = try IPAddress(parsing: tree.string(of: node) ?? "")
      guard address.family != family else { return }
      tree.report(
        .invalidAddress, "\(title) must be \(NativeShape.address(family).title)", at: node,
        to: &problems)
    } catch {
      report(.invalidAddress, "\(title): \(error.message)", error.offset..<Int.max, of: node)
    }
  }

  private mutating func checkBlock(
    _ node: JSONNode, _ family: AddressFamily?, _ title: String, hint: String? = nil
  ) {
    do throws(AddressError) {
      let (block, hostBitsCleared) = try CIDRBlock.parse(tree.string(of: node) ?? "")
      if let family, block.family != family {
        tree.report(
          .invalidBlock, "\(title) must be \(NativeShape.block(family).title)", at: node,
          to: &problems)
      } else if hostBitsCleared {
        warnOfHostBits(block, 0..<Int.max, of: node)
      }
    } catch {
      report(
        .invalidBlock, "\(title): \(error.message)", error.offset..<Int.max, of: node, hint: hint)
    }
  }

  /// Warns that AWS clears bits behind the prefix (R-CIDR-2).
  private mutating func warnOfHostBits(
    _ block: CIDRBlock, _ range: Range<Int>, of node: JSONNode
  ) {
    report(
      .hostBitsSet, "bits behind the prefix are set; it is read as \(block)", range, of: node,
      severity: .warning, hint: "AWS reads it so too")
  }

  /// Reports something at a part of a text: at bytes of its value, clamped to it.
  mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: Range<Int>, of node: JSONNode,
    severity: Diagnostic.Severity = .error, hint: String? = nil
  ) {
    guard let text = tree.textRange(of: node) else {
      tree.report(code, severity: severity, message, at: node, hint: hint, to: &problems)
      return
    }
    let range = range.clamped(to: 0..<text.count)
    problems.report(
      code, severity: severity, message, at: text.lowerBound + range.lowerBound,
      length: max(1, range.count), in: tree.source, hint: hint)
  }
}

// MARK: Rules

extension NativeChecker {
  private mutating func checkNetworkACLRule(_ node: JSONNode, _ direction: Direction) {
    do throws(RuleTextError) {
      let rule = try NetworkACLRuleText(parsing: bytes(of: node), direction)
      if rule.hasHostBits { warnOfHostBits(rule.block, rule.places.block, of: node) }
    } catch {
      report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
    }
  }

  private mutating func checkSecurityGroupRule(_ node: JSONNode, _ direction: Direction) {
    do throws(RuleTextError) {
      checkPeer(try SecurityGroupRuleText(parsing: bytes(of: node), direction).peer, of: node)
    } catch {
      report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
    }
  }

  private mutating func checkPeer(_ node: JSONNode) {
    do throws(RuleTextError) {
      checkPeer(try PeerText(parsing: tree.string(of: node) ?? ""), of: node)
    } catch {
      report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
    }
  }

  private mutating func checkPeer(_ peer: PeerText, of node: JSONNode) {
    switch peer.peer {
    case .block(let block, let hasHostBits):
      if hasHostBits { warnOfHostBits(block, peer.range, of: node) }
    case .securityGroup(let name):
      resolve(name, NativeReference(.securityGroup), peer.range, of: node)
    case .prefixList(let name): resolve(name, NativeReference(.prefixList), peer.range, of: node)
    }
  }

  private func bytes(of node: JSONNode) -> [UInt8] { Array((tree.string(of: node) ?? "").utf8) }
}

// MARK: Names

extension NativeChecker {
  private mutating func checkReference(_ node: JSONNode, _ reference: NativeReference) {
    resolve(tree.string(of: node) ?? "", reference, 0..<Int.max, of: node)
  }

  private mutating func checkRouteTarget(_ node: JSONNode) {
    let word = tree.string(of: node) ?? ""
    guard word != "local", word != "blackhole" else { return }
    resolve(word, .routeTarget, 0..<Int.max, of: node)
  }

  /// A destination is a key: a block, or `pl:` and the name of a prefix list.
  mutating func checkDestination(_ key: JSONNode) {
    let text = tree.string(of: key) ?? ""
    guard text.hasPrefix("pl:") else {
      return checkBlock(key, nil, "the destination", hint: prefixListHint(text))
    }
    let name = String(text.utf8.dropFirst(3)) ?? ""
    resolve(name, NativeReference(.prefixList), 3..<Int.max, of: key)
  }

  private func prefixListHint(_ name: String) -> String? {
    guard case .found = names.resolve(name, NativeReference(.prefixList), in: scope) else {
      return nil
    }
    return "for the prefix list write pl:\(name)"
  }

  /// Reports a name that stands for nothing, for several things, or for one that can't be used.
  private mutating func resolve(
    _ name: String, _ reference: NativeReference, _ range: Range<Int>, of node: JSONNode
  ) {
    switch names.resolve(name, reference, in: scope) {
    case .found: break
    case .unknown(let nearest):
      let wanted = reference.isRouteTarget ? "a target" : NativeShape.reference(reference).title
      report(
        .unknownName, "\"\(name)\" is not \(wanted)", range, of: node,
        hint: nearest.map { "did you mean \($0)?" })
    case .ambiguous(let entries):
      let words = entries.map { names.qualifiedName(of: $0) }
      report(
        .ambiguousName, "\"\(name)\" stands for \(entries.count) resources", range, of: node,
        hint: Set(words).count == words.count
          ? "write \(words.joined(separator: " or "))"
          : "give each an id, and write that: \(entries.map { $0.kind.title }.joined(separator: ", "))"
      )
    case .elsewhere(let entry):
      report(
        .unknownName, "\(names.qualifiedName(of: entry)) is in another VPC", range, of: node)
    }
  }
}
