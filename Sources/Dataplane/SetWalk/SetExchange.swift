import Addressing
import TopologyModel

/// A request and its reply, walked for a box of packets at once.
struct SetExchange<Record: SetRecorder> {
  private typealias Memory = OneExchange<Specimen>

  private let request: Leg
  /// `nil` where the request has no answer or did not reach its end.
  private let answer: Leg?
  /// The packets, as they are sent, for which all of this holds.
  private(set) var sent: HeaderBox
  /// The ports that translators may choose for them, where any is judged (R-NACL-18).
  let choice: PortRange?

  /// One direction, walked.
  private struct Leg {
    var walk: PacketWalk<Record, Memory>
    let terminal: Terminal

    init(
      _ tables: NetworkTables, _ state: WalkState<Specimen>, at start: Node,
      sentBy component: Component?, _ memory: Memory, tieRank: Int
    ) {
      walk = PacketWalk(
        tables: tables, state: state, recorder: Record(), memory: memory)
      walk.state.tieRank = tieRank
      if let component { walk.record(component, .packetSent) }
      terminal = walk.run(from: start)
    }

    var isDelivered: Bool { !walk.state.isDenied && terminal != .nowhere }

    /// Refuses an answer that is not the exact reverse of what was sent (R-IGW-12).
    mutating func judgeArrival(of flow: Flow, asked question: Specimen.Image) {
      let isExact = walk.state.packet.answers(question)
      if isExact && flow.isAnswered(by: walk.state.packet.header, at: terminal) { return }
      guard let receiver = terminal.component else { return }
      walk.recorder.removeLast()
      if case .interface = terminal {
        walk.record(receiver, .replyNotRecognised, .inbound)
      } else {
        walk.record(receiver, .replyNotRecognised)
      }
    }
  }

  /// Walks one packet of a box, which some sender sends, by the given one of equally good routes
  /// (R-ROUTE-7), and with it those of the box that go the same way.
  ///
  /// `choice`: the ports that translators choose from, or `nil` where they keep the packet's own.
  init(
    _ tables: NetworkTables, _ gaps: AddressGaps, _ flow: Flow, _ box: HeaderBox,
    strangers: StrangerEnds = [], choice: PortRange?, tieRank: Int
  ) {
    var packet = Specimen(flow.header, of: box, strangers: strangers, choice: choice, gaps)
    let question = packet.image
    request = Leg(
      tables, WalkState(packet, of: flow), at: flow.start, sentBy: flow.origin, Memory(),
      tieRank: tieRank)
    let terminal = request.terminal
    packet = request.walk.state.packet
    guard request.isDelivered, terminal != .service, let back = packet.answer() else {
      answer = nil
      sent = packet.sent
      self.choice = packet.choice
      return
    }
    var memory = request.walk.memory
    memory.beginReply()
    var answer = Leg(
      tables, WalkState(back, to: flow, from: terminal), at: terminal.start,
      sentBy: terminal.component, memory, tieRank: tieRank)
    if answer.isDelivered { answer.judgeArrival(of: flow, asked: question) }
    self.answer = answer
    sent = answer.walk.state.packet.sent
    self.choice = answer.walk.state.packet.choice
  }

  /// Those of the packets that are of a box, as they are where the request ends.
  func arrived(of box: HeaderBox) -> HeaderBox? {
    sent.intersection(box).map { request.walk.state.packet.box(of: $0, choice: choice) }
  }

  var metTie: Bool { request.walk.state.metTie || answer?.walk.state.metTie ?? false }

  /// The rank was beyond the last of every tie that was met.
  var triedEveryTie: Bool {
    request.walk.state.isBeyondTies && answer?.walk.state.isBeyondTies ?? true
  }

  /// A certain denial outweighs an unknown one, wherever they stand.
  var verdict: Verdict {
    if request.walk.state.isDenied { return .dropped }
    if answer?.walk.state.isDenied ?? false { return .replyDropped }
    let isUndetermined =
      request.walk.state.isUndetermined || answer?.walk.state.isUndetermined ?? false
    return isUndetermined ? .undetermined : .delivered
  }
}

extension SetExchange<PathRecorder> {
  var forward: [Decision] { request.walk.recorder.decisions }
  var reply: [Decision]? { answer?.walk.recorder.decisions }
  /// The first decision to deny, if there is one.
  var blocker: Decision? { (forward + (reply ?? [])).first { $0.action == .deny } }
}
