package import Addressing

/// What a value of the native format may be: what the reader holds files to, and what the schema
/// and the documentation are made from.
package indirect enum NativeShape: Sendable {
  case text
  case flag
  case integer(ClosedRange<Int>)
  case address(AddressFamily)
  /// `nil` stands for both families.
  case block(AddressFamily?)
  case choice([String])
  case reference(NativeReference)
  /// `local`, `blackhole`, or what a route may lead to.
  case routeTarget
  case networkACLRule(Direction)
  case securityGroupRule(Direction)
  /// What a security group's rule admits: a block, `sg:NAME` or `pl:NAME`.
  case peer
  /// A protocol's name, or `all`; numbers are ``integer(_:)``.
  case ipProtocol
  /// `443` or `1024-65535`.
  case ports
  /// `8` or `8/0`.
  case icmp
  /// `from web-1 to db-1 tcp 5432 delivered`.
  case expectation
  case object(NativeObject)
  /// Names that the writer of the file chooses, each with a value.
  case map(of: NativeShape)
  /// Destinations of routes, each with a value.
  case routes(of: NativeShape)
  case list(of: NativeShape)
  /// Shapes of which no two are of one JSON type.
  case either([NativeShape])
}

/// What a name in a value may stand for.
package struct NativeReference: Sendable {
  package let kinds: [ResourceKind]
  /// It must be of the VPC that the name stands in.
  package let isLocal: Bool

  init(_ kinds: ResourceKind..., isLocal: Bool = false) {
    self.kinds = kinds
    self.isLocal = isLocal
  }

  /// Whether it is ``routeTarget``, which what is not modelled may be too.
  var isRouteTarget: Bool { kinds.contains(.other) }

  /// What a route may lead to (R-ROUTE-8).
  package static let routeTarget = NativeReference(
    .internetGateway, .egressOnlyInternetGateway, .natGateway, .networkInterface, .instance,
    .vpcPeeringConnection, .vpnGateway, .transitGateway, .vpcEndpoint, .carrierGateway,
    .localGateway, .coreNetwork, .odbNetwork, .other)
}

/// One key of an object of the native format.
package struct NativeField: Sendable {
  package let key: NativeKey
  package let shape: NativeShape
  package let isRequired: Bool
  /// What holds where the key is left out, in Markdown.
  package let fallback: String
  /// What the key says, in Markdown, without a full stop.
  package let summary: String

  init(
    _ key: NativeKey, _ shape: NativeShape, required isRequired: Bool = false,
    default fallback: String = "none", _ summary: String
  ) {
    self.key = key
    self.shape = shape
    self.isRequired = isRequired
    self.fallback = isRequired ? "required" : fallback
    self.summary = summary
  }
}
