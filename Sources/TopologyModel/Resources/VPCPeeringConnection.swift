public import Addressing
public import SourceText

/// A private link between exactly two VPCs (R-PCX-1).
public struct VPCPeeringConnection: Hashable, Sendable {
  /// Only `active` forwards (R-PCX-4).
  public enum Status: String, Sendable {
    case initiatingRequest = "initiating-request"
    case pendingAcceptance = "pending-acceptance"
    case active
    case deleted
    case rejected
    case failed
    case expired
    case provisioning
    case deleting
    case unknown
  }

  /// One end.
  public struct Side: Hashable, Sendable {
    public package(set) var vpc: Reference<VPC>
    /// `nil` where the input does not tell.
    public var region: String?
    /// The owner's account number, twelve digits.
    public var ownerID: String?
    /// The VPC's blocks as this side tells them; empty where it does not.
    public var blocks: [CIDRBlock] = []

    public init(vpc: Reference<VPC>) { self.vpc = vpc }
  }

  public let id: String
  /// Who asked for the peering; packets go both ways alike.
  public package(set) var requester: Side
  /// Who was asked.
  public package(set) var accepter: Side
  public var name: String?
  public var status: Status = .active
  public var location: SourceLocation?

  public init(id: String, requester: Side, accepter: Side) {
    self.id = id
    self.requester = requester
    self.accepter = accepter
  }

  /// Both ends in one Region, as far as the input tells (R-SG-6).
  public var isWithinOneRegion: Bool {
    requester.region == nil || accepter.region == nil || requester.region == accepter.region
  }
}
