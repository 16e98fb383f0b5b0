extension LessonDesign {
  /// The files of `Topologies/deny`, to the letter: a test holds them equal.
  static let deny = [
    LessonDesign(
      "Topologies/deny/1-group-only.json5",
      #"""
      // A server for everybody, and somebody who is to be kept out.
      //
      // 198.51.100.0/24 is the unwelcome network. The group can't say so: it knows no rule that denies, and a rule for
      // everybody else would be a list of all other networks.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: ["100 allow all from 0.0.0.0/0"],
                outbound: ["100 allow all to 0.0.0.0/0"],
              },
            },
            // A group's rules only allow. What is to be kept out can be left out, and not be named.
            securityGroups: { web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] } },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
            },
          },
        },
        expectations: [
          "from internet:198.51.100.10 to web-1 tcp 443 delivered",
          "from internet:192.0.2.7 to web-1 tcp 443 delivered",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/deny/2-acl-denies.json5",
      #"""
      // The network ACL denies the unwelcome network before it allows everybody.
      //
      // Rules are read by ascending numbers, and the first that matches decides.
      // Rule 90 keeps the unwelcome out, rule 100 lets the others in.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: [
                  "90 deny all from 198.51.100.0/24",
                  "100 allow all from 0.0.0.0/0",
                ],
                outbound: ["100 allow all to 0.0.0.0/0"],
              },
            },
            // A group's rules only allow. What is to be kept out can be left out, and not be named.
            securityGroups: { web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] } },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
            },
          },
        },
        expectations: [
          "from internet:198.51.100.10 to web-1 tcp 443 dropped at NACL_RULE_DENY",
          "from internet:192.0.2.7 to web-1 tcp 443 delivered",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/deny/3-too-late.json5",
      #"""
      // The same two rules in the other order.
      //
      // Rule 100 matches every packet, so that rule 110 is never read: a rule that denies is not stronger than one that
      // allows, it only has to come first.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: [
                  "100 allow all from 0.0.0.0/0",
                  "110 deny all from 198.51.100.0/24",
                ],
                outbound: ["100 allow all to 0.0.0.0/0"],
              },
            },
            // A group's rules only allow. What is to be kept out can be left out, and not be named.
            securityGroups: { web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] } },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
            },
          },
        },
        expectations: [
          "from internet:198.51.100.10 to web-1 tcp 443 delivered",
        ],
      }

      """#),
  ]
}
