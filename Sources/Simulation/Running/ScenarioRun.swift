import Addressing
public import Dataplane
public import SourceText
import TopologyModel

/// A scenario as far as it has happened.
///
/// A value: who keeps a copy can go back to it.
public struct ScenarioRun: Sendable {
  public let scenario: Scenario
  /// The text in which the scenario stands.
  public let source: SourceBuffer
  public private(set) var live: LiveNetwork
  /// The events that have happened.
  public private(set) var position = 0
  private var participants: [Participants]
  private var results: [Int: TrafficResult] = [:]
  private var lastConversation: Int?

  /// - Parameters:
  ///   - scenario: What is to happen.
  ///   - source: The text in which it stands.
  ///   - flows: Of each of its conversations the first.
  ///   - network: Where it happens.
  public init(
    _ scenario: Scenario, _ source: SourceBuffer, flows: [Flow], in network: Network
  ) {
    self.scenario = scenario
    self.source = source
    live = LiveNetwork(network)
    var dispenser = PortDispenser()
    participants = zip(scenario.conversations, flows).map {
      dispenser.participants($1, count: $0.count)
    }
    for setting in scenario.settings {
      live.setTimeouts(setting.timeouts, of: setting.interface)
      if let limit = setting.trackedFlows {
        live.limitTracking(at: setting.interface, to: limit)
      }
    }
  }

  public var isFinished: Bool { position == scenario.events.count }

  /// Lets the next event happen.
  ///
  /// - Parameter seePassage: Sees every packet of every flow, of which the result keeps a few.
  /// - Returns: `nil` where there is no event.
  public mutating func step(_ seePassage: (Passage) -> Void = { _ in }) -> Moment? {
    guard !isFinished else { return nil }
    let event = scenario.events[position]
    live.advance(to: event.time)
    let result = happen(event.action, seePassage)
    position += 1
    return Moment(index: position - 1, event: event, network: live.network, result: result)
  }

  private mutating func happen(
    _ action: Scenario.Action, _ seePassage: (Passage) -> Void
  ) -> Moment.Result {
    switch action {
    case .traffic(let traffic):
      let result = play(traffic, seePassage)
      results[traffic.conversation] = result
      lastConversation = traffic.conversation
      return .traffic(result)
    case .edit(let edit): return .edit(perform(edit))
    case .show(let tables):
      return .tables(
        connections: tables == .translations ? nil : live.connections,
        translations: tables == .connections ? nil : live.translations)
    case .expect(let demand): return .demand(judge(demand))
    }
  }
}

// MARK: Traffic

extension ScenarioRun {
  /// Whom a flow of a conversation belongs to.
  private struct MemberIndex {
    let conversation: Int
    let member: Int
  }

  private mutating func play(
    _ traffic: Scenario.Traffic, _ seePassage: (Passage) -> Void
  ) -> TrafficResult {
    var counts: [Outcome: Int] = [:]
    var samples: [TrafficResult.Sample] = []
    for member in 0..<participants[traffic.conversation].count {
      let index = MemberIndex(conversation: traffic.conversation, member: member)
      let (outcome, packets) = play(traffic.script, by: index)
      for packet in packets { seePassage(packet.passage) }
      if counts[outcome] == nil {
        samples.append(TrafficResult.Sample(member: member, outcome: outcome, packets: packets))
      }
      counts[outcome, default: 0] += 1
    }
    return TrafficResult(
      conversation: traffic.conversation, script: traffic.script,
      counts: Outcome.allCases.compactMap { outcome in
        counts[outcome].map { (outcome: outcome, count: $0) }
      },
      samples: samples)
  }

  /// Sends the packets of a script until one does not arrive.
  private mutating func play(
    _ script: Script, by index: MemberIndex
  ) -> (Outcome, [TrafficResult.SentPacket]) {
    let isTCP = participants[index.conversation].flow.header.ipProtocol == .tcp
    let isOpen = participants[index.conversation][index.member].isOpen
    var packets: [TrafficResult.SentPacket] = []
    var outcome = Outcome.delivered
    for line in script.lines(isTCP: isTCP, isOpen: isOpen) {
      guard let passage = send(line, by: index) else {
        if packets.isEmpty { outcome = .unsent }
        break
      }
      packets.append(TrafficResult.SentPacket(line: line, passage: passage))
      if !passage.reset.isEmpty { participants[index.conversation][index.member].isOpen = false }
      switch passage.leg.outcome {
      case .delivered: break
      case .dropped: return (line.party == .client ? .dropped : .replyDropped, packets)
      case .undetermined, .ambiguous: outcome = .undetermined
      }
      guard passage.leg.reachedEnd else { break }
    }
    if outcome == .delivered { note(script, by: index) }
    return (outcome, packets)
  }

