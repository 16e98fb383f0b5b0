public import Dataplane
public import TopologyModel

/// A host whose subnet is routed to a public NAT gateway, which is routed to an internet gateway.
public struct NATSubnets {
  public var sketch = Sketch()
  public let vpc: Reference<VPC>
  /// 10.0.1.0/24, where the gateway is.
  public let edge: Reference<Subnet>
  /// 10.0.2.0/24, where the host is.
  public let inner: Reference<Subnet>
  /// 10.0.1.20, outside 203.0.113.20.
  public let nat: RouteTarget
  public let internet: RouteTarget
  /// 10.0.2.10.
  public let a: Reference<NetworkInterface>

  public init(adjust: (inout NATGateway) -> Void = { _ in }) {
    vpc = sketch.vpc("vpc", "10.0.0.0/16")
    edge = sketch.subnet("edge", "10.0.1.0/24", in: vpc)
    inner = sketch.subnet("inner", "10.0.2.0/24", in: vpc)
    internet = sketch.internetGateway("igw", in: vpc)
    nat = sketch.natGateway(
      "nat", "10.0.1.20", public: "203.0.113.20", in: edge, adjust: adjust)
    sketch.routeTable("edge", in: vpc, [edge], ("0.0.0.0/0", internet))
    sketch.routeTable("inner", in: vpc, [inner], ("0.0.0.0/0", nat))
    a = sketch.interface("a", "10.0.2.10", in: inner)
  }

  /// The path of a flow that nothing hinders.
  public static let delivered = """
    PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW NAT_TRANSLATES \
    NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES DELIVERED_TO_INTERNET \
    < PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW NAT_REVERSES NACL_RULE_ALLOW ROUTE_LOCAL \
    NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
    """

  /// The trace of a flow from the host to the internet.
  public func trace(_ traffic: Traffic, to destination: String = "198.51.100.1") -> Trace {
    sketch.trace(from: a, to: destination, traffic)
  }
}
