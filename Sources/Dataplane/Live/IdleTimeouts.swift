/// How long an interface remembers a flow that nobody uses, in seconds (R-TRK-6, R-TRK-7).
public struct IdleTimeouts: Hashable, Sendable {
  /// An established TCP connection: 60 to 432,000; AWS's default is 432,000, which are five days, and 350
  /// on Nitro v6 instances.
  public var tcpEstablished = 432_000
  /// UDP packets one way, or one request and its response: 30 to 60.
  public var udpSingle = 30
  /// UDP with more than one request and response: 60 to 180.
  public var udpStream = 180

  public init() {}

  /// TCP whose connection is not established (R-TRK-7).
  static let tcpHalfOpen = 60
  /// Echo and its like (R-TRK-7).
  static let icmp = 30
  /// Protocols without ports (R-TRK-2).
  static let otherProtocols = 600
  /// The longest that AWS offers; an untracked flow is told from a new one for as long.
  static let longest = 432_000
  /// A translation of a NAT gateway (R-NAT-6).
  static let natGateway = 350
}
