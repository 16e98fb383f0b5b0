public import Addressing
public import SourceText

/// The stateless filter at a subnet's boundary (R-NACL-1).
public struct NetworkACL: Hashable, Sendable {
  public let id: String
  public package(set) var vpc: Reference<VPC>
  public var name: String?
  /// The one that AWS made with the VPC, for subnets without another (R-NACL-1).
  public var isDefault = false
  /// Those it filters; a subnet has exactly one ACL (R-NACL-1).
  public var subnets: [Reference<Subnet>] = []
  /// Both directions, in the order of the file; the closing `*` entries are left out (R-NACL-2).
  public var entries: [Entry] = []
  /// Entries there are that the input does not tell, so nobody knows what the ACL decides.
  public var hasUnknownEntries = false
  public var location: SourceLocation?

  public init(id: String, vpc: Reference<VPC>) {
    self.id = id
    self.vpc = vpc
  }

  /// The rule of a number, which stands once in a direction (R-NACL-2).
  public func entry(_ direction: Direction, _ number: Int) -> Entry? {
    entries.first { $0.isRule(number, direction) }
  }

  /// One numbered rule.
  public struct Entry: Hashable, Sendable {
    /// 1...32766, unique in its direction; the lowest that matches decides (R-NACL-2).
    public let number: Int
    public let direction: Direction
    /// Whether packets that match pass, or are dropped.
    public let allows: Bool
    /// Ports are those of the destination, in both directions (R-NACL-5).
    public let traffic: TrafficPattern
    /// The packet's source for inbound rules, its destination for outbound ones (R-NACL-5).
    public let block: CIDRBlock
    public let location: SourceLocation?

    public init(
      number: Int, _ direction: Direction, allows: Bool, _ traffic: TrafficPattern,
      _ block: CIDRBlock, location: SourceLocation? = nil
    ) {
      self.number = number
      self.direction = direction
      self.allows = allows
      self.traffic = traffic
      self.block = block
      self.location = location
    }

    /// Whether this is the rule of a number in a direction.
    public func isRule(_ number: Int, _ direction: Direction) -> Bool {
      self.number == number && self.direction == direction
    }
  }
}

/// Into a subnet or interface, or out of it.
public enum Direction: String, CaseIterable, Sendable {
  case inbound
  case outbound
}

/// The protocol and ports that a rule speaks of (R-SG-3, R-NACL-5).
public struct TrafficPattern: Hashable, Sendable {
  /// `nil` stands for every protocol.
  public let ipProtocol: IPProtocol?
  /// Destination ports of TCP and UDP, packed types and codes of ICMP; all where neither applies.
  public let ports: PortRange

  /// The packets of a protocol, or of all, to some ports.
  public init(_ ipProtocol: IPProtocol?, ports: PortRange = .all) {
    self.ipProtocol = ipProtocol
    self.ports = ports
  }

  /// Every packet.
  public static let all = TrafficPattern(nil)

  /// ICMP or ICMPv6 of one type, or of all (`nil`), and one code, or all.
  public static func icmp(_ ipProtocol: IPProtocol, type: UInt8?, code: UInt8?) -> TrafficPattern {
    guard let type else { return TrafficPattern(ipProtocol) }
    let first = ICMPMessage(type: type, code: code ?? 0).packed
    let last = ICMPMessage(type: type, code: code ?? .max).packed
    return TrafficPattern(ipProtocol, ports: PortRange(first, last))
  }
}
