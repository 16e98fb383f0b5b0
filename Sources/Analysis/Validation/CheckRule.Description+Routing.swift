/// Route tables and gateways.
extension CheckRule.Description {
  static let routeBlackhole = Self(
    .routing, .error, "a route leads nowhere",
    why: "Packets that match the route are dropped: it does not fall through to a wider route.",
    fix: """
      Give the route a target that works, or delete it.
      """, "R-ROUTE-9", "R-NAT-13", "R-PCX-4")

  static let routeTargetMissing = Self(
    .routing, .warning, "a route's target is not in the input",
    why: """
      What becomes of the route's packets can't be told: the target may be gone, or was not \
      collected.
      """,
    fix: "Add the target to the input, or delete the route.", "R-ROUTE-9")

  static let routeTargetInOtherVPC = Self(
    .routing, .error, "a route's target belongs to another VPC",
    why: """
      A route leads to a gateway, interface or peering of its own VPC; AWS refuses any \
      other.
      """,
    fix: """
      Use a target of the table's own VPC; another VPC is reached by peering or a transit \
      gateway.
      """, "R-ROUTE-8")

  static let applianceChecksSourceAndDestination = Self(
    .routing, .error, "a route leads to an interface that checks source and destination",
    why: """
      The interface drops every packet that is neither from nor to itself, which is all that \
      the route brings it.
      """,
    fix: """
      Switch the source/destination check of the interface off, as for every NAT instance, \
      firewall or router.
      """, "R-ENI-1", "R-ROUTE-16")

  static let applianceStopped = Self(
    .routing, .error, "a route leads to an instance that is not running",
    why: "Packets that match the route are dropped while the instance is stopped.",
    fix: "Start the instance, or point the route elsewhere.", "R-PIPE-1", "R-ROUTE-9")

  static let routeWithinLocalRefused = Self(
    .routing, .error, "a route is more specific than local in a way that AWS refuses",
    why: """
      Within the VPC's own blocks a route's destination is the whole block of a subnet, and \
      its target an interface, a NAT gateway or a Gateway Load Balancer endpoint.
      """,
    fix: """
      Write the block of an existing subnet and lead it to an appliance, or delete the \
      route.
      """, "R-ROUTE-5")

  static let propagatedRouteHidden = Self(
    .routing, .warning, "a propagated route is hidden by local",
    why: """
      A propagated route within the VPC's blocks loses to local even where it is more \
      specific: the on-premises hosts behind it can't be reached.
      """,
    fix: """
      Renumber the on-premises network, or announce only what lies outside the VPC.
      """, "R-ROUTE-4")

  static let routesOverQuota = Self(
    .routing, .warning, "a route table has more routes than the quota",
    why: """
      A table holds 500 routes of each family unless the quota was raised (to 1,000 at \
      most), and 100 propagated ones; a prefix list counts for all the entries that it may have.
      """,
    fix: "Sum routes up, or have the quota raised.", "R-CIDR-18", "R-ROUTE-7")

  static let peeringRouteOneSided = Self(
    .routing, .error, "a peering has routes on one side only",
    why: """
      Replies are routed like any packet: without a route back no connection over the \
      peering works.
      """,
    fix: """
      Add a route to the peering in the other VPC's tables. Only traffic through a NAT \
      gateway needs none.
      """, "R-PCX-2", "R-PIPE-5")

  static let peeringUnused = Self(
    .routing, .info, "no route uses a peering",
    why: "A peering carries nothing until both VPCs have routes to it.",
    fix: "Add routes in both VPCs, or delete the peering.", "R-PCX-2")

  static let peeringRouteNeedsTransit = Self(
    .routing, .error, "a route over a peering needs transit",
    why: """
      A peering carries packets between the two VPCs only: not to the peer's internet \
      gateway, NAT gateway or VPN, and not to the peer's other peers.
      """,
    fix: """
      Peer with the VPC that holds the destination, or use a transit gateway.
      """, "R-PCX-1", "R-PCX-3")

  static let peersOverlap = Self(
    .routing, .warning, "two peers of one VPC overlap",
    why: """
      Replies follow the route table and not the way that the request came: those to the \
      overlap go to one of the peers, also when the other asked.
      """,
    fix: """
      Route only what each peer uses by longer prefixes, from subnets with tables of their \
      own; or renumber one peer.
      """, "R-PCX-7", "R-CIDR-17")

  static let natGatewayWithoutInternet = Self(
    .routing, .error, "a public NAT gateway has no way out",
    why: """
      A NAT gateway sends what it translates by the route table of its own subnet; without a \
      default route to an internet gateway nothing leaves.
      """,
    fix: """
      Put the NAT gateway into a public subnet, or add the route to the subnet's table.
      """, "R-NAT-1")

