extension LessonDesign {
  /// The files of `Topologies/stateful`, to the letter: a test holds them equal.
  static let stateful = [
    LessonDesign(
      "Topologies/stateful/design.json5",
      #"""
      // One filter that remembers, and one that does not.
      //
      // Server 1 is guarded by its group: port 80 in, and nothing out. Server 2 is guarded by its subnet's network ACL,
      // with the same two lists. The first can answer, as a group lets the answers pass to what it let in. The second
      // can't: an ACL takes the answer for a packet like any other, and has no rule for it.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              clients: { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "by-group": { cidr: "10.0.2.0/24", az: "us-east-1a" },
              "by-acl": { cidr: "10.0.3.0/24", az: "us-east-1a", networkACL: "web-only" },
            },
            networkACLs: {
              "web-only": { inbound: ["100 allow tcp 80 from 10.0.0.0/16"], outbound: [] },
            },
            securityGroups: {
              client: { inbound: [], outbound: ["all to 0.0.0.0/0"] },
              "web-only": { inbound: ["tcp 80 from 10.0.0.0/16"], outbound: [] },
              neighbours: { inbound: ["all from 10.0.0.0/16"], outbound: ["all to 10.0.0.0/16"] },
            },
            instances: {
              "client-1": { subnet: "clients", privateIPv4: "10.0.1.10", securityGroups: ["client"] },
              "server-1": { subnet: "by-group", privateIPv4: "10.0.2.10", securityGroups: ["web-only"] },
              "server-2": { subnet: "by-acl", privateIPv4: "10.0.3.10", securityGroups: ["neighbours"] },
            },
          },
        },
        expectations: [
          "from client-1 to server-1 tcp 80 delivered",
          "from client-1 to server-2 tcp 80 reply-dropped at NACL_DEFAULT_DENY",
          "from server-1 to client-1 tcp 80 dropped at SG_HAS_NO_RULES",
        ],
      }

      """#)
  ]
}
