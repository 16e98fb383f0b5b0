import Addressing
import TopologyModel

/// A JSON value to be written.
indirect enum JSONValue {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The value as JSON, indented by two spaces a level.
  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return JSONValue.quoted(text)
    case .number(let number): return "\(number)"
    case .flag(let flag): return "\(flag)"
    case .list(let values):
      let isFlat = values.allSatisfy { if case .object = $0 { false } else { true } }
      let texts = values.map { $0.text(indent: inner) }
      return isFlat
        ? "[" + texts.joined(separator: ", ") + "]"
        : "[\n" + texts.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      let texts = members.map {
        "\(inner)\(JSONValue.quoted($0.key)): \($0.value.text(indent: inner))"
      }
      return members.isEmpty ? "{}" : "{\n" + texts.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}

/// The JSON Schema of the native format, made from the table of its keys.
enum NativeSchema {
  static let text = schema(
    "A network for vpctrace", .topology, NativeObject.allCases.filter { $0 != .expectationFile })

  /// The schema of a file of expectations.
  static let textOfExpectations = schema(
    "Expectations for vpctrace", .expectationFile, [.expectationFile, .expectation])

  private static func schema(
    _ title: String, _ root: NativeObject, _ objects: [NativeObject]
  ) -> String {
    let definitions = objects.map { (key: $0.rawValue, value: definition(of: $0)) }
    let schema = JSONValue.object([
      (key: "$schema", value: .text("https://json-schema.org/draft/2020-12/schema")),
      (key: "title", value: .text(title)),
      (key: "$ref", value: .text("#/$defs/\(root.rawValue)")),
      (key: "$defs", value: .object(definitions)),
    ])
    return schema.text() + "\n"
  }

  private static func definition(of object: NativeObject) -> JSONValue {
    let properties = object.fields.map { field in
      (key: field.key.rawValue, value: property(field))
    }
    let required = object.fields.filter(\.isRequired).map { JSONValue.text($0.key.rawValue) }
    var members: [(key: String, value: JSONValue)] = [
      (key: "type", value: .text("object")),
      (
        key: "description",
        value: .text(object.title.prefix(1).uppercased() + object.title.dropFirst())
      ),
      (key: "properties", value: .object(properties)),
      (key: "additionalProperties", value: .flag(false)),
    ]
    if !required.isEmpty { members.append((key: "required", value: .list(required))) }
    if !object.alternatives.isEmpty {
      let branches = object.alternatives.map {
        JSONValue.object([(key: "required", value: .list([.text($0.rawValue)]))])
      }
      members.append((key: "anyOf", value: .list(branches)))
    }
    return .object(members)
  }

  private static func property(_ field: NativeField) -> JSONValue {
    let described =
      field.isRequired ? field.summary : "\(field.summary). Default: \(field.fallback)"
    return .object(
      [(key: "description", value: .text(described.replacing("`", with: "")))]
        + members(of: field.shape))
  }

  private static func members(of shape: NativeShape) -> [(key: String, value: JSONValue)] {
    switch shape {
    case .text, .reference, .routeTarget, .expectation: [(key: "type", value: .text("string"))]
    case .flag: [(key: "type", value: .text("boolean"))]
    case .integer(let range):
      [
        (key: "type", value: .text("integer")),
        (key: "minimum", value: .number(range.lowerBound)),
        (key: "maximum", value: .number(range.upperBound)),
      ]
    case .choice(let words): [(key: "enum", value: .list(words.map { .text($0) }))]
    case .object(let object): [(key: "$ref", value: .text("#/$defs/\(object.rawValue)"))]
    case .list(let element):
      [
        (key: "type", value: .text("array")),
        (key: "items", value: .object(members(of: element))),
      ]
    case .map(let element):
      [
        (key: "type", value: .text("object")),
        (key: "additionalProperties", value: .object(members(of: element))),
      ]
    case .routes(let element):
      [
        (key: "type", value: .text("object")),
        (key: "propertyNames", value: .object(pattern("^(pl:.+|\(anyBlock))$"))),
        (key: "additionalProperties", value: .object(members(of: element))),
      ]
    case .either(let shapes):
      [(key: "anyOf", value: .list(shapes.map { .object(members(of: $0)) }))]
    default: pattern("^\(expression(of: shape))$")
    }
  }

  private static func pattern(_ expression: String) -> [(key: String, value: JSONValue)] {
    [(key: "type", value: .text("string")), (key: "pattern", value: .text(expression))]
  }

  private static let ipv4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}"
  private static let ipv6 = "[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"
  private static let anyBlock = "(\(ipv4)/[0-9]{1,2}|\(ipv6)/[0-9]{1,3})"
  private static let traffic = "[0-9A-Za-z-]+([ \\t]+[0-9a-z/-]+)?"

  private static func expression(of shape: NativeShape) -> String {
    switch shape {
    case .address(.ipv4): ipv4
    case .address(.ipv6): ipv6
    case .block(.ipv4): "\(ipv4)/[0-9]{1,2}"
    case .block(.ipv6): "\(ipv6)/[0-9]{1,3}"
    case .block(nil): anyBlock
    case .peer: "((sg|pl):.+|\(anyBlock))"
    case .ipProtocol: "[0-9A-Za-z-]+"
    case .ports: "[0-9]{1,5}(-[0-9]{1,5})?"
    case .icmp: "[0-9]{1,3}(/[0-9]{1,3})?"
    case .networkACLRule(let direction):
      "[ \\t]*[0-9]{1,5}[ \\t]+(allow|deny)[ \\t]+\(traffic)[ \\t]+\(word(direction))[ \\t]+\(anyBlock)[ \\t]*"
    case .securityGroupRule(let direction):
      "[ \\t]*\(traffic)[ \\t]+\(word(direction))[ \\t]+((sg|pl):.+|\(anyBlock)[ \\t]*)"
    default: ".*"
    }
  }

  private static func word(_ direction: Direction) -> String {
    direction == .inbound ? "from" : "to"
  }
}
