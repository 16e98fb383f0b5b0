import Addressing
import Dataplane
public import Simulation
import SourceText
import TopologyModel

/// The events of a scenario as they happen, for people.
public struct Timeline {
  private let scenario: Scenario
  private let style: TextStyle
  /// Of the column of times.
  private let timeWidth: Int

  /// Of the column behind it: packets, and who remembers.
  fileprivate static let labelWidth = 14

  /// - Parameters:
  ///   - scenario: What is to happen.
  ///   - style: How wide the text may be, and whether coloured.
  public init(_ scenario: Scenario, style: TextStyle) {
    self.scenario = scenario
    self.style = style
    timeWidth = scenario.events.map { columnCount(timeWords($0.time)) }.max() ?? 2
  }

  /// The title, where there is one.
  public func heading() -> String {
    var canvas = TextCanvas(style)
    guard let title = scenario.title else { return "" }
    canvas.paragraph(title, .strong)
    canvas.blankLine()
    return canvas.text
  }

  /// One event, and what came of it.
  public func text(of moment: Moment) -> String {
    var page = MomentPage(moment, scenario, timeWidth, style)
    page.write()
    return page.canvas.text
  }

  /// What is remembered as far as a run has come.
  public func tables(of run: ScenarioRun) -> String {
    var page = TablePage(run.live.network, run.live.now, timeWidth, style)
    page.write("Connections", run.live.connections)
    page.write("Translations", run.live.translations)
    return page.canvas.text
  }

  /// How many expectations there were, and how many were not met.
  public func closing(_ score: ExpectationScore) -> String {
    var canvas = TextCanvas(style)
    guard score.count > 0 else { return "" }
    let noun = counted(score.count, "expectation")
    canvas.blankLine()
    canvas.line(
      score.failures == 0 ? "\(noun): all met" : "\(noun): \(score.failures) not met",
      score.failures == 0 ? .good : .bad)
    return canvas.text
  }
}

/// How many expectations of a scenario were met.
public struct ExpectationScore: Hashable, Sendable {
  public private(set) var count = 0
  public private(set) var failures = 0

  public init() {}

  /// Of the events that have happened.
  public init(_ moments: [Moment]) {
    for moment in moments { note(moment) }
  }

  /// Counts an event, if it is an expectation.
  public mutating func note(_ moment: Moment) {
    guard case .demand(let result) = moment.result else { return }
    count += 1
    if !result.isMet { failures += 1 }
  }
}

/// One event being written as text.
private struct MomentPage {
  let moment: Moment
  let scenario: Scenario
  let timeWidth: Int
  let style: TextStyle
  var canvas: TextCanvas

  private var network: Network { moment.network }

  init(_ moment: Moment, _ scenario: Scenario, _ timeWidth: Int, _ style: TextStyle) {
    self.moment = moment
    self.scenario = scenario
    self.timeWidth = timeWidth
    self.style = style
    canvas = TextCanvas(style)
  }

  mutating func write() {
    switch moment.result {
    case .traffic(let result): traffic(result)
    case .edit(let result): edit(result)
    case .tables(let connections, let translations):
      head("show")
      var page = TablePage(network, moment.event.time, timeWidth, style)
      if let connections { page.write("Connections", connections) }
      if let translations { page.write("Translations", translations) }
      canvas.append(page.canvas)
    case .demand(let result): demand(result)
    }
  }

  /// The first lines of an event: when, and what; and what its author says about it.
  private mutating func head(_ words: String, _ tone: TextCanvas.Tone = .strong) {
    canvas.row(
      [.init(timeWords(moment.event.time), .faint), .init(words, tone)]
        + (moment.event.note.map { [.init("(\($0))", .faint)] } ?? []), widths: [timeWidth])
  }

  /// A line below: a label, and what it is about.
  private mutating func row(
    _ label: String, _ words: String, _ tone: TextCanvas.Tone = .plain,
    labelTone: TextCanvas.Tone = .faint
  ) {
    canvas.row(
      [.init(""), .init(label, labelTone), .init(words, tone)],
      widths: [timeWidth, Timeline.labelWidth])
  }
}

// MARK: Traffic

extension MomentPage {
  private mutating func traffic(_ result: TrafficResult) {
    let conversation = scenario.conversations[result.conversation]
    head("\(result.script.words) \(conversation.words)")
    if conversation.count > 1 {
      row("", result.counts.map { "\($0.count) \($0.outcome.rawValue)" }.joined(separator: ", "))
    }
    for sample in result.samples {
      if conversation.count > 1 {
        row("", "the first that is \(sample.outcome.rawValue):", .faint)
      }
      self.sample(sample)
    }
  }

  private mutating func sample(_ sample: TrafficResult.Sample) {
    if sample.outcome == .unsent {
      row("", "UNSENT: the server has heard of no request that it could answer", .bad)
    }
    for sent in sample.packets { packet(sent.passage, sent.line) }
    let changes = sample.packets.flatMap { $0.passage.allChanges }
    for change in MemoryChangeWords.all(of: changes, in: network) {
      row(change.holder, change.words)
    }
    assumptions(sample.assumptions)
  }

