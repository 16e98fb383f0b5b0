public import TopologyModel

/// What one stage did with a packet, and what decided it: one can't be made without a code.
///
/// A decision is sixteen trivially copied bytes; names, lines and sentences are looked up when it
/// is printed (``Network/evidence(of:)``).
public struct Decision: Hashable, Sendable {
  /// The component that decided.
  public let component: Component
  public let code: DecisionCode
  /// Which way the packet passes a filter or interface; `nil` where the word means nothing.
  public let direction: Direction?
  /// The row of the deciding rule or route in the network's tables; negative where none decided.
  package let row: Int32

  package init(
    _ component: Component, _ code: DecisionCode, _ direction: Direction? = nil, row: Int32 = -1
  ) {
    self.component = component
    self.code = code
    self.direction = direction
    self.row = row
  }

  public var action: Action { code.action }

  /// What became of the packet.
  public enum Action: String, CaseIterable, Sendable {
    case allow
    case deny
    case route
    case translate
    case deliver
    case emit
    case undetermined
  }
}

/// A component of the network that a packet meets.
public enum Component: Hashable, Sendable {
  case networkInterface(Reference<NetworkInterface>)
  /// The union of the groups that an interface carries (R-SG-1).
  case securityGroups(Reference<NetworkInterface>)
  /// A subnet's ACL.
  case networkACL(Reference<Subnet>)
  case subnet(Reference<Subnet>)
  case routeTable(Reference<RouteTable>)
  /// The main table that AWS gives a VPC, where the input holds no route tables at all.
  case impliedRouteTable(Reference<VPC>)
  case internetGateway(Reference<InternetGateway>)
  case egressOnlyInternetGateway(Reference<EgressOnlyInternetGateway>)
  case natGateway(Reference<NATGateway>)
  case vpcPeeringConnection(Reference<VPCPeeringConnection>)
  case vpnGateway(Reference<VPNGateway>)
  case vpnConnection(Reference<VPNConnection>)
  case vpc(Reference<VPC>)
  /// A component that no packet is walked through.
  case unmodelled(Reference<UnmodelledResource>)
  /// Amazon's services at link-local addresses: the resolver, metadata, time ... (R-PIPE-7).
  case linkLocalService(Reference<VPC>)
  case internet
  case onPremises(Reference<VPNConnection>)
}

/// Where the deciding rule or route is written.
public enum Evidence: Hashable, Sendable {
  /// The platform itself decides; nothing is written anywhere.
  case platform
  /// A rule of a group: its index in ``SecurityGroup/rules(_:)``.
  case securityGroupRule(Reference<SecurityGroup>, Direction, index: Int)
  /// An entry of an ACL: its index in ``NetworkACL/entries``.
  case networkACLEntry(Reference<NetworkACL>, index: Int)
  /// The closing `*` rule of an ACL (R-NACL-2).
  case networkACLDefault(Reference<NetworkACL>)
  /// A route: its index in ``RouteTable/routes``, and of a prefix list the entry that matched.
  case route(Reference<RouteTable>, index: Int, prefixListEntry: Int?)
  /// A `local` route that AWS implies and the file does not list (R-ROUTE-2).
  case impliedLocalRoute(block: Int, of: Reference<VPC>)
  /// A prefix of a static VPN connection: its index in ``VPNConnection/staticRoutes``.
  case vpnStaticRoute(Reference<VPNConnection>, index: Int)
  case blockPublicAccess(index: Int)
  case encryptionControl(index: Int)
}
