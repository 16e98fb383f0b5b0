import Addressing
import TopologyModel

/// What every packet needs of an interface, in twenty bytes.
struct InterfaceRecord: Sendable {
  /// The subnet's slot.
  var subnet: Int32 = -1
  var vpc: Int32 = -1
  /// The filter of the interface's set of groups, or `-1` where no group applies.
  var filter: Int32 = -1
  /// The first IPv4 address, where no other interface claims it; else 0, which no interface has.
  var primaryIPv4: UInt32 = 0
  var traits: InterfaceTraits = []
}

/// What few packets need of an interface.
struct InterfaceRole: Sendable {
  /// The NAT gateway that the interface belongs to, or `-1`.
  var natGateway: Int32 = -1
  /// The row of the first address with a public twin, or `-1`.
  var publicAddress: Int32 = -1
}

struct InterfaceTraits: OptionSet, Sendable {
  let rawValue: UInt16

  /// The input holds the interface.
  static let known = InterfaceTraits(rawValue: 1)
  static let attached = InterfaceTraits(rawValue: 2)
  /// Its instance runs, or it belongs to none.
  static let running = InterfaceTraits(rawValue: 4)
  /// The input does not tell whether its instance runs.
  static let stateUnknown = InterfaceTraits(rawValue: 8)
  static let checksSourceAndDestination = InterfaceTraits(rawValue: 16)
  static let deniesInternetGateway = InterfaceTraits(rawValue: 32)
  /// An endpoint, a load balancer ...: no packet is walked beyond it.
  static let notModelled = InterfaceTraits(rawValue: 64)
  /// Its flows are tracked whatever the rules (R-TRK-5).
  static let alwaysTracked = InterfaceTraits(rawValue: 128)
  /// It is a NAT gateway's; its ``InterfaceRole`` says which.
  static let natGateway = InterfaceTraits(rawValue: 256)
}

struct SubnetRecord: Sendable {
  var vpc: Int32 = -1
  /// A row of ``NetworkTables/tables``, or `-1` where the input does not tell.
  var table: Int32 = -1
  /// A filter, ``assumedOpen`` where the input holds no ACLs at all, or ``unknownACL``.
  var acl: Int32 = SubnetRecord.unknownACL
  /// The IPv4 block; an empty range where there is none.
  var firstIPv4: UInt32 = 1
  var lastIPv4: UInt32 = 0
  /// The run of ``NetworkTables/ipv6Blocks`` that holds the subnet's IPv6 blocks.
  var ipv6Blocks = RuleRange()
  /// The internet gateway's own route table sends the subnet's traffic to an appliance (R-ROUTE-15).
  var isIPv4Redirected = false
  var isIPv6Redirected = false
  /// What Block Public Access leaves the subnet.
  var publicAccess = PublicAccess.open

  static let unknownACL: Int32 = -1
  static let assumedOpen: Int32 = -2

  func isRedirectedOnIngress(isIPv4: Bool) -> Bool {
    isIPv4 ? isIPv4Redirected : isIPv6Redirected
  }
}

/// Internet traffic that Block Public Access lets through (R-BPA-1).
enum PublicAccess: UInt8, Sendable {
  case open
  /// Only flows begun inside, by a NAT gateway or an egress-only gateway.
  case egressOnly
  case closed
}

struct VPCRecord: Sendable {
  var isKnown = false
  /// The attached internet gateway, or `-1`.
  var internetGateway: Int32 = -1
  /// The attached egress-only internet gateway, or `-1`.
  var egressOnlyGateway: Int32 = -1
  /// The run of ``NetworkTables/vpcBlocks`` that holds the usable blocks.
  var blocks = RuleRange()
  /// The resolver at the primary block's base plus two; 0 where there is none.
  var resolverIPv4: UInt32 = 0
  /// Delegated prefixes of the VPC's interfaces, where there are any (R-ENI-5).
  var delegatedPrefixes: PrefixForest.Table?
  /// The encryption control in enforce mode, or `-1` (R-ENC-1).
  var encryptionControl: Int32 = -1
}

/// An address of an interface and the public one that stands for it outside.
struct AddressRecord: Sendable {
  var address: IPAddress
  var interface: Int32
  var vpc: Int32
  /// 0 where there is none.
  var publicIPv4: UInt32 = 0
}

struct TableRecord: Sendable {
  var routes: PrefixForest.Table
  /// The table's slot, or `-1` for one that AWS implies.
  var routeTable: Int32
  var vpc: Int32
  /// A route by a prefix list whose entries the input does not hold, or `-1`.
  var unknownListRoute: Int32 = -1
  /// The list is AWS's own, so that it covers public addresses alone.
  var unknownListIsPublic = false

  func component() -> Component {
    routeTable >= 0
      ? .routeTable(Reference(Int(routeTable))) : .impliedRouteTable(Reference(Int(vpc)))
  }
}

/// A route's target, resolved: what takes the packet.
struct RouteRecord: Sendable {
  enum Kind: UInt8, Sendable {
    case local
    case internetGateway
    case egressOnlyInternetGateway
    case natGateway
    case networkInterface
    case peering
    case vpnGateway
    case blackhole
    /// A blackhole because the peering is not active (R-ROUTE-9).
    case inactivePeering
    /// The target is not in the input.
    case unknown
    case unmodelled
  }

  var kind: Kind
  /// The target's slot.
  var target: Int32
  /// The rows of routes that tie with this one, in ``NetworkTables/ties`` (R-ROUTE-7).
  var ties = RuleRange()
}

struct NATRecord: Sendable {
  var isUsable = false
  var isRegional = false
  var subnet: Int32 = -1
  var vpc: Int32 = -1
  var privateAddress = IPAddress(ipv4: 0)
  /// Secondary addresses, used when the ports of those before are.
  var otherAddresses: [IPAddress] = []
}

struct PeeringRecord: Sendable {
  var requester: Int32 = -1
  var accepter: Int32 = -1
  var keepsIdentity = false
}

struct VPNGatewayRecord: Sendable {
  var vpc: Int32 = -1
  /// Known prefixes, each with its row of ``NetworkTables/vpnRoutes``.
  var prefixes: PrefixForest.Table?
  var hasConnections = false
  /// A connection's prefixes are BGP's, or connections may be missing from the input.
  var mayKnowMorePrefixes = false
  /// The gateway's own route table, or `-1` (R-ROUTE-13).
  var table: Int32 = -1
}

struct InternetGatewayRecord: Sendable {
  var vpc: Int32 = -1
  var table: Int32 = -1
}

struct VPNConnectionRecord: Sendable {
  var vpnGateway: Int32 = -1
  var isUp = false
  var isDynamic = false
}
