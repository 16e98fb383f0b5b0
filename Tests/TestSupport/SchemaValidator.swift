public import SourceText

/// Holds a JSON text to a JSON Schema, as far as the schemas of the formats here need it.
public struct SchemaValidator {
  private let schema: JSONTree
  private let instance: JSONTree

  public init(schema: JSONTree, instance: JSONTree) {
    self.schema = schema
    self.instance = instance
  }

  public var isValid: Bool { holds(instance.root, to: schema.root) }

  private func holds(_ node: JSONNode, to rules: JSONNode) -> Bool {
    schema.members(of: rules).allSatisfy { key, value in
      switch schema.string(of: key) ?? "" {
      case "$ref": holds(node, to: definition(schema.string(of: value) ?? ""))
      case "type": hasType(node, schema.string(of: value) ?? "")
      case "enum":
        schema.elements(of: value).contains { schema.string(of: $0) == instance.string(of: node) }
      case "anyOf": schema.elements(of: value).contains { holds(node, to: $0) }
      case "pattern": matches(instance.string(of: node) ?? "", schema.string(of: value) ?? "")
      case "minimum": (instance.integer(of: node) ?? .min) >= (schema.integer(of: value) ?? 0)
      case "maximum": (instance.integer(of: node) ?? .max) <= (schema.integer(of: value) ?? 0)
      case "uniqueItems": hasNoTwoAlike(node)
      case "items": instance.elements(of: node).allSatisfy { holds($0, to: value) }
      case "required": hasAll(node, value)
      case "propertyNames": instance.members(of: node).allSatisfy { holds($0.key, to: value) }
      case "properties": holdsProperties(node, value)
      case "additionalProperties": holdsOthers(node, value, of: rules)
      default: true
      }
    }
  }

  private func definition(_ reference: String) -> JSONNode {
    let name = String(reference.dropFirst("#/$defs/".count))
    let definitions = schema.member("$defs", of: schema.root) ?? schema.root
    return schema.member(named: name, of: definitions) ?? schema.root
  }

  private func hasType(_ node: JSONNode, _ type: String) -> Bool {
    switch instance.kind(of: node) {
    case .object: type == "object"
    case .array: type == "array"
    case .string: type == "string"
    case .number: type == "integer" && instance.integer(of: node) != nil
    case .true, .false: type == "boolean"
    case .null: false
    }
  }

  private func hasNoTwoAlike(_ node: JSONNode) -> Bool {
    let prints = instance.elements(of: node).map { instance.fingerprint(of: $0) }
    return Set(prints).count == prints.count
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern) else { return false }
    return text.contains(regex)
  }

  private func hasAll(_ node: JSONNode, _ keys: JSONNode) -> Bool {
    schema.elements(of: keys).allSatisfy {
      instance.member(named: schema.string(of: $0) ?? "", of: node) != nil
    }
  }

  private func holdsProperties(_ node: JSONNode, _ properties: JSONNode) -> Bool {
    instance.members(of: node).allSatisfy { key, value in
      guard let rules = schema.member(named: instance.string(of: key) ?? "", of: properties) else {
        return true
      }
      return holds(value, to: rules)
    }
  }

  private func holdsOthers(_ node: JSONNode, _ rules: JSONNode, of object: JSONNode) -> Bool {
    let properties = schema.member("properties", of: object)
    return instance.members(of: node).allSatisfy { key, value in
      let name = instance.string(of: key) ?? ""
      if let properties, schema.member(named: name, of: properties) != nil { return true }
      return schema.kind(of: rules) == .object && holds(value, to: rules)
    }
  }
}
