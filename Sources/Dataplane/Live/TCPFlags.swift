/// The control bits of a TCP packet (RFC 9293), as far as stateful components look at them.
public struct TCPFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let fin = TCPFlags(rawValue: 1)
  public static let syn = TCPFlags(rawValue: 2)
  public static let rst = TCPFlags(rawValue: 4)
  public static let psh = TCPFlags(rawValue: 8)
  public static let ack = TCPFlags(rawValue: 16)
  public static let urg = TCPFlags(rawValue: 32)

  /// The bits and what packet captures call them, in the order in which they are told.
  public static let names: [(flag: TCPFlags, name: String)] = [
    (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.urg, "URG"), (.ack, "ACK"),
  ]
}

/// What a packet does to the flow that it belongs to (R-TRK-7).
enum TCPSegment: Sendable {
  /// It may open one: SYN, and everything that is not TCP.
  case opening
  /// It continues one.
  case ordinary
  /// It ends one side of it: FIN.
  case finishing
  /// It ends it at once: RST.
  case resetting
}

extension TCPFlags {
  var segment: TCPSegment {
    if contains(.rst) { return .resetting }
    if contains(.fin) { return .finishing }
    return contains(.syn) && !contains(.ack) ? .opening : .ordinary
  }
}
