public import Addressing
public import SourceText

/// A virtual private cloud: the address blocks that its subnets are cut from.
public struct VPC: Hashable, Sendable {
  public let id: String
  /// The `Name` tag.
  public var name: String?
  /// Such as `us-east-1`; `nil` where the input does not tell.
  public var region: String?
  /// The owner's account number, twelve digits.
  public var ownerID: String?
  /// The one that AWS makes in each Region of a new account.
  public var isDefault = false
  /// IPv4 and IPv6 blocks, the primary IPv4 block first.
  public var blocks: [AddressBlock] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }

  /// The blocks that packets may use: only associated ones (R-CIDR-10).
  public var usableBlocks: [CIDRBlock] { blocks.filter { $0.isAssociated }.map { $0.block } }
}

/// A block of a VPC or subnet, and whether AWS has finished adding it.
public struct AddressBlock: Hashable, Sendable {
  public let block: CIDRBlock
  /// `associated`; other states (`associating`, `failed` ...) are unusable (R-CIDR-10).
  public let isAssociated: Bool
  /// The input leaves the block to AWS, and the reader chose one for documentation, or a part of it.
  public let isAssumed: Bool
  public let location: SourceLocation?

  public init(
    _ block: CIDRBlock, isAssociated: Bool = true, isAssumed: Bool = false,
    location: SourceLocation? = nil
  ) {
    self.block = block
    self.isAssociated = isAssociated
    self.isAssumed = isAssumed
    self.location = location
  }
}

/// A VPC's setting that refuses unencrypted paths (R-ENC-1).
public struct EncryptionControl: Sendable {
  public let id: String
  public let vpc: Reference<VPC>
  /// `enforce` mode, as against `monitor`.
  public let isEnforced: Bool
  public let location: SourceLocation?

  public init(id: String, vpc: Reference<VPC>, isEnforced: Bool, location: SourceLocation?) {
    self.id = id
    self.vpc = vpc
    self.isEnforced = isEnforced
    self.location = location
  }
}
