import TopologyModel

extension Topology {
  /// Takes Regions and zones that one of two inputs leaves open for those, or for as open, as in `old`.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepRegions(of old: Topology) {
    for (reference, vpc) in Array(vpcs.resources) {
      guard let was = old.vpcs.resource(at: reference), was.region == nil || vpc.region == nil
      else { continue }
      var kept = vpc
      kept.region = was.region
      vpcs.define(kept, at: reference)
    }
    for (reference, subnet) in Array(subnets.resources) {
      guard let was = old.subnets.resource(at: reference),
        was.availabilityZone == nil || subnet.availabilityZone == nil
      else { continue }
      var kept = subnet
      kept.availabilityZone = was.availabilityZone
      subnets.define(kept, at: reference)
    }
    for (reference, peering) in Array(vpcPeeringConnections.resources) {
      guard let was = old.vpcPeeringConnections.resource(at: reference) else { continue }
      var kept = peering
      kept.requester.keepRegion(of: was.requester)
      kept.accepter.keepRegion(of: was.accepter)
      vpcPeeringConnections.define(kept, at: reference)
    }
  }
}

extension VPCPeeringConnection.Side {
  fileprivate mutating func keepRegion(of other: VPCPeeringConnection.Side) {
    if region == nil || other.region == nil { region = other.region }
  }
}
