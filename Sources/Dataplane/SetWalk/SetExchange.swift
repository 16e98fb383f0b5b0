import Addressing
import TopologyModel

/// A request and its reply, walked for a box of packets at once.
struct SetExchange<Record: SetRecorder> {
  private typealias Memory = OneExchange<Specimen>

  private let request: Leg
  /// `nil` where the request has no answer, did not reach its end, or was sent one way.
  private let answer: Leg?
  /// The packets, as they are sent, for which all of this holds.
  private(set) var sent: HeaderBox
  /// The ports that translators may choose for them, where any is judged (R-NACL-18).
  let choice: PortRange?

  /// Which of equally good routes was taken (R-ROUTE-7).
  let tieRank: Int

  /// One direction, walked.
  private struct Leg {
    let state: WalkState<Specimen>
    let recorder: Record
    let terminal: Terminal

    var isDelivered: Bool { !state.isDenied && terminal != .nowhere }
  }

  /// Walks one packet of a box, which some sender sends, by the given one of equally good routes
  /// (R-ROUTE-7), and with it those of the box that go the same way.
  ///
  /// `choice`: the ports that translators choose from, or `nil` where they keep the packet's own.
  init(
    _ tables: NetworkTables, _ gaps: AddressGaps, _ flow: Flow, _ box: HeaderBox,
    strangers: StrangerEnds = [], choice: PortRange?, tieRank: Int
  ) {
    self.tieRank = tieRank
    var packet = Specimen(flow.header, of: box, strangers: strangers, choice: choice, gaps)
    let question = packet.image
    var memory = Memory()
    defer { memory.free() }
    request = SetExchange.walk(
      tables, WalkState(packet, of: flow), at: flow.start, sentBy: flow.origin, &memory, tieRank)
    let terminal = request.terminal
    packet = request.state.packet
    guard request.isDelivered, !flow.isOneWay, terminal != .service, let back = packet.answer()
    else {
      answer = nil
      sent = packet.sent
      self.choice = packet.choice
      return
    }
    memory.beginReply()
    let answer = SetExchange.walk(
      tables, WalkState(back, to: flow, from: terminal), at: terminal.start,
      sentBy: terminal.component, &memory, tieRank, answering: (flow, question))
    self.answer = answer
    sent = answer.state.packet.sent
    self.choice = answer.state.packet.choice
  }

  /// Walks one direction; `answering` is what an answer must be the exact reverse of (R-IGW-12).
  private static func walk(
    _ tables: NetworkTables, _ state: WalkState<Specimen>, at start: Node,
    sentBy component: Component?, _ memory: inout Memory, _ tieRank: Int,
    answering: (flow: Flow, question: Specimen.Image)? = nil
  ) -> Leg {
    var walk = PacketWalk(tables: tables, state: state, recorder: Record(), memory: memory)
    defer { memory = walk.memory }
    walk.state.tieRank = tieRank
    if let component { walk.record(component, .packetSent) }
    let terminal = walk.run(from: start)
    if let answering, !walk.state.isDenied, let receiver = terminal.component,
      !walk.answers(answering.question, of: answering.flow, at: terminal)
    {
      walk.recorder.removeLast()
      if case .interface = terminal {
        walk.record(receiver, .replyNotRecognised, .inbound)
      } else {
        walk.record(receiver, .replyNotRecognised)
      }
    }
    return Leg(state: walk.state, recorder: walk.recorder, terminal: terminal)
  }

  /// Those of the packets that are of a box, as they are where the request ends.
  func arrived(of box: HeaderBox) -> HeaderBox? {
    sent.intersection(box).map { request.state.packet.box(of: $0, choice: choice) }
  }

  var metTie: Bool { request.state.metTie || answer?.state.metTie ?? false }

  /// The rank was beyond the last of every tie that was met.
  var triedEveryTie: Bool {
    request.state.isBeyondTies && answer?.state.isBeyondTies ?? true
  }

  /// A certain denial outweighs an unknown one, wherever they stand.
  var verdict: Verdict {
    if request.state.isDenied { return .dropped }
    if answer?.state.isDenied ?? false { return .replyDropped }
    let isUndetermined =
      request.state.isUndetermined || answer?.state.isUndetermined ?? false
    return isUndetermined ? .undetermined : .delivered
  }
}

extension SetExchange<PathRecorder> {
  var decisions: PathDecisions {
    PathDecisions(forward: request.recorder.decisions, reply: answer?.recorder.decisions)
  }

  /// The first decision to deny, if there is one.
  var blocker: Decision? { decisions.all.first { $0.action == .deny } }
}

extension PacketWalk where Memory.Packet == Specimen {
  /// Whether the packet, where it arrived, is the exact reverse of what was sent (R-IGW-12).
  fileprivate mutating func answers(
    _ question: Specimen.Image, of flow: Flow, at terminal: Terminal
  ) -> Bool {
    state.packet.answers(question) && flow.isAnswered(by: state.packet.header, at: terminal)
  }
}
