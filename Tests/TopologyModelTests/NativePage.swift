import Addressing
import TopologyModel

/// The tables of keys in Docs/topology.md, made from the table that the reader reads by.
enum NativePage {
  /// The page with every table made anew: each stands between `<!-- keys: OBJECT -->` and
  /// `<!-- end -->`.
  static func updated(_ page: String) -> String {
    var lines: [String] = []
    var isInTable = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "<!-- end -->" { isInTable = false }
      if !isInTable { lines.append(String(line)) }
      if let object = NativeObject.allCases.first(where: { line == "<!-- keys: \($0.rawValue) -->" }
      ) {
        lines += table(of: object)
        isInTable = true
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func table(of object: NativeObject) -> [String] {
    ["| key | value | default | |", "|---|---|---|---|"]
      + object.fields.map { field in
        let value = words(for: field.shape).replacing("|", with: "\\|")
        return "| `\(field.key.rawValue)` | \(value) | \(field.fallback) | \(field.summary) |"
      }
  }

  private static func words(for shape: NativeShape) -> String {
    switch shape {
    case .text: "text"
    case .flag: "`true` or `false`"
    case .integer(let range): "number, \(range.lowerBound)–\(range.upperBound)"
    case .address(.ipv4): "IPv4 address"
    case .address(.ipv6): "IPv6 address"
    case .block(.ipv4): "IPv4 block"
    case .block(.ipv6): "IPv6 block"
    case .block(nil): "block"
    case .choice(let words):
      words.count > 12 ? "a kind" : words.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .reference(let reference):
      "name: "
        + reference.kinds.map { $0.rawValue.replacing("-", with: " ") }.joined(separator: ", ")
    case .routeTarget: "target"
    case .networkACLRule, .securityGroupRule: "rule"
    case .peer: "block, `\"sg:NAME\"`, `\"pl:NAME\"`"
    case .ipProtocol: "protocol"
    case .ports: "range of ports"
    case .icmp: "type, or type/code"
    case .expectation: "expectation"
    case .object(let object): "[\(object.rawValue)](#\(object.rawValue.lowercased()))"
    case .map(let element): "names → \(words(for: element))"
    case .routes(let element): "destinations → \(words(for: element))"
    case .list(let element): "list: \(words(for: element))"
    case .either(let shapes): shapes.map { words(for: $0) }.joined(separator: " or ")
    }
  }
}
