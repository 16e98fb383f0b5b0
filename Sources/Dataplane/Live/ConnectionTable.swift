import Addressing
import TopologyModel

/// The memory of many flows over time: what groups track, what translators hold.
///
/// The caller says what time it is; an entry that has outlived its timer is dropped when it is next
/// looked for (R-TRK-11).
struct ConnectionTable: FlowMemory {
  private(set) var clock: TrackingClock
  /// What the packet that is walked does to its flow.
  private var segment = TCPSegment.opening
  /// The packet that is walked is denied: nobody behind the denial sees it, and so it changes nothing.
  private var isClosed = false
  /// The packet that is walked is the last one of a flow, and opens none.
  private var endsFlow = false
  /// The packet that is walked passed something that makes its flow tracked (R-TRK-5).
  private var isAlwaysTracked = false
  /// Rises whenever something may have ended: a timer ran, a connection was finished.
  private var epoch = 0

  private(set) var flows = FlowTable()
  private(set) var translations = TranslationTable()
  private var returns: [PacketHeader: (peering: Int32, natGateway: Int32)] = [:]
  private var quotas = TrackingQuotas()
  /// The number of flows at which those that have ended are looked for.
  private var nextPurge = 1024

  /// What the packet that is walked changed; kept only if asked for.
  private(set) var journal: [MemoryChange] = []
  var keepsJournal = false

  init(at now: Int = 0) { clock = TrackingClock(now: now) }

  var now: Int { clock.now }

  /// Moves the clock on; it never runs backwards.
  mutating func advance(to time: Int) {
    guard time > now else { return }
    clock.now = time
    epoch += 1
  }

  mutating func setTimeouts(_ timeouts: IdleTimeouts, of interface: Int32) {
    clock.timeouts[interface] = timeouts
  }

  /// Begins the walk of a packet.
  mutating func begin(_ segment: TCPSegment) {
    self.segment = segment
    isClosed = false
    endsFlow = false
    isAlwaysTracked = false
    if keepsJournal { journal.removeAll(keepingCapacity: true) }
  }

  mutating func noteDenial() { isClosed = true }
}

// MARK: Interfaces

extension ConnectionTable {
  mutating func remember(
    _ packet: inout OnePacket, at interface: Int32, isInbound: Bool, isTracked: Bool
  ) -> Bool {
    guard !isClosed else { return true }
    let header = packet.header
    let isTracked = isTracked || isAlwaysTracked
    // What answers an untracked flow is part of it, and opens none.
    if find(header, at: interface, openedInbound: !isInbound) != nil { return true }
    guard segment == .opening || segment == .ordinary && !endsFlow, let answer = header.reply
    else {
      return true
    }
    if let known = find(answer, at: interface, openedInbound: isInbound) {
      setTracked(isTracked, known.entry, of: answer)
      return true
    }
    guard !isTracked || admitsTracked(at: interface) else { return false }
    if flows.count >= nextPurge { purge() }
    let entry = TrackingEntry(interface, isInbound: isInbound, isTracked: isTracked, at: now)
    flows.set(entry, of: answer)
    note(answer, nil, entry)
    return true
  }

  mutating func state(
    of packet: inout OnePacket, at interface: Int32, isInbound: Bool
  ) -> TrackingState {
    let header = packet.header
    if let known = find(header, at: interface, openedInbound: !isInbound) {
      return touch(known, of: header, by: .answerer)
    }
    if let answer = header.reply, let known = find(answer, at: interface, openedInbound: isInbound)
    {
      return touch(known, of: answer, by: .opener)
    }
    return .unknown
  }

  mutating func trackAlways(_ packet: inout OnePacket) {
    guard !isClosed else { return }
    isAlwaysTracked = true
    guard let answer = packet.header.reply, let slot = flows.slot(of: answer) else { return }
    for entry in flows.rows[slot]?.entries ?? [] { setTracked(true, entry, of: answer) }
  }

  /// Whether a packet that an interface sends answers a flow that it knows.
  mutating func knowsQuestion(of header: PacketHeader, at interface: Int32) -> Bool {
    find(header, at: interface, openedInbound: true) != nil
  }

  private mutating func touch(
    _ known: (slot: Int32, entry: TrackingEntry), of answer: PacketHeader,
    by party: FlowParty
  ) -> TrackingState {
    guard !isClosed else { return known.entry.isTracked ? .tracked : .untracked }
    var entry = known.entry
    entry.note(segment, from: party, answer.ipProtocol, at: now)
    if entry.isOver {
      epoch += 1
      endsFlow = true
    }
    flows.set(entry, in: known.slot)
    note(answer, known.entry, entry)
    return entry.isTracked ? .tracked : .untracked
  }

  private mutating func setTracked(
    _ isTracked: Bool, _ entry: TrackingEntry, of answer: PacketHeader
  ) {
    guard entry.isTracked != isTracked else { return }
    var changed = entry
    changed.isTracked = isTracked
    if isTracked { quotas.add(at: entry.interface) }
    flows.set(changed, of: answer)
    note(answer, entry, changed)
  }

