import SourceText
import TopologyModel

extension TerraformBuilder {
  /// Keeps network resources that no packet is walked through, and says which they are.
  mutating func buildUnmodelled() {
    var addresses: [String] = []
    for (index, resource) in design.resources.enumerated() where !resource.isData {
      guard let kind = TerraformBuilder.unmodelledKind(of: resource.type) else { continue }
      addresses.append(resource.address)
      topology.unmodelled.define(
        UnmodelledResource(
          kind: kind, id: resource.address,
          name: nameTag(index) ?? linker.known("name", of: resource.attributes),
          location: location(index)),
        at: topology.unmodelled.mention(resource.address))
    }
    report(addresses)
  }

  private mutating func report(_ addresses: [String]) {
    guard !addresses.isEmpty else { return }
    let resources = addresses.count == 1 ? "resource is" : "resources are"
    reader.problems.report(
      Diagnostic(
        .note, .resourcesNotModelled,
        "\(addresses.count) network \(resources) not modelled, and packets that need one end "
          + "undetermined: \(addresses.joined(separator: ", "))"))
  }

  /// Longer prefixes stand before those that they begin with.
  private static let families: [(prefix: String, kind: ResourceKind)] = [
    ("aws_ec2_transit_gateway_route_table", .transitGatewayRouteTable),
    ("aws_ec2_transit_gateway_vpc_attachment", .transitGatewayAttachment),
    ("aws_ec2_transit_gateway_peering_attachment", .transitGatewayAttachment),
    ("aws_ec2_transit_gateway", .transitGateway),
    ("aws_vpc_endpoint", .vpcEndpoint), ("aws_lb_target_group", .targetGroup),
    ("aws_alb_target_group", .targetGroup), ("aws_lb", .loadBalancer), ("aws_alb", .loadBalancer),
    ("aws_elb", .loadBalancer), ("aws_dx_gateway", .directConnectGateway),
    ("aws_dx_", .directConnectVirtualInterface),
    ("aws_ec2_client_vpn_endpoint", .clientVPNEndpoint), ("aws_ec2_client_vpn_", .other),
    ("aws_ec2_carrier_gateway", .carrierGateway), ("aws_ec2_local_gateway", .localGateway),
    ("aws_networkmanager_", .coreNetwork), ("aws_odb_network", .odbNetwork),
    ("aws_networkfirewall_", .other), ("aws_vpclattice_", .other),
    ("aws_globalaccelerator_", .other), ("aws_route53_resolver_endpoint", .other),
    ("aws_ec2_instance_connect_endpoint", .other), ("aws_vpc_route_server", .other),
    ("aws_vpc_block_public_access_", .other), ("aws_vpc_security_group_vpc_association", .other),
    ("aws_lambda_function", .other), ("aws_db_instance", .other), ("aws_rds_cluster", .other),
    ("aws_elasticache_", .other), ("aws_eks_", .other), ("aws_ecs_service", .other),
    ("aws_efs_mount_target", .other), ("aws_autoscaling_group", .other),
    ("aws_redshift_cluster", .other), ("aws_opensearch_domain", .other), ("aws_msk_", .other),
    ("aws_mq_broker", .other), ("aws_ec2_fleet", .other), ("aws_spot_", .other),
  ]

  private static func unmodelledKind(of type: String) -> ResourceKind? {
    families.first { type.utf8.starts(with: $0.prefix.utf8) }?.kind
  }
}
