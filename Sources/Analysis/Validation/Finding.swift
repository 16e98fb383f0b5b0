public import SourceText
public import TopologyModel

/// One thing that a rule found, with everything that is in conflict there.
public struct Finding: Hashable, Sendable {
  public let rule: CheckRule
  /// What is the case here, as a sentence without a full stop; it names all ``subjects``.
  public let message: String
  /// What is at fault first, then what it is in conflict with; never empty.
  public let subjects: [Subject]
  /// What would mend this one, where more can be said than what helps against the rule anywhere.
  public let fix: String?
  /// Why the author of the design lives with it, where the file says so.
  public internal(set) var acceptedReason: String?

  public var severity: CheckRule.Severity { rule.severity }

  /// Where the thing at fault is declared, where the input tells.
  public var location: SourceLocation? { subjects.first?.location }
}

extension Finding {
  /// A resource, or a part of one, as the user knows it.
  public struct Subject: Hashable, Sendable {
    public let kind: ResourceKind
    public let id: String
    /// The `Name` tag, or what stands for it.
    public let name: String?
    /// The part that is meant, such as `10.0.0.0/16` or `inbound rule 100`.
    public private(set) var part: String?
    public private(set) var location: SourceLocation?

    init(
      _ kind: ResourceKind, _ id: String, _ name: String?, at location: SourceLocation?
    ) {
      self.kind = kind
      self.id = id
      self.name = name
      self.location = location
    }

    /// A part of the resource, and its own place where that is known.
    func part(_ part: String, at location: SourceLocation? = nil) -> Subject {
      var subject = self
      subject.part = part
      subject.location = location ?? self.location
      return subject
    }

    /// Kind, name and id: `subnet web (subnet-0a)`.
    public var resource: String {
      guard let name, name != id else { return "\(kind.noun) \(id)" }
      return "\(kind.noun) \(name) (\(id))"
    }

    /// The part, if any, and the resource: `10.0.1.0/24 of subnet web (subnet-0a)`.
    public var words: String { part.map { "\($0) of \(resource)" } ?? resource }
  }
}

extension ResourceKind {
  /// The kind as people write it: `network ACL`.
  public var noun: String {
    switch self {
    case .vpc: "VPC"
    case .networkACL: "network ACL"
    case .natGateway: "NAT gateway"
    case .elasticIP: "Elastic IP"
    case .vpcPeeringConnection: "peering connection"
    case .vpnGateway: "virtual private gateway"
    case .vpnConnection: "VPN connection"
    case .vpcEndpoint: "VPC endpoint"
    case .directConnectGateway: "Direct Connect gateway"
    case .directConnectVirtualInterface: "Direct Connect virtual interface"
    case .networkInterface: "interface"
    case .internet: "the internet"
    case .onPremises: "on-premises network"
    case .egressOnlyInternetGateway: "egress-only gateway"
    default:
      String(decoding: rawValue.utf8.map { $0 == UInt8(ascii: "-") ? 0x20 : $0 }, as: UTF8.self)
    }
  }
}
