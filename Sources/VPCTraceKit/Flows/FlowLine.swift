import Addressing
import Dataplane
import SourceText

/// One line of a file of flows: a JSON object that says what `trace`'s flags say.
struct FlowLine {
  /// Why a line can't be read, as a clause.
  struct Problem: Error {
    let message: String
  }

  let request: FlowRequest

  init(parsing line: [UInt8]) throws(Problem) {
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
    var fields = Fields(tree: tree)
    for (key, value) in tree.members(of: tree.root) { try fields.take(key, value) }
    request = try fields.request()
  }
}

extension FlowLine {
  /// The members of a line as they come.
  fileprivate struct Fields {
    let tree: JSONTree
    private var source: String?
    private var destination: String?
    private var protocolName: String?
    private var sourcePort: UInt16?
    private var destinationPort: UInt16?
    private var icmpType: UInt8?
    private var icmpCode: UInt8?
    private var family: AddressFamily?
    private var isOneWay = false

    init(tree: JSONTree) { self.tree = tree }

    mutating func take(_ key: JSONNode, _ value: JSONNode) throws(Problem) {
      switch key {
      case _ where tree.keyEquals(key, "from"): source = try string("from", value)
      case _ where tree.keyEquals(key, "to"): destination = try string("to", value)
      case _ where tree.keyEquals(key, "protocol"): protocolName = try protocolText(value)
      case _ where tree.keyEquals(key, "destinationPort"):
        destinationPort = try port("destinationPort", value)
      case _ where tree.keyEquals(key, "sourcePort"): sourcePort = try port("sourcePort", value)
      case _ where tree.keyEquals(key, "icmpType"): icmpType = try octet("icmpType", value)
      case _ where tree.keyEquals(key, "icmpCode"): icmpCode = try octet("icmpCode", value)
      case _ where tree.keyEquals(key, "family"): family = try addressFamily(value)
      case _ where tree.keyEquals(key, "oneWay"): isOneWay = try boolean("oneWay", value)
      default:
        throw Problem(message: "a flow has no member '\(tree.string(of: key) ?? "")'")
      }
    }

    func request() throws(Problem) -> FlowRequest {
      guard let source else { throw Problem(message: "'from' is missing") }
      guard let destination else { throw Problem(message: "'to' is missing") }
      let traffic = try traffic()
      guard sourcePort == nil || destinationPort != nil else {
        throw Problem(message: "'sourcePort' goes with tcp and udp only")
      }
      let options = FlowRequest.Options(
        traffic, sourcePort: sourcePort, family: family, isOneWay: isOneWay)
      return FlowRequest(from: source, to: destination, options)
    }

    private func traffic() throws(Problem) -> Traffic {
      guard let protocolName else { throw Problem(message: "'protocol' is missing") }
      guard let ipProtocol = IPProtocol(protocolName) else {
        throw Problem(message: "'protocol' is tcp, udp, icmp, icmpv6 or a number")
      }
      if ipProtocol.hasPorts {
        guard let destinationPort else {
          throw Problem(message: "\(protocolName) needs a 'destinationPort'")
        }
        return ipProtocol == .tcp ? .tcp(port: destinationPort) : .udp(port: destinationPort)
      }
      guard destinationPort == nil else {
        throw Problem(message: "'destinationPort' goes with tcp and udp only")
      }
      let message = icmpType.map { ICMPMessage(type: $0, code: icmpCode ?? 0) }
      return protocolName == "icmp" ? .icmp(message) : .other(ipProtocol, message)
    }
  }
}

// MARK: Values

extension FlowLine.Fields {
  private func string(_ key: StaticString, _ value: JSONNode) throws(FlowLine.Problem) -> String {
    guard let text = tree.string(of: value) else { throw wrong(key, "a string") }
    return text
  }

  private func protocolText(_ value: JSONNode) throws(FlowLine.Problem) -> String {
    if let text = tree.string(of: value) { return text }
    guard let number = tree.integer(of: value) else {
      throw wrong("protocol", "a name or a number")
    }
    return "\(number)"
  }

  private func port(_ key: StaticString, _ value: JSONNode) throws(FlowLine.Problem) -> UInt16 {
    guard let port = tree.integer(of: value).flatMap({ UInt16(exactly: $0) }), port > 0 else {
      throw wrong(key, "a number from 1 to 65535")
    }
    return port
  }

  private func octet(_ key: StaticString, _ value: JSONNode) throws(FlowLine.Problem) -> UInt8 {
    guard let number = tree.integer(of: value).flatMap({ UInt8(exactly: $0) }) else {
      throw wrong(key, "a number from 0 to 255")
    }
    return number
  }

  private func addressFamily(_ value: JSONNode) throws(FlowLine.Problem) -> AddressFamily {
    guard let family = tree.string(of: value).flatMap({ AddressFamily(rawValue: $0) }) else {
      throw wrong("family", "\"ipv4\" or \"ipv6\"")
    }
    return family
  }

  private func boolean(_ key: StaticString, _ value: JSONNode) throws(FlowLine.Problem) -> Bool {
    guard let boolean = tree.boolean(of: value) else { throw wrong(key, "true or false") }
    return boolean
  }

  private func wrong(_ key: StaticString, _ expected: String) -> FlowLine.Problem {
    FlowLine.Problem(message: "'\(key)' must be \(expected)")
  }
}
