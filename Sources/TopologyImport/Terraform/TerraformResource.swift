import SourceText
import TopologyModel

/// Attributes with values, known and unknown: of a resource, or of a block inside one.
struct TerraformBlock {
  /// What is known.
  let values: JSONNode
  /// `true` at each place that is not known before apply; `nil` where everything is known.
  let unknown: JSONNode?
}

/// One instance of a resource or data source.
struct TerraformResource {
  /// Full: `module.net["a"].aws_subnet.this[0]`.
  let address: String
  let type: String
  let isData: Bool
  /// The instance of the module that it belongs to, as an index of ``TerraformDesign/modules``.
  let module: Int
  /// Its block's address inside the module: `aws_subnet.this`.
  let block: String
  let key: InstanceKey?
  let attributes: TerraformBlock
  /// Where the file speaks of it.
  let node: JSONNode

  /// The kind of thing that it is; `nil` for what only tells of other things, such as a rule.
  var kind: ResourceKind? { TerraformResource.kinds[type] }

  /// The attribute that a resource which is nothing of its own takes its id from.
  var attributeOfID: String? {
    switch type {
    case "aws_vpc_peering_connection_accepter", "aws_vpc_peering_connection_options":
      "vpc_peering_connection_id"
    default: nil
    }
  }

  private static let kinds: [String: ResourceKind] = [
    "aws_vpc": .vpc, "aws_default_vpc": .vpc,
    "aws_subnet": .subnet, "aws_default_subnet": .subnet,
    "aws_route_table": .routeTable, "aws_default_route_table": .routeTable,
    "aws_internet_gateway": .internetGateway,
    "aws_egress_only_internet_gateway": .egressOnlyInternetGateway,
    "aws_nat_gateway": .natGateway,
    "aws_network_acl": .networkACL, "aws_default_network_acl": .networkACL,
    "aws_security_group": .securityGroup, "aws_default_security_group": .securityGroup,
    "aws_ec2_managed_prefix_list": .prefixList, "aws_prefix_list": .prefixList,
    "aws_network_interface": .networkInterface,
    "aws_instance": .instance,
    "aws_eip": .elasticIP,
    "aws_vpc_peering_connection": .vpcPeeringConnection,
    "aws_vpn_gateway": .vpnGateway,
    "aws_vpn_connection": .vpnConnection,
    "aws_customer_gateway": .customerGateway,
    "aws_ec2_transit_gateway": .transitGateway,
    "aws_vpc_endpoint": .vpcEndpoint,
    "aws_ec2_carrier_gateway": .carrierGateway,
    "aws_ec2_local_gateway": .localGateway,
    "aws_networkmanager_core_network": .coreNetwork,
  ]
}

/// One instance of a module.
struct TerraformModule {
  /// Empty for the root module.
  let address: String
  let name: String
  let key: InstanceKey?
  let parent: Int?
  /// Its source, as an index of ``TerraformConfiguration/modules``.
  let source: Int?
}
