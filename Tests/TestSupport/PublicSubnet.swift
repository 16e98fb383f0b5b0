import Dataplane
public import TopologyModel

/// A host with public addresses of both families in a subnet that is routed to an internet gateway.
public struct PublicSubnet {
  public var sketch = Sketch()
  public let vpc: Reference<VPC>
  /// 10.0.1.0/24.
  public let subnet: Reference<Subnet>
  public let gateway: RouteTarget
  /// 10.0.1.10, outside 203.0.113.10, and 2001:db8:0:1::10.
  public let web: Reference<NetworkInterface>

  public static let publicAddress = "203.0.113.10"
  /// A host on the internet.
  public static let client = "198.51.100.10"

  /// - Parameters:
  ///   - inbound: The rules of the host's group.
  ///   - outbound: The rules of the host's group.
  ///   - adjust: Changes the host's interface.
  public init(
    inbound: [String] = TwoSubnets.everyone, outbound: [String] = TwoSubnets.anywhere,
    adjust: (inout NetworkInterface) -> Void = { _ in }
  ) {
    vpc = sketch.vpc("vpc", "10.0.0.0/16", "2001:db8::/56")
    subnet = sketch.subnet("public", "10.0.1.0/24", "2001:db8:0:1::/64", in: vpc)
    gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable("public", in: vpc, [subnet], ("0.0.0.0/0", gateway), ("::/0", gateway))
    let group = sketch.group("web", in: vpc, inbound: inbound, outbound: outbound)
    web = sketch.interface(
      "web", "10.0.1.10=203.0.113.10", "2001:db8:0:1::10", in: subnet, groups: [group],
      adjust: adjust)
  }

  /// The path of a flow from the internet that nothing hinders, by a tracked or untracked connection.
  public static let delivered = """
    PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
    < PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES DELIVERED_TO_INTERNET
    """
}
