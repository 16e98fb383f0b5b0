public import Addressing
public import SourceText

/// The far end of VPN connections: a router on the customer's premises.
public struct CustomerGateway: Hashable, Sendable {
  public let id: String
  public var name: String?
  /// Its public address.
  public var address: IPAddress?
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}

/// A Site-to-Site VPN connection of two tunnels (R-VPN-1).
public struct VPNConnection: Hashable, Sendable {
  public let id: String
  public var name: String?
  public var customerGateway: Reference<CustomerGateway>?
  /// `nil` for a connection that ends at a transit gateway.
  public var vpnGateway: Reference<VPNGateway>?
  /// `available`, as against `pending` or `deleted`.
  public var isAvailable = true
  /// `StaticRoutesOnly`: the prefixes are listed; otherwise BGP tells them (R-VPN-2).
  public var usesStaticRoutes = false
  public var staticRoutes: [StaticRoute] = []
  public var tunnels: [Tunnel] = []
  public var location: SourceLocation?

  public init(id: String) { self.id = id }

  /// A prefix behind a static connection.
  public struct StaticRoute: Hashable, Sendable {
    public let block: CIDRBlock
    /// Only an `available` route is in use.
    public let isAvailable: Bool
    public let location: SourceLocation?

    public init(_ block: CIDRBlock, isAvailable: Bool = true, location: SourceLocation? = nil) {
      self.block = block
      self.isAvailable = isAvailable
      self.location = location
    }
  }

  /// One of the connection's tunnels (R-VPN-4).
  public struct Tunnel: Hashable, Sendable {
    /// AWS's public address of the tunnel; `nil` where the input does not tell.
    public let outsideAddress: IPAddress?
    /// `UP` as against `DOWN`, as the gateway sees it.
    public let isUp: Bool

    public init(outsideAddress: IPAddress?, isUp: Bool) {
      self.outsideAddress = outsideAddress
      self.isUp = isUp
    }
  }
}
