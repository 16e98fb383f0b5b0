public import Addressing
public import SourceText

/// A stateful filter at the interfaces that carry it; its rules only allow (R-SG-1).
public struct SecurityGroup: Hashable, Sendable {
  public let id: String
  public package(set) var vpc: Reference<VPC>
  /// `GroupName`, unique in its VPC.
  public var groupName: String?
  /// The `Name` tag.
  public var name: String?
  /// One rule a peer, in the order of the file.
  public var inbound: [SecurityGroupRule] = []
  public var outbound: [SecurityGroupRule] = []
  public var location: SourceLocation?

  public init(id: String, vpc: Reference<VPC>) {
    self.id = id
    self.vpc = vpc
  }

  /// The rules of one direction.
  public func rules(_ direction: Direction) -> [SecurityGroupRule] {
    direction == .inbound ? inbound : outbound
  }
}

/// One allowance: traffic and exactly one peer (R-SG-3).
public struct SecurityGroupRule: Hashable, Sendable {
  /// The far end: sources of inbound packets, destinations of outbound ones.
  public enum Peer: Hashable, Sendable {
    case block(CIDRBlock)
    case prefixList(Reference<PrefixList>)
    /// The private addresses of the interfaces that carry the group (R-SG-5).
    case securityGroup(Reference<SecurityGroup>)
  }

  /// `sgr-...`, where the input tells.
  public var id: String?
  /// The author's words on the rule.
  public var description: String?
  /// Ports are those of the destination, in both directions (R-SG-3).
  public let traffic: TrafficPattern
  public package(set) var peer: Peer
  public var location: SourceLocation?

  public init(_ traffic: TrafficPattern, _ peer: Peer, location: SourceLocation? = nil) {
    self.traffic = traffic
    self.peer = peer
    self.location = location
  }
}

/// Makes a group usable in another VPC of its Region (R-SG-8).
public struct SecurityGroupVPCAssociation: Hashable, Sendable {
  public let group: Reference<SecurityGroup>
  public let vpc: Reference<VPC>
  /// Only the state `associated` counts.
  public let isAssociated: Bool

  public init(group: Reference<SecurityGroup>, vpc: Reference<VPC>, isAssociated: Bool) {
    self.group = group
    self.vpc = vpc
    self.isAssociated = isAssociated
  }
}