  /// Sends one packet; `nil` where the server has heard of nothing that it could answer.
  private mutating func send(_ line: Script.Line, by index: MemberIndex) -> Passage? {
    let client = participants[index.conversation]
    let request = LivePacket(
      client.flow, client.header(of: index.member), line.party == .client ? line.flags : [])
    guard line.party == .server else {
      let passage = live.send(request)
      if let receiver = passage.receiver {
        participants[index.conversation][index.member].server = passage.arrived.reply.map {
          (sender: receiver, header: $0)
        }
      }
      return passage
    }
    guard let server = client[index.member].server else { return nil }
    return live.send(
      LivePacket(server.sender, server.header, line.flags), answering: request)
  }

  /// Remembers whether a connection is open after all packets of a script have arrived.
  private mutating func note(_ script: Script, by index: MemberIndex) {
    switch script {
    case .connect, .request: participants[index.conversation][index.member].isOpen = true
    case .close, .reset: participants[index.conversation][index.member].isOpen = false
    case .packet: break
    }
  }
}

extension LivePacket {
  /// A packet of a client.
  fileprivate init(_ flow: Flow, _ header: PacketHeader, _ flags: TCPFlags) {
    self.init(flow.sender, header, flags, isReply: false)
    destinationLacksPublicAddress = flow.destinationLacksPublicAddress
  }
}

// MARK: Changes

extension ScenarioRun {
  private mutating func perform(_ edit: TopologyEdit) -> EditResult {
    let before = live.connections + live.translations
    var topology = live.network.topology
    edit.apply(to: &topology)
    live.change(to: Network(topology))
    for interface in edit.interfacesThatForget(in: topology) { live.forget(interface) }
    for gateway in edit.natGatewaysThatForget(in: topology) { live.forget(gateway) }
    let after = Set(live.connections + live.translations)
    let touched = before.filter { flow in
      guard case .interface(let interface, _) = flow.holder else { return false }
      return edit.changesRules(at: interface, in: topology) && after.contains(flow)
    }
    return EditResult(
      edit: edit, tracked: touched.filter { $0.state != .untracked },
      untracked: touched.filter { $0.state == .untracked },
      forgotten: before.filter { !after.contains($0) })
  }
}

extension TopologyEdit {
  /// Whether the rules of an interface's groups change.
  fileprivate func changesRules(
    at interface: Reference<NetworkInterface>, in topology: Topology
  ) -> Bool {
    switch self {
    case .addRule(let group, _, _), .removeRule(let group, _, _):
      topology.networkInterfaces[interface]?.groups.contains(group) ?? false
    case .setGroups(let changed, _): changed == interface
    default: false
    }
  }
}

// MARK: Expectations

extension ScenarioRun {
  private func judge(_ demand: Scenario.Demand) -> DemandResult {
    let found = found(by: demand)
    let isMet: Bool =
      switch (demand, found) {
      case (.outcome(let outcome, let code, _), .outcome(let seen, let decided)):
        outcome == seen && (code == nil || code == decided)
      case (.delivered(let count, _), .count(let seen)), (.tracked(let count, _), .count(let seen)),
        (.translated(let count, _), .count(let seen)):
        count == seen
      case (.state(let state, _, _), .state(let seen)): state == seen
      default: false
      }
    return DemandResult(demand: demand, isMet: isMet, found: found)
  }

  private func found(by demand: Scenario.Demand) -> DemandResult.Found {
    switch demand {
    case .outcome(_, _, let conversation):
      guard let result = result(of: conversation) else { return .nothing }
      let failure = result.samples.first { $0.outcome == result.outcome }
      return .outcome(result.outcome, failure?.denial?.decision.code)
    case .delivered(_, let conversation):
      return result(of: conversation).map { .count($0.count(of: .delivered)) } ?? .nothing
    case .state(_, let conversation, let interface):
      return .state(state(of: conversation, at: interface))
    case .tracked(_, let interface):
      return .count(
        live.connections.count { $0.isHeld(by: interface) && $0.state != .untracked })
    case .translated(_, let gateway):
      return .count(
        live.translations.count { flow in
          if case .translator(.natGateway(gateway), _) = flow.holder { true } else { false }
        })
    }
  }

  /// What the last event of a conversation came to, or the last of all.
  private func result(of conversation: Int?) -> TrafficResult? {
    (conversation ?? lastConversation).flatMap { results[$0] }
  }

  /// What an interface remembers of the first flow of a conversation, as it or its server sees it.
  private func state(
    of conversation: Int, at interface: Reference<NetworkInterface>
  ) -> ConnectionState? {
    let participants = participants[conversation]
    let asSent = participants.header(of: 0)
    let asReceived = participants[0].server?.header
    return live.connections.first { flow in
      flow.isHeld(by: interface)
        && (flow.request == asSent || asReceived.map { flow.request.isAnswered(by: $0) } ?? false)
    }?.state
  }
}

extension RememberedFlow {
  fileprivate func isHeld(by interface: Reference<NetworkInterface>) -> Bool {
    if case .interface(interface, _) = holder { true } else { false }
  }
}
