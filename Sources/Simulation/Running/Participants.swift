import Addressing
import Dataplane

/// The flows of one conversation, and what their servers have heard.
struct Participants: Sendable {
  /// The first of them.
  let flow: Flow
  /// Of the client; the flows take one after the other, and begin anew behind the last.
  private let ports: PortRange
  private var members: [Member]

  struct Member: Sendable {
    /// The handshake is complete.
    var isOpen = false
    /// Whoever received the client's last packet, and the header with which it answers.
    var server: (sender: Flow.Sender, header: PacketHeader)?
  }

  init(_ flow: Flow, count: Int, ports: PortRange) {
    self.flow = flow
    self.ports = ports
    members = Array(repeating: Member(), count: count)
  }

  var count: Int { members.count }

  subscript(member: Int) -> Member {
    get { members[member] }
    set { members[member] = newValue }
  }

  /// The header that the client of a flow sends.
  func header(of member: Int) -> PacketHeader {
    var header = flow.header
    guard member > 0, header.ipProtocol.hasPorts || header.ipProtocol.isICMP else { return header }
    let range = header.ipProtocol.isICMP ? .all : ports
    header.sourcePort = range.port(header.sourcePort, plus: member)
    return header
  }
}

extension PortRange {
  var count: Int { Int(last) - Int(first) + 1 }

  /// The port some places behind another of the range, which is a ring.
  func port(_ port: UInt16, plus places: Int) -> UInt16 {
    let offset = (max(Int(port) - Int(first), 0) + places) % count
    return first + UInt16(truncatingIfNeeded: offset)
  }
}

/// Gives clients their ports: one after the other, as systems do (R-NACL-13).
struct PortDispenser {
  private struct Client: Hashable {
    let sender: Flow.Sender
    let address: IPAddress
    let ipProtocol: IPProtocol
  }

  private var next: [Client: UInt16] = [:]

  /// The flows of a conversation whose client may choose its ports, or that were given the first.
  mutating func participants(_ flow: Flow, count: Int) -> Participants {
    var range = (flow.defaultedSourcePorts ?? flow.otherSourcePorts)?.range ?? .all
    if count > range.count { range = PortRange(1024, .max) }
    guard flow.defaultedSourcePorts != nil else {
      return Participants(flow, count: count, ports: range)
    }
    let client = Client(
      sender: flow.sender, address: flow.header.source, ipProtocol: flow.header.ipProtocol)
    var flow = flow
    flow.header.sourcePort = next[client] ?? flow.header.sourcePort
    next[client] = range.port(flow.header.sourcePort, plus: count)
    return Participants(flow, count: count, ports: range)
  }
}
