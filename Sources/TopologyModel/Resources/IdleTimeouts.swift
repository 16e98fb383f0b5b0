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

// MARK: One by one

extension IdleTimeouts {
  /// One of the times, for what reads or writes them all in the same way.
  public enum Setting: String, CaseIterable, Sendable {
    case tcpEstablished
    case udpSingle
    case udpStream

    /// What AWS lets one choose, in seconds (R-TRK-6).
    public var range: ClosedRange<Int> {
      switch self {
      case .tcpEstablished: 60...432_000
      case .udpSingle: 30...60
      case .udpStream: 60...180
      }
    }
  }

  /// AWS's default wherever `seconds` has no answer.
  public init(_ seconds: (Setting) -> Int?) {
    self.init()
    for setting in Setting.allCases { self[setting] = seconds(setting) ?? self[setting] }
  }

  /// The time in seconds.
  public subscript(_ setting: Setting) -> Int {
    get {
      switch setting {
      case .tcpEstablished: tcpEstablished
      case .udpSingle: udpSingle
      case .udpStream: udpStream
      }
    }
    set {
      switch setting {
      case .tcpEstablished: tcpEstablished = newValue
      case .udpSingle: udpSingle = newValue
      case .udpStream: udpStream = newValue
      }
    }
  }
}
