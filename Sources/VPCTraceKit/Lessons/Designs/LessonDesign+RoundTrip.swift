extension LessonDesign {
  /// The files of `Topologies/round-trip`, to the letter: a test holds them equal.
  static let roundTrip = [
    LessonDesign(
      "Topologies/round-trip/1-both-ways.json5",
      #"""
      // A round trip between two subnets that works.
      //
      // The request passes group, ACL 1, ACL 2, group; the answer passes the same in reverse. The ACLs keep no
      // state, so each must let the answer through by itself: to and from the port that the client's system chose,
      // 32768-61000 on Linux.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              "subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a", networkACL: "acl-1" },
              "subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1a", networkACL: "acl-2" },
            },
            networkACLs: {
              "acl-1": {
                outbound: ["100 allow tcp 80 to 10.0.2.0/24"],
                inbound: ["100 allow tcp 32768-61000 from 10.0.2.0/24"],
              },
              "acl-2": {
                inbound: ["100 allow tcp 80 from 10.0.1.0/24"],
                outbound: ["100 allow tcp 32768-61000 to 10.0.1.0/24"],
              },
            },
            // Groups keep state: an answer to what was let through needs no rule of its own.
            securityGroups: {
              client: { inbound: [], outbound: ["tcp 80 to sg:server"] },
              server: { inbound: ["tcp 80 from sg:client"], outbound: [] },
            },
            instances: {
              "instance-1": { subnet: "subnet-1", privateIPv4: "10.0.1.10", securityGroups: ["client"] },
              "instance-2": { subnet: "subnet-2", privateIPv4: "10.0.2.10", securityGroups: ["server"] },
            },
          },
        },
        expectations: [
          "from instance-1 to instance-2 tcp 80 delivered through acl-1, acl-2",
          "from instance-2 to instance-1 tcp 80 dropped at sg:server",
          "only tcp 80 from instance-1 to instance-2",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/round-trip/2-acl-2-blocks-reply-out.json5",
      #"""
      // The answer is dropped on its way out of subnet 2.
      //
      // ACL 2 lets answers to port 80 out. But an answer comes from port 80; it goes to the client's port.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              "subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a", networkACL: "acl-1" },
              "subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1a", networkACL: "acl-2" },
            },
            networkACLs: {
              "acl-1": {
                outbound: ["100 allow tcp 80 to 10.0.2.0/24"],
                inbound: ["100 allow tcp 32768-61000 from 10.0.2.0/24"],
              },
              "acl-2": {
                inbound: ["100 allow tcp 80 from 10.0.1.0/24"],
                outbound: ["100 allow tcp 80 to 10.0.1.0/24"],
              },
            },
            // Groups keep state: an answer to what was let through needs no rule of its own.
            securityGroups: {
              client: { inbound: [], outbound: ["tcp 80 to sg:server"] },
              server: { inbound: ["tcp 80 from sg:client"], outbound: [] },
            },
            instances: {
              "instance-1": { subnet: "subnet-1", privateIPv4: "10.0.1.10", securityGroups: ["client"] },
              "instance-2": { subnet: "subnet-2", privateIPv4: "10.0.2.10", securityGroups: ["server"] },
            },
          },
        },
        expectations: [
          "from instance-1 to instance-2 tcp 80 reply-dropped at acl-2",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/round-trip/3-acl-1-blocks-reply-in.json5",
      #"""
      // The answer is dropped on its way into subnet 1.
      //
      // ACL 1 has no inbound rule: nothing enters subnet 1, not even answers to what its own hosts asked.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              "subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a", networkACL: "acl-1" },
              "subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1a", networkACL: "acl-2" },
            },
            networkACLs: {
              "acl-1": {
                outbound: ["100 allow tcp 80 to 10.0.2.0/24"],
                inbound: [],
              },
              "acl-2": {
                inbound: ["100 allow tcp 80 from 10.0.1.0/24"],
                outbound: ["100 allow tcp 32768-61000 to 10.0.1.0/24"],
              },
            },
            // Groups keep state: an answer to what was let through needs no rule of its own.
            securityGroups: {
              client: { inbound: [], outbound: ["tcp 80 to sg:server"] },
              server: { inbound: ["tcp 80 from sg:client"], outbound: [] },
            },
            instances: {
              "instance-1": { subnet: "subnet-1", privateIPv4: "10.0.1.10", securityGroups: ["client"] },
              "instance-2": { subnet: "subnet-2", privateIPv4: "10.0.2.10", securityGroups: ["server"] },
            },
          },
        },
        expectations: [
          "from instance-1 to instance-2 tcp 80 reply-dropped at acl-1",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/round-trip/4-one-subnet.json5",
      #"""
      // Both instances are in one subnet, whose ACL lets nothing through.
      //
      // Network ACLs stand at the boundary of a subnet. What stays inside never meets them.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              "subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a", networkACL: "acl-1" },
            },
            networkACLs: { "acl-1": {} },
            // Groups keep state: an answer to what was let through needs no rule of its own.
            securityGroups: {
              client: { inbound: [], outbound: ["tcp 80 to sg:server"] },
              server: { inbound: ["tcp 80 from sg:client"], outbound: [] },
            },
            instances: {
              "instance-1": { subnet: "subnet-1", privateIPv4: "10.0.1.10", securityGroups: ["client"] },
              "instance-2": { subnet: "subnet-1", privateIPv4: "10.0.1.20", securityGroups: ["server"] },
            },
          },
        },
        expectations: [
          "from instance-1 to instance-2 tcp 80 delivered",
        ],
      }

      """#),
  ]
}
