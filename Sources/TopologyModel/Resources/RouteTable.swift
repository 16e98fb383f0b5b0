public import Addressing
public import SourceText

/// The routes of the subnets, or of the gateway, that it is associated with.
public struct RouteTable: Hashable, Sendable {
  public let id: String
  public package(set) var vpc: Reference<VPC>
  /// The `Name` tag.
  public var name: String?
  public var associations: [Association] = []
  /// Virtual private gateways whose routes are propagated into this table (R-ROUTE-12).
  public var propagatingGateways: [Reference<VPNGateway>] = []
  /// In the order of the file; the order means nothing.
  public var routes: [Route] = []
  public var location: SourceLocation?

  public init(id: String, vpc: Reference<VPC>) {
    self.id = id
    self.vpc = vpc
  }
}

extension RouteTable {
  /// What a table is associated with.
  public struct Association: Hashable, Sendable {
    /// The VPC, a subnet, or a gateway.
    public enum Subject: Hashable, Sendable {
      /// The VPC's main table, for subnets without a table of their own (R-ROUTE-1).
      case main
      case subnet(Reference<Subnet>)
      /// Traffic that enters by this gateway (R-ROUTE-13).
      case internetGateway(Reference<InternetGateway>)
      case vpnGateway(Reference<VPNGateway>)
    }

    public package(set) var subject: Subject
    /// Only an association in the state `associated` counts.
    public let isAssociated: Bool
    public let location: SourceLocation?

    public init(_ subject: Subject, isAssociated: Bool = true, location: SourceLocation? = nil) {
      self.subject = subject
      self.isAssociated = isAssociated
      self.location = location
    }
  }
}

/// One route: packets to `destination` go to `target`.
public struct Route: Hashable, Sendable {
  /// The packets that a route is for.
  public enum Destination: Hashable, Sendable {
    case block(CIDRBlock)
    /// Stands for one route per entry of the list (R-ROUTE-7).
    case prefixList(Reference<PrefixList>)
  }

  /// Where a route comes from; it decides between routes of one prefix (R-ROUTE-4, R-ROUTE-11).
  public enum Origin: Sendable {
    /// Made with the table: the `local` routes.
    case createRouteTable
    /// Static.
    case createRoute
    /// Propagated from a virtual private gateway.
    case propagated
    /// Advertised by a VPC Route Server.
    case advertised
  }

  public package(set) var destination: Destination
  public package(set) var target: RouteTarget
  public var origin: Origin = .createRoute
  /// The file's own word on the route: AWS found its target gone or unusable (R-ROUTE-9).
  public var isBlackhole = false
  public var location: SourceLocation?

  public init(to destination: Destination, via target: RouteTarget) {
    self.destination = destination
    self.target = target
  }
}

/// What takes the packets of a route (R-ROUTE-8).
public enum RouteTarget: Hashable, Sendable {
  case local
  case internetGateway(Reference<InternetGateway>)
  case egressOnlyInternetGateway(Reference<EgressOnlyInternetGateway>)
  case natGateway(Reference<NATGateway>)
  case networkInterface(Reference<NetworkInterface>)
  /// An instance with exactly one interface.
  case instance(Reference<Instance>)
  case vpcPeeringConnection(Reference<VPCPeeringConnection>)
  case vpnGateway(Reference<VPNGateway>)
  /// A component that is recognised and not walked: a transit gateway, a gateway endpoint ...
  case unmodelled(Reference<UnmodelledResource>)
  /// The file names no target, as it does for some blackholes.
  case missing
}
