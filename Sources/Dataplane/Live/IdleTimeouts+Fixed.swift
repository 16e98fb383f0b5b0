import TopologyModel

/// Times that nobody can choose, in seconds.
extension IdleTimeouts {
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
