public import Addressing
public import TopologyModel

/// What a line of a flow log says, as far as a topology can explain it.
public struct FlowLogRecord: Hashable, Sendable {
  public enum Action: String, Sendable {
    case accept = "ACCEPT"
    case reject = "REJECT"
  }

  public enum Status: String, Sendable {
    case ok = "OK"
    case noData = "NODATA"
    case skipData = "SKIPDATA"
  }

  public var status = Status.ok
  public var interfaceID = ""
  public var action: Action?
  /// Of the field that says so, which begins with version 5.
  public var direction: Direction?
  /// The addresses as the interface's owner sees them (R-FL-6).
  public var source: IPAddress?
  public var destination: IPAddress?
  /// The addresses that stood in the packet's header, where they are logged.
  public var packetSource: IPAddress?
  public var packetDestination: IPAddress?
  public var sourcePort: UInt16 = 0
  public var destinationPort: UInt16 = 0
  public var ipProtocol: IPProtocol?
  public var packets: UInt64 = 0
  /// The flags of the interval's packets together, where they are logged (R-FL-8).
  public var tcpFlags: UInt8?

  /// Why a line is no record, as a clause.
  public struct Problem: Error, Hashable, Sendable {
    public let message: String
  }

  /// Reads a line without its line feed.
  ///
  /// - Throws: A ``Problem`` that names the field.
  public init(parsing line: ArraySlice<UInt8>, _ format: FlowLogFormat) throws(Problem) {
    var words = line.split(separator: UInt8(ascii: " "))
    if words.last?.last == UInt8(ascii: "\r") { words[words.count - 1].removeLast() }
    guard words.count == format.fields.count else {
      throw Problem(message: "\(words.count) fields where the format has \(format.fields.count)")
    }
    for (word, field) in zip(words, format.fields) {
      guard let field, !word.elementsEqual([UInt8(ascii: "-")]) else { continue }
      try take(word, as: field)
    }
  }

  private mutating func take(_ word: ArraySlice<UInt8>, as field: FlowLogField) throws(Problem) {
    switch field {
    case .interfaceID: interfaceID = String(decoding: word, as: UTF8.self)
    case .source: source = try address(word, field)
    case .destination: destination = try address(word, field)
    case .packetSource: packetSource = try address(word, field)
    case .packetDestination: packetDestination = try address(word, field)
    case .sourcePort: sourcePort = try number(word, field)
    case .destinationPort: destinationPort = try number(word, field)
    case .ipProtocol: ipProtocol = IPProtocol(try number(word, field))
    case .packets: packets = try number(word, field)
    case .tcpFlags: tcpFlags = try number(word, field)
    case .action: action = try choice(word, field)
    case .logStatus: status = try choice(word, field)
    case .direction:
      switch String(decoding: word, as: UTF8.self) {
      case "ingress": direction = .inbound
      case "egress": direction = .outbound
      default: throw wrong(word, field)
      }
    default: break
    }
  }

  private func address(
    _ word: ArraySlice<UInt8>, _ field: FlowLogField
  ) throws(Problem) -> IPAddress {
    do throws(AddressError) {
      return try IPAddress(parsing: word.span)
    } catch {
      throw wrong(word, field)
    }
  }

  private func number<Number: FixedWidthInteger>(
    _ word: ArraySlice<UInt8>, _ field: FlowLogField
  ) throws(Problem) -> Number {
    guard let number = Number(String(decoding: word, as: UTF8.self)) else {
      throw wrong(word, field)
    }
    return number
  }

  private func choice<Choice: RawRepresentable<String>>(
    _ word: ArraySlice<UInt8>, _ field: FlowLogField
  ) throws(Problem) -> Choice {
    guard let choice = Choice(rawValue: String(decoding: word, as: UTF8.self)) else {
      throw wrong(word, field)
    }
    return choice
  }

  private func wrong(_ word: ArraySlice<UInt8>, _ field: FlowLogField) -> Problem {
    Problem(
      message: "'\(String(decoding: word.prefix(40), as: UTF8.self))' is no \(field.rawValue)")
  }
}

extension FlowLogRecord {
  /// Whether the packets look like answers: by the flags of a handshake, else by a client's port at the
  /// receiving end and none at the sending one (R-NACL-13).
  var looksLikeAnswer: Bool {
    switch tcpFlags.map({ $0 & 18 }) {
    case 18: true
    case 2: false
    default: destinationPort >= 32768 && sourcePort < 32768
    }
  }
}
