public import SourceText

/// The account's and Region's switch against internet traffic (R-BPA-1).
public struct BlockPublicAccess: Sendable {
  /// What of the traffic over internet gateways is blocked.
  public enum Mode: String, Sendable {
    case off
    case blockBidirectional = "block-bidirectional"
    case blockIngress = "block-ingress"
  }

  public var mode: Mode
  /// `nil` stands for every Region of the input.
  public var region: String?
  public var location: SourceLocation?

  public init(mode: Mode, region: String? = nil, location: SourceLocation? = nil) {
    self.mode = mode
    self.region = region
    self.location = location
  }

  /// A VPC or subnet that the switch spares, wholly or for egress.
  public struct Exclusion: Sendable {
    /// What of the traffic is spared.
    public enum Mode: String, Sendable {
      case allowBidirectional = "allow-bidirectional"
      case allowEgress = "allow-egress"
    }

    /// Whose traffic is spared.
    public enum Subject: Hashable, Sendable {
      case vpc(Reference<VPC>)
      case subnet(Reference<Subnet>)
    }

    public let id: String
    public let mode: Mode
    public let subject: Subject
    public let location: SourceLocation?

    public init(id: String, mode: Mode, subject: Subject, location: SourceLocation?) {
      self.id = id
      self.mode = mode
      self.subject = subject
      self.location = location
    }
  }
}
