import VPCTraceKit

/// The two ends that a command line names.
struct TraceEnds {
  static let flags = ["--from", "--from-each", "--to", "--to-each"]

  private let source: String
  private let destination: String
  private let isFromEach: Bool
  private let isToEach: Bool

  /// Several things may fit a name.
  var isEach: Bool { isFromEach || isToEach }

  init(_ arguments: ParsedArguments) throws(CommandError) {
    source = try TraceEnds.word(arguments, "--from", or: "--from-each")
    destination = try TraceEnds.word(arguments, "--to", or: "--to-each")
    isFromEach = arguments.has("--from-each")
    isToEach = arguments.has("--to-each")
  }

  private static func word(
    _ arguments: ParsedArguments, _ flag: String, or each: String
  ) throws(CommandError) -> String {
    switch (arguments[flag], arguments[each]) {
    case (let word?, nil), (nil, let word?): return word
    case (nil, nil):
      throw .usage("\(flag) is missing", hint: "'vpctrace show INPUT' lists what can stand there")
    default: throw .usage("\(flag) and \(each) exclude each other")
    }
  }

  /// Every flow between what the names stand for.
  func flows(
    _ resolver: EndpointResolver, _ options: FlowRequest.Options
  ) throws(EndpointError) -> [Flow] {
    let sources = isFromEach ? try resolver.endpoints(source) : [try resolver.endpoint(source)]
    let destinations =
      isToEach ? try resolver.endpoints(destination) : [try resolver.endpoint(destination)]
    var flows: [Flow] = []
    for source in sources {
      for destination in destinations {
        flows.append(try resolver.flow(from: source, to: destination, options))
      }
    }
    return flows
  }
}

extension FlowRequest.Options {
  static let protocolFlags = ["--tcp", "--udp", "--icmp", "--protocol"]
  static let flags = protocolFlags + ["--source-port", "--one-way", "--ipv4", "--ipv6"]

  init(_ arguments: ParsedArguments) throws(CommandError) {
    let given = arguments.given(FlowRequest.Options.protocolFlags)
    guard given.count < 2 else {
      throw .usage("\(given[0]) and \(given[1]) exclude each other")
    }
    guard !(arguments.has("--ipv4") && arguments.has("--ipv6")) else {
      throw .usage("--ipv4 and --ipv6 exclude each other")
    }
    self.init(
      try Traffic(arguments),
      sourcePort: try arguments["--source-port"].map { word throws(CommandError) in
        try port(word, of: "--source-port")
      },
      family: arguments.has("--ipv6") ? .ipv6 : arguments.has("--ipv4") ? .ipv4 : nil,
      isOneWay: arguments.has("--one-way"))
    guard sourcePort == nil || traffic.hasPorts else {
      throw .usage("--source-port goes with --tcp and --udp only")
    }
  }
}

extension Traffic {
  fileprivate var hasPorts: Bool {
    switch self {
    case .tcp, .udp: true
    case .icmp, .other: false
    }
  }

  fileprivate init(_ arguments: ParsedArguments) throws(CommandError) {
    if let word = arguments["--tcp"] {
      self = .tcp(port: try port(word, of: "--tcp"))
    } else if let word = arguments["--udp"] {
      self = .udp(port: try port(word, of: "--udp"))
    } else if let word = arguments["--icmp"] {
      self = .icmp(try Traffic.message(word))
    } else if let word = arguments["--protocol"] {
      self = try Traffic.numbered(word)
    } else {
      throw .usage(
        "what is to be sent is missing",
        hint: "write --tcp PORT, --udp PORT, --icmp or --protocol NUMBER")
    }
  }

  private static func message(_ word: String) throws(CommandError) -> ICMPMessage? {
    guard !word.isEmpty else { return nil }
    do {
      return try ICMPMessage(parsing: word)
    } catch {
      throw .usage("--icmp can't be '\(word)': \(error.message)", hint: "write --icmp TYPE/CODE")
    }
  }

  private static func numbered(_ word: String) throws(CommandError) -> Traffic {
    guard let ipProtocol = IPProtocol(word) else {
      throw .usage("--protocol can't be '\(word)'", hint: "write a number from 0 to 255")
    }
    guard !ipProtocol.hasPorts else {
      throw .usage(
        "protocol \(ipProtocol.number) needs a port",
        hint: "write --\(ipProtocol.description) PORT")
    }
    return .other(ipProtocol)
  }
}

private func port(_ word: String, of flag: String) throws(CommandError) -> UInt16 {
  guard let port = UInt16(word), port > 0, word.utf8.first != UInt8(ascii: "+") else {
    throw .usage("\(flag) can't be '\(word)'", hint: "write a port from 1 to 65535")
  }
  return port
}
