public import Dataplane
public import Expectations
public import TopologyModel

/// What is to happen in a network, event by event (`Docs/simulate.md`).
public struct Scenario: Sendable {
  /// What somebody calls it.
  public var title: String?
  public var settings: [InterfaceSetting] = []
  /// Who talks to whom: events speak of them by their index.
  public var conversations: [Conversation] = []
  /// In the order of time.
  public var events: [Event] = []

  public init() {}

  /// What is otherwise at an interface than the topology says.
  public struct InterfaceSetting: Sendable {
    public let interface: Reference<NetworkInterface>
    public var timeouts: IdleTimeouts
    /// How many flows it can track, together with the others of its instance (R-TRK-10); `nil` for any number.
    public var trackedFlows: Int?

    init(_ interface: Reference<NetworkInterface>, _ timeouts: IdleTimeouts) {
      self.interface = interface
      self.timeouts = timeouts
    }
  }

  /// A client, a server and the packets that they exchange.
  public struct Conversation: Sendable {
    /// By which later events refer to it.
    public var name: String?
    public let source: Term
    public let destination: Term
    public let traffic: TrafficTerm
    /// `nil`: the next of the client's range.
    public var sourcePort: UInt16?
    /// How many there are of it at once, each from a port of its own.
    public var count = 1
    /// Where it is written.
    public let place: TextRange
  }

  /// Something that happens at a time.
  public struct Event: Sendable {
    /// Milliseconds since the scenario began.
    public let time: Int
    public let action: Action
    /// What the author says about it.
    public var note: String?
    public let place: TextRange
  }

  public enum Action: Sendable {
    /// Packets of a conversation.
    case traffic(Traffic)
    case edit(TopologyEdit)
    case show(Tables)
    case expect(Demand)
  }

  /// What the parties of a conversation send.
  public struct Traffic: Sendable {
    /// An index of ``Scenario/conversations``.
    public let conversation: Int
    public let script: Script
  }

  /// The tables that a question asks for.
  public enum Tables: String, CaseIterable, Sendable {
    /// What interfaces remember.
    case connections
    /// What NAT gateways and other translators hold.
    case translations
    case all
  }
}

/// The packets of an event, each sent when the one before has arrived.
public enum Script: Hashable, Sendable {
  /// TCP's handshake.
  case connect
  /// A request and its response; of TCP behind a handshake, unless the connection is open.
  case request
  /// TCP's end in good order, begun by one party.
  case close(by: Party)
  /// TCP's end at once.
  case reset(by: Party)
  /// A single packet; TCP's flags.
  case packet(TCPFlags, by: Party)

  /// Who sends a packet.
  public enum Party: String, CaseIterable, Sendable {
    case client
    case server

    var other: Party { self == .client ? .server : .client }
  }

  /// One packet of a script.
  public struct Line: Hashable, Sendable {
    public let party: Party
    public let flags: TCPFlags

    init(_ party: Party, _ flags: TCPFlags = []) {
      self.party = party
      self.flags = flags
    }
  }

  /// The packets, where the conversation is one of TCP, and open or not.
  func lines(isTCP: Bool, isOpen: Bool) -> [Line] {
    let handshake = [
      Line(.client, .syn), Line(.server, [.syn, .ack]), Line(.client, .ack),
    ]
    switch self {
    case .connect: return handshake
    case .request:
      let flags: TCPFlags = isTCP ? [.psh, .ack] : []
      let exchange = [Line(.client, flags), Line(.server, flags)]
      return isTCP && !isOpen ? handshake + exchange : exchange
    case .close(let party):
      return [
        Line(party, [.fin, .ack]), Line(party.other, [.fin, .ack]), Line(party, .ack),
      ]
    case .reset(let party): return [Line(party, .rst)]
    case .packet(let flags, let party): return [Line(party, flags)]
    }
  }
}
