import Addressing
import Dataplane
import TopologyModel

/// NAT gateways, where they stand and whom they serve (R-NAT-1, R-NAT-10, R-NAT-11).
extension Validator {
  mutating func checkNATGateways() {
    var zonesOfVPC: [Reference<VPC>: [String: Reference<NATGateway>]] = [:]
    for (reference, gateway) in topology.natGateways.resources where gateway.isWorking {
      guard let subnet = gateway.subnet, let vpc = gateway.vpc else { continue }
      if gateway.connectivity == .public { checkWayOut(of: reference, in: subnet) }
      if let zone = topology.subnets[subnet]?.availabilityZone {
        zonesOfVPC[vpc, default: [:]][zone] = reference
      }
    }
    for (reference, subnet) in topology.subnets.resources {
      guard let gateway = gatewayServing(reference) else { continue }
      checkOwnSubnet(reference, gateway)
      checkZone(of: reference, subnet, gateway, zonesOfVPC[subnet.vpc] ?? [:])
    }
  }

  /// The NAT gateway that takes the subnet's way to the internet.
  private func gatewayServing(_ subnet: Reference<Subnet>) -> Reference<NATGateway>? {
    guard case .natGateway(let gateway) = network.target(of: .allIPv4, for: subnet),
      topology.natGateways[gateway]?.isWorking == true
    else { return nil }
    return gateway
  }

  private mutating func checkWayOut(of gateway: Reference<NATGateway>, in subnet: Reference<Subnet>)
  {
    guard network.routeTable(of: subnet) != nil else { return }
    if case .internetGateway = network.target(of: .allIPv4, for: subnet) { return }
    // A gateway that routes to itself is told of by its own rule.
    if network.target(of: .allIPv4, for: subnet) == .natGateway(gateway) { return }
    let (subject, other) = (topology.subject(gateway), topology.subject(subnet))
    report(
      .natGatewayWithoutInternet,
      "\(subject.words) is in \(other.words), which has no default route to an internet gateway",
      subject, other)
  }

  private mutating func checkOwnSubnet(
    _ subnet: Reference<Subnet>, _ gateway: Reference<NATGateway>
  ) {
    guard topology.natGateways[gateway]?.subnet == subnet else { return }
    let (subject, other) = (topology.subject(gateway), topology.subject(subnet))
    report(
      .natGatewayServesOwnSubnet,
      "\(other.words) sends its internet traffic to \(subject.words), which is in that subnet",
      other, subject)
  }

  private mutating func checkZone(
    of reference: Reference<Subnet>, _ subnet: Subnet, _ gateway: Reference<NATGateway>,
    _ gatewaysByZone: [String: Reference<NATGateway>]
  ) {
    guard let zone = subnet.availabilityZone,
      let home = topology.natGateways[gateway]?.subnet,
      let farZone = topology.subnets[home]?.availabilityZone, farZone != zone
    else { return }
    let (subject, other) = (topology.subject(reference), topology.subject(gateway))
    if let near = gatewaysByZone[zone] {
      let nearby = topology.subject(near)
      report(
        .natGatewayOfOtherZone,
        "\(subject.words) in \(zone) uses \(other.words) in \(farZone), although "
          + "\(nearby.words) is in \(zone)", subject, other, nearby)
    } else {
      report(
        .natGatewaySingleZone,
        "\(subject.words) in \(zone) depends on \(other.words) in \(farZone)", subject, other)
    }
  }
}

extension NATGateway {
  fileprivate var isWorking: Bool { state == .available && !isRegional }
}
