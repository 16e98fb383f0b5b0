/// What `vpctrace check` looks for, by the stable names that scripts and suppressions use.
///
/// What each rule means is told by its ``description``; `Docs/checks.md` is generated
/// from that.
public enum CheckRule: String, CaseIterable, Sendable {
  // Addresses.
  case vpcBlockSize = "VPC_BLOCK_SIZE"
  case vpcBlockForbidden = "VPC_BLOCK_FORBIDDEN"
  case vpcBlockClassE = "VPC_BLOCK_CLASS_E"
  case vpcBlockUsedByServices = "VPC_BLOCK_USED_BY_SERVICES"
  case vpcBlockPublicSpace = "VPC_BLOCK_PUBLIC_SPACE"
  case vpcBlocksOverlap = "VPC_BLOCKS_OVERLAP"
  case vpcBlockMixing = "VPC_BLOCK_MIXING"
  case vpcWithoutIPv4Block = "VPC_WITHOUT_IPV4_BLOCK"
  case subnetSize = "SUBNET_SIZE"
  case subnetOutsideVPC = "SUBNET_OUTSIDE_VPC"
  case subnetSpansBlocks = "SUBNET_SPANS_BLOCKS"
  case subnetsOverlap = "SUBNETS_OVERLAP"
  case subnetNearlyFull = "SUBNET_NEARLY_FULL"
  case connectedVPCsOverlap = "CONNECTED_VPCS_OVERLAP"
  case onPremisesOverlapsVPC = "ON_PREMISES_OVERLAPS_VPC"
  case onPremisesCoversVPC = "ON_PREMISES_COVERS_VPC"
  case onPremisesOverlap = "ON_PREMISES_OVERLAP"
  case unconnectedOverlap = "UNCONNECTED_OVERLAP"
  case addressOutsideSubnet = "ADDRESS_OUTSIDE_SUBNET"
  case addressReserved = "ADDRESS_RESERVED"
  case addressGivenTwice = "ADDRESS_GIVEN_TWICE"
  case publicAddressGivenTwice = "PUBLIC_ADDRESS_GIVEN_TWICE"
}

extension CheckRule {
  /// How much a finding matters.
  public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// AWS refuses it, or it can't work as it is written.
    case error
    /// It most likely does something else than was meant.
    case warning
    /// Worth knowing; it may well be meant.
    case info

    /// The graver one is less.
    public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .info: 2
      }
    }
  }

  /// What rules are listed under.
  public enum Family: String, CaseIterable, Sendable {
    case addresses
    case routing
    case filters
    case resilience
  }

  /// What a rule teaches wherever it fires.
  public struct Description: Hashable, Sendable {
    public let family: Family
    public let severity: Severity
    /// What is the case where the rule fires, without capital and full stop.
    public let title: String
    /// Why it matters, as sentences.
    public let why: String
    /// How to mend it, as sentences.
    public let fix: String
    /// Rules of the semantics reference that it rests on.
    public let semantics: [String]

    init(
      _ family: Family, _ severity: Severity, _ title: String, why: String, fix: String,
      _ semantics: String...
    ) {
      self.family = family
      self.severity = severity
      self.title = title
      self.why = why
      self.fix = fix
      self.semantics = semantics
    }
  }

  public var severity: Severity { description.severity }
}
