public import Analysis
public import Dataplane

extension JSONWriter {
  /// Writes a trace as a `vpctrace.trace/1` object with its story as the member `lesson`.
  public mutating func story(_ story: Story, in network: Network, detail: Detail) {
    beginObject()
    traceMembers(story.trace, in: network, detail: detail)
    object("lesson") { $0.lessonMembers(story, in: network) }
    endObject()
  }

  private mutating func lessonMembers(_ story: Story, in network: Network) {
    array("stations", story.request + story.reply) { writer, station in
      let words = StationWords(station, of: story, in: network)
      writer.beginObject()
      writer.member("number", station.number)
      writer.member("direction", station.isOnReply ? "reply" : "forward")
      writer.array("hops", station.hops) { $0.number($1) }
      writer.member("title", words.title)
      writer.member("list", station.check.name)
      writer.member("memory", station.memory.name)
      writer.member("message", ([words.list] + words.decisions).joined(separator: " "))
      writer.endObject()
    }
    array("sideBySide", story.rows) { writer, row in
      writer.beginObject()
      writer.member("request", row.request?.number)
      writer.member("reply", row.reply?.number)
      writer.endObject()
    }
    let trace = story.trace
    guard trace.verdict == .dropped || trace.verdict == .replyDropped,
      let deciding = trace.decidingHop
    else { return }
    let decision = deciding.hop.decision
    let words = BeliefWords(
      decision.code, isOnReply: deciding.isOnReply, decision.direction)
    member("belief", words.belief)
    member("truth", words.truth)
  }
}

extension Station.Check {
  /// The stable name of the list that was read, or of why none was.
  fileprivate var name: String {
    switch self {
    case .groupRules: "security-group-rules"
    case .aclEntries: "network-acl-rules"
    case .routes: "routes"
    case .prefixes: "vpn-prefixes"
    case .assumedList: "assumed"
    case .unknown: "unknown"
    case .none(.end): "none: end of the path"
    case .none(.ownAddresses): "none: own addresses"
    case .none(.tracked): "none: tracked"
    case .none(.sameSubnet): "none: same subnet"
    case .none(.linkLocalService): "none: link-local service"
    case .none(.gateway): "none: gateway"
    case .none(.platform): "none: platform"
    }
  }
}

extension Station.Memory {
  /// The stable name; `nil` where there is nothing to remember.
  fileprivate var name: String? {
    switch self {
    case .none: nil
    case .stateless: "stateless"
    case .remembers: "remembers"
    case .unproven: "unproven"
    case .recalls: "recalls"
    case .keepsNoEntry: "keeps-no-entry"
    case .neverSawRequest: "never-saw-request"
    }
  }
}
