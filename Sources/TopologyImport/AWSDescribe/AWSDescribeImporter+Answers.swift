import SourceText
import TopologyModel

extension AWSDescribeImporter {
  /// Reads one element of an answer's list.
  mutating func read(_ node: JSONNode, of key: AnswerKey) {
    switch key {
    case .vpcs: readVPC(node)
    case .subnets: readSubnet(node)
    case .routeTables: readRouteTable(node)
    case .internetGateways: readInternetGateway(node)
    case .egressOnlyInternetGateways: readEgressOnlyInternetGateway(node)
    case .natGateways: readNATGateway(node)
    case .networkACLs: readNetworkACL(node)
    case .securityGroups: readSecurityGroup(node)
    case .securityGroupRules: readSecurityGroupRule(node)
    case .securityGroupVPCAssociations: readSecurityGroupVPCAssociation(node)
    case .prefixLists: readPrefixList(node)
    case .networkInterfaces: readNetworkInterface(node)
    case .reservations: readReservation(node)
    case .addresses: readElasticIP(node)
    case .peeringConnections: readPeeringConnection(node)
    case .vpnGateways: readVPNGateway(node)
    case .vpnConnections: readVPNConnection(node)
    case .customerGateways: readCustomerGateway(node)
    case .blockPublicAccessExclusions: readBlockPublicAccessExclusion(node)
    case .encryptionControls: readEncryptionControl(node)
    case .directConnectAssociations: readDirectConnectAssociation(node)
    default: if let family = key.unmodelledFamily { readUnmodelled(node, family) }
    }
  }
}
