extension CheckRule {
  /// What the rule means: the one source of `--list`, `--explain` and `Docs/checks.md`.
  public var description: Description {
    switch self {
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
    case .vpcWithoutIPv4Block:
      Description(
        .addresses, .error, "a VPC has no IPv4 block",
        why: "An IPv4 block is mandatory, also for a VPC that is meant for IPv6 alone.",
        fix: "Give the VPC an IPv4 block, however small.", "R-CIDR-11")
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
          AWS refuses a peering between VPCs of which any two blocks overlap, and a transit gateway \
          does not propagate the later VPC's routes. Whatever connects them, the local route wins: \
          neither side can reach the other's addresses in the overlap.
          """,
        fix: """
          Renumber one of the VPCs; or publish single services by PrivateLink or behind a private \
          NAT gateway instead of connecting the VPCs.
          """, "R-CIDR-8", "R-CIDR-17", "R-PCX-4")
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
    }
  }
}
