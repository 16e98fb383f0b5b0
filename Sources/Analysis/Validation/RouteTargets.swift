import Addressing
import TopologyModel

/// Whether each route's target takes its packets (R-ROUTE-8, R-ROUTE-9).
extension Validator {
  mutating func checkRouteTargets() {
    for (reference, table) in topology.routeTables.resources {
      for route in table.routes {
        checkTarget(of: route, reference, table)
        checkAppliance(of: route, reference)
      }
    }
  }

  /// The route as findings speak of it.
  func subject(_ route: Route, of table: Reference<RouteTable>) -> Finding.Subject {
    let destination =
      switch route.destination {
      case .block(let block): block.description
      case .prefixList(let list): topology.prefixLists.id(of: list)
      }
    return topology.subject(table).part("route \(destination)", at: route.location)
  }

  private mutating func checkTarget(
    of route: Route, _ reference: Reference<RouteTable>, _ table: RouteTable
  ) {
    let subject = subject(route, of: reference)
    guard let target = topology.subject(route.target) else {
      if route.target == .missing || route.isBlackhole {
        report(.routeBlackhole, "\(subject.words) has no target any more", subject)
      }
      return
    }
    switch fitness(of: route.target, in: table.vpc) {
    case .absent:
      report(
        .routeTargetMissing, "\(subject.words) leads to \(target.words), which the input lacks",
        subject)
    case .elsewhere:
      report(
        .routeTargetInOtherVPC,
        "\(subject.words) leads to \(target.words), which belongs to another VPC", subject, target)
    case .unusable(let state):
      report(
        .routeBlackhole, "\(subject.words) leads to \(target.words), which \(state)", subject,
        target)
    case .fit where route.isBlackhole:
      report(
        .routeBlackhole,
        "\(subject.words) leads to \(target.words), and AWS calls it a blackhole", subject, target)
    case .fit: break
    }
  }

  /// Reports routes to an instance that will not forward (R-ROUTE-16, R-ENI-1).
  private mutating func checkAppliance(of route: Route, _ table: Reference<RouteTable>) {
    guard let reference = topology.interface(of: route.target),
      let interface = topology.networkInterfaces[reference]
    else { return }
    let (subject, appliance) = (subject(route, of: table), topology.subject(reference))
    let isEndpoint = interface.kind != .ordinary
    if interface.checksSourceAndDestination, !isEndpoint {
      report(
        .applianceChecksSourceAndDestination,
        "\(subject.words) leads to \(appliance.words), which still checks source and destination",
        subject, appliance)
    }
    guard let instance = interface.instance, let state = topology.instances[instance]?.state,
      state == .stopped || state == .stopping
    else { return }
    report(
      .applianceStopped,
      "\(subject.words) leads to \(appliance.words), whose instance is \(state.rawValue)", subject,
      appliance)
  }
}

/// What can be said of a route's target.
private enum TargetFitness {
  case fit
  /// The input holds other resources of the kind, and not this one.
  case absent
  case elsewhere
  /// The target's state, to follow "which".
  case unusable(String)
}

extension Validator {
  private func fitness(of target: RouteTarget, in vpc: Reference<VPC>) -> TargetFitness {
    switch target {
    case .local, .unmodelled, .missing: .fit
    case .internetGateway(let gateway):
      fitness(topology.internetGateways[gateway]?.attachments, .internetGateway, in: vpc)
    case .egressOnlyInternetGateway(let gateway):
      fitness(
        topology.egressOnlyInternetGateways[gateway]?.attachments, .egressOnlyInternetGateway,
        in: vpc)
    case .vpnGateway(let gateway):
      fitness(topology.vpnGateways[gateway]?.attachments, .vpnGateway, in: vpc)
    case .natGateway(let gateway): fitness(topology.natGateways[gateway], in: vpc)
    case .vpcPeeringConnection(let peering):
      fitness(topology.vpcPeeringConnections[peering], in: vpc)
    case .networkInterface, .instance:
      fitness(topology.interface(of: target).flatMap { topology.networkInterfaces[$0] }, in: vpc)
    }
  }

  private func absence(of kind: ResourceKind) -> TargetFitness {
    topology.presentKinds.contains(kind) ? .absent : .fit
  }

  private func fitness(
    _ attachments: [GatewayAttachment]?, _ kind: ResourceKind, in vpc: Reference<VPC>
  ) -> TargetFitness {
    guard let attachments else { return absence(of: kind) }
    let live = attachments.filter { $0.isAttached }
    if live.isEmpty { return .unusable("is not attached to a VPC") }
    return live.contains { $0.vpc == vpc } ? .fit : .elsewhere
  }

  private func fitness(_ gateway: NATGateway?, in vpc: Reference<VPC>) -> TargetFitness {
    guard let gateway else { return absence(of: .natGateway) }
    if let own = gateway.vpc, own != vpc { return .elsewhere }
    switch gateway.state {
    case .available, .unknown: return .fit
    case .pending, .failed, .deleting, .deleted:
      return .unusable("is \(gateway.state.rawValue)")
    }
  }

  private func fitness(
    _ peering: VPCPeeringConnection?, in vpc: Reference<VPC>
  ) -> TargetFitness {
    guard let peering else { return absence(of: .vpcPeeringConnection) }
    guard peering.requester.vpc == vpc || peering.accepter.vpc == vpc else { return .elsewhere }
    return peering.status == .active || peering.status == .unknown
      ? .fit : .unusable("is \(peering.status.rawValue)")
  }

  private func fitness(_ interface: NetworkInterface?, in vpc: Reference<VPC>) -> TargetFitness {
    guard let interface else { return absence(of: .networkInterface) }
    if interface.vpc != vpc { return .elsewhere }
    return interface.status == .available ? .unusable("is not attached to an instance") : .fit
  }
}

extension Topology {
  /// The interface that a route leads to, by itself or as an instance's only one.
  func interface(of target: RouteTarget) -> Reference<NetworkInterface>? {
    switch target {
    case .networkInterface(let interface): return interface
    case .instance(let instance):
      let own = networkInterfaces.resources.filter { $0.resource.instance == instance }
      return own.count == 1 ? own[0].reference : nil
    default: return nil
    }
  }
}
