/// The kinds of resource that a topology may hold or mention, by the AWS API's own names.
public enum ResourceKind: String, CaseIterable, Sendable {
  case vpc
  case subnet
  case routeTable = "route-table"
  case internetGateway = "internet-gateway"
  case egressOnlyInternetGateway = "egress-only-internet-gateway"
  case natGateway = "nat-gateway"
  case networkACL = "network-acl"
  case securityGroup = "security-group"
  case prefixList = "prefix-list"
  case networkInterface = "network-interface"
  case instance
  case elasticIP = "elastic-ip"
  case vpcPeeringConnection = "vpc-peering-connection"
  case vpnGateway = "vpn-gateway"
  case vpnConnection = "vpn-connection"
  case customerGateway = "customer-gateway"
  case blockPublicAccess = "vpc-block-public-access"
  case encryptionControl = "vpc-encryption-control"
  case onPremises = "on-premises"
  case internet

  // Recognised and kept by id and name, not walked.
  case transitGateway = "transit-gateway"
  case transitGatewayAttachment = "transit-gateway-attachment"
  case transitGatewayRouteTable = "transit-gateway-route-table"
  case vpcEndpoint = "vpc-endpoint"
  case loadBalancer = "load-balancer"
  case targetGroup = "target-group"
  case directConnectGateway = "direct-connect-gateway"
  case directConnectVirtualInterface = "direct-connect-virtual-interface"
  case clientVPNEndpoint = "client-vpn-endpoint"
  case carrierGateway = "carrier-gateway"
  case localGateway = "local-gateway"
  case coreNetwork = "core-network"
  case odbNetwork = "odb-network"
  case other
}
