public import Dataplane
public import TopologyModel

/// A host in each of two VPCs that peer with each other, and nothing in the way.
///
/// `a` in 10.0.0.0/16 sends and `b` in 10.9.0.0/16 answers; the route tables `near` and `far` lead over
/// the peering.
public struct PeeredVPCs {
  public var sketch = Sketch()
  public let near: Reference<VPC>
  public let far: Reference<VPC>
  /// 10.0.1.0/24.
  public let left: Reference<Subnet>
  /// 10.9.1.0/24.
  public let right: Reference<Subnet>
  /// 10.0.1.10 and 2001:db8:0:1::10, of the group `sg-a`.
  public let a: Reference<NetworkInterface>
  /// 10.9.1.10 and 2001:db8:9:1::10, of the group `sg-b`.
  public let b: Reference<NetworkInterface>
  public let peering: RouteTarget

  public init(
    regions: (String?, String?) = (nil, nil),
    status: VPCPeeringConnection.Status = .active
  ) {
    near = sketch.vpc("near", "10.0.0.0/16", "2001:db8::/56", region: regions.0)
    far = sketch.vpc("far", "10.9.0.0/16", "2001:db8:9::/56", region: regions.1)
    left = sketch.subnet("left", "10.0.1.0/24", "2001:db8:0:1::/64", in: near)
    right = sketch.subnet("right", "10.9.1.0/24", "2001:db8:9:1::/64", in: far)
    let sender = sketch.group("sg-a", in: near)
    let receiver = sketch.group(
      "sg-b", in: far, inbound: TwoSubnets.everyone, outbound: [])
    a = sketch.interface("a", "10.0.1.10", "2001:db8:0:1::10", in: left, groups: [sender])
    b = sketch.interface("b", "10.9.1.10", "2001:db8:9:1::10", in: right, groups: [receiver])
    peering = sketch.peering("pcx", near, far, status: status)
    sketch.routeTable(
      "near", in: near, [left], ("10.9.0.0/16", peering), ("2001:db8:9::/56", peering))
    sketch.routeTable(
      "far", in: far, [right], ("10.0.0.0/16", peering), ("2001:db8::/56", peering))
  }

  /// The path of a flow that nothing hinders.
  public static let delivered = """
    PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH PEERING_FORWARDS NACL_RULE_ALLOW \
    SG_RULE_ALLOW DELIVERED < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_MATCH \
    PEERING_FORWARDS NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
    """

  /// The trace of a flow from `a` to `b`.
  public func trace(_ traffic: Traffic, to destination: String = "10.9.1.10") -> Trace {
    sketch.trace(from: a, to: destination, traffic)
  }
}
