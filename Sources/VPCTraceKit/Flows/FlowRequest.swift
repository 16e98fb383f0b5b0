public import Addressing

/// A flow to trace, its ends in the user's words.
public struct FlowRequest: Hashable, Sendable {
  /// An id, a name, an address, `internet` or `internet:ADDRESS`.
  public var source: String
  public var destination: String
  public var options: Options

  public init(from source: String, to destination: String, _ options: Options) {
    self.source = source
    self.destination = destination
    self.options = options
  }

  /// What does not depend on the two ends.
  public struct Options: Hashable, Sendable {
    public var traffic: Traffic
    /// `nil`: the first port of the client's range, and the reply is judged for all of it
    /// (R-NACL-18).
    public var sourcePort: UInt16?
    /// `nil`: that of an address given, else IPv4, else IPv6.
    public var family: AddressFamily?
    public var isOneWay: Bool

    public init(
      _ traffic: Traffic, sourcePort: UInt16? = nil, family: AddressFamily? = nil,
      isOneWay: Bool = false
    ) {
      self.traffic = traffic
      self.sourcePort = sourcePort
      self.family = family
      self.isOneWay = isOneWay
    }
  }
}
