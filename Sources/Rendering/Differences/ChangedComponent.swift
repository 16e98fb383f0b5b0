import Addressing
import Analysis
import Dataplane
public import TopologyModel

/// What a change is of: a resource, and which of its rules or routes.
public struct ChangedComponent: Hashable, Sendable {
  public let component: ComponentDescription
  public private(set) var direction: Direction?
  /// An ACL's rule number, a group rule's id or place (from 1), a route's destination; `nil` where the
  /// resource itself, or what it is associated with, changed.
  public private(set) var rule: String?

  /// - Returns: `nil` where no resource changed, but what the input tells of at all.
  init?(of subject: TopologyChange.Subject, in network: Network) {
    guard let component = ComponentDescription(of: subject, in: network) else { return nil }
    self.component = component
    switch subject {
    case .securityGroupRule(let group, let direction, let traffic, let peer):
      self.direction = direction
      let rules = network.topology.securityGroups[group]?.rules(direction) ?? []
      rule = rules.firstIndex { $0.traffic == traffic && $0.peer == peer }.map {
        rules[$0].id ?? "\($0 + 1)"
      }
    case .networkACLEntry(_, let direction, let number):
      self.direction = direction
      rule = "\(number)"
    case .route(_, let destination): rule = destination.ruleName(in: network)
    default: break
    }
  }
}

extension ComponentDescription {
  /// Describes the resource that a change is of, or whose row or association it is.
  init?(of subject: TopologyChange.Subject, in network: Network) {
    switch subject {
    case .networkACL(let acl), .networkACLEntry(let acl, _, _): self.init(acl, in: network)
    case .securityGroup(let group), .securityGroupRule(let group, _, _, _),
      .securityGroupVPCAssociation(let group, _):
      self.init(group, in: network)
    case .prefixList(let list):
      self.init(.prefixList, network.topology.prefixLists, list) { $0.name }
    case .instance(let instance):
      self.init(.instance, network.topology.instances, instance) { $0.name }
    case .elasticIP(let address):
      let known = network.topology.elasticIPs.first { $0.publicAddress == address }
      self.init(
        kind: ResourceKind.elasticIP.rawValue, id: known?.allocationID ?? address.description,
        name: known?.name)
    case .encryptionControl(let vpc):
      let control = network.topology.encryptionControls.first { $0.vpc == vpc }
      self.init(
        kind: ResourceKind.encryptionControl.rawValue, id: control?.id, name: nil,
        attachedTo: network.topology.vpcs.id(of: vpc))
    case .blockPublicAccess:
      self.init(kind: ResourceKind.blockPublicAccess.rawValue, id: nil, name: nil)
    default:
      guard let component = subject.component else { return nil }
      self.init(component, in: network)
    }
  }
}

extension TopologyChange.Subject {
  /// The component of the data plane that a change is of, or whose route or association it is.
  fileprivate var component: Component? {
    switch self {
    case .vpc(let vpc), .routeTableAssociation(.mainOf(let vpc)): .vpc(vpc)
    case .subnet(let subnet), .networkACLAssociation(let subnet),
      .routeTableAssociation(.subnet(let subnet)):
      .subnet(subnet)
    case .routeTable(let table), .route(let table, _): .routeTable(table)
    case .internetGateway(let gateway), .routeTableAssociation(.internetGateway(let gateway)):
      .internetGateway(gateway)
    case .egressOnlyInternetGateway(let gateway): .egressOnlyInternetGateway(gateway)
    case .natGateway(let gateway): .natGateway(gateway)
    case .networkInterface(let interface): .networkInterface(interface)
    case .vpcPeeringConnection(let peering): .vpcPeeringConnection(peering)
    case .vpnGateway(let gateway), .routeTableAssociation(.vpnGateway(let gateway)):
      .vpnGateway(gateway)
    case .vpnConnection(let connection): .vpnConnection(connection)
    case .unmodelled(let resource): .unmodelled(resource)
    default: nil
    }
  }
}
