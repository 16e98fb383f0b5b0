public import Addressing
public import Dataplane
public import TopologyModel

/// Why a flow log has a record, or why it should not, as the topology tells it (R-FL-4, R-FL-5).
public struct FlowLogCause: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A filter denies the packet.
    case denied(Decision)
    /// The groups deny the packet by itself and would let it pass as an answer: it came without the connection that it
    /// belongs to, late or unsolicited.
    case unsolicited(Decision)
    /// Whether a filter denies it can't be told from the input.
    case undetermined(Decision)
    /// Rejected, though every filter allows it.
    case rejectedThoughAllowed
    /// Accepted, though a filter denies it.
    case acceptedThoughDenied(Decision)
    /// Neither address of the record is the interface's.
    case strangeAddresses
    /// The input does not hold the interface.
    case unknownInterface(id: String)
  }

  public let kind: Kind
  /// `nil` where the input does not hold it.
  public let interface: Reference<NetworkInterface>?
  /// Which way the packets passed the interface; `nil` where neither address is the interface's.
  public let direction: Direction?

  /// The log says what the topology denies: one of the two is older than the other.
  public var isContradiction: Bool {
    switch kind {
    case .rejectedThoughAllowed, .acceptedThoughDenied, .strangeAddresses, .unknownInterface: true
    case .denied, .unsolicited, .undetermined: false
    }
  }

  /// The decision that explains or contradicts.
  public var decision: Decision? {
    switch kind {
    case .denied(let decision), .unsolicited(let decision), .undetermined(let decision),
      .acceptedThoughDenied(let decision):
      decision
    case .rejectedThoughAllowed, .strangeAddresses, .unknownInterface: nil
    }
  }
}

/// The records that have one cause.
public struct FlowLogGroup: Hashable, Sendable {
  /// A record by its line, 1-based, and its packet.
  public struct Example: Hashable, Sendable {
    public let line: Int
    public let header: PacketHeader?
  }

  /// Examples that are kept, however many records there are.
  public static let mostExamples = 3

  public let cause: FlowLogCause
  public private(set) var records = 0
  public private(set) var packets: UInt64 = 0
  /// The first ones.
  public private(set) var examples: [Example] = []

  init(_ cause: FlowLogCause) { self.cause = cause }

  mutating func add(_ record: FlowLogRecord, _ example: Example) {
    records += 1
    packets &+= record.packets
    if examples.count < FlowLogGroup.mostExamples { examples.append(example) }
  }
}
