import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// An XML Schema, as far as the one of JUnit results needs it: elements with attributes, sequences of
/// references, and types that are patterns.
struct XMLSchema {
  private struct Element {
    var attributes: [String: String] = [:]
    var required: Set<String> = []
    /// Names in order, each with the most occurrences.
    var children: [(name: String, most: Int)] = []
    var holdsText = false
  }

  private var elements: [String: Element] = [:]
  private var patterns: [String: String] = [:]

  init(contentsOf file: URL) throws {
    let root = try XMLNodes(Data(contentsOf: file)).root
    for type in root.children where type.name == "xs:simpleType" {
      let pattern = type.children.first?.children.first?.attributes["value"]
      patterns[type.attributes["name"] ?? ""] = pattern
    }
    for node in root.children where node.name == "xs:element" {
      elements[node.attributes["name"] ?? ""] = XMLSchema.element(node)
    }
  }

  private static func element(_ node: XMLNodes.Node) -> Element {
    var element = Element()
    element.holdsText = node.attributes["type"] == "xs:string"
    for type in node.children where type.name == "xs:complexType" {
      element.holdsText = type.attributes["mixed"] == "true"
      for part in type.children where part.name == "xs:attribute" {
        let name = part.attributes["name"] ?? ""
        element.attributes[name] = part.attributes["type"]
        if part.attributes["use"] == "required" { element.required.insert(name) }
      }
      element.children = type.children.filter { $0.name == "xs:sequence" }.flatMap { $0.children }
        .map { ($0.attributes["ref"] ?? "", $0.attributes["maxOccurs"] == nil ? 1 : .max) }
    }
    return element
  }

  /// What of a document does not keep to the schema.
  func violations(of text: String) throws -> [String] {
    violations(of: try XMLNodes(Data(text.utf8)).root)
  }

  private func violations(of node: XMLNodes.Node) -> [String] {
    guard let element = elements[node.name] else { return ["<\(node.name)> is unknown"] }
    var violations: [String] = []
    for (name, value) in node.attributes {
      guard let type = element.attributes[name] else {
        violations.append("<\(node.name)> has \(name)")
        continue
      }
      if let pattern = patterns[type], (try? Regex(pattern).wholeMatch(in: value)) == nil {
        violations.append("\(name) is \(value)")
      }
    }
    for name in element.required where node.attributes[name] == nil {
      violations.append("<\(node.name)> lacks \(name)")
    }
    if node.hasText && !element.holdsText { violations.append("<\(node.name)> holds text") }
    var rest = node.children.map { $0.name }[...]
    for (name, most) in element.children {
      rest = rest.dropFirst(min(rest.prefix { $0 == name }.count, most))
    }
    if !rest.isEmpty { violations.append("<\(node.name)> holds \(rest)") }
    return violations + node.children.flatMap { self.violations(of: $0) }
  }
}

/// An XML document as a tree.
private final class XMLNodes: NSObject, XMLParserDelegate {
  struct Node {
    let name: String
    var attributes: [String: String] = [:]
    var children: [Node] = []
    var hasText = false
  }

  private var open = [Node(name: "")]

  var root: Node { open[0].children.first ?? Node(name: "") }

  init(_ data: Data) throws {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(Node(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let node = open.removeLast()
    open[open.count - 1].children.append(node)
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if text.contains(where: { !$0.isWhitespace }) { open[open.count - 1].hasText = true }
  }
}