  /// What the event rests on that AWS does not document.
  private mutating func assumptions(_ assumptions: [Assumption]) {
    for assumption in assumptions {
      row("assumed", "\(assumption.rawValue): \(assumption.sentence)", .uncertain)
    }
  }

  private mutating func packet(_ passage: Passage, _ line: Script.Line) {
    let arrow = line.party == .client ? "->" : "<-"
    fate(of: passage, "\(arrow) \(line.flags.words)")
    for reset in passage.reset { fate(of: reset, "<- RST") }
  }

  /// What became of a packet, and why.
  private mutating func fate(of passage: Passage, _ label: String) {
    switch passage.leg.outcome {
    case .delivered:
      row(label, "delivered: \(passage.arrived.words)", labelTone: .plain)
      let reasons = passage.reasons(in: network)
      if !reasons.isEmpty { row("", reasons.joined(separator: "; "), .faint) }
    case .dropped: stop("DROPPED", .bad, at: passage.denial, label)
    case .undetermined, .ambiguous: stop("UNKNOWN", .uncertain, at: passage.unknown, label)
    }
  }

  private mutating func stop(
    _ word: String, _ tone: TextCanvas.Tone, at hop: Hop?, _ label: String
  ) {
    guard let hop = hop.map({ HopDescription($0, in: network) }) else { return }
    row(label, "\(word) by \(hop.component.fullLabel): \(hop.message)", tone, labelTone: .plain)
    let declared = hop.component.location.map { network.topology.sources.position(of: $0) }
    if let place = hop.location ?? declared { row("", place.description, .faint) }
  }
}

extension Passage {
  /// With those of the reset that it led to.
  fileprivate var allChanges: [RememberedChange] { changes + reset.flatMap { $0.changes } }

  /// The hop at which the model ends.
  fileprivate var unknown: Hop? { leg.hops.first { $0.decision.action == .undetermined } }
}

extension Passage {
  /// What the components that remember had to say, in short.
  fileprivate func reasons(in network: Network) -> [String] {
    leg.hops.filter { $0.isOfMemory }.map {
      HopDescription($0, in: network).reason(in: network)
    }
  }
}

extension Hop {
  /// It is a decision of a component that remembers flows.
  fileprivate var isOfMemory: Bool {
    switch decision.component {
    case .securityGroups: true
    default: decision.code.action == .translate && decision.code != .internetGatewayTranslates
    }
  }
}

extension HopDescription {
  /// `SG web in: tcp 22 from 0.0.0.0/0`.
  fileprivate func reason(in network: Network) -> String {
    let way = direction.map { $0 == .inbound ? " in" : " out" } ?? ""
    let message = code == .groupTrackedAllow ? "tracked" : briefMessage(in: network)
    return "\(component.briefLabel)\(way): \(message)"
  }
}

// MARK: Changes and expectations

extension MomentPage {
  private mutating func edit(_ result: EditResult) {
    head(result.edit.words(in: network))
    if !result.tracked.isEmpty {
      row("tracked", "\(flows(result.tracked.count)) on, whatever the rules say (R-TRK-4)")
    }
    if !result.untracked.isEmpty {
      row(
        "untracked",
        "\(flows(result.untracked.count)) by the rules as they are now (R-TRK-4)")
    }
    if !result.forgotten.isEmpty {
      row("forgotten", "\(result.forgotten.count) that were remembered there")
    }
    assumptions(result.assumptions)
  }

  private func flows(_ count: Int) -> String { count == 1 ? "1 flow goes" : "\(count) flows go" }

  private mutating func demand(_ result: DemandResult) {
    let words = scenario.words(of: result.demand, in: network)
    guard !result.isMet else { return head("expect \(words): met", .good) }
    head("expect \(words): NOT MET", .bad)
    row("is", result.found.words)
  }
}

// MARK: Tables

/// What is remembered at some time, being written as text.
private struct TablePage {
  let network: Network
  let now: Int
  let timeWidth: Int
  var canvas: TextCanvas

  /// Rows of a table that are shown; JSON has them all.
  private static let mostRows = 50

  init(_ network: Network, _ now: Int, _ timeWidth: Int, _ style: TextStyle) {
    self.network = network
    self.now = now
    self.timeWidth = timeWidth
    canvas = TextCanvas(style)
  }

  mutating func write(_ title: String, _ flows: [RememberedFlow]) {
    row("", flows.isEmpty ? "\(title): none" : "\(title):")
    for flow in flows.prefix(TablePage.mostRows) { self.flow(flow) }
    if flows.count > TablePage.mostRows {
      row("", "... and \(flows.count - TablePage.mostRows) more")
    }
  }

  private mutating func flow(_ flow: RememberedFlow) {
    var words = flow.request.words
    switch flow.holder {
    case .interface(_, let opened): words += ", \(opened.rawValue)"
    case .translator(_, let outside) where outside != flow.request:
      words += ", sent as \(outside.ends)"
    case .translator: break
    }
    let rest = flow.expiry.map { ", \(timeWords($0 - now)) left" } ?? ""
    row(flow.holderLabel(in: network), "\(words): \(flow.state.rawValue)\(rest)")
  }

  private mutating func row(_ label: String, _ words: String) {
    canvas.row(
      [.init(""), .init(label, .faint), .init(words)], widths: [timeWidth, Timeline.labelWidth])
  }
}
