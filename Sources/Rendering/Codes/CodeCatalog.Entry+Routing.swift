/// Subnets and route tables.
extension CodeCatalog.Entry {
  static let sameSubnet = Self(
    "Both ends are in one subnet: neither a route table nor an ACL is asked (R-ROUTE-6).")

  static let routeLocal = Self("The route for the VPC's own addresses takes the packet.")

  static let routeMatch = Self("A route takes the packet to its target.")

  static let noRoute = Self(
    "No route of the table covers the destination.",
    remedy: "Add a route for the destination to the route table.",
    aws: "NO_ROUTE_TO_DESTINATION")

  static let routeBlackhole = Self(
    "The route's target is gone or not in use, and the route still wins (R-ROUTE-9).",
    remedy: "Point the route at a target that exists, or delete it.", aws: "BAD_STATE_ROUTE")

  static let routeTargetUnknown = Self(
    "The route's target is not in the input.",
    remedy: "Add the target to the input.", aws: "UNKNOWN_RESOURCE")

  static let routePrefixListUnknown = Self(
    "A route names a prefix list whose entries are not in the input.",
    remedy: "Add the output of `aws ec2 get-managed-prefix-list-entries` to the input.",
    aws: "UNKNOWN_RESOURCE")

  static let routeTableUnknown = Self(
    "The subnet's route table is not in the input.",
    remedy: "Add the output of `aws ec2 describe-route-tables` to the input.",
    aws: "UNKNOWN_RESOURCE")

  static let noSuchAddress = Self(
    "The destination lies inside the VPC, and no interface holds it.",
    remedy: "Send to an address that an interface holds.", aws: "NO_POSSIBLE_DESTINATION")

  static let routingLoop = Self(
    "The packet comes back to where it was, or has passed 64 logical hops (R-PIPE-10).",
    remedy: "Break the circle in the route tables of the hops that repeat.")
}
