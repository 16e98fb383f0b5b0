// The lessons on who can be reached, and by which way.

extension Lesson {
  static let publicAndPrivate = Lesson(
    name: "public-and-private", title: "Public and private subnets, in five stages",
    summary: "Nothing but a route makes a subnet public, and it takes more than the route.",
    steps: [
      Step(
        "Four subnets and no gateway", LessonDesign.firstVPC[0], from: "internet", to: "web-1",
        .tcp(port: 80),
        introduction: [
          "Two subnets are called public. web-1 has a public address, and its group admits the world on "
            + "port 80."
        ],
        explanation: [
          "A name makes no subnet public, and a public address is of no use without a gateway that "
            + "translates it. Packets come into a VPC by an internet gateway, and there is none."
        ]),
      Step(
        "A gateway is attached", LessonDesign.firstVPC[1], from: "internet", to: "web-1",
        .tcp(port: 80),
        introduction: [
          "An internet gateway is created and attached to the VPC. No route is changed."
        ],
        explanation: [
          "The request comes in: the gateway knows whose public address this is, and asks no route "
            + "table of the subnet. The answer is a packet of its own. It leaves by the table of web-1's "
            + "subnet, and that one knows the VPC's own addresses and nothing else."
        ]),
      Step(
        "The public subnets get a table of their own", LessonDesign.firstVPC[2], from: "internet",
        to: "web-1", .tcp(port: 80),
        introduction: ["Both public subnets are associated with a new route table."],
        explanation: [
          "A new table holds the local route and no more. The subnets have changed from one table "
            + "without a way out to another."
        ]),
      Step(
        "A default route", LessonDesign.firstVPC[3], from: "internet", to: "web-1", .tcp(port: 80),
        introduction: [
          "The table now has a default route to the gateway. Look closely at which subnets use it."
        ],
        explanation: [
          "The route is there, and on a table that no subnet is associated with. What no subnet names, "
            + "no packet asks."
        ]),
      Step(
        "Route and association", LessonDesign.firstVPC[4], from: "internet", to: "web-1",
        .tcp(port: 80), introduction: ["Now the public subnets use the table that has the route."],
        explanation: [
          "Gateway, public address, default route and association: with all four the subnet is public, "
            + "and the answer finds its way out."
        ]),
      Step(
        "And the private subnets?", LessonDesign.firstVPC[4], from: "internet", to: "db-1",
        .tcp(port: 5432),
        introduction: ["The VPC has its internet gateway now. db-1 is in a private subnet."],
        explanation: [
          "db-1 has no public address, so that there is nothing that the internet could send to. Its "
            + "subnet's table would lead no answer out either."
        ]),
    ])

  static let natGateway = Lesson(
    name: "nat-both-ways", title: "A NAT gateway, both ways",
    summary: "Who is behind a NAT gateway can ask and be answered, and can't be asked.",
    steps: [
      Step(
        "From inside", LessonDesign.natGateway[0], from: "app-1", to: "internet", .tcp(port: 443),
        introduction: [
          "app-1 has no public address. Its subnet's default route is the NAT gateway."
        ],
        explanation: [
          "The packet is translated twice: the NAT gateway puts its own private address in place of "
            + "app-1's, and the internet gateway puts the public one in place of that. The answer goes "
            + "the same way back, as the NAT gateway has noted whose packet it was."
        ]),
      Step(
        "From outside", LessonDesign.natGateway[0], from: "internet", to: "203.0.113.5",
        .tcp(port: 443), introduction: ["203.0.113.5 is the NAT gateway's own public address."],
        explanation: [
          "The packet arrives at the gateway, which finds no note of anybody who had asked for it. "
            + "Nothing outside can begin a connection, and there are no ports to forward."
        ]),
      Step(
        "An ACL at the gateway's subnet", LessonDesign.natGateway[1], from: "app-1", to: "internet",
        .tcp(port: 443),
        introduction: [
          "The public subnet gets a network ACL. Somebody knows that the gateway's own ports are "
            + "1024-65535, and lets those in."
        ],
        explanation: [
          "On its way to the gateway the request itself crosses into that subnet, and it still goes to "
            + "port 443. Through a NAT gateway this ACL is asked twice for the request and twice for the "
            + "answer."
        ]),
    ])

