import Addressing

/// A native file tells everything, so what other inputs may leave out must be said in it.
extension Topology {
  /// The topology with the resources of absent kinds that packets are walked through all the same.
  var withAssumedResources: Topology {
    var topology = self
    topology.assumeInstances()
    if !presentKinds.contains(.securityGroup) { topology.assumeGroups() }
    topology.assumeGateways()
    topology.assumeTablesAndACLs()
    return topology
  }

  /// Instances that interfaces name: running where the input lists none at all, else of unknown state.
  private mutating func assumeInstances() {
    let used = Set(networkInterfaces.resources.compactMap { $0.resource.instance })
    for reference in Array(instances.missing) where used.contains(reference) {
      var instance = Instance(id: instances.id(of: reference))
      instance.state = presentKinds.contains(.instance) ? .unknown : .running
      instances.define(instance, at: reference)
    }
  }

  /// Groups that interfaces carry admit their own members and let everything out (R-SG-2).
  private mutating func assumeGroups() {
    for (_, interface) in networkInterfaces.resources {
      for reference in interface.groups where securityGroups[reference] == nil {
        var group = SecurityGroup(id: securityGroups.id(of: reference), vpc: interface.vpc)
        group.inbound = [SecurityGroupRule(.all, .securityGroup(reference))]
        group.outbound = [
          SecurityGroupRule(.all, .block(.allIPv4)), SecurityGroupRule(.all, .block(.allIPv6)),
        ]
        securityGroups.define(group, at: reference)
      }
    }
  }

  /// Every VPC has a main table and a default ACL, where the input lists none at all.
  private mutating func assumeTablesAndACLs() {
    let assumesTables = !presentKinds.contains(.routeTable) && routeTables.count == 0
    let assumesACLs = !presentKinds.contains(.networkACL) && networkACLs.count == 0
    for (reference, vpc) in vpcs.resources {
      if assumesTables {
        var table = RouteTable(id: "\(vpc.id)/main", vpc: reference)
        table.name = "main"
        table.associations = [RouteTable.Association(.main)]
        routeTables.define(table, at: routeTables.mention(table.id))
      }
      if assumesACLs {
        var acl = NetworkACL(id: "\(vpc.id)/default", vpc: reference)
        acl.name = "default"
        acl.isDefault = true
        for direction in Direction.allCases {
          acl.entries += [
            NetworkACL.Entry(number: 100, direction, allows: true, .all, .allIPv4),
            NetworkACL.Entry(number: 101, direction, allows: true, .all, .allIPv6),
          ]
        }
        networkACLs.define(acl, at: networkACLs.mention(acl.id))
      }
    }
  }

  /// Gateways that routes lead to are attached to the route table's VPC.
  private mutating func assumeGateways() {
    for (_, table) in routeTables.resources {
      for route in table.routes where !route.isBlackhole {
        let attachments = [GatewayAttachment(vpc: table.vpc)]
        switch route.target {
        case .internetGateway(let reference)
        where !presentKinds.contains(.internetGateway) && internetGateways[reference] == nil:
          var gateway = InternetGateway(id: internetGateways.id(of: reference))
          gateway.attachments = attachments
          internetGateways.define(gateway, at: reference)
        case .egressOnlyInternetGateway(let reference)
        where !presentKinds.contains(.egressOnlyInternetGateway)
          && egressOnlyInternetGateways[reference] == nil:
          var gateway = EgressOnlyInternetGateway(
            id: egressOnlyInternetGateways.id(of: reference))
          gateway.attachments = attachments
          egressOnlyInternetGateways.define(gateway, at: reference)
        default: break
        }
      }
    }
  }
}
