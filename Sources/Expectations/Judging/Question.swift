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

  public init(
    _ sender: Flow.Sender, _ addresses: [AddressRange], clientPorts: ClientPorts,
    own: [AddressRange] = []
  ) {
    self.sender = sender
    self.addresses = addresses
    self.clientPorts = clientPorts
    self.own = own
  }
}

/// Addresses to be sent to, without overlaps.
public struct ReceivingEnds: Hashable, Sendable {
  /// What senders in the VPCs, and on premises, send to.
  public let inside: [AddressRange]
  /// What hosts on the internet send to.
  public let outside: [AddressRange]

  public init(inside: [AddressRange], outside: [AddressRange]) {
    self.inside = inside
    self.outside = outside
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
  /// Whether nobody sends anything.
  public var isEmpty: Bool { senders.allSatisfy { packets(from: $0).isEmpty } }

  /// The packets that one of the senders sends, none of them to itself.
  public func packets(from end: SendingEnd) -> HeaderSpace {
    let receivers = end.sender == .internet ? receivers.outside : receivers.inside
    let templates = families.flatMap { self.templates(from: end, over: $0) }
    var boxes: [HeaderBox] = []
    for receiver in receivers where !isOwn(receiver, of: end) {
      for template in templates where template.family == receiver.family {
        var box = template
        box.destination = receiver
        boxes.append(box)
      }
    }
    return HeaderSpace(disjoint: boxes)
  }

  private var families: [AddressFamily] { family.map { [$0] } ?? AddressFamily.allCases }

  private func isOwn(_ receiver: AddressRange, of end: SendingEnd) -> Bool {
    end.own.contains { $0.family == receiver.family && $0.contains(receiver) }
  }

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
