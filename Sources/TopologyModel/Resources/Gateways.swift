public import Addressing
public import SourceText

/// A gateway's attachment to a VPC.
public struct GatewayAttachment: Hashable, Sendable {
  public package(set) var vpc: Reference<VPC>
  /// `available` or `attached`; anything else forwards nothing.
  public let isAttached: Bool

  public init(vpc: Reference<VPC>, isAttached: Bool = true) {
    self.vpc = vpc
    self.isAttached = isAttached
  }
}

/// The stateless gateway between a VPC and the internet (R-IGW-1, R-IGW-2).
public struct InternetGateway: Hashable, Sendable {
  public let id: String
  public var name: String?
  public var attachments: [GatewayAttachment] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}

/// The stateful IPv6 gateway for flows begun inside (R-EIGW-1).
public struct EgressOnlyInternetGateway: Hashable, Sendable {
  public let id: String
  public var name: String?
  public var attachments: [GatewayAttachment] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}

/// The VPC's end of VPN connections and Direct Connect (R-VGW-1).
public struct VPNGateway: Hashable, Sendable {
  public let id: String
  public var name: String?
  public var attachments: [GatewayAttachment] = []
  /// The gateway itself is `available`.
  public var isAvailable = true
  /// Direct Connect gateways, which connect all VPCs whose gateways they know (R-CIDR-9).
  public var directConnectGateways: [Reference<UnmodelledResource>] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}

/// A managed translator of source addresses (R-NAT-1).
public struct NATGateway: Hashable, Sendable {
  /// Only `available` forwards (R-NAT-13).
  public enum State: String, Sendable {
    case pending
    case failed
    case available
    case deleting
    case deleted
    case unknown
  }

  /// Whether it translates to public addresses, or to its private ones.
  public enum Connectivity: String, Sendable {
    case `public`
    case `private`
  }

  /// One of the gateway's addresses.
  public struct Address: Hashable, Sendable {
    /// In the gateway's subnet: what hosts within the VPC see.
    public var privateAddress: IPAddress
    /// Absent on a private gateway.
    public var publicAddress: IPAddress?
    /// The gateway's own interface, which holds the address.
    public var interface: Reference<NetworkInterface>?
    /// Connections leave from it as long as it has a free port (R-NAT-5).
    public var isPrimary = false
    /// The input leaves the address open, and the reader chose a free one.
    public var isAssumed = false
    /// The input leaves the private address out, and by the rules of its format it is the lowest free one.
    public var isByDefault = false
    /// The same of the public address.
    public var isPublicByDefault = false

    public init(privateAddress: IPAddress) { self.privateAddress = privateAddress }
  }

  public let id: String
  public var name: String?
  public var vpc: Reference<VPC>?
  /// `nil` for a regional gateway, which belongs to no subnet (R-NAT-14).
  public var subnet: Reference<Subnet>?
  public var state: State = .available
  public var connectivity: Connectivity = .public
  /// `AvailabilityMode` is `regional` (R-NAT-14).
  public var isRegional = false
  /// The primary address first.
  public var addresses: [Address] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}
