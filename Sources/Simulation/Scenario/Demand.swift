public import Dataplane
public import TopologyModel

extension Scenario {
  /// What a scenario expects at some moment.
  public enum Demand: Hashable, Sendable {
    /// What became of the traffic of the last event, or of the last one of a conversation.
    case outcome(Outcome, by: DecisionCode?, of: Int?)
    /// How many of the flows of an event with several got through.
    case delivered(Int, of: Int?)
    /// What an interface remembers of a conversation; `nil` stands for nothing.
    case state(ConnectionState?, of: Int, at: Reference<NetworkInterface>)
    /// How many flows an interface remembers, untracked ones left out.
    case tracked(Int, at: Reference<NetworkInterface>)
    /// How many flows a NAT gateway translates.
    case translated(Int, at: Reference<NATGateway>)
  }
}

/// What became of the packets of an event.
public enum Outcome: String, CaseIterable, Sendable {
  /// All of them arrived.
  case delivered
  /// One that the client sent did not.
  case dropped
  /// One that the server sent did not.
  case replyDropped = "reply-dropped"
  /// The model ends before a packet does.
  case undetermined
  /// Nothing was sent: the server has heard of no request that it could answer.
  case unsent
}
