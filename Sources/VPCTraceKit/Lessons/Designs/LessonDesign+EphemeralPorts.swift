extension LessonDesign {
  /// The files of `Topologies/ephemeral-ports`, to the letter: a test holds them equal.
  static let ephemeralPorts = [
    LessonDesign(
      "Topologies/ephemeral-ports/1-service-port.json5",
      #"""
      // The answers' rule names the service's port.
      //
      // An answer comes from port 443. It goes to the port that the client has taken for itself, and that is what a
      // rule looks at.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
              app: { cidr: "10.0.2.0/24", az: "us-east-1a" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
                outbound: ["100 allow tcp 443 to 0.0.0.0/0"],
              },
            },
            securityGroups: {
              web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] },
              app: { inbound: [], outbound: ["tcp 443 to 10.0.0.0/16"] },
            },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
              // A Linux system, which takes its ports from 32768 to 61000.
              "app-1": { subnet: "app", securityGroups: ["app"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 443 reply-dropped at NACL_DEFAULT_DENY",
          "from app-1 to web-1 tcp 443 reply-dropped at NACL_DEFAULT_DENY",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/ephemeral-ports/2-linux-ports.json5",
      #"""
      // The answers' rule names the ports of Linux clients.
      //
      // That is enough for clients whose system is known. Clients on the internet take their ports from 1024 to 65535,
      // each system from a range of its own: some are answered, others are not.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
              app: { cidr: "10.0.2.0/24", az: "us-east-1a" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
                outbound: ["100 allow tcp 32768-61000 to 0.0.0.0/0"],
              },
            },
            securityGroups: {
              web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] },
              app: { inbound: [], outbound: ["tcp 443 to 10.0.0.0/16"] },
            },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
              // A Linux system, which takes its ports from 32768 to 61000.
              "app-1": { subnet: "app", securityGroups: ["app"] },
            },
          },
        },
        expectations: [
          "from app-1 to web-1 tcp 443 delivered",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/ephemeral-ports/3-all-client-ports.json5",
      #"""
      // The answers' rule names the ports of all clients.
      //
      // 1024-65535 covers whatever a client's system may take, and NAT gateways and load balancers too.
      // Nothing listens there that the group would let in.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "web" },
              app: { cidr: "10.0.2.0/24", az: "us-east-1a" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            networkACLs: {
              web: {
                inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
                outbound: ["100 allow tcp 1024-65535 to 0.0.0.0/0"],
              },
            },
            securityGroups: {
              web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [] },
              app: { inbound: [], outbound: ["tcp 443 to 10.0.0.0/16"] },
            },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
              // A Linux system, which takes its ports from 32768 to 61000.
              "app-1": { subnet: "app", securityGroups: ["app"] },
            },
          },
        },
        expectations: [
          "from app-1 to web-1 tcp 443 delivered",
          "from internet to web-1 tcp 443 delivered",
        ],
      }

      """#),
  ]
}
