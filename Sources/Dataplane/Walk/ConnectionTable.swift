import Addressing

/// The memory of many flows over time: what groups track, what translators hold.
///
/// The caller says what time it is; an entry that has outlived its timer is dropped when it is next
/// looked for (R-TRK-11).
struct ConnectionTable: FlowMemory {
  /// What an interface's groups keep of a flow, under the header that answers it.
  private struct Entry {
    let interface: Int32
    /// The direction in which the flow was opened.
    let isInbound: Bool
    var isTracked: Bool
    var isAnswered = false
    var lastSeen: Int
    var finished: Parties = []

    /// Takes note of a packet that one party sent at `now`.
    mutating func note(_ segment: TCPSegment, from party: Parties, at now: Int) {
      lastSeen = now
      if party == .answerer { isAnswered = true }
      switch segment {
      case .ordinary: break
      case .finishing: finished.formUnion(party)
      case .resetting: finished = [.opener, .answerer]
      }
    }
  }

  private struct Parties: OptionSet {
    let rawValue: UInt8

    static let opener = Parties(rawValue: 1)
    static let answerer = Parties(rawValue: 2)
  }

  private struct Translation: Hashable {
    let translator: Translator
    let header: PacketHeader
  }

  /// Seconds on the caller's clock.
  private(set) var now: Int
  /// What the packet that is walked does to its connection; for other protocols than TCP it is
  /// `ordinary`.
  var segment = TCPSegment.ordinary
  private var entries: [PacketHeader: [Entry]] = [:]
  /// From inside to outside.
  private var outsides: [Translation: PacketHeader] = [:]
  /// From the answer to the outside header to the header inside that it answers.
  private var insides: [Translation: PacketHeader] = [:]
  private var returns: [PacketHeader: (peering: Int32, natGateway: Int32)] = [:]

  init(at now: Int = 0) { self.now = now }

  /// Moves the clock on; it never runs backwards.
  mutating func advance(to time: Int) { now = max(now, time) }

  mutating func remember(
    _ packet: inout OnePacket, at interface: Int32, isInbound: Bool, isTracked: Bool
  ) {
    let header = packet.header
    // What answers an untracked flow is part of it, and opens none.
    if find(header, at: interface, openedInbound: !isInbound) != nil { return }
    guard segment == .ordinary, let answer = header.reply else { return }
    if let known = find(answer, at: interface, openedInbound: isInbound) {
      entries[answer]?[known].isTracked = isTracked
      return
    }
    entries[answer, default: []].append(
      Entry(interface: interface, isInbound: isInbound, isTracked: isTracked, lastSeen: now))
  }

  mutating func state(
    of packet: inout OnePacket, at interface: Int32, isInbound: Bool
  ) -> TrackingState {
    let header = packet.header
    if let known = find(header, at: interface, openedInbound: !isInbound) {
      return touch(header, known, by: .answerer)
    }
    if let answer = header.reply,
      let known = find(answer, at: interface, openedInbound: isInbound)
    {
      return touch(answer, known, by: .opener)
    }
    return .unknown
  }

  mutating func trackAlways(_ packet: inout OnePacket) {
    guard let answer = packet.header.reply, let known = entries[answer] else { return }
    for index in known.indices { entries[answer]?[index].isTracked = true }
  }

  private mutating func touch(
    _ answer: PacketHeader, _ index: Int, by party: Parties
  ) -> TrackingState {
    entries[answer]?[index].note(segment, from: party, at: now)
    guard let entry = entries[answer]?[index] else { return .unknown }
    return entry.isTracked ? .tracked : .untracked
  }

  /// The place of a living entry; those of its header that are over, or have outlived their
  /// timers, are dropped.
  private mutating func find(
    _ answer: PacketHeader, at interface: Int32, openedInbound: Bool
  ) -> Int? {
    guard let known = entries[answer] else { return nil }
    let living = known.filter { isAlive($0, answer.ipProtocol) }
    if living.count != known.count { entries[answer] = living.isEmpty ? nil : living }
    return living.firstIndex { $0.interface == interface && $0.isInbound == openedInbound }
  }

  /// A half-open TCP connection lives for 60 seconds, an ICMP exchange for 30; a connection that was
  /// reset, or that both sides finished, is over (R-TRK-7).
  private func isAlive(_ entry: Entry, _ ipProtocol: IPProtocol) -> Bool {
    if entry.finished == [.opener, .answerer] { return false }
    if ipProtocol.isICMP { return now - entry.lastSeen < 30 }
    return ipProtocol != .tcp || entry.isAnswered || now - entry.lastSeen < 60
  }
}

/// What a TCP packet does to its connection (R-TRK-7).
enum TCPSegment: Sendable {
  /// It opens or continues it.
  case ordinary
  /// It ends one side of it: FIN.
  case finishing
  /// It ends it at once: RST.
  case resetting
}

// MARK: Translators

extension ConnectionTable {
  mutating func translate(
    _ packet: inout OnePacket, to address: IPAddress, at translator: Translator
  ) {
    let inside = packet.header
    if let known = outsides[Translation(translator: translator, header: inside)] {
      packet.header = known
      return
    }
    packet.translate(to: address)
    packet.header = freeHeader(packet.header, at: translator)
    note(inside, outside: packet.header, at: translator)
  }

  mutating func pass(_ packet: inout OnePacket, at translator: Translator) {
    note(packet.header, outside: packet.header, at: translator)
  }

  private mutating func note(
    _ inside: PacketHeader, outside: PacketHeader, at translator: Translator
  ) {
    outsides[Translation(translator: translator, header: inside)] = outside
    if let answer = outside.reply {
      insides[Translation(translator: translator, header: answer)] = inside.reply
    }
  }

  func reverse(_ packet: inout OnePacket, at translator: Translator) -> Bool {
    guard let inside = insides[Translation(translator: translator, header: packet.header)] else {
      return false
    }
    packet.header = inside
    return true
  }

  /// The header itself, or from the next port up that no other flow of the translator sends from.
  private func freeHeader(_ header: PacketHeader, at translator: Translator) -> PacketHeader {
    var candidate = header
    for _ in translatedPorts.first...translatedPorts.last {
      guard let answer = candidate.reply,
        insides[Translation(translator: translator, header: answer)] != nil
      else { return candidate }
      candidate.sourcePort =
        candidate.sourcePort == translatedPorts.last
        ? translatedPorts.first : candidate.sourcePort + 1
    }
    return header
  }

  mutating func rememberReturn(
    of packet: inout OnePacket, to natGateway: Int32, by peering: Int32
  ) {
    guard let answer = packet.header.reply else { return }
    returns[answer] = (peering, natGateway)
  }

  func returnPath(of packet: inout OnePacket) -> (peering: Int32, natGateway: Int32)? {
    returns[packet.header]
  }
}
