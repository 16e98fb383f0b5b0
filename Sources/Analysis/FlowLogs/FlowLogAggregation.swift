import Addressing
public import Dataplane
import TopologyModel

/// The records of several packets: those of one flow, one way and one action share a record for a minute (R-FL-1).
public struct FlowLogAggregation: Sendable {
  /// Seconds that a record may span, as on Nitro instances.
  public static let interval: Int64 = 60

  private struct Key: Hashable {
    let entry: FlowLogEntry
    let interval: Int64
  }

  private var network: Network
  private var places: [Key: Int] = [:]
  /// In the order of their first packets.
  public private(set) var entries: [FlowLogEntry] = []

  public init(_ network: Network) { self.network = network }

  /// Puts an edited copy of the network in place, for every packet to come.
  public mutating func change(to network: Network) { self.network = network }

  /// Hands over the records that no packet from `time` on can join, and forgets them.
  ///
  /// What stays grows with the flows of a minute. `time` is in seconds since 1970, and not before the last packet.
  public mutating func takeFinished(by time: Int64) -> [FlowLogEntry] {
    guard let last = entries.last,
      last.end / FlowLogAggregation.interval < time / FlowLogAggregation.interval
    else { return [] }
    return takeAll()
  }

  /// Hands over all records, and forgets them.
  public mutating func takeAll() -> [FlowLogEntry] {
    places.removeAll(keepingCapacity: true)
    defer { entries.removeAll(keepingCapacity: true) }
    return entries
  }

  /// Takes a packet and what was decided of it, one direction.
  public mutating func add(_ hops: [Hop], _ packet: FlowLogPacket) {
    for entry in network.flowLogEntries(of: hops) { add(entry, packet) }
  }

  private mutating func add(_ entry: FlowLogEntry, _ packet: FlowLogPacket) {
    let interval = packet.time / FlowLogAggregation.interval
    let key = Key(entry: entry, interval: interval)
    if let place = places[key] {
      entries[place].packets += 1
      entries[place].bytes += packet.bytes
      entries[place].tcpFlags |= packet.tcpFlags
      entries[place].end = max(entries[place].end, packet.time)
      return
    }
    places[key] = entries.count
    var entry = entry
    entry.bytes = packet.bytes
    entry.tcpFlags = packet.tcpFlags
    entry.start = packet.time
    entry.end = packet.time
    entries.append(entry)
  }

  /// Takes a packet that passed a network in time, and the reset that it led to.
  public mutating func add(_ passage: Passage, time: Int64) {
    add(passage.leg.hops, FlowLogPacket(passage.packet, time: time))
    for reset in passage.reset { add(reset, time: time) }
  }

  /// Takes request and reply of a trace, the smallest packets that can be: a handshake's where it is TCP.
  public mutating func add(_ trace: Trace, time: Int64) {
    add(trace.forward.hops, isReply: false, time)
    if let reply = trace.reply { add(reply.hops, isReply: true, time) }
  }

  private mutating func add(_ hops: [Hop], isReply: Bool, _ time: Int64) {
    guard let header = hops.first?.packet else { return }
    add(hops, FlowLogPacket(header, isReply ? [.syn, .ack] : .syn, time: time))
  }
}
