/// The objects of the native format.
package enum NativeObject: String, CaseIterable, Sendable {
  case topology
  case vpc
  case addressBlock
  case subnet
  case routeTable
  case route
  case networkACL
  case networkACLRule
  case securityGroup
  case securityGroupRule
  case instance
  case interface
  case secondaryAddress
  case idleTimeouts
  case natGateway
  case gateway
  case vpnGateway
  case encryptionControl
  case prefixList
  case prefixListEntry
  case peering
  case peeringSide
  case onPremises
  case customerGateway
  case tunnel
  case elasticIP
  case blockPublicAccess
  case exclusion
  case notModelled
  case expectation
  case expectationFile
}

extension NativeObject {
  /// The keys that the object may have, in the order in which they are written.
  package var fields: [NativeField] {
    switch self {
    case .topology: NativeObject.topologyFields
    case .vpc: NativeObject.vpcFields
    case .addressBlock: NativeObject.addressBlockFields
    case .subnet: NativeObject.subnetFields
    case .routeTable: NativeObject.routeTableFields
    case .route: NativeObject.routeFields
    case .networkACL: NativeObject.networkACLFields
    case .networkACLRule: NativeObject.networkACLRuleFields
    case .securityGroup: NativeObject.securityGroupFields
    case .securityGroupRule: NativeObject.securityGroupRuleFields
    case .instance: NativeObject.instanceFields
    case .interface: NativeObject.interfaceFields
    case .secondaryAddress: NativeObject.secondaryAddressFields
    case .idleTimeouts: NativeObject.idleTimeoutsFields
    case .natGateway: NativeObject.natGatewayFields
    case .gateway: NativeObject.gatewayFields
    case .vpnGateway: NativeObject.vpnGatewayFields
    case .encryptionControl: NativeObject.encryptionControlFields
    case .prefixList: NativeObject.prefixListFields
    case .prefixListEntry: NativeObject.prefixListEntryFields
    case .peering: NativeObject.peeringFields
    case .peeringSide: NativeObject.peeringSideFields
    case .onPremises: NativeObject.onPremisesFields
    case .customerGateway: NativeObject.customerGatewayFields
    case .tunnel: NativeObject.tunnelFields
    case .elasticIP: NativeObject.elasticIPFields
    case .blockPublicAccess: NativeObject.blockPublicAccessFields
    case .exclusion: NativeObject.exclusionFields
    case .notModelled: NativeObject.notModelledFields
    case .expectation: NativeObject.expectationFields
    case .expectationFile: NativeObject.expectationFileFields
    }
  }

  /// Keys of which the object must have at least one; none for most objects.
  package var alternatives: [NativeKey] {
    switch self {
    case .vpc: [.cidr, .complete]
    case .subnet: [.cidr, .ipv6]
    case .instance: [.subnet, .interfaces]
    case .exclusion: [.vpc, .subnet]
    case .expectation: [.verdict, .only]
    default: []
    }
  }

  /// What messages call the object.
  package var title: String {
    switch self {
    case .topology: "a topology"
    case .vpc: "a VPC"
    case .addressBlock: "an address block"
    case .subnet: "a subnet"
    case .routeTable: "a route table"
    case .route: "a route"
    case .networkACL: "a network ACL"
    case .networkACLRule: "a network ACL's rule"
    case .securityGroup: "a security group"
    case .securityGroupRule: "a security group's rule"
    case .instance: "an instance"
    case .interface: "a network interface"
    case .secondaryAddress: "a secondary address"
    case .idleTimeouts: "idle timeouts"
    case .natGateway: "a NAT gateway"
    case .gateway: "a gateway"
    case .vpnGateway: "a virtual private gateway"
    case .encryptionControl: "an encryption control"
    case .prefixList: "a prefix list"
    case .prefixListEntry: "a prefix list's entry"
    case .peering: "a peering connection"
    case .peeringSide: "a side of a peering connection"
    case .onPremises: "an on-premises network"
    case .customerGateway: "a customer gateway"
    case .tunnel: "a tunnel"
    case .elasticIP: "an Elastic IP address"
    case .blockPublicAccess: "Block Public Access"
    case .exclusion: "an exclusion"
    case .notModelled: "a resource that is not modelled"
    case .expectation: "an expectation"
    case .expectationFile: "a file of expectations"
    }
  }
}

/// Fields that many objects share.
extension NativeField {
  static let id = NativeField(
    .id, .text, default: "the key, or `VPC/KEY` where another VPC has the key too",
    "AWS's id; unique among its kind")
  static let name = NativeField(.name, .text, default: "the key", "The `Name` tag")
  static let accepted = NativeField(
    .accepted, .map(of: .text),
    "Findings of `vpctrace check` that are known and meant to stay: names of rules, each with the reason"
  )
  static let region = NativeField(
    .region, .text, default: "that of the file", "The Region, such as `us-east-1`")
}
