import Addressing
import Dataplane
import Glibc

/// Sends flows as real packets, all at once, and watches where they and their answers come to.
///
/// Flow *n* is known by its source port (or echo identifier) `firstPort + n`, which Linux keeps where
/// it translates. Raw sockets watch every host: they see what its filter let in, and nothing else.
struct PacketExchange {
  static let firstPort: UInt16 = 40000

  private let network: KernelNetwork
  private let flows: [Flow]
  private let watchers: [(host: Component, socket: Socket)]
  private var senders: [Socket] = []
  private(set) var outcomes: [Outcome]

  init(_ flows: [Flow], over network: KernelNetwork) throws {
    self.network = network
    self.flows = flows
    outcomes = flows.map { _ in Outcome() }
    watchers = try network.hosts.flatMap { host, namespace in
      try [IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP].map { number in
        (host, try namespace.enter { try Socket(SOCK_RAW, Int32(number)) })
      }
    }
  }

  /// Sends everything, waits for what is expected, and then a moment for what is not.
  ///
  /// So a slow machine makes the exchange longer and no outcome wrong.
  mutating func run(awaiting expected: [Outcome]) throws {
    for flow in flows {
      senders.append(try send(flow.header, from: flow.host))
    }
    let deadline = ContinuousClock.now + .seconds(4)
    while outcomes != expected && ContinuousClock.now < deadline { try watch(milliseconds: 20) }
    while try watch(milliseconds: 40) {}
  }

  /// Takes in what has come to any host by now; `false` where nothing came.
  @discardableResult
  private mutating func watch(milliseconds: Int32) throws -> Bool {
    var polled = watchers.map {
      pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0)
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return false }
    for (watcher, state) in zip(watchers, polled) where state.revents != 0 {
      while let packet = watcher.socket.receive() {
        if let header = PacketHeader(ipv4: packet) { try note(header, at: watcher.host) }
      }
    }
    return true
  }

  private mutating func note(_ header: PacketHeader, at host: Component) throws {
    if let index = index(of: header.sourcePort), header.icmp.map({ $0.type == 8 }) ?? true {
      let isFirst = outcomes[index].arrival == nil
      outcomes[index].arrival = Outcome.Arrival(host: host, packet: header)
      // The kernel itself answers pings, and TCP to a closed port.
      if isFirst, header.ipProtocol == .udp, let answer = header.reply {
        senders.append(try send(answer, from: host))
      }
    } else if let index = index(of: header.icmp == nil ? header.destinationPort : header.sourcePort)
    {
      let isForSender = header == flows[index].header.reply && host == flows[index].host
      if isForSender { outcomes[index].isAnswered = true }
    }
  }

  private func index(of port: UInt16) -> Int? {
    let index = Int(port) - Int(PacketExchange.firstPort)
    return flows.indices.contains(index) ? index : nil
  }

  private func send(_ header: PacketHeader, from host: Component) throws -> Socket {
    guard let namespace = network.hosts[host] else { throw SystemCallFailure("no such host") }
    return try namespace.enter {
      switch header.ipProtocol {
      case .tcp:
        let socket = try Socket(SOCK_STREAM, Int32(IPPROTO_TCP))
        try socket.bind(header.source, header.sourcePort)
        socket.connect(header.destination, header.destinationPort)
        return socket
      case .udp:
        let socket = try Socket(SOCK_DGRAM, Int32(IPPROTO_UDP))
        try socket.bind(header.source, header.sourcePort)
        socket.send([0], to: header.destination, header.destinationPort)
        return socket
      default:
        let socket = try Socket(SOCK_RAW, Int32(IPPROTO_ICMP))
        try socket.bind(header.source, 0)
        socket.send(header.echoRequest, to: header.destination, 0)
        return socket
      }
    }
  }
}

extension Flow {
  /// The host that sends the packet.
  fileprivate var host: Component {
    if case .networkInterface(let interface) = sender {
      .networkInterface(interface)
    } else {
      .internet
    }
  }
}

/// What became of a flow, as far as its two ends can tell.
struct Outcome: Equatable {
  struct Arrival: Equatable {
    let host: Component
    /// The packet as the receiver sees it, translations included.
    let packet: PacketHeader
  }

  var arrival: Arrival?
  /// The exact reverse of the request came back to its sender.
  var isAnswered = false
}

extension Outcome {
  /// What a trace says; `nil` where it leaves the question open.
  init?(_ trace: Trace) {
    guard [.delivered, .dropped, .replyDropped].contains(trace.verdict) else { return nil }
    isAnswered = trace.verdict == .delivered
    if trace.forward.outcome == .delivered, let last = trace.forward.hops.last {
      arrival = Arrival(host: last.decision.component, packet: last.packet)
    }
  }
}
