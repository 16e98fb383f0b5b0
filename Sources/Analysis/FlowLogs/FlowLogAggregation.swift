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

  private let network: Network
  private var places: [Key: Int] = [:]
  /// In the order of their first packets.
  public private(set) var entries: [FlowLogEntry] = []

  public init(_ network: Network) { self.network = network }

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

  /// Takes request and reply of a trace, the smallest packets that can be: a handshake's where it is TCP.
  public mutating func add(_ trace: Trace, time: Int64) {
    add(trace.forward.hops, isReply: false, time)
    if let reply = trace.reply { add(reply.hops, isReply: true, time) }
  }

  private mutating func add(_ hops: [Hop], isReply: Bool, _ time: Int64) {
    guard let header = hops.first?.packet else { return }
    let flags = isReply ? FlowLogPacket.synAck : FlowLogPacket.syn
    add(
      hops,
      FlowLogPacket(
        tcpFlags: header.ipProtocol == .tcp ? flags : 0, bytes: FlowLogPacket.smallest(header),
        time: time))
  }
}
