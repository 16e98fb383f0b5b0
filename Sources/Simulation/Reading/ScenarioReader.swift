import Dataplane
import Expectations
public import SourceText
public import TopologyModel

extension Scenario {
  /// Reads a scenario of a topology, in JSON5.
  ///
  /// Names of components are looked up, and changes are tried in their order; the ends of conversations stay
  /// words.
  ///
  /// - Throws: ``InputErrors`` with everything that is wrong with the file.
  public init(_ source: SourceBuffer, of topology: Topology) throws(InputErrors) {
    var problems = DiagnosticSink()
    guard let tree = JSONTree(parsing: source, syntax: .json5, into: &problems) else {
      throw InputErrors(problems)
    }
    var reader = ScenarioReader(tree, topology, problems)
    reader.read()
    guard !reader.fields.problems.hasErrors else { throw InputErrors(reader.fields.problems) }
    self = reader.scenario
  }
}

/// Reads a scenario from its first event to its last.
struct ScenarioReader {
  var fields: ScenarioFields
  /// As the events that were read have left it.
  var topology: Topology
  var scenario = Scenario()
  /// The conversations that have names.
  var named: [String: (index: Int, place: JSONNode)] = [:]
  /// The zones that have failed and have not come back.
  var outages: [String: ZoneOutage] = [:]
  /// The event before.
  private var last: (time: Int, node: JSONNode)?

  var tree: JSONTree { fields.tree }

  init(_ tree: JSONTree, _ topology: Topology, _ problems: DiagnosticSink) {
    fields = ScenarioFields(tree: tree, problems: problems)
    self.topology = topology
  }

  mutating func read() {
    let root = tree.root
    guard fields.value("events", of: root) != nil || fields.value("vpcs", of: root) == nil else {
      return fields.report(
        .fieldMissing, "a scenario must have events: this is a topology", at: root,
        hint: "the scenario stands behind it: vpctrace simulate INPUT SCENARIO")
    }
    guard
      fields.isObject(
        root, "a scenario", keys: ["title", "description", "interfaces", "events"])
    else { return }
    scenario.title = fields.value("title", of: root).flatMap { fields.text($0, "title") }
    if let interfaces = fields.value("interfaces", of: root) { readSettings(interfaces) }
    guard let events = fields.required("events", of: root, "a scenario"),
      let list = fields.list(events, "events")
    else { return }
    for node in list { readEvent(node) }
  }

  func place(of node: JSONNode) -> TextRange {
    TextRange(offset: Int(tree.location(of: node).offset), length: tree.length(of: node))
  }
}

// MARK: Settings

extension ScenarioReader {
  private mutating func readSettings(_ node: JSONNode) {
    guard tree.kind(of: node) == .object else {
      return fields.report(.wrongType, "interfaces must be an object", at: node)
    }
    for (key, value) in tree.members(of: node) {
      let keys = IdleTimeouts.Setting.allCases.map { $0.rawValue } + ["trackedFlows"]
      guard let interface = interface(key), fields.isObject(value, "an interface", keys: keys)
      else { continue }
      let own = topology.networkInterfaces[interface]?.idleTimeouts ?? IdleTimeouts()
      var setting = Scenario.InterfaceSetting(interface, own)
      for timeout in IdleTimeouts.Setting.allCases {
        guard let seconds = seconds(timeout, of: value) else { continue }
        setting.timeouts[timeout] = seconds
      }
      if let limit = fields.value("trackedFlows", of: value) {
        setting.trackedFlows = fields.integer(limit, "trackedFlows", 0...100_000_000)
        checkAllowance(of: interface, limit)
      }
      scenario.settings.append(setting)
    }
  }

  /// The interfaces of an instance share one allowance (R-TRK-10).
  private mutating func checkAllowance(of interface: Reference<NetworkInterface>, _ node: JSONNode)
  {
    let sharers = topology.interfaces(ofInstanceOf: interface)
    guard
      scenario.settings.contains(where: {
        $0.trackedFlows != nil && sharers.contains($0.interface)
      })
    else { return }
    fields.report(
      .misplacedKey, "an interface of the same instance has trackedFlows already", at: node,
      hint: "all interfaces of an instance share it")
  }

