extension LessonDesign {
  /// The files of `Topologies/longest-prefix`, to the letter: a test holds them equal.
  static let longestPrefix = [
    LessonDesign(
      "Topologies/longest-prefix/design.json5",
      #"""
      // Many routes that cover a destination, of which the most exact one wins.
      //
      // The office announces 10.0.0.0/8, and by mistake 10.0.2.0/24 too, which is a subnet of this VPC. A propagated
      // route never leads the VPC's own addresses away: `local` wins, although it is less exact. Elsewhere the longest
      // prefix decides alone, and it decides even where it leads nowhere.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          shop: {
            cidr: "10.0.0.0/16",
            vpnGateway: "my-vgw",
            subnets: {
              app: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "app" },
              data: { cidr: "10.0.2.0/24", az: "us-east-1a", routeTable: "app" },
            },
            routeTables: {
              app: {
                propagate: ["my-vgw"],
                routes: {
                  "10.2.0.0/16": "to-partner",
                  // What it led to was deleted, and the route was forgotten.
                  "10.3.0.0/16": "blackhole",
                },
              },
            },
            securityGroups: {
              app: { inbound: [], outbound: ["all to 0.0.0.0/0"] },
              data: { inbound: ["tcp 5432 from sg:app"], outbound: [] },
            },
            instances: {
              "app-1": { subnet: "app", securityGroups: ["app"] },
              "db-1": { subnet: "data", securityGroups: ["data"] },
            },
          },
          partner: {
            cidr: "10.2.0.0/16",
            subnets: { api: { cidr: "10.2.1.0/24", az: "us-east-1a" } },
            routeTables: { main: { routes: { "10.0.0.0/16": "to-partner" } } },
            securityGroups: { api: { inbound: ["tcp 443 from 10.0.0.0/16"], outbound: [] } },
            instances: { "api-1": { subnet: "api", securityGroups: ["api"] } },
          },
        },
        peering: { "to-partner": { requester: "shop", accepter: "partner" } },
        onPremises: { office: { cidrs: ["10.0.0.0/8", "10.0.2.0/24"], via: "my-vgw" } },
        expectations: [
          "from app-1 to db-1 tcp 5432 delivered",
          "from app-1 to api-1 tcp 443 delivered",
          "from app-1 to 10.8.0.5 tcp 443 delivered",
          "from app-1 to 10.3.0.5 tcp 443 dropped at ROUTE_BLACKHOLE",
        ],
      }

      """#)
  ]
}
