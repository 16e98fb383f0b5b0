/// Blocks, subnets and addresses.
extension CheckRule.Description {
  static let vpcBlockSize = Self(
    .addresses, .error, "a VPC block has a size that AWS refuses",
    why: """
      An IPv4 block of a VPC is a /16 to a /28, an IPv6 block a /44, /48, /52, /56 or /60. Any \
      other is refused when the VPC is made.
      """,
    fix: """
      Choose a size within the limits. A larger network is made of several blocks or of several \
      VPCs.
      """, "R-CIDR-1", "R-CIDR-11")

  static let vpcBlockForbidden = Self(
    .addresses, .error, "a VPC block lies in a range that can't be used",
    why: """
      0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/4 mean "this network", loopback, \
      link-local and multicast to every host; AWS refuses them.
      """,
    fix: "Take a private block: from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    "R-CIDR-3")

  static let vpcBlockClassE = Self(
    .addresses, .warning, "a VPC block lies in 240.0.0.0/4",
    why: """
      The range is reserved. AWS does not say whether it accepts it, and many operating systems \
      and routers drop packets from and to it.
      """,
    fix: "Take a private block, or one of 100.64.0.0/10 if those are used up.", "R-CIDR-3")

  static let vpcBlockUsedByServices = Self(
    .addresses, .warning, "a VPC block overlaps 172.17.0.0/16",
    why: """
      Docker's default bridge and AWS services built on it, such as Cloud9 and SageMaker, use \
      172.17.0.0/16 inside the instance: packets for the VPC's own addresses there never leave \
      it.
      """,
    fix: "Take another block, such as 172.18.0.0/16.", "R-CIDR-4")

  static let vpcBlockPublicSpace = Self(
    .addresses, .info, "a VPC block is publicly routable space",
    why: """
      AWS never announces it: within the VPC the block is private, and the local route hides the \
      hosts on the internet that really hold these addresses.
      """,
    fix: "Take a private block, unless the range is yours and used nowhere else.", "R-CIDR-5")

  static let vpcBlocksOverlap = Self(
    .addresses, .error, "two blocks of one VPC overlap",
    why: "AWS refuses a block that overlaps one that the VPC already has.",
    fix: "Remove one of the two, or choose a block that is free.", "R-CIDR-6")

  static let vpcBlockMixing = Self(
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

  static let vpcBlockCoversRoute = Self(
    .addresses, .warning, "a secondary block covers the destination of a route",
    why: """
      AWS refuses to add a block that contains the destination of a route in any table of the \
      VPC. It depends on the order: once the block is there, such a route is refused, or \
      hidden by local where it is propagated.
      """,
    fix: "Delete the route before the block is added, or add a block beside it.",
    "R-CIDR-6", "R-ROUTE-4")

  static let vpcWithoutIPv4Block = Self(
    .addresses, .error, "a VPC has no IPv4 block",
    why: "An IPv4 block is mandatory, also for a VPC that is meant for IPv6 alone.",
    fix: "Give the VPC an IPv4 block, however small.", "R-CIDR-11")

  static let vpcOverQuota = Self(
    .addresses, .info, "a VPC, a zone or a Region holds more than the quota",
    why: """
      AWS refuses what is over a quota until it is raised: 5 VPCs a Region, 5 IPv4 and 5 IPv6 \
      blocks, 200 subnets, 200 route tables, 200 network ACLs and 50 active peerings a VPC, 5 \
      NAT gateways a zone.
      """,
    fix: "Have the quota raised before you build it, or do with less.", "R-CIDR-18")

  static let subnetSize = Self(
    .addresses, .error, "a subnet has a size that AWS refuses",
    why: """
      An IPv4 subnet is a /16 to a /28; in a /28 eleven addresses can be used. An IPv6 subnet is \
      a /44 to a /64 in steps of four.
      """,
    fix: "Choose a size within the limits; /24 and /64 are usual.", "R-CIDR-11", "R-CIDR-12")

  static let subnetOutsideVPC = Self(
    .addresses, .error, "a subnet lies outside the blocks of its VPC",
    why: "A subnet is a part of one block of its VPC; AWS refuses any other.",
    fix: "Cut the subnet from one of the VPC's blocks, or add a block to the VPC.",
    "R-CIDR-12")

  static let subnetSpansBlocks = Self(
    .addresses, .error, "a subnet spans several blocks of its VPC",
    why: "A subnet lies within one block, even where two blocks of the VPC touch.",
    fix: "Split the subnet at the boundary of the blocks.", "R-CIDR-12")

  static let subnetsOverlap = Self(
    .addresses, .error, "two subnets of one VPC overlap",
    why: """
      AWS refuses the second one: an address can belong to one subnet only, since the subnet \
      decides its zone, route table and network ACL.
      """,
    fix: "Move or shrink one of the two.", "R-CIDR-12")

  static let subnetNearlyFull = Self(
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

  static let connectedVPCsOverlap = Self(
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

  static let onPremisesOverlapsVPC = Self(
    .addresses, .error, "an on-premises network lies within the VPC that it is connected to",
    why: """
      The local route wins for all of the VPC's block, however specific the route to the \
      premises is: these on-premises hosts can't be reached from the VPC.
      """,
    fix: """
      Renumber one of the two, or translate the on-premises addresses with a private NAT \
      gateway.
      """, "R-CIDR-17", "R-ROUTE-4")

  static let onPremisesCoversVPC = Self(
    .addresses, .info, "an on-premises network covers the VPC that it is connected to",
    why: """
      A prefix that sums up many networks often covers the VPC as well. The local route wins \
      inside the VPC's block: on-premises hosts in that part can't be reached.
      """,
    fix: "See to it that no host on the premises has an address in the VPC's block.",
    "R-CIDR-17", "R-ROUTE-4")

  static let onPremisesOverlap = Self(
    .addresses, .warning, "two on-premises networks on one gateway overlap",
    why: """
      The gateway sends each address to one of them only, by the longest prefix and then by an \
      order that is not yours; a site never gets packets meant for its twin.
      """,
    fix: """
      Renumber one of the sites. Where both connections lead to the same site, give them the \
      same customer gateway or accept the finding: it is a backup.
      """, "R-ROUTE-4", "R-VPN-5")

  static let unconnectedOverlap = Self(
    .addresses, .info, "networks that are not connected overlap",
    why: """
      That is legal as long as they stay apart; it rules out peering them, and makes every other \
      connection between them hard.
      """,
    fix: "Renumber one of the two now, if they may ever need to talk.", "R-CIDR-17")

  static let addressOutsideSubnet = Self(
    .addresses, .error, "an interface has an address outside its subnet",
    why: "Every address of an interface is one of its subnet; AWS refuses any other.",
    fix: "Take an address of the subnet, or put the interface into the right one.",
    "R-CIDR-15")

  static let addressReserved = Self(
    .addresses, .error, "an interface has an address that AWS reserves",
    why: """
      The first four addresses of a subnet and its last one belong to AWS: network, router, DNS, \
      future use, broadcast.
      """,
    fix: "Take another address of the subnet; the first that can be used ends in +4.",
    "R-CIDR-13", "R-CIDR-14")

  static let addressGivenTwice = Self(
    .addresses, .error, "an address is given twice in one VPC",
    why: "An address belongs to one interface; AWS refuses the second.",
    fix: "Give one of the two another address.", "R-CIDR-15")

  static let publicAddressGivenTwice = Self(
    .addresses, .error, "a public address is given twice",
    why: """
      The internet gateway translates a public address to one private address; only one of the \
      two can have it.
      """,
    fix: "Allocate another Elastic IP address for one of the two.", "R-IGW-2", "R-CIDR-15")
}