  /// A living entry; those of its flow that are over, or have outlived their timers, are dropped.
  @inline(__always)
  private mutating func find(
    _ answer: PacketHeader, at interface: Int32, openedInbound: Bool
  ) -> (slot: Int32, entry: TrackingEntry)? {
    guard let slot = flows.slot(of: answer),
      let entry = flows.entry(of: slot, at: interface, openedInbound: openedInbound)
    else { return nil }
    if clock.isAlive(entry, answer.ipProtocol) { return (slot, entry) }
    note(answer, entry, nil)
    flows.filter(slot) { $0 != entry }
    return nil
  }

  /// Drops everything that has outlived its timer.
  mutating func dropExpired() {
    let clock = clock
    flows.filter { clock.isAlive($1, $0.ipProtocol) }
    translations.filter { $0.isAlive(at: clock.now) }
  }

  private mutating func purge() {
    dropExpired()
    nextPurge = max(1024, flows.count * 2)
  }

  /// Forgets all that an interface knows, as when its instance stops.
  mutating func forget(interface: Int32) {
    epoch += 1
    flows.filter { _, entry in entry.interface != interface }
    translations.filter { $0.translator != .appliance(interface) }
  }
}

// MARK: Quotas

extension ConnectionTable {
  /// Gives interfaces a limit that they share (R-TRK-10).
  mutating func limitTracking(at interfaces: [Int32], to limit: Int) {
    quotas.limit(interfaces, to: limit)
  }

  /// Whether an interface has room for another tracked flow, which is counted.
  private mutating func admitsTracked(at interface: Int32) -> Bool {
    if let sharers = quotas.sharersToCount(at: interface, epoch) {
      dropExpired()
      quotas.set(countTracked(at: sharers), at: interface, epoch)
    }
    return quotas.admit(at: interface)
  }

  private func countTracked(at interfaces: [Int32]) -> Int {
    flows.rows.all.reduce(0) { sum, row in
      sum + row.entries.count { interfaces.contains($0.interface) && $0.isTracked }
    }
  }
}

// MARK: Translators

extension ConnectionTable {
  mutating func translate(
    _ packet: inout OnePacket, to address: IPAddress, at translator: Translator
  ) -> Translated {
    let inside = packet.header
    if let known = translations.find(inside: inside, at: translator, now) {
      guard known.outside.source == address else { return .noFreePort }
      packet.header = known.outside
      touch(known, by: .opener)
      return .done
    }
    guard !isClosed else {
      packet.translate(to: address)
      return .done
    }
    if translator.refusesUnknownConnections, inside.ipProtocol == .tcp, segment != .opening {
      return .unknownConnection
    }
    packet.translate(to: address)
    guard let outside = translations.freeHeader(packet.header, at: translator, epoch, now) else {
      packet.header = inside
      return .noFreePort
    }
    packet.header = outside
    add(Translation(translator, inside: inside, outside: outside, at: now))
    return .done
  }

  mutating func pass(_ packet: inout OnePacket, at translator: Translator) {
    guard !isClosed else { return }
    let header = packet.header
    if let known = translations.find(inside: header, at: translator, now) {
      touch(known, by: .opener)
    } else {
      add(Translation(translator, inside: header, outside: header, at: now))
    }
  }

  mutating func reverse(_ packet: inout OnePacket, at translator: Translator) -> Bool {
    guard let known = translations.find(answer: packet.header, at: translator, now),
      let answer = known.inside.reply
    else { return false }
    packet.header = answer
    touch(known, by: .answerer)
    return true
  }

  mutating func rememberReturn(
    of packet: inout OnePacket, to natGateway: Int32, by peering: Int32
  ) {
    guard !isClosed, let answer = packet.header.reply else { return }
    returns[answer] = (peering, natGateway)
  }

  func returnPath(of packet: inout OnePacket) -> (peering: Int32, natGateway: Int32)? {
    returns[packet.header]
  }

  /// Forgets all that a NAT gateway knows, as when it is deleted.
  mutating func forget(natGateway: Int32) {
    epoch += 1
    translations.filter { $0.translator != .natGateway(natGateway) }
  }

  private mutating func add(_ translation: Translation) {
    translations.insert(translation)
    if keepsJournal { journal.append(.translation(before: nil, after: translation)) }
  }

  private mutating func touch(_ translation: Translation, by party: FlowParty) {
    guard !isClosed else { return }
    var changed = translation
    changed.note(segment, from: party, at: now)
    if changed.isOver { epoch += 1 }
    translations.replace(changed)
    if keepsJournal { journal.append(.translation(before: translation, after: changed)) }
  }

  @inline(__always)
  private mutating func note(
    _ answer: PacketHeader, _ before: TrackingEntry?, _ after: TrackingEntry?
  ) {
    guard keepsJournal && !isClosed else { return }
    journal.append(.entry(answer, before: before, after: after))
  }
}
