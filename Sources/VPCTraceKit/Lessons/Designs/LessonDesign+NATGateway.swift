extension LessonDesign {
  /// The files of `Topologies/nat-gateway`, to the letter: a test holds them equal.
  static let natGateway = [
    LessonDesign(
      "Topologies/nat-gateway/1-one-way-in.json5",
      #"""
      // A private subnet that reaches the internet, and that the internet does not reach.
      //
      // The NAT gateway puts its own address in place of the sender's and notes whose packet it was. Answers find their
      // way by that note; what nobody asked for finds none.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              // The NAT gateway's subnet leads to the internet gateway, the application's to the NAT gateway.
              public: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public" },
              private: { cidr: "10.0.2.0/24", az: "us-east-1a", routeTable: "private" },
            },
            routeTables: {
              public: { routes: { "0.0.0.0/0": "my-ig" } },
              private: { routes: { "0.0.0.0/0": "my-nat" } },
            },
            natGateways: {
              "my-nat": { subnet: "public", privateIPv4: "10.0.1.5", publicIPv4: "203.0.113.5" },
            },
            securityGroups: { app: { inbound: [], outbound: ["all to 0.0.0.0/0"] } },
            instances: { "app-1": { subnet: "private", securityGroups: ["app"] } },
          },
        },
        expectations: [
          "from app-1 to internet tcp 443 delivered",
          "from app-1 to internet ping delivered",
          "from internet to 203.0.113.5 tcp 443 dropped at NAT_UNSOLICITED",
          "from internet to app-1 tcp 443 dropped at NO_PUBLIC_ADDRESS",
        ],
      }

      """#),
    LessonDesign(
      "Topologies/nat-gateway/2-first-leg-refused.json5",
      #"""
      // The ACL of the NAT gateway's subnet lets answers in, and the requests not.
      //
      // Through a NAT gateway a request crosses that subnet's boundary twice, and so does its answer. On the first
      // crossing the packet still goes to port 443: a rule for the gateway's own ports is not enough.
      {
        $schema: "../../Docs/topology.schema.json",
        region: "us-east-1",
        vpcs: {
          "my-vpc": {
            cidr: "10.0.0.0/16",
            internetGateway: "my-ig",
            subnets: {
              // The NAT gateway's subnet leads to the internet gateway, the application's to the NAT gateway.
              public: { cidr: "10.0.1.0/24", az: "us-east-1a", routeTable: "public", networkACL: "nat" },
              private: { cidr: "10.0.2.0/24", az: "us-east-1a", routeTable: "private" },
            },
            routeTables: {
              public: { routes: { "0.0.0.0/0": "my-ig" } },
              private: { routes: { "0.0.0.0/0": "my-nat" } },
            },
            natGateways: {
              "my-nat": { subnet: "public", privateIPv4: "10.0.1.5", publicIPv4: "203.0.113.5" },
            },
            networkACLs: {
              nat: {
                inbound: ["100 allow tcp 1024-65535 from 0.0.0.0/0"],
                outbound: ["100 allow all to 0.0.0.0/0"],
              },
            },
            securityGroups: { app: { inbound: [], outbound: ["all to 0.0.0.0/0"] } },
            instances: { "app-1": { subnet: "private", securityGroups: ["app"] } },
          },
        },
        expectations: [
          "from app-1 to internet tcp 443 dropped at NACL_DEFAULT_DENY",
        ],
      }

      """#),
  ]
}
