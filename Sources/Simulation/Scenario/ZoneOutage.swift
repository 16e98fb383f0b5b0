public import TopologyModel

/// What an availability zone takes down with it when it fails, and what that was before.
public struct ZoneOutage: Hashable, Sendable {
  public let zone: String
  /// Those with an interface in the zone.
  public private(set) var instances: [Reference<Instance>: Instance.State] = [:]
  /// The zonal ones.
  public private(set) var natGateways: [Reference<NATGateway>: NATGateway.State] = [:]

  init(of zone: String, in topology: Topology) {
    self.zone = zone
    for (_, interface) in topology.networkInterfaces.resources
    where topology.subnets[interface.subnet]?.availabilityZone == zone {
      guard let instance = interface.instance else { continue }
      instances[instance] = topology.instances[instance]?.state
    }
    for (reference, gateway) in topology.natGateways.resources {
      let own = gateway.subnet.flatMap { topology.subnets[$0]?.availabilityZone }
      if own == zone { natGateways[reference] = gateway.state }
    }
  }

  func begin(in topology: inout Topology) {
    for instance in instances.keys { topology.instances.change(instance) { $0.state = .stopped } }
    for gateway in natGateways.keys { topology.natGateways.change(gateway) { $0.state = .failed } }
  }

  /// Brings back what is still down, and was not before.
  func end(in topology: inout Topology) {
    for (instance, state) in instances where topology.instances[instance]?.state == .stopped {
      topology.instances.change(instance) { $0.state = state }
    }
    for (gateway, state) in natGateways where topology.natGateways[gateway]?.state == .failed {
      topology.natGateways.change(gateway) { $0.state = state }
    }
  }
}
