// The lessons on security groups and network ACLs.

extension Lesson {
  static let roundTrip = Lesson(
    name: "round-trip", title: "The round trip",
    summary: "A request and its answer are two packets, and each must get through by itself.",
    steps: [
      Step(
        "Both ways", LessonDesign.roundTrip[0], from: "instance-1", to: "instance-2",
        .tcp(port: 80),
        introduction: [
          "Two instances in two subnets. On its way a packet meets two security groups and two network "
            + "ACLs, and so does the answer."
        ],
        explanation: [
          "The groups have no rule for the answer and need none. The ACLs have one each: the answer goes "
            + "to the port that instance-1 has taken for itself, one of 32768-61000."
        ]),
      Step(
        "Out of subnet 2", LessonDesign.roundTrip[1], from: "instance-1", to: "instance-2",
        .tcp(port: 80), introduction: ["One rule of ACL 2 is changed."],
        explanation: [
          "The rule lets packets to port 80 out. But the answer comes from port 80 and goes to the "
            + "client's port: no rule matches, and the closing rule * denies it."
        ]),
      Step(
        "Into subnet 1", LessonDesign.roundTrip[2], from: "instance-1", to: "instance-2",
        .tcp(port: 80), introduction: ["ACL 2 is as it was. Now look at ACL 1."],
        explanation: [
          "An ACL that lets a request out does not let its answer in. The answer crosses the boundaries "
            + "of both subnets, and each ACL needs a rule for each direction."
        ]),
    ])

  static let ephemeralPorts = Lesson(
    name: "ephemeral-ports", title: "Ephemeral ports",
    summary:
      "An answer goes to a port that the client has chosen, from a range that its system has.",
    steps: [
      Step(
        "A rule for the service's port", LessonDesign.ephemeralPorts[0], from: "internet",
        to: "web-1", .tcp(port: 443),
        introduction: ["The ACL of the web server's subnet allows port 443 in, and port 443 out."],
        explanation: [
          "Rules look at a packet's destination port. The answer's is the client's port: the outbound "
            + "rule for 443 speaks of connections that the server would begin."
        ]),
      Step(
        "A rule for a Linux client", LessonDesign.ephemeralPorts[1], from: "app-1", to: "web-1",
        .tcp(port: 443),
        introduction: ["app-1 is a Linux system in the same VPC. The outbound rule has changed."],
        explanation: ["Linux takes its ports from 32768-61000, and the rule allows all of them."]),
      Step(
        "The same rule, and the internet", LessonDesign.ephemeralPorts[1], from: "internet",
        to: "web-1", .tcp(port: 443),
        introduction: [
          "Who is on the internet? Windows, telephones, and whole offices behind one router."
        ],
        explanation: [
          "Their ports are anywhere from 1024 to 65535. Some are answered and others are not, from one "
            + "connection to the next: a fault that is hard to find."
        ]),
      Step(
        "A rule for everybody", LessonDesign.ephemeralPorts[2], from: "internet", to: "web-1",
        .tcp(port: 443), introduction: ["The outbound rule is widened once more."],
        explanation: [
          "1024-65535 covers every client, NAT gateways and load balancers among them. It opens nothing "
            + "that the security group does not."
        ]),
    ])

  static let statefulAndStateless = Lesson(
    name: "stateful-and-stateless", title: "Stateful and stateless",
    summary: "A security group remembers what it let through, and a network ACL does not.",
    steps: [
      Step(
        "Guarded by a group", LessonDesign.stateful[0], from: "client-1", to: "server-1",
        .tcp(port: 80),
        introduction: [
          "The group of server-1 lets port 80 in, and nothing out: its outbound list is empty. The ACLs on "
            + "the way allow everything."
        ],
        explanation: [
          "The group remembers the request that it let in, and lets the answer out for that. No outbound "
            + "rule is read."
        ]),
      Step(
        "Guarded by an ACL", LessonDesign.stateful[0], from: "client-1", to: "server-2",
        .tcp(port: 80),
        introduction: [
          "Before server-2 an ACL has the same two lists: port 80 in, and nothing out. Its group allows "
            + "everything within the VPC."
        ],
        explanation: [
          "An ACL remembers nothing. To it the answer is a packet on its way out, and its outbound list "
            + "is empty."
        ]),
      Step(
        "A memory of what?", LessonDesign.stateful[0], from: "server-1", to: "client-1",
        .tcp(port: 80),
        introduction: [
          "Say that server-1 has just answered client-1. Now it wants to begin a connection of its own."
        ],
        explanation: [
          "What is remembered is one connection, and not the other side. A new one needs a rule, and the "
            + "outbound list is still empty."
        ]),
    ])

  static let denyNeedsACL = Lesson(
    name: "deny-needs-an-acl", title: "Why deny needs a network ACL",
    summary: "A group's rules only allow; only an ACL can deny, and only in the right order.",
    steps: [
      Step(
        "With a group alone", LessonDesign.deny[0], from: "internet:198.51.100.10", to: "web-1",
        .tcp(port: 443),
        introduction: [
          "The web server is for everybody but 198.51.100.0/24. Its group has a rule for everybody."
        ],
        explanation: [
          "All rules of a group allow, and one that matches is enough. There is no rule that takes a "
            + "part of it back."
        ]),
      Step(
        "With an ACL", LessonDesign.deny[1], from: "internet:198.51.100.10", to: "web-1",
        .tcp(port: 443), introduction: ["The ACL gets a rule that denies."],
        explanation: [
          "An ACL's rules are read by ascending numbers, and the first that matches decides. Rule 90 "
            + "matches before rule 100 is read."
        ]),
      Step(
        "And everybody else?", LessonDesign.deny[1], from: "internet:192.0.2.7", to: "web-1",
        .tcp(port: 443), introduction: ["The same ACL, and a sender from another network."],
        explanation: ["Rule 90 does not match, so rule 100 is read, and allows."]),
      Step(
        "In the other order", LessonDesign.deny[2], from: "internet:198.51.100.10", to: "web-1",
        .tcp(port: 443), introduction: ["The same two rules, with other numbers."],
        explanation: [
          "Rule 100 matches everything, so rule 110 is never read. A rule that denies is not stronger "
            + "than one that allows: it has to come first."
        ]),
    ])

  static let sameSubnet = Lesson(
    name: "same-subnet", title: "Traffic within a subnet",
    summary: "What stays in its subnet meets no network ACL and no route table, but both groups.",
    steps: [
      Step(
        "Neighbours", LessonDesign.roundTrip[3], from: "instance-1", to: "instance-2",
        .tcp(port: 80),
        introduction: ["Both instances are in one subnet, and its ACL has no rule at all."],
        explanation: [
          "A network ACL stands at the boundary of a subnet, and this packet never crosses it. Nor is a "
            + "route table asked: no route can lead traffic between neighbours elsewhere."
        ]),
      Step(
        "The other way", LessonDesign.roundTrip[3], from: "instance-2", to: "instance-1",
        .tcp(port: 80), introduction: ["So is everything allowed between neighbours?"],
        explanation: [
          "The security groups stand at the interfaces, and are always asked. The group of instance-2 "
            + "has no outbound rule."
        ]),
    ])
}
