import Addressing
import SourceText

extension NativeShape {
  /// Whether a value of this JSON type may have the shape.
  func admits(_ kind: JSONKind) -> Bool {
    switch self {
    case .flag: kind == .true || kind == .false
    case .integer: kind == .number
    case .object, .map, .routes: kind == .object
    case .list: kind == .array
    case .either(let shapes): shapes.contains { $0.admits(kind) }
    default: kind == .string
    }
  }

  /// What messages call it.
  var title: String {
    switch self {
    case .text: "a text"
    case .flag: "true or false"
    case .integer: "a whole number"
    case .address(.ipv4): "an IPv4 address as a text"
    case .address(.ipv6): "an IPv6 address as a text"
    case .block(.ipv4): "an IPv4 block such as \"10.0.0.0/16\""
    case .block(.ipv6): "an IPv6 block such as \"2001:db8::/56\""
    case .block(nil): "a CIDR block such as \"10.0.0.0/16\""
    case .choice(let words): NativeShape.alternatives(words.map { "\"\($0)\"" })
    case .reference(let reference):
      NativeShape.alternatives(reference.kinds.map { "the name of \($0.title)" })
    case .routeTarget: "\"local\", \"blackhole\" or the name of a target"
    case .networkACLRule: "a rule as a text"
    case .securityGroupRule: "a rule as a text"
    case .peer: "a block, sg:NAME or pl:NAME as a text"
    case .ipProtocol: "the name of a protocol"
    case .ports: "ports such as \"1024-65535\""
    case .icmp: "a type and code such as \"3/4\""
    case .expectation: "an expectation as a text"
    case .object(let object): "an object (\(object.title))"
    case .map: "an object of names"
    case .routes: "an object of destinations"
    case .list: "a list"
    case .either(let shapes): NativeShape.alternatives(shapes.map { $0.title })
    }
  }

  /// `a`, `a or b`, `a, b or c`.
  private static func alternatives(_ titles: [String]) -> String {
    guard let last = titles.last, titles.count > 1 else { return titles.first ?? "" }
    return titles.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension ResourceKind {
  /// With its article: `a subnet`, `an instance`.
  var title: String {
    switch self {
    case .vpc: "a VPC"
    case .networkACL: "a network ACL"
    case .natGateway: "a NAT gateway"
    case .vpcPeeringConnection: "a VPC peering connection"
    case .vpnGateway: "a virtual private gateway"
    default:
      ("aeiou".contains(rawValue.first ?? "x") ? "an " : "a ")
        + rawValue.split(separator: "-").joined(separator: " ")
    }
  }
}
