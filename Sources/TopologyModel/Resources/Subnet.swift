public import Addressing
public import SourceText

/// A part of a VPC's addresses in one availability zone.
public struct Subnet: Hashable, Sendable {
  public let id: String
  public package(set) var vpc: Reference<VPC>
  /// The `Name` tag.
  public var name: String?
  /// Such as `us-east-1a`; `nil` where the input does not tell.
  public var availabilityZone: String?
  /// `nil` for an IPv6-only subnet (R-CIDR-11).
  public var ipv4Block: CIDRBlock?
  public var ipv6Blocks: [AddressBlock] = []
  /// `MapPublicIpOnLaunch`: instances get a public IPv4 address unless they say otherwise.
  public var assignsPublicIPv4OnLaunch = false
  public var location: SourceLocation?

  public init(id: String, vpc: Reference<VPC>) {
    self.id = id
    self.vpc = vpc
  }

  /// The blocks that packets may use, of both families.
  public var usableBlocks: [CIDRBlock] {
    (ipv4Block.map { [$0] } ?? []) + ipv6Blocks.filter { $0.isAssociated }.map { $0.block }
  }
}