  static let natGatewayServesOwnSubnet = Self(
    .routing, .error, "a NAT gateway is the default route of its own subnet",
    why: "What the NAT gateway sends comes back to it: the packets loop and are dropped.",
    fix: "Keep NAT gateways in a public subnet, apart from those that they serve.", "R-NAT-11")

  static let natGatewayOfOtherZone = Self(
    .routing, .warning,
    "a subnet uses the NAT gateway of another zone although its own has one",
    why: """
      Traffic between zones is charged, and the subnet loses the internet when the other \
      zone fails.
      """,
    fix: "Lead the subnet's default route to the NAT gateway of its own zone.", "R-NAT-10")

  static let internetGatewayUnused = Self(
    .routing, .warning, "no route leads to an internet gateway",
    why: """
      An internet gateway that is attached does nothing until a subnet's route table leads \
      to it.
      """,
    fix: """
      Add a route 0.0.0.0/0 (and ::/0) to the table of the public subnets, or detach the \
      gateway.
      """, "R-IGW-5")

  static let subnetNamedPublic = Self(
    .routing, .warning, "a subnet named public is private",
    why: "A subnet is public by nothing but a route to an internet gateway in its table.",
    fix: "Associate the subnet with a table that has such a route, or rename it.", "R-IGW-5")

  static let subnetNamedPrivate = Self(
    .routing, .warning, "a subnet named private is public",
    why: """
      A route to an internet gateway in its table makes a subnet public, whatever its name \
      says.
      """,
    fix: "Associate the subnet with a table without that route, or rename it.", "R-IGW-5")

  static let mainTableHasInternetRoute = Self(
    .routing, .warning, "a main route table leads to the internet",
    why: """
      Every subnet that is not associated with a table follows the main one: a new subnet is \
      public without anyone having said so.
      """,
    fix: """
      Keep local alone in the main table, and give public subnets a table of their own.
      """, "R-ROUTE-1", "R-IGW-5")

  static let subnetOnMainTable = Self(
    .routing, .info, "a subnet is on the main route table by default",
    why: "Replacing the main table, or changing it, moves the subnet without a word.",
    fix: "Associate the subnet with a table.", "R-ROUTE-1")

  static let routeTableUnused = Self(
    .routing, .warning, "a route table with routes is associated with nothing",
    why: """
      A table has no effect until a subnet or a gateway is associated with it, although the \
      console shows its routes as active; subnets without a table of their own follow the main \
      one.
      """,
    fix: "Associate the subnets that it was written for, or delete the table.", "R-ROUTE-1")

  static let publicAddressUnrouted = Self(
    .routing, .warning, "an interface has a public address and no way to the internet gateway",
    why: """
      Packets from the internet arrive, but the replies don't go back through the internet \
      gateway, so no connection comes about.
      """,
    fix: """
      Lead the subnet's default route to the internet gateway, or take the public address \
      away.
      """, "R-IGW-11", "R-IGW-12")

  static let vpnRouteWithoutPrefix = Self(
    .routing, .warning, "a route leads to a virtual private gateway that knows no such prefix",
    why: "The gateway forwards only to the prefixes of its VPN connections; it drops the rest.",
    fix: """
      Add the prefix to the VPN connection's static routes, or delete the route.
      """, "R-VGW-1", "R-VPN-2")

  static let vpnGatewayUnused = Self(
    .routing, .warning, "no route leads to a virtual private gateway",
    why: """
      No table has a route to the gateway or takes its routes by propagation, so nothing in \
      the VPC can answer the premises.
      """,
    fix: """
      Enable route propagation in the tables of the subnets, or add static routes.
      """, "R-ROUTE-12", "R-PIPE-5")

  static let gatewayTableOneWay = Self(
    .routing, .error,
    "a gateway's route table leads in by an appliance, and the way back misses it",
    why: """
      Both directions must pass the same appliance. Where a gateway's table redirects a \
      subnet, packets that the subnet sends straight to the internet gateway are dropped.
      """,
    fix: """
      Lead the default route of the subnet to the same appliance.
      """, "R-ROUTE-13", "R-ROUTE-15")

  static let privateSubnetOpenOverIPv6 = Self(
    .routing, .warning, "a subnet is private over IPv4 and public over IPv6",
    why: """
      IPv6 addresses are public: with ::/0 to an internet gateway every host of the subnet \
      can be reached, as far as its filters let.
      """,
    fix: "Lead ::/0 to an egress-only internet gateway.", "R-IGW-2", "R-EIGW-1", "R-ROUTE-3")
}
