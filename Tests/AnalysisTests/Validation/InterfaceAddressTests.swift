import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Addresses of interfaces")
struct InterfaceAddressTests {
  @Test(arguments: [
    CheckCase.fires(
      .addressOutsideSubnet,
      "10.0.2.10 of interface web is outside subnet s, which is 10.0.1.0/24"
    ) { $0.interface("web", "10.0.2.10", in: subnet(&$0)) },
    .fires(
      .addressOutsideSubnet,
      "2001:db8::5 of interface web is outside subnet s, which has no IPv6 block"
    ) { $0.interface("web", "10.0.1.10", "2001:db8::5", in: subnet(&$0)) },
    .fires(
      .addressOutsideSubnet, "10.0.3.5 of NAT gateway nat is outside subnet s, which is 10.0.1.0/24"
    ) { _ = $0.natGateway("nat", "10.0.3.5", public: "203.0.113.1", in: subnet(&$0)) },
    .passes(.addressOutsideSubnet, "the first and the last that can be used") {
      $0.interface("web", "10.0.1.4", "10.0.1.254", in: subnet(&$0))
    },
  ])
  func `R-CIDR-15: addresses lie in the subnet`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .addressReserved,
      "10.0.1.0 of interface web is the address of the subnet itself in 10.0.1.0/24 of subnet s",
      "10.0.1.1 of interface web is the subnet's router in 10.0.1.0/24 of subnet s",
      "10.0.1.2 of interface web is reserved for DNS in 10.0.1.0/24 of subnet s",
      "10.0.1.255 of interface web is the broadcast address in 10.0.1.0/24 of subnet s",
      "10.0.1.3 of interface web is reserved by AWS for future use in 10.0.1.0/24 of subnet s"
    ) {
      $0.interface(
        "web", "10.0.1.0", "10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.255", in: subnet(&$0))
    },
    .passes(.addressReserved, "+4 and the last but one") {
      $0.interface("web", "10.0.1.4", "10.0.1.254", in: subnet(&$0))
    },
    .fires(
      .addressReserved,
      "2001:db8::1 of interface web is the subnet's router in 2001:db8::/64 of subnet s"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16", "2001:db8::/56")
      let subnet = $0.subnet("s", "10.0.1.0/24", "2001:db8::/64", in: vpc)
      $0.interface("web", "10.0.1.4", "2001:db8::1", "2001:db8::4", in: subnet)
    },
  ])
  func `R-CIDR-13, R-CIDR-14: reserved addresses`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .addressGivenTwice, "10.0.1.10 of interface b is already given to interface a"
    ) {
      let subnet = subnet(&$0)
      $0.interface("a", "10.0.1.10", in: subnet)
      $0.interface("b", "10.0.1.10", in: subnet)
    },
    .fires(.addressGivenTwice, "10.0.1.10 of interface a is given twice to the same interface") {
      $0.interface("a", "10.0.1.10", "10.0.1.10", in: subnet(&$0))
    },
    .fires(
      .addressGivenTwice, "10.0.1.20 of interface b overlaps 10.0.1.16/28 of interface a"
    ) {
      let subnet = subnet(&$0)
      let prefix = $0.block("10.0.1.16/28")
      $0.interface("a", "10.0.1.10", in: subnet) { $0.prefixes = [prefix] }
      $0.interface("b", "10.0.1.20", in: subnet)
    },
    .fires(.addressGivenTwice, "10.0.1.10 of NAT gateway nat is already given to interface a") {
      let subnet = subnet(&$0)
      $0.interface("a", "10.0.1.10", in: subnet)
      _ = $0.natGateway("nat", "10.0.1.10", in: subnet)
    },
    .passes(.addressGivenTwice, "a NAT gateway's own interface; the same address in another VPC") {
      let subnet = subnet(&$0)
      $0.interface("nat-eni", "10.0.1.10", in: subnet) { $0.kind = .natGateway }
      _ = $0.natGateway("nat", "10.0.1.10", in: subnet)
      let other = $0.vpc("w", "10.0.0.0/16")
      let twin = $0.subnet("t", "10.0.1.0/24", in: other)
      $0.interface("b", "10.0.1.10", in: twin)
    },
  ])
  func `R-CIDR-15: addresses given twice`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .publicAddressGivenTwice,
      "203.0.113.1 is given to 10.0.1.11 of interface b and to 10.0.1.10 of interface a"
    ) {
      let subnet = subnet(&$0)
      $0.interface("a", "10.0.1.10=203.0.113.1", in: subnet)
      $0.interface("b", "10.0.1.11=203.0.113.1", in: subnet)
    },
    .fires(
      .publicAddressGivenTwice,
      "203.0.113.1 is given to 10.0.1.20 of NAT gateway nat and to 10.0.1.10 of interface a"
    ) {
      let subnet = subnet(&$0)
      $0.interface("a", "10.0.1.10=203.0.113.1", in: subnet)
      _ = $0.natGateway("nat", "10.0.1.20", public: "203.0.113.1", in: subnet)
    },
    .passes(.publicAddressGivenTwice, "an interface, its NAT gateway and its Elastic IP agree") {
      let subnet = subnet(&$0)
      $0.interface("nat-eni", "10.0.1.20=203.0.113.1", in: subnet) { $0.kind = .natGateway }
      _ = $0.natGateway("nat", "10.0.1.20", public: "203.0.113.1", in: subnet)
      var address = ElasticIP(publicAddress: $0.address("203.0.113.1"))
      address.privateAddress = $0.address("10.0.1.20")
      $0.topology.elasticIPs = [address]
    },
  ])
  func `R-IGW-2: public addresses given twice`(_ example: CheckCase) { example.verify() }

  private static func subnet(_ sketch: inout Sketch) -> Reference<Subnet> {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    return sketch.subnet("s", "10.0.1.0/24", in: vpc)
  }
}
