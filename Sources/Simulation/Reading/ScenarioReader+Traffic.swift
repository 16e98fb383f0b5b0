import Addressing
import Dataplane
import Expectations
import SourceText
import TopologyModel

/// Who sends what.
extension ScenarioReader {
  mutating func traffic(_ kind: String, _ node: JSONNode) -> Scenario.Traffic? {
    let isPacket = kind == "packet"
    let opens = ["connect", "request", "ping"].contains(kind) || isPacket
    var keys = kind == "connect" || kind == "ping" ? [] : ["in"]
    if opens { keys += ["name", "from", "to", "sourcePort", "count"] }
    if opens && kind != "ping" { keys.append("traffic") }
    if isPacket || !opens { keys.append("by") }
    if isPacket { keys.append("flags") }
    guard fields.isObject(node, kind, keys: keys) else { return nil }
    let known = fields.value("in", of: node)
    if known != nil {
      for key in ["name", "from", "to", "sourcePort", "count", "traffic"] {
        guard let value = fields.value(key, of: node) else { continue }
        fields.report(
          .misplacedKey, "the conversation that \"in\" names has its \(key) already", at: value)
      }
    }
    let conversation =
      known != nil || !opens
      ? self.conversation(named: known, of: node, kind)
      : newConversation(kind, node)
    let party = fields.value("by", of: node).flatMap {
      fields.choice($0, "by", Script.Party.allCases)
    }
    guard let conversation, let script = script(kind, conversation, party ?? .client, node) else {
      return nil
    }
    return Scenario.Traffic(conversation: conversation, script: script)
  }

  /// A conversation of an earlier event.
  mutating func conversation(
    named node: JSONNode?, of event: JSONNode, _ title: String
  ) -> Int? {
    guard let node = node ?? fields.required("in", of: event, title),
      let name = fields.text(node, "in")
    else { return nil }
    if let known = named[name] { return known.index }
    let nearest = NearestName.nearest(to: name, among: named.keys)
    fields.report(
      .unknownName, "no event before this one names its conversation \"\(name)\"", at: node,
      hint: nearest.map { "did you mean \($0)?" })
    return nil
  }

  private mutating func newConversation(_ kind: String, _ node: JSONNode) -> Int? {
    let source = fields.required("from", of: node, kind).flatMap { term($0, "from") }
    let destination = fields.required("to", of: node, kind).flatMap { term($0, "to") }
    let traffic = kind == "ping" ? .ping : trafficTerm(of: node, kind)
    guard let source, let destination, let traffic else { return nil }
    var conversation = Scenario.Conversation(
      source: source, destination: destination, traffic: traffic, place: place(of: node))
    conversation.sourcePort = fields.value("sourcePort", of: node)
      .flatMap { fields.integer($0, "sourcePort", 0...65_535) }.map { UInt16($0) }
    conversation.count =
      fields.value("count", of: node).flatMap { fields.integer($0, "count", 1...1_000_000) } ?? 1
    let index = scenario.conversations.count
    if let name = fields.value("name", of: node) {
      conversation.name = fields.text(name, "name")
      enter(name, index)
    }
    scenario.conversations.append(conversation)
    return index
  }

  private mutating func enter(_ node: JSONNode, _ index: Int) {
    guard let name = tree.string(of: node) else { return }
    if let other = named[name] {
      fields.report(
        .duplicateID, "another conversation is called \"\(name)\"", at: node,
        related: [(message: "this one", node: other.place)])
    } else {
      named[name] = (index, node)
    }
  }

  private mutating func term(_ node: JSONNode, _ title: String) -> Term? {
    fields.text(node, title).map { Term($0, at: place(of: node)) }
  }

  private mutating func trafficTerm(of node: JSONNode, _ title: String) -> TrafficTerm? {
    guard let value = fields.required("traffic", of: node, title),
      let text = fields.text(value, "traffic")
    else { return nil }
    do throws(ExpectationTextError) {
      let traffic = try TrafficTerm(parsing: Array(text.utf8))
      if traffic.isOnePacket { return traffic }
      fields.report(
        .invalidExpectation, "one packet has one protocol and one port", at: value,
        hint: "write it like \"tcp 443\"")
    } catch {
      fields.report(.invalidExpectation, error.message, error.range, of: value, hint: error.hint)
    }
    return nil
  }

  private mutating func script(
    _ kind: String, _ conversation: Int, _ party: Script.Party, _ node: JSONNode
  ) -> Script? {
    let isTCP = scenario.conversations[conversation].traffic.isTCP
    if !isTCP, ["connect", "close", "reset"].contains(kind) {
      fields.report(.misplacedKey, "only tcp can \(kind)", at: node)
      return nil
    }
    switch kind {
    case "connect": return .connect
    case "close": return .close(by: party)
    case "reset": return .reset(by: party)
    case "packet": return flags(of: node, isTCP: isTCP).map { .packet($0, by: party) }
    default: return .request
    }
  }

  /// The flags of a packet, written `SYN` or `FIN ACK`; without a word it continues a connection.
  private mutating func flags(of node: JSONNode, isTCP: Bool) -> TCPFlags? {
    guard let value = fields.value("flags", of: node) else { return isTCP ? .ack : [] }
    guard isTCP else {
      fields.report(.misplacedKey, "only tcp has flags", at: value)
      return nil
    }
    guard let text = fields.text(value, "flags") else { return nil }
    var flags: TCPFlags = []
    for word in text.split(separator: " ") {
      guard let known = TCPFlags.names.first(where: { $0.name == word }) else {
        let names = TCPFlags.names.map { $0.name }
        let nearest = NearestName.nearest(to: String(word), among: names)
        fields.report(
          .unknownValue, "\"\(word)\" is no flag of TCP", at: value,
          hint: nearest.map { "did you mean \($0)?" }
            ?? "there are \(names.joined(separator: ", "))")
        return nil
      }
      flags.formUnion(known.flag)
    }
    return flags
  }
}

extension TrafficTerm {
  var isTCP: Bool { if case .of(.tcp, _) = self { true } else { false } }

  /// Whether it is of one port or message.
  fileprivate var isOnePacket: Bool {
    guard case .of(let ipProtocol, let ports) = self else { return self == .ping }
    return !ipProtocol.hasPorts && !ipProtocol.isICMP || ports.first == ports.last
  }
}
