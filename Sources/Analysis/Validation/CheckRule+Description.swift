extension CheckRule {
  /// What the rule means: the one source of `--list`, `--explain` and `Docs/checks.md`.
  public var description: Description {
    switch self {
    // Addresses.
    case .vpcBlockSize:
      Description(
        .addresses, .error, "a VPC block has a size that AWS refuses",
        why: """
          An IPv4 block of a VPC is a /16 to a /28, an IPv6 block a /44, /48, /52, /56 or /60. Any \
          other is refused when the VPC is made.
          """,
        fix: """
          Choose a size within the limits. A larger network is made of several blocks or of several \
          VPCs.
          """, "R-CIDR-1", "R-CIDR-11")
    case .vpcBlockForbidden:
      Description(
        .addresses, .error, "a VPC block lies in a range that can't be used",
        why: """
          0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/4 mean "this network", loopback, \
          link-local and multicast to every host; AWS refuses them.
          """,
        fix: "Take a private block: from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
        "R-CIDR-3")
    case .vpcBlockClassE:
      Description(
        .addresses, .warning, "a VPC block lies in 240.0.0.0/4",
        why: """
          The range is reserved. AWS does not say whether it accepts it, and many operating systems \
          and routers drop packets from and to it.
          """,
        fix: "Take a private block, or one of 100.64.0.0/10 if those are used up.", "R-CIDR-3")
    case .vpcBlockUsedByServices:
      Description(
        .addresses, .warning, "a VPC block overlaps 172.17.0.0/16",
        why: """
          Docker's default bridge and AWS services built on it, such as Cloud9 and SageMaker, use \
          172.17.0.0/16 inside the instance: packets for the VPC's own addresses there never leave \
          it.
          """,
        fix: "Take another block, such as 172.18.0.0/16.", "R-CIDR-4")
    case .vpcBlockPublicSpace:
      Description(
        .addresses, .info, "a VPC block is publicly routable space",
        why: """
          AWS never announces it: within the VPC the block is private, and the local route hides the \
          hosts on the internet that really hold these addresses.
          """,
        fix: "Take a private block, unless the range is yours and used nowhere else.", "R-CIDR-5")
    case .vpcBlocksOverlap:
      Description(
        .addresses, .error, "two blocks of one VPC overlap",
        why: "AWS refuses a block that overlaps one that the VPC already has.",
        fix: "Remove one of the two, or choose a block that is free.", "R-CIDR-6")
    case .vpcBlockMixing:
      Description(
        .addresses, .error, "a secondary block may not be added to what the VPC already has",
        why: """
          Which ranges may be added depends on the blocks that a VPC already has, in the order in \
          which they come: a VPC that begins with 10.0.0.0/8 space takes no 172.16.0.0/12, \
          192.168.0.0/16 or 198.19.0.0/16 space, one that begins with public or 100.64.0.0/10 space \
          takes no private space at all.
          """,
        fix: """
          Add a block of the primary block's own range or of 100.64.0.0/10; or make the private \
          block the primary one.
          """, "R-CIDR-7")
    case .vpcBlockCoversRoute:
      Description(
        .addresses, .warning, "a secondary block covers the destination of a route",
        why: """
          AWS refuses to add a block that contains the destination of a route in any table of the \
          VPC. It depends on the order: once the block is there, such a route is refused, or \
          hidden by local where it is propagated.
          """,
        fix: "Delete the route before the block is added, or add a block beside it.",
        "R-CIDR-6", "R-ROUTE-4")
    case .vpcWithoutIPv4Block:
      Description(
        .addresses, .error, "a VPC has no IPv4 block",
        why: "An IPv4 block is mandatory, also for a VPC that is meant for IPv6 alone.",
        fix: "Give the VPC an IPv4 block, however small.", "R-CIDR-11")
    case .vpcOverQuota:
      Description(
        .addresses, .info, "a VPC, a zone or a Region holds more than the quota",
        why: """
          AWS refuses what is over a quota until it is raised: 5 VPCs a Region, 5 IPv4 and 5 IPv6 \
          blocks, 200 subnets, 200 route tables, 200 network ACLs and 50 active peerings a VPC, 5 \
          NAT gateways a zone.
          """,
        fix: "Have the quota raised before you build it, or do with less.", "R-CIDR-18")
    case .subnetSize:
      Description(
        .addresses, .error, "a subnet has a size that AWS refuses",
        why: """
          An IPv4 subnet is a /16 to a /28; in a /28 eleven addresses can be used. An IPv6 subnet is \
          a /44 to a /64 in steps of four.
          """,
        fix: "Choose a size within the limits; /24 and /64 are usual.", "R-CIDR-11", "R-CIDR-12")
    case .subnetOutsideVPC:
      Description(
        .addresses, .error, "a subnet lies outside the blocks of its VPC",
        why: "A subnet is a part of one block of its VPC; AWS refuses any other.",
        fix: "Cut the subnet from one of the VPC's blocks, or add a block to the VPC.",
        "R-CIDR-12")
    case .subnetSpansBlocks:
      Description(
        .addresses, .error, "a subnet spans several blocks of its VPC",
        why: "A subnet lies within one block, even where two blocks of the VPC touch.",
        fix: "Split the subnet at the boundary of the blocks.", "R-CIDR-12")
    case .subnetsOverlap:
      Description(
        .addresses, .error, "two subnets of one VPC overlap",
        why: """
          AWS refuses the second one: an address can belong to one subnet only, since the subnet \
          decides its zone, route table and network ACL.
          """,
        fix: "Move or shrink one of the two.", "R-CIDR-12")
    case .subnetNearlyFull:
      Description(
        .addresses, .warning, "a subnet is running out of addresses",
        why: """
          Fewer than a tenth of the subnet's usable IPv4 addresses are free. When none is left, \
          instances, load balancers, functions and rolling deployments fail to start; a subnet can't \
          be enlarged.
          """,
        fix: """
          Add a subnet in the same zone, from a secondary block if need be, and let new interfaces \
          go there.
          """, "R-CIDR-12", "R-CIDR-13")
    case .connectedVPCsOverlap:
      Description(
        .addresses, .error, "VPCs that are connected overlap",
        why: """
          AWS refuses a peering between VPCs of which any two blocks overlap, as does a Direct \
          Connect gateway to know both, and a transit gateway does not propagate the later VPC's \
          routes. Whatever connects them, the local route wins: neither side can reach the other's \
          addresses in the overlap.
          """,
        fix: """
          Renumber one of the VPCs; or publish single services by PrivateLink or behind a private \
          NAT gateway instead of connecting the VPCs.
          """, "R-CIDR-8", "R-CIDR-9", "R-CIDR-17", "R-PCX-4")
    case .onPremisesOverlapsVPC:
      Description(
        .addresses, .error, "an on-premises network lies within the VPC that it is connected to",
        why: """
          The local route wins for all of the VPC's block, however specific the route to the \
          premises is: these on-premises hosts can't be reached from the VPC.
          """,
        fix: """
          Renumber one of the two, or translate the on-premises addresses with a private NAT \
          gateway.
          """, "R-CIDR-17", "R-ROUTE-4")
    case .onPremisesCoversVPC:
      Description(
        .addresses, .info, "an on-premises network covers the VPC that it is connected to",
        why: """
          A prefix that sums up many networks often covers the VPC as well. The local route wins \
          inside the VPC's block: on-premises hosts in that part can't be reached.
          """,
        fix: "See to it that no host on the premises has an address in the VPC's block.",
        "R-CIDR-17", "R-ROUTE-4")
    case .onPremisesOverlap:
      Description(
        .addresses, .warning, "two on-premises networks on one gateway overlap",
        why: """
          The gateway sends each address to one of them only, by the longest prefix and then by an \
          order that is not yours; a site never gets packets meant for its twin.
          """,
        fix: """
          Renumber one of the sites. Where both connections lead to the same site, give them the \
          same customer gateway or accept the finding: it is a backup.
          """, "R-ROUTE-4", "R-VPN-5")
    case .unconnectedOverlap:
      Description(
        .addresses, .info, "networks that are not connected overlap",
        why: """
          That is legal as long as they stay apart; it rules out peering them, and makes every other \
          connection between them hard.
          """,
        fix: "Renumber one of the two now, if they may ever need to talk.", "R-CIDR-17")
    case .addressOutsideSubnet:
      Description(
        .addresses, .error, "an interface has an address outside its subnet",
        why: "Every address of an interface is one of its subnet; AWS refuses any other.",
        fix: "Take an address of the subnet, or put the interface into the right one.",
        "R-CIDR-15")
    case .addressReserved:
      Description(
        .addresses, .error, "an interface has an address that AWS reserves",
        why: """
          The first four addresses of a subnet and its last one belong to AWS: network, router, DNS, \
          future use, broadcast.
          """,
        fix: "Take another address of the subnet; the first that can be used ends in +4.",
        "R-CIDR-13", "R-CIDR-14")
    case .addressGivenTwice:
      Description(
        .addresses, .error, "an address is given twice in one VPC",
        why: "An address belongs to one interface; AWS refuses the second.",
        fix: "Give one of the two another address.", "R-CIDR-15")
    case .publicAddressGivenTwice:
      Description(
        .addresses, .error, "a public address is given twice",
        why: """
          The internet gateway translates a public address to one private address; only one of the \
          two can have it.
          """,
        fix: "Allocate another Elastic IP address for one of the two.", "R-IGW-2", "R-CIDR-15")

    // Routing.
    case .routeBlackhole:
      Description(
        .routing, .error, "a route leads nowhere",
        why: "Packets that match the route are dropped: it does not fall through to a wider route.",
        fix: """
          Give the route a target that works, or delete it.
          """, "R-ROUTE-9", "R-NAT-13", "R-PCX-4")
    case .routeTargetMissing:
      Description(
        .routing, .warning, "a route's target is not in the input",
        why: """
          What becomes of the route's packets can't be told: the target may be gone, or was not \
          collected.
          """,
        fix: "Add the target to the input, or delete the route.", "R-ROUTE-9")
    case .routeTargetInOtherVPC:
      Description(
        .routing, .error, "a route's target belongs to another VPC",
        why: """
          A route leads to a gateway, interface or peering of its own VPC; AWS refuses any \
          other.
          """,
        fix: """
          Use a target of the table's own VPC; another VPC is reached by peering or a transit \
          gateway.
          """, "R-ROUTE-8")
    case .applianceChecksSourceAndDestination:
      Description(
        .routing, .error, "a route leads to an interface that checks source and destination",
        why: """
          The interface drops every packet that is neither from nor to itself, which is all that \
          the route brings it.
          """,
        fix: """
          Switch the source/destination check of the interface off, as for every NAT instance, \
          firewall or router.
          """, "R-ENI-1", "R-ROUTE-16")
    case .applianceStopped:
      Description(
        .routing, .error, "a route leads to an instance that is not running",
        why: "Packets that match the route are dropped while the instance is stopped.",
        fix: "Start the instance, or point the route elsewhere.", "R-PIPE-1", "R-ROUTE-9")
    case .routeWithinLocalRefused:
      Description(
        .routing, .error, "a route is more specific than local in a way that AWS refuses",
        why: """
          Within the VPC's own blocks a route's destination is the whole block of a subnet, and \
          its target an interface, a NAT gateway or a Gateway Load Balancer endpoint.
          """,
        fix: """
          Write the block of an existing subnet and lead it to an appliance, or delete the \
          route.
          """, "R-ROUTE-5")
    case .propagatedRouteHidden:
      Description(
        .routing, .warning, "a propagated route is hidden by local",
        why: """
          A propagated route within the VPC's blocks loses to local even where it is more \
          specific: the on-premises hosts behind it can't be reached.
          """,
        fix: """
          Renumber the on-premises network, or announce only what lies outside the VPC.
          """, "R-ROUTE-4")
    case .routesOverQuota:
      Description(
        .routing, .warning, "a route table has more routes than the quota",
        why: """
          A table holds 500 routes of each family unless the quota was raised (to 1,000 at \
          most), and 100 propagated ones; a prefix list counts for all the entries that it may have.
          """,
        fix: "Sum routes up, or have the quota raised.", "R-CIDR-18", "R-ROUTE-7")
    case .peeringRouteOneSided:
      Description(
        .routing, .error, "a peering has routes on one side only",
        why: """
          Replies are routed like any packet: without a route back no connection over the \
          peering works.
          """,
        fix: """
          Add a route to the peering in the other VPC's tables. Only traffic through a NAT \
          gateway needs none.
          """, "R-PCX-2", "R-PIPE-5")
    case .peeringUnused:
      Description(
        .routing, .info, "no route uses a peering",
        why: "A peering carries nothing until both VPCs have routes to it.",
        fix: "Add routes in both VPCs, or delete the peering.", "R-PCX-2")
    case .peeringRouteNeedsTransit:
      Description(
        .routing, .error, "a route over a peering needs transit",
        why: """
          A peering carries packets between the two VPCs only: not to the peer's internet \
          gateway, NAT gateway or VPN, and not to the peer's other peers.
          """,
        fix: """
          Peer with the VPC that holds the destination, or use a transit gateway.
          """, "R-PCX-1", "R-PCX-3")
    case .peersOverlap:
      Description(
        .routing, .warning, "two peers of one VPC overlap",
        why: """
          Replies follow the route table and not the way that the request came: those to the \
          overlap go to one of the peers, also when the other asked.
          """,
        fix: """
          Route only what each peer uses by longer prefixes, from subnets with tables of their \
          own; or renumber one peer.
          """, "R-PCX-7", "R-CIDR-17")
    case .natGatewayWithoutInternet:
      Description(
        .routing, .error, "a public NAT gateway has no way out",
        why: """
          A NAT gateway sends what it translates by the route table of its own subnet; without a \
          default route to an internet gateway nothing leaves.
          """,
        fix: """
          Put the NAT gateway into a public subnet, or add the route to the subnet's table.
          """, "R-NAT-1")
    case .natGatewayServesOwnSubnet:
      Description(
        .routing, .error, "a NAT gateway is the default route of its own subnet",
        why: "What the NAT gateway sends comes back to it: the packets loop and are dropped.",
        fix: "Keep NAT gateways in a public subnet, apart from those that they serve.", "R-NAT-11")
    case .natGatewayOfOtherZone:
      Description(
        .routing, .warning,
        "a subnet uses the NAT gateway of another zone although its own has one",
        why: """
          Traffic between zones is charged, and the subnet loses the internet when the other \
          zone fails.
          """,
        fix: "Lead the subnet's default route to the NAT gateway of its own zone.", "R-NAT-10")
    case .internetGatewayUnused:
      Description(
        .routing, .warning, "no route leads to an internet gateway",
        why: """
          An internet gateway that is attached does nothing until a subnet's route table leads \
          to it.
          """,
        fix: """
          Add a route 0.0.0.0/0 (and ::/0) to the table of the public subnets, or detach the \
          gateway.
          """, "R-IGW-5")
    case .subnetNamedPublic:
      Description(
        .routing, .warning, "a subnet named public is private",
        why: "A subnet is public by nothing but a route to an internet gateway in its table.",
        fix: "Associate the subnet with a table that has such a route, or rename it.", "R-IGW-5")
    case .subnetNamedPrivate:
      Description(
        .routing, .warning, "a subnet named private is public",
        why: """
          A route to an internet gateway in its table makes a subnet public, whatever its name \
          says.
          """,
        fix: "Associate the subnet with a table without that route, or rename it.", "R-IGW-5")
    case .mainTableHasInternetRoute:
      Description(
        .routing, .warning, "a main route table leads to the internet",
        why: """
          Every subnet that is not associated with a table follows the main one: a new subnet is \
          public without anyone having said so.
          """,
        fix: """
          Keep local alone in the main table, and give public subnets a table of their own.
          """, "R-ROUTE-1", "R-IGW-5")
    case .subnetOnMainTable:
      Description(
        .routing, .info, "a subnet is on the main route table by default",
        why: "Replacing the main table, or changing it, moves the subnet without a word.",
        fix: "Associate the subnet with a table.", "R-ROUTE-1")
    case .routeTableUnused:
      Description(
        .routing, .warning, "a route table with routes is associated with nothing",
        why: """
          A table has no effect until a subnet or a gateway is associated with it, although the \
          console shows its routes as active; subnets without a table of their own follow the main \
          one.
          """,
        fix: "Associate the subnets that it was written for, or delete the table.", "R-ROUTE-1")
    case .publicAddressUnrouted:
      Description(
        .routing, .warning, "an interface has a public address and no way to the internet gateway",
        why: """
          Packets from the internet arrive, but the replies don't go back through the internet \
          gateway, so no connection comes about.
          """,
        fix: """
          Lead the subnet's default route to the internet gateway, or take the public address \
          away.
          """, "R-IGW-11", "R-IGW-12")
    case .vpnRouteWithoutPrefix:
      Description(
        .routing, .warning, "a route leads to a virtual private gateway that knows no such prefix",
        why: "The gateway forwards only to the prefixes of its VPN connections; it drops the rest.",
        fix: """
          Add the prefix to the VPN connection's static routes, or delete the route.
          """, "R-VGW-1", "R-VPN-2")
    case .vpnGatewayUnused:
      Description(
        .routing, .warning, "no route leads to a virtual private gateway",
        why: """
          No table has a route to the gateway or takes its routes by propagation, so nothing in \
          the VPC can answer the premises.
          """,
        fix: """
          Enable route propagation in the tables of the subnets, or add static routes.
          """, "R-ROUTE-12", "R-PIPE-5")
    case .gatewayTableOneWay:
      Description(
        .routing, .error,
        "a gateway's route table leads in by an appliance, and the way back misses it",
        why: """
          Both directions must pass the same appliance. Where a gateway's table redirects a \
          subnet, packets that the subnet sends straight to the internet gateway are dropped.
          """,
        fix: """
          Lead the default route of the subnet to the same appliance.
          """, "R-ROUTE-13", "R-ROUTE-15")
    case .privateSubnetOpenOverIPv6:
      Description(
        .routing, .warning, "a subnet is private over IPv4 and public over IPv6",
        why: """
          IPv6 addresses are public: with ::/0 to an internet gateway every host of the subnet \
          can be reached, as far as its filters let.
          """,
        fix: "Lead ::/0 to an egress-only internet gateway.", "R-IGW-2", "R-EIGW-1", "R-ROUTE-3")

    // Filters.
    case .aclRuleShadowed:
      Description(
        .filters, .warning, "a rule of a network ACL never matches",
        why: """
          Rules are asked by ascending number, and the first that matches decides: where earlier \
          rules match all of its packets, the rule does nothing.
          """,
        fix: "Give the rule a lower number than those that hide it, or delete it.", "R-NACL-2")
    case .aclBlocksReply:
      Description(
        .filters, .warning, "a network ACL lets requests pass and blocks their replies",
        why: """
          ACLs keep no state: the reply is judged by the rules of the other direction, against \
          the port that the client took for itself. Linux takes it from 32768-61000, Windows \
          from 49152-65535, NAT gateways, load balancers, Lambda and the internet at large from \
          1024-65535.
          """,
        fix: """
          Allow the client's ports in the other direction, for the same addresses.
          """, "R-NACL-6", "R-NACL-13", "R-NACL-18")
    case .aclWithoutIPv6Rules:
      Description(
        .filters, .warning, "a network ACL of a dual-stack subnet has no IPv6 rules",
        why: "IPv4 rules never match IPv6 packets; what no rule matches is denied.",
        fix: """
          Add rules for IPv6 blocks such as ::/0, or take the subnet's IPv6 block away.
          """, "R-NACL-2", "R-NACL-3")
    case .aclUnused:
      Description(
        .filters, .info, "no subnet uses a network ACL",
        why: """
          A subnet that is not associated with an ACL follows the VPC's default one, which \
          allows everything.
          """,
        fix: "Associate the subnets that it was written for, or delete the ACL.", "R-NACL-1")
    case .aclRulesOverQuota:
      Description(
        .filters, .warning, "a network ACL has more rules than the quota",
        why: "An ACL holds 20 rules each way unless the quota was raised, to 40 at most.",
        fix: "Sum blocks up, or have the quota raised.", "R-NACL-15")
    case .groupRuleImplied:
      Description(
        .filters, .info, "a security-group rule adds nothing to the others",
        why: """
          The rules of a group are a union: what another rule allows is allowed. Deleting the \
          narrow rule changes nothing; whoever believes that it is the only one is mistaken.
          """,
        fix: "Delete the narrower rule, or narrow the wider one.", "R-SG-1")
    case .groupReferenceEmpty:
      Description(
        .filters, .warning, "a rule names a group that no interface carries",
        why: """
          A reference matches the private addresses of the interfaces that carry the group; \
          without any it matches nothing.
          """,
        fix: """
          Attach the group to the interfaces that are meant, or name another group.
          """, "R-SG-5", "R-SG-7")
    case .ruleAddressImpossible:
      Description(
        .filters, .warning, "a rule names addresses that cannot occur",
        why: """
          No packet that a filter sees comes from loopback, link-local or multicast addresses, \
          or from a part of the VPC in which there is no subnet: the rule allows nothing. Most \
          often a digit is wrong.
          """,
        fix: "Name the block that is meant, or delete the rule.", "R-CIDR-3", "R-PIPE-7")
    case .groupReferenceLost:
      Description(
        .filters, .warning, "a rule names a group of another VPC, and no path honours it",
        why: """
          A reference to a group of another VPC counts only over an active peering within one \
          Region; across Regions, and without a peering, it matches nothing.
          """,
        fix: "Name the blocks of the other VPC's subnets instead.", "R-SG-6", "R-SG-7", "R-SG-8")
    case .groupReferenceHidden:
      Description(
        .filters, .warning, "a rule names a group whose packets come through a middlebox",
        why: """
          AWS knows which groups a packet's sender carries only where it comes straight from the \
          sender. Behind an appliance or a NAT gateway the rule matches nothing, and does not say so.
          """,
        fix: "Name the blocks of the senders' subnets, or the addresses of the translator.",
        "R-SG-6", "R-ROUTE-16")
    case .groupUnused:
      Description(
        .filters, .info, "no interface carries a security group",
        why: "The group filters nothing; it is easily mistaken for one that does.",
        fix: "Attach it to interfaces, or delete it.", "R-SG-1")
    case .groupRulesOverQuota:
      Description(
        .filters, .warning, "a security group has more rules than the quota",
        why: """
          A group holds 60 rules each way and family unless the quota was raised; a prefix list \
          counts for all the entries that it may have.
          """,
        fix: """
          Sum blocks up, spread the rules over several groups, or have the quota raised.
          """, "R-SG-9")
    case .groupsOverQuota:
      Description(
        .filters, .warning, "an interface carries more groups than the quota",
        why: "An interface carries 5 groups unless the quota was raised, to 16 at most.",
        fix: "Join groups, or have the quota raised.", "R-SG-9")
    case .ipv6WiderThanIPv4:
      Description(
        .filters, .warning, "a group is narrow over IPv4 and open to the world over IPv6",
        why: "Somebody restricted the IPv4 rule and forgot its twin: over IPv6 everybody may come.",
        fix: "Restrict the IPv6 rule in the same way, or delete it.", "R-SG-3")
    case .adminPortOpenToWorld:
      Description(
        .filters, .warning, "a port of administration is open to the internet",
        why: """
          Packets from anywhere reach the port, through route table, network ACL and group, and \
          the replies come back. Such ports are tried by password guessers within minutes.
          """,
        fix: """
          Admit the addresses that administer only, or use Session Manager, EC2 Instance Connect \
          or a VPN.
          """, "R-PIPE-6", "R-SG-1")
    case .databasePortOpenToWorld:
      Description(
        .filters, .warning, "the port of a database is open to the internet",
        why: """
          Packets from anywhere reach the port, through route table, network ACL and group, and \
          the replies come back.
          """,
        fix: """
          Admit the group of the application only, and take the public address away.
          """, "R-PIPE-6", "R-SG-1")

    // Resilience.
    case .natGatewaySingleZone:
      Description(
        .resilience, .info, "a subnet depends on a NAT gateway in another zone",
        why: "When the NAT gateway's zone fails, subnets of other zones lose the internet too.",
        fix: "Add a NAT gateway in each zone, or use a regional one.", "R-NAT-10", "R-NAT-14")
    case .tierInOneZone:
      Description(
        .resilience, .info, "a tier stands in a single zone",
        why: """
          When the zone fails, all interfaces that carry the group fail together, though the VPC \
          has subnets in other zones.
          """,
        fix: "Spread the tier over subnets of several zones.", "R-CIDR-12")

    // Accepted findings.
    case .acceptanceUnknown:
      Description(
        .acceptances, .warning, "a file accepts findings of a rule that there is not",
        why: "The acceptance has no effect: most likely the rule's name is misspelt.",
        fix: "Write the name of a rule; `vpctrace check --list` lists them.")
    case .acceptanceStale:
      Description(
        .acceptances, .info, "a file accepts a finding that there is not",
        why: """
          What was accepted has been mended. An acceptance that stays behind hides the same mistake \
          when it is made again.
          """,
        fix: "Delete the acceptance.")
    }
  }
}
