extension LessonDesign {
  /// The files of `Topologies/first-vpc`, to the letter: a test holds them equal.
  static let firstVPC = [
    LessonDesign(
      "Topologies/first-vpc/1-no-gateway.json5",
      #"""
      // A first VPC, stage 1 of 5: four subnets and no internet gateway.
      //
      // Every subnet reaches every other: the main route table, which AWS makes with the VPC, holds the route
      // 10.0.0.0/16 -> local. Two subnets are called public, but nothing makes them so: a public address alone
      // is of no use without a gateway that translates it.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            subnets: {
              "private-subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "private-subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1b" },
              "public-subnet-1": { cidr: "10.0.3.0/24", az: "us-east-1a" },
              "public-subnet-2": { cidr: "10.0.4.0/24", az: "us-east-1b" },
            },
            securityGroups: {
              web: { inbound: ["tcp 80 from 0.0.0.0/0", "icmp 8 from 0.0.0.0/0"] },
              db: { inbound: ["tcp 5432 from sg:web"] },
            },
            instances: {
              // Addresses that are left out are the lowest free ones of the subnet.
              "web-1": { subnet: "public-subnet-1", publicIPv4: true, securityGroups: ["web"] },
              "web-2": { subnet: "public-subnet-2", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "private-subnet-1", securityGroups: ["db"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 80 dropped at IGW_NOT_ATTACHED",
          "from web-1 to internet ping dropped at NO_ROUTE",
          "from sg:web to db-1 tcp 5432 delivered",
          "only tcp 5432 from sg:web to sg:db",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/first-vpc/2-gateway-attached.json5",
      #"""
      // A first VPC, stage 2 of 5: an internet gateway is attached.
      //
      // Attaching a gateway changes no route. Requests from the internet do arrive, because the gateway knows
      // web-1's public address; but web-1's subnet has no route for the answer, and so nobody ever sees one.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              "private-subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "private-subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1b" },
              "public-subnet-1": { cidr: "10.0.3.0/24", az: "us-east-1a" },
              "public-subnet-2": { cidr: "10.0.4.0/24", az: "us-east-1b" },
            },
            securityGroups: {
              web: { inbound: ["tcp 80 from 0.0.0.0/0", "icmp 8 from 0.0.0.0/0"] },
              db: { inbound: ["tcp 5432 from sg:web"] },
            },
            instances: {
              // Addresses that are left out are the lowest free ones of the subnet.
              "web-1": { subnet: "public-subnet-1", publicIPv4: true, securityGroups: ["web"] },
              "web-2": { subnet: "public-subnet-2", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "private-subnet-1", securityGroups: ["db"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 80 reply-dropped at NO_ROUTE through my-ig",
          "from web-1 to internet ping dropped at NO_ROUTE avoiding my-ig",
          "from sg:web to db-1 tcp 5432 delivered",
          "only tcp 5432 from sg:web to sg:db",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/first-vpc/3-table-with-local-only.json5",
      #"""
      // A first VPC, stage 3 of 5: the public subnets get a route table of their own.
      //
      // A new route table holds the local route and nothing else, so the subnets can do what they could with
      // the main one: answers to the internet still have no route.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              "private-subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "private-subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1b" },
              "public-subnet-1": { cidr: "10.0.3.0/24", az: "us-east-1a", routeTable: "public" },
              "public-subnet-2": { cidr: "10.0.4.0/24", az: "us-east-1b", routeTable: "public" },
            },
            routeTables: { public: {} },
            securityGroups: {
              web: { inbound: ["tcp 80 from 0.0.0.0/0", "icmp 8 from 0.0.0.0/0"] },
              db: { inbound: ["tcp 5432 from sg:web"] },
            },
            instances: {
              // Addresses that are left out are the lowest free ones of the subnet.
              "web-1": { subnet: "public-subnet-1", publicIPv4: true, securityGroups: ["web"] },
              "web-2": { subnet: "public-subnet-2", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "private-subnet-1", securityGroups: ["db"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 80 reply-dropped at NO_ROUTE through my-ig",
          "from web-1 to internet ping dropped at NO_ROUTE avoiding my-ig",
          "from sg:web to db-1 tcp 5432 delivered",
          "only tcp 5432 from sg:web to sg:db",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/first-vpc/4-table-not-associated.json5",
      #"""
      // A first VPC, stage 4 of 5: a default route, on a table that no subnet uses.
      //
      // The table is right, but a subnet that names no table is on the main one. AWS's console shows the route
      // as active all the same.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              "private-subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "private-subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1b" },
              "public-subnet-1": { cidr: "10.0.3.0/24", az: "us-east-1a" },
              "public-subnet-2": { cidr: "10.0.4.0/24", az: "us-east-1b" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            securityGroups: {
              web: { inbound: ["tcp 80 from 0.0.0.0/0", "icmp 8 from 0.0.0.0/0"] },
              db: { inbound: ["tcp 5432 from sg:web"] },
            },
            instances: {
              // Addresses that are left out are the lowest free ones of the subnet.
              "web-1": { subnet: "public-subnet-1", publicIPv4: true, securityGroups: ["web"] },
              "web-2": { subnet: "public-subnet-2", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "private-subnet-1", securityGroups: ["db"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 80 reply-dropped at NO_ROUTE through my-ig",
          "from web-1 to internet ping dropped at NO_ROUTE avoiding my-ig",
          "from sg:web to db-1 tcp 5432 delivered",
          "only tcp 5432 from sg:web to sg:db",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/first-vpc/5-associated.json5",
      #"""
      // A first VPC, stage 5 of 5: the public subnets are on the table with the default route.
      //
      // A subnet is public when its route table leads to an internet gateway, and for no other reason. web-1
      // and web-2 are reachable now. db-1 is not: its subnet is on the main table, and it has no public address.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              "private-subnet-1": { cidr: "10.0.1.0/24", az: "us-east-1a" },
              "private-subnet-2": { cidr: "10.0.2.0/24", az: "us-east-1b" },
              "public-subnet-1": { cidr: "10.0.3.0/24", az: "us-east-1a", routeTable: "public" },
              "public-subnet-2": { cidr: "10.0.4.0/24", az: "us-east-1b", routeTable: "public" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            securityGroups: {
              web: { inbound: ["tcp 80 from 0.0.0.0/0", "icmp 8 from 0.0.0.0/0"] },
              db: { inbound: ["tcp 5432 from sg:web"] },
            },
            instances: {
              // Addresses that are left out are the lowest free ones of the subnet.
              "web-1": { subnet: "public-subnet-1", publicIPv4: true, securityGroups: ["web"] },
              "web-2": { subnet: "public-subnet-2", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "private-subnet-1", securityGroups: ["db"] },
            },
          },
        },
        expectations: [
          "from internet to sg:web tcp 80 delivered through my-ig, route-table:public",
          "from internet to sg:web only tcp 80, icmp 8",
          "from sg:web to internet tcp 443, ping delivered",
          "from sg:web to db-1 tcp 5432 delivered avoiding my-ig",
          "only tcp 5432 from sg:web to sg:db",
          "from db-1 to internet all dropped at NO_ROUTE",
        ],
      }

      """#),
  ]
}
