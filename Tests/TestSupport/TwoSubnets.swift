public import Dataplane
public import TopologyModel

/// Two hosts in two subnets of one VPC, in both families, and nothing in the way.
///
/// `a` sends and `b` answers: `a` has outbound rules alone and `b` inbound ones, so that every reply
/// rests on connection tracking.
public struct TwoSubnets {
  public var sketch = Sketch()
  public let vpc: Reference<VPC>
  /// 10.0.1.0/24, where `a` is.
  public let left: Reference<Subnet>
  /// 10.0.2.0/24, where `b` is.
  public let right: Reference<Subnet>
  /// 10.0.1.10 and 2001:db8:0:1::10.
  public let a: Reference<NetworkInterface>
  /// 10.0.2.10 and 2001:db8:0:2::10.
  public let b: Reference<NetworkInterface>

  public static let everyone = ["all from 0.0.0.0/0", "all from ::/0"]
  public static let anywhere = ["all to 0.0.0.0/0", "all to ::/0"]

  /// - Parameters:
  ///   - outbound: The rules of `a`'s group.
  ///   - inbound: The rules of `b`'s group.
  public init(outbound: [String] = anywhere, inbound: [String] = everyone) {
    vpc = sketch.vpc("vpc", "10.0.0.0/16", "2001:db8::/56")
    left = sketch.subnet("left", "10.0.1.0/24", "2001:db8:0:1::/64", in: vpc)
    right = sketch.subnet("right", "10.0.2.0/24", "2001:db8:0:2::/64", in: vpc)
    let sender = sketch.group("sg-a", in: vpc, outbound: outbound)
    let receiver = sketch.group("sg-b", in: vpc, inbound: inbound, outbound: [])
    a = sketch.interface("a", "10.0.1.10", "2001:db8:0:1::10", in: left, groups: [sender])
    b = sketch.interface("b", "10.0.2.10", "2001:db8:0:2::10", in: right, groups: [receiver])
  }

  /// The path of a flow that nothing hinders.
  public static let delivered = """
    PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
    < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_TRACKED_ALLOW \
    DELIVERED
    """

  /// The trace of a flow from `a` to `b`.
  public func trace(
    _ traffic: Traffic, to destination: String = "10.0.2.10", sourcePort: UInt16 = 40000
  ) -> Trace {
    sketch.trace(from: a, to: destination, traffic, sourcePort: sourcePort)
  }
}