  static let mainTable = Lesson(
    name: "main-table", title: "The trap of the main route table",
    summary: "A subnet that names no route table uses the main one, whatever it holds.",
    steps: [
      Step(
        "A convenient main table", LessonDesign.mainTable[0], from: "db-1", to: "internet",
        .tcp(port: 443),
        introduction: ["Nobody gave the subnet of the database a route table."],
        explanation: [
          "A subnet without an association uses the VPC's main table, and this one leads to the "
            + "internet. With a public address the database is on the internet without anybody having "
            + "said so."
        ]),
      Step(
        "What is left", LessonDesign.mainTable[0], from: "internet", to: "db-1", .tcp(port: 5432),
        introduction: ["So its subnet is public. Can the internet reach the database?"],
        explanation: [
          "The packet comes as far as the interface. Of all the layers that should have kept it out, "
            + "the security group is the only one left."
        ]),
      Step(
        "A local main table", LessonDesign.mainTable[1], from: "db-1", to: "internet",
        .tcp(port: 443),
        introduction: [
          "The main table is left as AWS made it, and the web server's subnet names a table of its own."
        ],
        explanation: [
          "What is forgotten stays private now. Keep the main table local, and associate every subnet "
            + "with a table of its own."
        ]),
    ])

  static let peering = Lesson(
    name: "peering", title: "Peering is not transitive",
    summary: "A peering connection carries packets between its own two VPCs, and no further.",
    steps: [
      Step(
        "To the hub", LessonDesign.peering[0], from: "blue-1", to: "registry", .tcp(port: 443),
        introduction: ["Two tenants, blue and green, are peered with a hub."],
        explanation: [
          "Both sides have a route to each other: the answer needs one as much as the request. Within a "
            + "Region a rule may even name a group of the peer."
        ]),
      Step(
        "Through the hub", LessonDesign.peering[0], from: "blue-1", to: "green-1", .tcp(port: 22),
        introduction: ["Both tenants are peered with the hub. Are they peered with each other?"],
        explanation: [
          "Blue's table has no route to green's addresses, and so the packet goes nowhere."
        ]),
      Step(
        "With routes", LessonDesign.peering[1], from: "blue-1", to: "green-1", .tcp(port: 22),
        introduction: [
          "Both tenants now route each other's addresses to the hub. AWS accepts that."
        ],
        explanation: [
          "The packet reaches the peering connection, and ends there: one of its ends must be in each of "
            + "the two VPCs. A transit gateway carries what peering does not."
        ]),
    ])

  static let longestPrefix = Lesson(
    name: "longest-prefix", title: "The longest prefix, and local",
    summary: "The most exact route wins, even one that leads nowhere; only local beats it.",
    steps: [
      Step(
        "Inside the VPC", LessonDesign.longestPrefix[0], from: "app-1", to: "db-1",
        .tcp(port: 5432),
        introduction: [
          "db-1 is at 10.0.2.4. The office announces 10.0.0.0/8, and 10.0.2.0/24 too, and the table takes "
            + "over both."
        ],
        explanation: [
          "By its prefix the office's 10.0.2.0/24 is more exact than local. But a propagated route never "
            + "takes the VPC's own addresses away: for those, local wins."
        ]),
      Step(
        "To the partner", LessonDesign.longestPrefix[0], from: "app-1", to: "api-1",
        .tcp(port: 443),
        introduction: [
          "api-1 is at 10.2.1.4, which 10.0.0.0/8 covers as well as 10.2.0.0/16 does."
        ],
        explanation: [
          "The longer prefix wins: the packet goes to the partner and not to the office."
        ]),
      Step(
        "To the office", LessonDesign.longestPrefix[0], from: "app-1", to: "10.8.0.5",
        .tcp(port: 443), introduction: ["Which routes cover 10.8.0.5?"],
        explanation: ["Only 10.0.0.0/8 does. What nothing more exact claims is the office's."]),
      Step(
        "Nowhere", LessonDesign.longestPrefix[0], from: "app-1", to: "10.3.0.5", .tcp(port: 443),
        introduction: [
          "The target of 10.3.0.0/16 was deleted. The office's 10.0.0.0/8 covers the address as well."
        ],
        explanation: [
          "A route whose target is gone still wins by its prefix, and drops what it catches. Nothing falls "
            + "through to a wider one."
        ]),
    ])
}
