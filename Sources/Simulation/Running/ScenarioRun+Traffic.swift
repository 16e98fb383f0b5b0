import Addressing
import Dataplane

extension ScenarioRun {
  /// Whom a flow of a conversation belongs to.
  private struct MemberIndex {
    let conversation: Int
    let member: Int
  }

  mutating func play(
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
