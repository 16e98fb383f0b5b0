/// A flow as programs write it: where its words stand in the line, and its numbers.
struct PlainFlow {
  var source: Range<Int>?
  var destination: Range<Int>?
  var protocolName: Range<Int>?
  var sourcePort: UInt16?
  var destinationPort: UInt16?

  /// The members that a line names, as the JSON reader gives them.
  func fields(in line: Span<UInt8>) -> FlowFields {
    var fields = FlowFields()
    fields.source = source.map { line.text($0) }
    fields.destination = destination.map { line.text($0) }
    fields.protocolName = protocolName.map { line.text($0) }
    fields.sourcePort = sourcePort
    fields.destinationPort = destinationPort
    return fields
  }

  /// What `tcp` and `udp` with a destination port ask for; `nil` for what is less usual, or wrong.
  func options(in line: Span<UInt8>) -> FlowRequest.Options? {
    guard let destinationPort, let protocolName else { return nil }
    let name = line.extracting(protocolName)
    let traffic: Traffic
    if name.isEqual(to: "tcp") {
      traffic = .tcp(port: destinationPort)
    } else if name.isEqual(to: "udp") {
      traffic = .udp(port: destinationPort)
    } else {
      return nil
    }
    return FlowRequest.Options(traffic, sourcePort: sourcePort)
  }
}

/// Reads a flow as programs write it, in one pass: an object of `from`, `to`, `protocol` and the ports,
/// each once, its strings plain ASCII and its numbers plain digits.
///
/// What is less plain, or wrong, is for the JSON reader, which takes four times as long and can
/// explain; a property test holds that the two never read a line differently.
struct PlainFlowScanner {
  private var position = 0
  private var flow = PlainFlow()

  /// - Returns: `nil` where the line is not as plain as that.
  static func flow(in line: Span<UInt8>) -> PlainFlow? {
    var scanner = PlainFlowScanner()
    return scanner.scan(line) ? scanner.flow : nil
  }

  private mutating func scan(_ line: Span<UInt8>) -> Bool {
    guard skip(UInt8(ascii: "{"), in: line) else { return false }
    repeat {
      guard let key = quoted(in: line), skip(UInt8(ascii: ":"), in: line),
        take(line.extracting(key), in: line)
      else { return false }
    } while skip(UInt8(ascii: ","), in: line)
    guard skip(UInt8(ascii: "}"), in: line) else { return false }
    skipSpace(in: line)
    return position == line.count
  }

  private mutating func take(_ key: Span<UInt8>, in line: Span<UInt8>) -> Bool {
    if key.isEqual(to: "from") { return flow.source.fill(with: quoted(in: line)) }
    if key.isEqual(to: "to") { return flow.destination.fill(with: quoted(in: line)) }
    if key.isEqual(to: "protocol") { return flow.protocolName.fill(with: quoted(in: line)) }
    if key.isEqual(to: "destinationPort") { return flow.destinationPort.fill(with: port(in: line)) }
    if key.isEqual(to: "sourcePort") { return flow.sourcePort.fill(with: port(in: line)) }
    return false
  }
}

extension PlainFlowScanner {
  /// Where plain text stands between the next two quotes.
  private mutating func quoted(in line: Span<UInt8>) -> Range<Int>? {
    guard skip(UInt8(ascii: "\""), in: line) else { return nil }
    let start = position
    while position < line.count, line[position] != UInt8(ascii: "\"") {
      let byte = line[position]
      guard byte >= 0x20, byte < 0x7f, byte != UInt8(ascii: "\\") else { return nil }
      position += 1
    }
    guard position < line.count else { return nil }
    defer { position += 1 }
    return start..<position
  }

  /// A number from 1 to 65535 without leading zero.
  private mutating func port(in line: Span<UInt8>) -> UInt16? {
    skipSpace(in: line)
    var number = 0
    while position < line.count, case let digit = line[position] &- UInt8(ascii: "0"), digit < 10 {
      guard number > 0 || digit > 0, number < 10_000 else { return nil }
      number = number * 10 + Int(digit)
      position += 1
    }
    return number > 0 ? UInt16(exactly: number) : nil
  }

  private mutating func skip(_ byte: UInt8, in line: Span<UInt8>) -> Bool {
    skipSpace(in: line)
    guard position < line.count, line[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace(in line: Span<UInt8>) {
    while position < line.count {
      switch line[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      default: return
      }
    }
  }
}

extension Optional {
  /// Takes a value, once.
  ///
  /// - Returns: `false` where there is one already, or none to take.
  fileprivate mutating func fill(with value: Wrapped?) -> Bool {
    guard case nil = self, let value else { return false }
    self = value
    return true
  }
}

extension Span<UInt8> {
  fileprivate func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return indices.allSatisfy { self[$0] == text.utf8Start[$0] }
  }

  fileprivate func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
