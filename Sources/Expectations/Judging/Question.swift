public import Addressing
public import Dataplane

/// Packets to be asked about: one as a trace walks it, or all that some senders send to some receivers.
public enum Question: Sendable {
  case flow(Flow)
  case space(SpaceQuestion)
}

/// Somebody who sends, and from which addresses.
public struct SendingEnd: Hashable, Sendable {
  public let sender: Flow.Sender
  /// Without overlaps, of either family.
  public let addresses: [AddressRange]
  /// Where its system takes the ports of clients from (R-NACL-13).
  public let clientPorts: ClientPorts
  /// Addresses by which others reach the sender, which does not send to itself.
  public let own: [AddressRange]
  /// Only those of the addresses are meant that nothing in the network holds.
  public let isStranger: Bool

  public init(
    _ sender: Flow.Sender, _ addresses: [AddressRange], clientPorts: ClientPorts,
    own: [AddressRange] = [], isStranger: Bool = false
  ) {
    self.sender = sender
    self.addresses = addresses
    self.clientPorts = clientPorts
    self.own = own
    self.isStranger = isStranger
  }
}

/// Addresses to be sent to, without overlaps.
public struct ReceivingEnds: Hashable, Sendable {
  /// What senders in the VPCs, and on premises, send to.
  public let inside: [AddressRange]
  /// What hosts on the internet send to.
  public let outside: [AddressRange]
  /// What all but these send to, as far as nothing in the network holds it.
  public let strangers: [AddressRange]

  public init(inside: [AddressRange], outside: [AddressRange], strangers: [AddressRange]) {
    self.inside = inside
    self.outside = outside
    self.strangers = strangers
  }
}

/// All packets of some traffic from every one of some senders to every one of some receivers.
public struct SpaceQuestion: Sendable {
  public let senders: [SendingEnd]
  public let receivers: ReceivingEnds
  public let asked: Asked
  /// `nil` for both families.
  public let family: AddressFamily?

  public enum Asked: Sendable {
    /// Packets of this traffic.
    case traffic([TrafficTerm])
    /// All packets but these.
    case allBut([Exception])
  }

  /// Traffic that some senders may send.
  public struct Exception: Sendable {
    public let traffic: [TrafficTerm]
    /// `nil` for everyone.
    public let senders: [SendingEnd]?

    public init(_ traffic: [TrafficTerm], from senders: [SendingEnd]?) {
      self.traffic = traffic
      self.senders = senders
    }
  }

  public init(
    from senders: [SendingEnd], to receivers: ReceivingEnds, _ asked: Asked, family: AddressFamily?
  ) {
    self.senders = senders
    self.receivers = receivers
    self.asked = asked
    self.family = family
  }
}

// MARK: Packets

extension SpaceQuestion {
  /// Packets that one of the senders sends, none of them to itself.
  public struct Sent: Sendable {
    public let packets: HeaderSpace
    /// The ends of which only those addresses are meant that nothing in the network holds.
    package let strangers: StrangerEnds
  }

  /// Whether nobody sends anything.
  public var isEmpty: Bool {
    senders.allSatisfy { end in sent(by: end).allSatisfy { $0.packets.isEmpty } }
  }

  /// The packets that one of the senders sends, to whoever has addresses and to strangers.
  public func sent(by end: SendingEnd) -> [Sent] {
    let source: StrangerEnds = end.isStranger ? .source : []
    let templates = families.flatMap { self.templates(from: end, over: $0) }
    guard end.sender != .internet else {
      return [Sent(packets: templates.sent(to: receivers.outside, from: end), strangers: source)]
    }
    return [
      Sent(packets: templates.sent(to: receivers.inside, from: end), strangers: source),
      Sent(
        packets: templates.sent(to: receivers.strangers, from: end),
        strangers: source.union(.destination)),
    ]
  }

  private var families: [AddressFamily] { family.map { [$0] } ?? AddressFamily.allCases }

  /// The packets with every address of the family for their destination, in disjoint boxes.
  private func templates(from end: SendingEnd, over family: AddressFamily) -> [HeaderBox] {
    let sources = end.addresses.filter { $0.family == family }
    switch asked {
    case .traffic(let terms):
      let parts = terms.flatMap { $0.parts(over: family, clientPorts: end.clientPorts.range) }
      return HeaderSpace(union: sources.flatMap { source in parts.map { $0.box(from: source) } })
        .boxes
    case .allBut(let exceptions):
      let everything = TrafficTerm.all.wholeParts(over: family)
      let whole = sources.flatMap { source in everything.map { $0.box(from: source) } }
      let spared = exceptions.flatMap { exception in
        exception.boxes(from: end, sources, over: family)
      }
      return HeaderSpace(union: whole).subtracting(HeaderSpace(union: spared)).boxes
    }
  }
}

extension [HeaderBox] {
  /// The same packets to each of some addresses, but for the sender's own.
  fileprivate func sent(to receivers: [AddressRange], from end: SendingEnd) -> HeaderSpace {
    var boxes: [HeaderBox] = []
    for receiver in receivers
    where !end.own.contains(where: { $0.family == receiver.family && $0.contains(receiver) }) {
      for template in self where template.family == receiver.family {
        var box = template
        box.destination = receiver
        boxes.append(box)
      }
    }
    return HeaderSpace(disjoint: boxes)
  }
}

extension SpaceQuestion.Exception {
  fileprivate func boxes(
    from end: SendingEnd, _ sources: [AddressRange], over family: AddressFamily
  ) -> [HeaderBox] {
    let parts = traffic.flatMap { $0.wholeParts(over: family) }
    let spared =
      senders.map { senders in
        senders.filter { $0.sender == end.sender }.flatMap { $0.addresses }
      } ?? sources
    return spared.filter { $0.family == family }.flatMap { source in
      parts.map { $0.box(from: source) }
    }
  }
}

extension TrafficTerm.Part {
  fileprivate func box(from source: AddressRange) -> HeaderBox {
    HeaderBox(
      source: source, destination: AddressRange(all: source.family), protocols: protocols,
      sourcePorts: sourcePorts, destinationPorts: destinationPorts)
  }
}
