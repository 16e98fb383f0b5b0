extension LessonDesign {
  /// The files of `Topologies/main-table`, to the letter: a test holds them equal.
  static let mainTable = [
    LessonDesign(
      "Topologies/main-table/1-main-leads-out.json5",
      #"""
      // The main table leads to the internet, and with it every subnet that names no table.
      //
      // It was convenient for the first subnet. The second was never meant to be public, and is: whoever makes a subnet
      // and forgets the association gets the main table.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a" },
              // No table is named here, so that this subnet uses the main one.
              data: { cidr: "10.0.2.0/24", az: "us-east-1a" },
            },
            routeTables: { main: { routes: { "0.0.0.0/0": "my-ig" } } },
            securityGroups: {
              web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: ["tcp 5432 to sg:data"] },
              data: { inbound: ["tcp 5432 from sg:web"], outbound: ["all to 0.0.0.0/0"] },
            },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "data", publicIPv4: true, securityGroups: ["data"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 443 delivered",
          "from db-1 to internet tcp 443 delivered",
          "from internet to db-1 tcp 5432 dropped at SG_NO_RULE_MATCHES",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/main-table/2-main-is-local.json5",
      #"""
      // The main table is left as AWS made it, with its local route alone.
      //
      // Who is to be public says so, by a table of its own. What is forgotten stays private.
      // The public address of the database is of no use any more.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              web: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public" },
              // No table is named here, so that this subnet uses the main one.
              data: { cidr: "10.0.2.0/24", az: "us-east-1a" },
            },
            routeTables: { public: { routes: { "0.0.0.0/0": "my-ig" } } },
            securityGroups: {
              web: { inbound: ["tcp 443 from 0.0.0.0/0"], outbound: ["tcp 5432 to sg:data"] },
              data: { inbound: ["tcp 5432 from sg:web"], outbound: ["all to 0.0.0.0/0"] },
            },
            instances: {
              "web-1": { subnet: "web", publicIPv4: true, securityGroups: ["web"] },
              "db-1": { subnet: "data", publicIPv4: true, securityGroups: ["data"] },
            },
          },
        },
        expectations: [
          "from internet to web-1 tcp 443 delivered",
          "from db-1 to internet tcp 443 dropped at NO_ROUTE",
        ],
      }

      """#),
  ]
}
