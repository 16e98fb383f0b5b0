import Addressing
import SourceText

/// One line of a file of flows: a JSON object that says what `trace`'s flags say.
enum FlowLine {
  /// Why a line can't be read, as a clause.
  struct Problem: Error {
    let message: String
  }

  /// Reads any JSON, and explains what is wrong with it.
  static func fields(in line: [UInt8]) throws(Problem) -> FlowFields {
    var problems = DiagnosticSink()
    let source = SourceBuffer(line: line)
    guard let tree = JSONTree(parsing: source, into: &problems), !problems.hasErrors else {
      let first = problems.diagnostics.first
      let column = first?.location.map { "column \($0.column): " } ?? ""
      throw Problem(message: "\(column)\(first?.message ?? "this is no JSON")")
    }
    guard tree.kind(of: tree.root) == .object else {
      throw Problem(message: "a flow is an object, such as {\"from\":\"web-1\",...}")
    }
    var reader = FlowTreeReader(tree: tree)
    for (key, value) in tree.members(of: tree.root) { try reader.take(key, value) }
    return reader.fields
  }
}

/// Takes the members of a JSON object as those of a flow.
private struct FlowTreeReader {
  let tree: JSONTree
  private(set) var fields = FlowFields()

  init(tree: JSONTree) { self.tree = tree }

  mutating func take(_ name: JSONNode, _ value: JSONNode) throws(FlowLine.Problem) {
    let name = tree.string(of: name) ?? ""
    guard let key = FlowFields.Key(rawValue: name) else {
      throw FlowLine.Problem(message: "a flow has no member '\(name)'")
    }
    switch key {
    case .from: fields.source = try string(key, value)
    case .to: fields.destination = try string(key, value)
    case .ipProtocol: fields.protocolName = try protocolText(value)
    case .destinationPort: fields.destinationPort = try port(key, value)
    case .sourcePort: fields.sourcePort = try port(key, value)
    case .icmpType: fields.icmpType = try octet(key, value)
    case .icmpCode: fields.icmpCode = try octet(key, value)
    case .family: fields.family = try addressFamily(value)
    case .oneWay: fields.isOneWay = try boolean(key, value)
    }
  }
}

extension FlowTreeReader {
  private func string(_ key: FlowFields.Key, _ value: JSONNode) throws(FlowLine.Problem) -> String {
    guard let text = tree.string(of: value) else { throw wrong(key, "a string") }
    return text
  }

  private func protocolText(_ value: JSONNode) throws(FlowLine.Problem) -> String {
    if let text = tree.string(of: value) { return text }
    guard let number = tree.integer(of: value) else {
      throw wrong(.ipProtocol, "a name or a number")
    }
    return "\(number)"
  }

  private func port(_ key: FlowFields.Key, _ value: JSONNode) throws(FlowLine.Problem) -> UInt16 {
    guard let port = tree.integer(of: value).flatMap({ UInt16(exactly: $0) }), port > 0 else {
      throw wrong(key, "a number from 1 to 65535")
    }
    return port
  }

  private func octet(_ key: FlowFields.Key, _ value: JSONNode) throws(FlowLine.Problem) -> UInt8 {
    guard let number = tree.integer(of: value).flatMap({ UInt8(exactly: $0) }) else {
      throw wrong(key, "a number from 0 to 255")
    }
    return number
  }

  private func addressFamily(_ value: JSONNode) throws(FlowLine.Problem) -> AddressFamily {
    guard let family = tree.string(of: value).flatMap({ AddressFamily(rawValue: $0) }) else {
      throw wrong(.family, "\"ipv4\" or \"ipv6\"")
    }
    return family
  }

  private func boolean(_ key: FlowFields.Key, _ value: JSONNode) throws(FlowLine.Problem) -> Bool {
    guard let boolean = tree.boolean(of: value) else { throw wrong(key, "true or false") }
    return boolean
  }

  private func wrong(_ key: FlowFields.Key, _ expected: String) -> FlowLine.Problem {
    FlowLine.Problem(message: "'\(key.rawValue)' must be \(expected)")
  }
}
