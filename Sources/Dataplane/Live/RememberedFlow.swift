public import Addressing
public import TopologyModel

/// What a component remembers of a flow at some time.
public struct RememberedFlow: Hashable, Sendable {
  public let holder: Holder
  /// The request as the component saw it.
  public let request: PacketHeader
  public let state: ConnectionState
  /// Milliseconds on the caller's clock.
  public let lastSeen: Int
  /// When it is forgotten unless it is used; `nil` where AWS names no time.
  public let expiry: Int?

  public enum Holder: Hashable, Sendable {
    /// An interface's groups, and the direction in which the flow was opened there.
    case interface(Reference<NetworkInterface>, opened: Direction)
    /// A translator, and the request as it passed it on.
    case translator(Component, outside: PacketHeader)
  }
}

/// How far a flow has come, as far as an interface's groups tell (R-TRK-6, R-TRK-7).
public enum ConnectionState: String, CaseIterable, Sendable {
  /// TCP: the opener alone was heard.
  case synSent = "syn-sent"
  /// TCP: it was answered, and the handshake is not complete.
  case synReceived = "syn-received"
  case established
  /// TCP: one side has finished, or both, and the last acknowledgement is missing.
  case closing
  /// TCP: both sides have finished it, or one reset it.
  case closed
  /// UDP: packets one way, or one request and its response.
  case single
  /// UDP: more than one request and response.
  case stream
  /// Other protocols.
  case open
  /// Nothing is tracked: rules judge every packet (R-TRK-3).
  case untracked
}

extension ConnectionState {
  init(_ entry: TrackingEntry, _ ipProtocol: IPProtocol) {
    if entry.isOver {
      self = .closed
    } else if !entry.isTracked {
      self = .untracked
    } else if ipProtocol == .tcp {
      self = entry.ending == .none ? ConnectionState(tcp: entry.phase) : .closing
    } else if ipProtocol == .udp {
      self = entry.phase == .established ? .stream : .single
    } else {
      self = .open
    }
  }

  private init(tcp phase: TrackingEntry.Phase) {
    switch phase {
    case .opening: self = .synSent
    case .answered, .continued: self = .synReceived
    case .established: self = .established
    }
  }
}

extension RememberedFlow {
  init(_ entry: TrackingEntry, answeredBy answer: PacketHeader, _ clock: TrackingClock) {
    holder = .interface(
      Reference(Int(entry.interface)), opened: entry.isInbound ? .inbound : .outbound)
    request = answer.question ?? answer
    state = ConnectionState(entry, answer.ipProtocol)
    lastSeen = entry.lastSeen
    expiry =
      entry.isTracked && !entry.isOver
      ? entry.lastSeen + clock.idleLimit(of: entry, answer.ipProtocol) : nil
  }

  init(_ translation: Translation) {
    holder = .translator(translation.translator.component, outside: translation.outside)
    request = translation.inside
    state = translation.isOver ? .closed : translation.ending == .none ? .open : .closing
    lastSeen = translation.lastSeen
    expiry =
      translation.isOver ? nil : translation.translator.idleLimit.map { translation.lastSeen + $0 }
  }
}

extension Translator {
  var component: Component {
    switch self {
    case .natGateway(let slot): .natGateway(Reference(Int(slot)))
    case .appliance(let slot): .networkInterface(Reference(Int(slot)))
    case .egressOnlyGateway(let slot): .egressOnlyInternetGateway(Reference(Int(slot)))
    }
  }
}

extension RememberedChange {
  init(_ change: MemoryChange, _ clock: TrackingClock) {
    switch change {
    case .entry(let answer, let before, let after):
      self.before = before.map { RememberedFlow($0, answeredBy: answer, clock) }
      self.after = after.map { RememberedFlow($0, answeredBy: answer, clock) }
    case .translation(let before, let after):
      self.before = before.map { RememberedFlow($0) }
      self.after = RememberedFlow(after)
    }
  }
}
