import Addressing
public import Analysis
public import Dataplane
import SourceText
import TopologyModel

extension Story {
  /// The story for people: the answer, the stations of request and reply, who remembers, and both ways
  /// side by side.
  ///
  /// `tellsAnalogy` adds the picture of doormen and passport controls.
  public func text(in network: Network, tellsAnalogy: Bool, style: TextStyle) -> String {
    var page = StoryPage(
      story: self, network: network, tellsAnalogy: tellsAnalogy, style: style,
      canvas: TextCanvas(style))
    page.canvas.paragraph(trace.headline(in: network), trace.verdict.tone, hanging: 2)
    page.stations("The request", trace.forward, request)
    if let leg = trace.reply {
      page.stations("The reply", leg, reply)
    } else {
      page.absentReply()
    }
    page.memory()
    page.lesson()
    page.table()
    page.canvas.basis(of: trace, in: network)
    return page.canvas.text
  }
}

/// A story being written as text.
private struct StoryPage {
  let story: Story
  let network: Network
  let tellsAnalogy: Bool
  let style: TextStyle
  var canvas: TextCanvas

  private func words(_ station: Station) -> StationWords {
    StationWords(station, of: story, in: network)
  }
}

// MARK: The stations

extension StoryPage {
  mutating func stations(_ title: String, _ leg: Leg, _ stations: [Station]) {
    canvas.heading(title, of: leg)
    var wasHypothetical = false
    for station in stations {
      if station.isHypothetical, !wasHypothetical {
        canvas.supposition(isAtStart: station.hops.lowerBound == 0)
      }
      wasHypothetical = station.isHypothetical
      tell(station)
    }
  }

  private mutating func tell(_ station: Station) {
    let words = words(station)
    let isDenied = story.hops(of: station).contains { $0.decision.action == .deny }
    let sentences = [words.list] + words.decisions + [words.memory].compactMap { $0 }
    let picture = tellsAnalogy ? story.analogy(of: station) : nil
    canvas.row(
      [.init("\(station.number)", .faint), .init(words.title, isDenied ? .bad : .strong)]
        + sentences.map { .init($0) } + [picture].compactMap { $0 }.map { .init($0, .faint) },
      widths: [2])
  }

  mutating func absentReply() {
    let trace = story.trace
    let reason: String
    if trace.flow.isOneWay || trace.flow.header.reply == nil {
      reason = "It was not traced."
    } else if trace.forward.reachedEnd {
      reason = "Whether these services answer is their own affair; nothing filters it."
    } else {
      reason = "There is none, as the request did not come to its end."
    }
    canvas.blankLine()
    canvas.row([.init("The reply:", .strong), .init(reason)], widths: [10])
  }
}

// MARK: What is to be learned

extension StoryPage {
  /// Which of the two firewalls remembered, and which did not.
  mutating func memory() {
    canvas.list("Who remembers", [groupMemory, aclMemory])
  }

  private var groupMemory: String {
    guard (story.request + story.reply).contains(where: { $0.component.isSecurityGroups }) else {
      return "Security groups remember; none was asked on this way."
    }
    func numbers(_ memory: Station.Memory) -> String? {
      let numbers = story.reply.filter {
        $0.component.isSecurityGroups && !$0.isHypothetical && $0.memory == memory
      }.map { "\($0.number)" }
      return numbers.isEmpty ? nil : joinedByAnd(numbers)
    }
    var clauses: [String] = []
    if let known = numbers(.recalls) { clauses.append("at \(known) the reply needed no rule") }
    if let open = numbers(.keepsNoEntry) {
      clauses.append("at \(open) the traffic is open both ways, and no entry was kept (R-TRK-3)")
    }
    if let strange = numbers(.neverSawRequest) {
      clauses.append("at \(strange) the request had not come by, so rules were read")
    }
    if clauses.isEmpty { clauses.append("no reply came by to show it") }
    return "Security groups remember: \(clauses.joined(separator: "; "))."
  }

  private var aclMemory: String {
    func count(_ stations: [Station]) -> Int {
      stations.count { $0.component.isNetworkACL && !$0.isHypothetical }
    }
    let (there, back) = (count(story.request), count(story.reply))
    guard there + back > 0 else {
      return "Network ACLs do not; none was asked on this way."
    }
    return
      "Network ACLs do not: they were asked \(times(there)) for the request and \(times(back)) "
      + "for the reply."
  }

  private func times(_ count: Int) -> String {
    switch count {
    case 0: "not at all"
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }

  /// Of a drop, what a beginner would think and what happened.
  mutating func lesson() {
    let trace = story.trace
    switch trace.verdict {
    case .delivered: break
    case .dropped, .replyDropped:
      guard let deciding = trace.decidingHop else { return }
      let hop = HopDescription(deciding.hop, in: network)
      let words = BeliefWords(hop.code, isOnReply: deciding.isOnReply, hop.direction)
      let number = story.station(of: deciding).map { "At \($0.number), " } ?? ""
      paragraphs("A beginner would think", [words.belief])
      paragraphs(
        "What really happened",
        ["\(number)\(hop.component.fullLabel): \(hop.message).", words.truth])
      advise(deciding)
    case .ambiguous: paragraphs("What it depends on", trace.alternativeWords(in: network))
    case .undetermined:
      guard let deciding = trace.decidingHop else { return }
      let hop = HopDescription(deciding.hop, in: network)
      paragraphs("What can't be told", ["\(hop.component.fullLabel.capitalised): \(hop.message)."])
    }
  }

  private mutating func paragraphs(_ title: String, _ paragraphs: [String]) {
    canvas.blankLine()
    canvas.line(title, .strong)
    for paragraph in paragraphs { canvas.paragraph(paragraph, indent: 2) }
  }

  private mutating func advise(_ blocker: Blocker) {
    let remedy = Remedy(for: blocker, of: story.trace, in: network)
    guard let sentence = remedy.sentence(in: network) else { return }
    paragraphs("What would change it", [sentence])
  }
}

// MARK: Side by side

extension StoryPage {
  mutating func table() {
    let column = (style.width - 4) / 3
    canvas.blankLine()
    canvas.row(
      [.init("Station", .strong), .init("Request", .strong), .init("Reply", .strong)],
      widths: [column, column])
    for row in story.rows {
      let (request, reply) = (row.request.map { words($0) }, row.reply.map { words($0) })
      canvas.row(
        [
          .init(request?.label ?? reply?.label ?? ""), cell(row.request, request),
          cell(row.reply, reply),
        ], widths: [column, column])
    }
  }

  private func cell(_ station: Station?, _ words: StationWords?) -> TextCanvas.Cell {
    guard let station, let words else { return .init("-", .faint) }
    return .init("\(station.number)  \(words.brief)", station.isHypothetical ? .faint : .plain)
  }
}

extension Trace {
  /// What an ambiguous verdict depends on, one sentence an alternative.
  fileprivate func alternativeWords(in network: Network) -> [String] {
    alternatives.map { alternative in
      let verdict = alternative.verdict.rawValue
      switch alternative.cause {
      case .clientPorts(let ranges):
        return "If the client's port is one of \(joinedByAnd(ranges.map { $0.description })): "
          + "\(verdict)."
      case .route(let evidence):
        let route = EvidenceDescription(evidence, in: network).words ?? "this route"
        return "If AWS picks \(route): \(verdict)."
      }
    }
  }
}
