public import Addressing
public import SourceText

/// An elastic network interface: addresses, groups and a place in a subnet.
public struct NetworkInterface: Hashable, Sendable {
  /// `InterfaceType`, as far as it changes what becomes of a packet.
  public enum Kind: String, Sendable {
    /// An instance's own, and any kind that behaves like it.
    case ordinary = "interface"
    case natGateway = "nat_gateway"
    case vpcEndpoint = "vpc_endpoint"
    case gatewayLoadBalancerEndpoint = "gateway_load_balancer_endpoint"
    case loadBalancer = "load_balancer"
    case transitGateway = "transit_gateway"
    case lambda
    case globalAccelerator = "global_accelerator_managed"
    case clientVPN = "client_vpn"
    /// Another AWS service's: its behaviour is not modelled.
    case otherManaged = "managed"
  }

  /// An interface that is `available` or `attaching` neither sends nor receives.
  public enum Status: String, Sendable {
    case available
    case associated
    case attaching
    case inUse = "in-use"
    case detaching
    case unknown
  }

  public let id: String
  public package(set) var subnet: Reference<Subnet>
  public package(set) var vpc: Reference<VPC>
  public var name: String?
  /// Tags beside `Name`.
  public var tags: [String: String] = [:]
  /// `Description`, kept for interfaces that AWS manages; it names what they belong to.
  public var description: String?
  public var kind: Kind = .ordinary
  public var status: Status = .inUse
  /// Drops packets that are not from or to the interface's own addresses (R-ENI-1).
  public var checksSourceAndDestination = true
  /// `DenyAllIgwTraffic`: not reachable over IPv6 through an internet gateway (R-IGW-10).
  public var deniesInternetGatewayTraffic = false
  /// What it is attached to; `nil` for an interface of an AWS service, or of nobody.
  public var instance: Reference<Instance>?
  /// 0 for an instance's primary interface.
  public var deviceIndex = 0
  /// Their rules count as one list (R-SG-1).
  public var groups: [Reference<SecurityGroup>] = []
  /// IPv4 and IPv6, the primary private IPv4 address first.
  public var addresses: [Address] = []
  /// Delegated prefixes, which count as the interface's own addresses (R-ENI-5).
  public var prefixes: [CIDRBlock] = []
  /// How long its groups remember flows that nobody uses (R-TRK-6).
  public var idleTimeouts = IdleTimeouts()
  public var location: SourceLocation?

  public init(id: String, subnet: Reference<Subnet>, vpc: Reference<VPC>) {
    self.id = id
    self.subnet = subnet
    self.vpc = vpc
  }

  /// One address, and the public one that the internet gateway puts in its place (R-IGW-2).
  public struct Address: Hashable, Sendable {
    /// What hosts within the VPC see.
    public var address: IPAddress
    /// Of an Elastic IP, or lent by AWS; `nil` where no public address stands for this one.
    public var publicAddress: IPAddress?
    /// The input leaves the address open, or the public one, and the reader chose a free one.
    public var isAssumed = false
    /// The input leaves the address out, and by the rules of its format it is the lowest free one.
    public var isByDefault = false
    /// The same of the public address.
    public var isPublicByDefault = false

    public init(_ address: IPAddress, publicAddress: IPAddress? = nil) {
      self.address = address
      self.publicAddress = publicAddress
    }
  }
}

extension Topology {
  /// The interfaces of an interface's instance, among them itself; it alone where it has none.
  public func interfaces(
    ofInstanceOf interface: Reference<NetworkInterface>
  ) -> [Reference<NetworkInterface>] {
    guard let instance = networkInterfaces[interface]?.instance else { return [interface] }
    return networkInterfaces.resources.filter { $0.resource.instance == instance }
      .map { $0.reference }
  }
}

/// An Elastic IP address and what it is associated with.
public struct ElasticIP: Hashable, Sendable {
  public var publicAddress: IPAddress
  /// `eipalloc-...`, where the input tells.
  public var allocationID: String?
  public var name: String?
  /// What it is associated with; `nil` where it is free.
  public var interface: Reference<NetworkInterface>?
  /// The address of the interface that it stands for.
  public var privateAddress: IPAddress?
  public var location: SourceLocation?

  public init(publicAddress: IPAddress) { self.publicAddress = publicAddress }
}

/// A virtual machine; packets meet its interfaces.
public struct Instance: Hashable, Sendable {
  /// Only `running` sends and receives.
  public enum State: String, Sendable {
    case pending
    case running
    case shuttingDown = "shutting-down"
    case terminated
    case stopping
    case stopped
    case unknown
  }

  public let id: String
  /// The `Name` tag.
  public var name: String?
  /// Tags beside `Name`.
  public var tags: [String: String] = [:]
  public var state: State = .running
  /// `Platform` is `windows`: its client ports are 49152-65535 (R-NACL-13).
  public var isWindows = false
  public var location: SourceLocation?

  public init(id: String) { self.id = id }
}
