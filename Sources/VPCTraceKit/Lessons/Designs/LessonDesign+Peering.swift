extension LessonDesign {
  /// The files of `Topologies/peering`, to the letter: a test holds them equal.
  static let peering = [
    LessonDesign(
      "Topologies/peering/1-not-transitive.json5",
      #"""
      // Two VPCs that are both peered with a third, and so not with each other.
      //
      // A peering carries packets between its two VPCs and no further. The hub's services are there for both
      // tenants; one tenant can't reach the other, whatever routes or rules it writes for itself.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          hub: {
            cidr: "10.0.0.0/16",
            subnets: { services: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "services" } },
            // A route for each peer: the answers need one as much as the requests do.
            routeTables: {
              services: { routes: { "10.1.0.0/16": "hub-to-blue", "10.2.0.0/16": "hub-to-green" } },
            },
            securityGroups: {
              // Within a Region, a rule may name a group of the peer.
              registry: { inbound: ["tcp 443 from sg:blue/worker", "tcp 443 from sg:green/worker"] },
            },
            instances: { registry: { subnet: "services", securityGroups: ["registry"] } },
          },
          blue: {
            cidr: "10.1.0.0/16",
            subnets: { workers: { cidr: "10.1.1.0/24", az: "us-east-1a", routeTable: "workers" } },
            routeTables: { workers: { routes: { "10.0.0.0/16": "hub-to-blue" } } },
            securityGroups: { worker: { inbound: ["tcp 22 from 10.0.0.0/8"] } },
            instances: { "blue-1": { subnet: "workers", securityGroups: ["worker"] } },
          },
          green: {
            cidr: "10.2.0.0/16",
            subnets: { workers: { cidr: "10.2.1.0/24", az: "us-east-1a", routeTable: "workers" } },
            routeTables: { workers: { routes: { "10.0.0.0/16": "hub-to-green" } } },
            securityGroups: { worker: { inbound: ["tcp 22 from 10.0.0.0/8"] } },
            instances: { "green-1": { subnet: "workers", securityGroups: ["worker"] } },
          },
        },
        peering: {
          "hub-to-blue": { requester: "hub", accepter: "blue" },
          "hub-to-green": { requester: "hub", accepter: "green" },
        },
        expectations: [
          "from blue-1 to registry tcp 443 delivered",
          "from green-1 to registry tcp 443 delivered",
          "from registry to blue-1 tcp 22 delivered",
          "from blue-1 to green-1 tcp 22 dropped at NO_ROUTE",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/peering/2-transit-attempted.json5",
      #"""
      // The tenants try to reach each other through the hub, with routes that look right.
      //
      // Every table has a way there and a way back, and AWS takes the routes without a word. The peering drops the
      // packets all the same, as their far end lies in neither of its two VPCs.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          hub: {
            cidr: "10.0.0.0/16",
            subnets: { services: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "services" } },
            // A route for each peer: the answers need one as much as the requests do.
            routeTables: {
              services: { routes: { "10.1.0.0/16": "hub-to-blue", "10.2.0.0/16": "hub-to-green" } },
            },
            securityGroups: {
              // Within a Region, a rule may name a group of the peer.
              registry: { inbound: ["tcp 443 from sg:blue/worker", "tcp 443 from sg:green/worker"] },
            },
            instances: { registry: { subnet: "services", securityGroups: ["registry"] } },
          },
          blue: {
            cidr: "10.1.0.0/16",
            subnets: { workers: { cidr: "10.1.1.0/24", az: "us-east-1a", routeTable: "workers" } },
            routeTables: { workers: { routes: { "10.0.0.0/16": "hub-to-blue", "10.2.0.0/16": "hub-to-blue" } } },
            securityGroups: { worker: { inbound: ["tcp 22 from 10.0.0.0/8"] } },
            instances: { "blue-1": { subnet: "workers", securityGroups: ["worker"] } },
          },
          green: {
            cidr: "10.2.0.0/16",
            subnets: { workers: { cidr: "10.2.1.0/24", az: "us-east-1a", routeTable: "workers" } },
            routeTables: { workers: { routes: { "10.0.0.0/16": "hub-to-green", "10.1.0.0/16": "hub-to-green" } } },
            securityGroups: { worker: { inbound: ["tcp 22 from 10.0.0.0/8"] } },
            instances: { "green-1": { subnet: "workers", securityGroups: ["worker"] } },
          },
        },
        peering: {
          "hub-to-blue": { requester: "hub", accepter: "blue" },
          "hub-to-green": { requester: "hub", accepter: "green" },
        },
        expectations: [
          "from blue-1 to registry tcp 443 delivered",
          "from blue-1 to green-1 tcp 22 dropped at PEERING_ADDRESS_OUTSIDE_VPC",
          "from green-1 to blue-1 tcp 22 dropped at PEERING_ADDRESS_OUTSIDE_VPC",
        ],
      }

      """#),
  ]
}
