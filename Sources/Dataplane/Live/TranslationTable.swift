import Addressing
import TopologyModel

/// A flow that a translator passes on: as it comes from inside, and as it goes on.
///
/// It takes 72 bytes, in this order of its parts.
struct Translation: Hashable, Sendable {
  let inside: PacketHeader
  let translator: Translator
  private(set) var ending = TCPEnding.none
  private let outsidePort: UInt16
  private let outsideSource: IPAddress
  /// Milliseconds on the caller's clock.
  private(set) var lastSeen: Int

  init(_ translator: Translator, inside: PacketHeader, outside: PacketHeader, at now: Int) {
    self.translator = translator
    self.inside = inside
    outsideSource = outside.source
    outsidePort = outside.sourcePort
    lastSeen = now
  }

  var outside: PacketHeader {
    var outside = inside
    outside.source = outsideSource
    outside.sourcePort = outsidePort
    return outside
  }

  var isOver: Bool { ending == .over }

  mutating func note(_ segment: TCPSegment, from party: FlowParty, at now: Int) {
    lastSeen = now
    if segment == .opening {
      if ending.awaitsLast { ending = .none }
    } else {
      ending.note(segment, from: party)
    }
  }

  func isAlive(at now: Int) -> Bool {
    guard let limit = translator.idleLimit else { return true }
    return !isOver && now - lastSeen < limit
  }
}

extension Translator {
  /// Milliseconds after which a flow that nobody uses is forgotten; `nil` where AWS names no time
  /// (R-NAT-6).
  var idleLimit: Int? {
    if case .natGateway = self { IdleTimeouts.natGateway * 1000 } else { nil }
  }

  /// It answers TCP packets of connections that it does not know with a reset (R-NAT-6).
  var refusesUnknownConnections: Bool { idleLimit != nil }

  /// Flows at a time to one address and port, by one protocol and from one address (R-NAT-5).
  var mostFlows: Int {
    if case .natGateway = self { 55_000 } else { Int(translatedPorts.last - translatedPorts.first) }
  }

  fileprivate var mixedBits: UInt64 {
    switch self {
    case .natGateway(let slot): UInt64(truncatingIfNeeded: slot) &* 0x9e37_79b9_7f4a_7c15
    case .appliance(let slot): UInt64(truncatingIfNeeded: slot) &* 0xc2b2_ae3d_27d4_eb4f
    case .egressOnlyGateway(let slot): UInt64(truncatingIfNeeded: slot) &* 0xff51_afd7_ed55_8ccd
    }
  }
}

/// What translators hold, found from the inside and by the answer that comes from the outside.
struct TranslationTable: Sendable {
  /// The ports of one address towards one destination (R-NAT-5).
  private struct PoolKey: Hashable {
    let translator: Translator
    let source: IPAddress
    let destination: IPAddress
    let destinationPort: UInt16
    let ipProtocol: IPProtocol

    init(_ translator: Translator, _ outside: PacketHeader) {
      self.translator = translator
      source = outside.source
      destination = outside.destination
      destinationPort = outside.destinationPort
      ipProtocol = outside.ipProtocol
    }
  }

  private struct Pool {
    /// Never too low; too high where translations have ended since they were counted.
    var count = 0
    /// When they were counted.
    var epoch = -1
    /// Where the search for a free port goes on; `nil` before the first search.
    var next: UInt16?
  }

  private(set) var rows = SlotRows<Translation>()
  private var byInside = SlotIndex()
  private var byAnswer = SlotIndex()
  private var pools: [PoolKey: Pool] = [:]

  /// The living translation of what comes from the inside; one that has ended is dropped.
  mutating func find(inside: PacketHeader, at translator: Translator, _ now: Int) -> Translation? {
    let slot = byInside.slot(inside.mixedBits ^ translator.mixedBits) {
      guard let row = rows[$0] else { return false }
      return row.inside == inside && row.translator == translator
    }
    return living(slot, now)
  }

  /// The living translation that a packet from the outside answers; one that has ended is dropped.
  mutating func find(answer: PacketHeader, at translator: Translator, _ now: Int) -> Translation? {
    living(slot(ofAnswer: answer, at: translator), now)
  }

