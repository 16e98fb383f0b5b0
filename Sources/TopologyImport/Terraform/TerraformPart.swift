import TopologyModel

/// What AWS makes along with a resource, and which of its attributes names it.
enum TerraformPart: CaseIterable {
  case mainRouteTable
  case defaultACL
  case defaultGroup
  case primaryInterface

  func identity(of address: String) -> String {
    switch self {
    case .mainRouteTable: address + "/main-route-table"
    case .defaultACL: address + "/default-acl"
    case .defaultGroup: address + "/default-group"
    case .primaryInterface: address + "/primary-interface"
    }
  }

  var attributes: [String] {
    switch self {
    case .mainRouteTable: ["default_route_table_id"]
    case .defaultACL: ["default_network_acl_id"]
    case .defaultGroup: ["default_security_group_id"]
    case .primaryInterface: ["primary_network_interface_id"]
    }
  }

  var kind: ResourceKind {
    switch self {
    case .mainRouteTable: .routeTable
    case .defaultACL: .networkACL
    case .defaultGroup: .securityGroup
    case .primaryInterface: .networkInterface
    }
  }

  func isOf(_ type: String) -> Bool {
    switch self {
    case .primaryInterface: type == "aws_instance"
    default: type == "aws_vpc" || type == "aws_default_vpc"
    }
  }

  /// The part that an attribute of a type names.
  init?(_ attribute: String, of type: String) {
    let isMain = attribute == "main_route_table_id"
    let part = TerraformPart.allCases.first {
      $0.isOf(type) && ($0.attributes.contains(attribute) || isMain && $0 == .mainRouteTable)
    }
    guard let part else { return nil }
    self = part
  }
}
