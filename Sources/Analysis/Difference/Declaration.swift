import Addressing
import TopologyModel

/// A resource as it is declared in one topology and, perhaps differently, in another.
protocol Declaration: Hashable, Sendable {
  /// What of it can change a packet's way: no id, name or place, and no rows, which are compared one by
  /// one.
  var essence: Self { get }

  /// The resource with the rows that `other`, a later state of it, has now.
  func withRows(of other: Self?) -> Self
}

extension Declaration {
  func withRows(of other: Self?) -> Self { self }
}

extension VPC: Declaration {
  var essence: VPC {
    var vpc = VPC(id: "")
    vpc.region = region
    vpc.blocks = blocks.map { AddressBlock($0.block, isAssociated: $0.isAssociated) }
    return vpc
  }
}

extension Subnet: Declaration {
  var essence: Subnet {
    var subnet = Subnet(id: "", vpc: vpc)
    subnet.availabilityZone = availabilityZone
    subnet.ipv4Block = ipv4Block
    subnet.ipv6Blocks = ipv6Blocks.map { AddressBlock($0.block, isAssociated: $0.isAssociated) }
    return subnet
  }
}

extension RouteTable: Declaration {
  var essence: RouteTable {
    var table = RouteTable(id: "", vpc: vpc)
    table.propagatingGateways = propagatingGateways.sorted { $0.index < $1.index }
    return table
  }

  /// A table that is gone comes back with its routes, but is associated with nothing.
  func withRows(of other: RouteTable?) -> RouteTable {
    var table = self
    table.routes = other?.routes ?? routes
    table.associations = other?.associations ?? []
    return table
  }
}

extension NetworkACL: Declaration {
  var essence: NetworkACL {
    var acl = NetworkACL(id: "", vpc: vpc)
    acl.isDefault = isDefault
    return acl
  }

  /// An ACL that is gone comes back with its entries, but is associated with nothing.
  func withRows(of other: NetworkACL?) -> NetworkACL {
    var acl = self
    acl.entries = other?.entries ?? entries
    acl.subnets = other?.subnets ?? []
    return acl
  }
}

extension SecurityGroup: Declaration {
  var essence: SecurityGroup { SecurityGroup(id: "", vpc: vpc) }

  func withRows(of other: SecurityGroup?) -> SecurityGroup {
    var group = self
    group.inbound = other?.inbound ?? inbound
    group.outbound = other?.outbound ?? outbound
    return group
  }
}

extension PrefixList: Declaration {
  var essence: PrefixList {
    var list = PrefixList(id: "")
    list.entries = entries.map { entries in
      Set(entries.map { Entry($0.block) }).sorted { $0.block.precedes($1.block) }
    }
    list.isAWSManaged = isAWSManaged
    return list
  }
}

extension NetworkInterface: Declaration {
  var essence: NetworkInterface {
    var interface = NetworkInterface(id: "", subnet: subnet, vpc: vpc)
    interface.kind = kind
    interface.status = status
    interface.checksSourceAndDestination = checksSourceAndDestination
    interface.deniesInternetGatewayTraffic = deniesInternetGatewayTraffic
    interface.instance = instance
    interface.deviceIndex = deviceIndex
    interface.groups = groups.sorted { $0.index < $1.index }
    interface.addresses = addresses.map { Address($0.address, publicAddress: $0.publicAddress) }
    interface.prefixes = prefixes.sorted { $0.precedes($1) }
    return interface
  }
}

extension Instance: Declaration {
  var essence: Instance {
    var instance = Instance(id: "")
    instance.state = state
    return instance
  }
}

extension UnmodelledResource: Declaration {
  var essence: UnmodelledResource { UnmodelledResource(kind: kind, id: "") }
}

extension InternetGateway: Declaration {
  var essence: InternetGateway {
    var gateway = InternetGateway(id: "")
    gateway.attachments = attachments
    return gateway
  }
}

extension EgressOnlyInternetGateway: Declaration {
  var essence: EgressOnlyInternetGateway {
    var gateway = EgressOnlyInternetGateway(id: "")
    gateway.attachments = attachments
    return gateway
  }
}

extension VPNGateway: Declaration {
  var essence: VPNGateway {
    var gateway = VPNGateway(id: "")
    gateway.attachments = attachments
    gateway.isAvailable = isAvailable
    return gateway
  }
}

extension NATGateway: Declaration {
  var essence: NATGateway {
    var gateway = NATGateway(id: "")
    gateway.vpc = vpc
    gateway.subnet = subnet
    gateway.state = state
    gateway.connectivity = connectivity
    gateway.isRegional = isRegional
    gateway.addresses = addresses.map { address in
      var own = Address(privateAddress: address.privateAddress)
      own.publicAddress = address.publicAddress
      return own
    }
    return gateway
  }
}

extension VPCPeeringConnection: Declaration {
  var essence: VPCPeeringConnection {
    var peering = VPCPeeringConnection(
      id: "", requester: Side(vpc: requester.vpc), accepter: Side(vpc: accepter.vpc))
    peering.requester.region = requester.region
    peering.accepter.region = accepter.region
    peering.status = status
    return peering
  }
}

extension VPNConnection: Declaration {
  var essence: VPNConnection {
    var connection = VPNConnection(id: "")
    connection.vpnGateway = vpnGateway
    connection.isAvailable = isAvailable
    connection.usesStaticRoutes = usesStaticRoutes
    connection.staticRoutes = staticRoutes.map {
      StaticRoute($0.block, isAvailable: $0.isAvailable)
    }
    connection.tunnels = tunnels
    return connection
  }
}

extension CIDRBlock {
  /// An order of blocks in which lists of them can be compared.
  fileprivate func precedes(_ other: CIDRBlock) -> Bool {
    base != other.base ? base < other.base : prefixLength < other.prefixLength
  }
}