  /// A timeout within what AWS lets one choose (R-TRK-6).
  private mutating func seconds(_ setting: IdleTimeouts.Setting, of node: JSONNode) -> Int? {
    let (key, range) = (setting.rawValue, setting.range)
    guard let value = fields.value(key, of: node), let time = fields.time(value, key) else {
      return nil
    }
    guard time.milliseconds % 1000 == 0, range.contains(time.milliseconds / 1000) else {
      fields.report(
        .numberOutOfRange,
        "\(key) must be \(range.lowerBound) to \(range.upperBound) whole seconds", at: value)
      return nil
    }
    return time.milliseconds / 1000
  }
}

// MARK: Events

extension ScenarioReader {
  /// What an event can be, by its key.
  private enum Kind: String, CaseIterable {
    case connect
    case request
    case ping
    case packet
    case close
    case reset
    case addRule
    case removeRule
    case setGroups
    case setRoute
    case removeRoute
    case associate
    case stop
    case start
    case failZone
    case restoreZone
    case tunnelDown
    case tunnelUp
    case deleteNATGateway
    case show
    case expect
  }

  private mutating func readEvent(_ node: JSONNode) {
    let kinds = Kind.allCases.map { $0.rawValue }
    let keys = ["at", "note"] + kinds
    guard fields.isObject(node, "an event", keys: keys) else { return }
    let time = readTime(of: node)
    let note = fields.value("note", of: node).flatMap { fields.text($0, "note") }
    let present = Kind.allCases.compactMap { kind in
      fields.value(kind.rawValue, of: node).map { (kind: kind, value: $0) }
    }
    guard let (kind, value) = present.first else {
      // A misspelt key has been reported.
      guard tree.members(of: node).allSatisfy({ keys.contains(tree.string(of: $0.key) ?? "") })
      else { return }
      return fields.report(
        .fieldMissing, "an event must say what happens", at: node,
        hint: "it has one of \(kinds.joined(separator: ", "))")
    }
    for (other, surplus) in present.dropFirst() {
      fields.report(
        .misplacedKey, "an event is one thing: \(kind.rawValue) or \(other.rawValue)", at: surplus)
    }
    guard let action = action(kind, value) else { return }
    scenario.events.append(
      Scenario.Event(time: time, action: action, note: note, place: place(of: node)))
  }

  /// When an event happens; without a word, when the one before does.
  private mutating func readTime(of event: JSONNode) -> Int {
    let before = last?.time ?? 0
    guard let node = fields.value("at", of: event), let time = fields.time(node, "at") else {
      return before
    }
    let start = time.isRelative ? before : 0
    let moment = min(start + min(time.milliseconds, .max - start), ScenarioTime.latest)
    if let last, moment < last.time {
      fields.report(
        .eventOutOfOrder, "this event is before the one above it", at: node,
        hint: "write +\(tree.string(of: node) ?? "") to count from that one",
        related: [(message: "that one is here", node: last.node)])
    }
    last = (max(moment, before), node)
    return moment
  }

  private mutating func action(_ kind: Kind, _ value: JSONNode) -> Scenario.Action? {
    switch kind {
    case .connect, .request, .ping, .packet, .close, .reset:
      return traffic(kind.rawValue, value).map { .traffic($0) }
    case .show:
      return fields.choice(value, "show", Scenario.Tables.allCases).map { .show($0) }
    case .expect: return demand(value).map { .expect($0) }
    default:
      guard let edit = edit(kind, value) else { return nil }
      edit.apply(to: &topology)
      return .edit(edit)
    }
  }

  private mutating func edit(_ kind: Kind, _ value: JSONNode) -> TopologyEdit? {
    switch kind {
    case .addRule: rule(value, isAdded: true)
    case .removeRule: rule(value, isAdded: false)
    case .setGroups: groups(value)
    case .setRoute: route(value)
    case .removeRoute: routeRemoval(value)
    case .associate: association(value)
    case .stop: instance(value).map { .stop($0) }
    case .start: instance(value).map { .start($0) }
    case .failZone: outage(value).map { .failZone($0) }
    case .restoreZone: outageThatEnds(value).map { .restoreZone($0) }
    case .tunnelDown: tunnel(value, isUp: false)
    case .tunnelUp: tunnel(value, isUp: true)
    case .deleteNATGateway: natGateway(value).map { .deleteNATGateway($0) }
    default: nil
    }
  }
}
