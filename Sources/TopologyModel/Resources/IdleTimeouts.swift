/// How long an interface's groups remember a flow that nobody uses, in seconds (R-TRK-6).
///
/// AWS calls it `ConnectionTrackingConfiguration`.
public struct IdleTimeouts: Hashable, Sendable {
  /// An established TCP connection; AWS's default is five days, and 350 seconds on Nitro v6 instances.
  public var tcpEstablished = 432_000
  /// UDP packets one way, or one request and its response.
  public var udpSingle = 30
  /// UDP with more than one request and response.
  public var udpStream = 180

  /// AWS's defaults.
  public init() {}
}

extension IdleTimeouts {
  /// What AWS lets one choose.
  public static let tcpEstablishedRange = 60...432_000
  public static let udpSingleRange = 30...60
  public static let udpStreamRange = 60...180
}