  private func slot(ofAnswer answer: PacketHeader, at translator: Translator) -> Int32? {
    byAnswer.slot(answer.mixedBits ^ translator.mixedBits) {
      guard let row = rows[$0] else { return false }
      return row.translator == translator && row.outside.isAnswered(by: answer)
    }
  }

  private mutating func living(_ slot: Int32?, _ now: Int) -> Translation? {
    guard let slot, let row = rows[slot] else { return nil }
    if row.isAlive(at: now) { return row }
    remove(slot, row)
    return nil
  }

  mutating func insert(_ translation: Translation) {
    let slot = rows.place(translation)
    let outside = translation.outside
    if outside != translation.inside {
      pools[PoolKey(translation.translator, outside), default: Pool()].count += 1
    }
    let rows = rows
    byInside.insert(slot, translation.insideBits) { rows[$0]?.insideBits ?? 0 }
    guard let bits = translation.answerBits else { return }
    byAnswer.insert(slot, bits) { rows[$0]?.answerBits ?? 0 }
  }

  /// Takes over what changed of a translation that is there.
  mutating func replace(_ translation: Translation) {
    let slot = byInside.slot(translation.insideBits) {
      rows[$0]?.inside == translation.inside
        && rows[$0]?.translator == translation.translator
    }
    if let slot { rows[slot] = translation }
  }

  mutating func filter(_ isKept: (Translation) -> Bool) {
    for slot in rows.slots {
      guard let row = rows[slot], !isKept(row) else { continue }
      remove(slot, row)
    }
  }

  private mutating func remove(_ slot: Int32, _ row: Translation) {
    rows.remove(at: slot)
    if row.outside != row.inside { leavePool(PoolKey(row.translator, row.outside)) }
    let rows = rows
    byInside.remove(slot, row.insideBits) { rows[$0]?.insideBits ?? 0 }
    guard let bits = row.answerBits else { return }
    byAnswer.remove(slot, bits) { rows[$0]?.answerBits ?? 0 }
  }
}

// MARK: Ports

extension TranslationTable {
  private mutating func leavePool(_ key: PoolKey) {
    pools[key]?.count -= 1
    if pools[key]?.count == 0 { pools[key] = nil }
  }

  /// The header itself, or with the next free port; `nil` where all are in use (R-NAT-5).
  ///
  /// `epoch` tells whether anything may have ended since the pool was last found full.
  mutating func freeHeader(
    _ header: PacketHeader, at translator: Translator, _ epoch: Int, _ now: Int
  ) -> PacketHeader? {
    let key = PoolKey(translator, header)
    if let pool = pools[key], pool.count >= translator.mostFlows {
      guard pool.epoch != epoch else { return nil }
      filter { $0.isAlive(at: now) }
      pools[key]?.epoch = epoch
      guard (pools[key]?.count ?? 0) < translator.mostFlows else { return nil }
    }
    return unusedHeader(header, key, now)
  }

  private mutating func unusedHeader(
    _ header: PacketHeader, _ key: PoolKey, _ now: Int
  ) -> PacketHeader? {
    var candidate = header
    var next = pools[key]?.next ?? header.sourcePort.nextTranslated
    for _ in translatedPorts.first...translatedPorts.last {
      guard let answer = candidate.reply, find(answer: answer, at: key.translator, now) != nil
      else {
        pools[key]?.next = next
        return candidate
      }
      candidate.sourcePort = next
      next = next.nextTranslated
    }
    return nil
  }
}

extension Translation {
  fileprivate var insideBits: UInt64 { inside.mixedBits ^ translator.mixedBits }

  /// `nil` where nothing answers the flow.
  fileprivate var answerBits: UInt64? { outside.reply.map { $0.mixedBits ^ translator.mixedBits } }
}

extension UInt16 {
  /// The port behind this one in the range of translators, whose first follows its last.
  fileprivate var nextTranslated: UInt16 {
    self < translatedPorts.first || self == translatedPorts.last ? translatedPorts.first : self + 1
  }
}
