import Addressing
public import Dataplane
import TopologyModel

/// Explains the records of a flow log by a topology, one after another: what it keeps grows with the causes and not
/// with the records.
public struct FlowLogExplainer: Sendable {
  private let network: Network
  private var groupsByCause: [FlowLogCause: FlowLogGroup] = [:]
  public private(set) var counts = Counts()
  /// The first lines that are no records.
  public private(set) var unreadable: [(line: Int, problem: FlowLogRecord.Problem)] = []

  /// Lines of a log by what they are.
  public struct Counts: Hashable, Sendable {
    public var accepted = 0
    public var rejected = 0
    /// Of an interval in which nothing was sent.
    public var withoutData = 0
    /// Of an interval that AWS could not record.
    public var skipped = 0
    public var unreadable = 0
  }

  public init(_ network: Network) { self.network = network }

  /// The causes, contradictions last, those with the most records first.
  public var groups: [FlowLogGroup] {
    groupsByCause.values.sorted { one, other in
      if one.cause.isContradiction != other.cause.isContradiction {
        return other.cause.isContradiction
      }
      if one.records != other.records { return one.records > other.records }
      return (one.examples.first?.line ?? 0) < (other.examples.first?.line ?? 0)
    }
  }

  /// Takes a line that is no record.
  public mutating func add(_ problem: FlowLogRecord.Problem, line: Int) {
    counts.unreadable += 1
    if unreadable.count < FlowLogGroup.mostExamples { unreadable.append((line, problem)) }
  }

  /// Takes a record.
  public mutating func add(_ record: FlowLogRecord, line: Int) {
    switch record.status {
    case .noData: counts.withoutData += 1
    case .skipData: counts.skipped += 1
    case .ok:
      if record.action == .reject { counts.rejected += 1 } else { counts.accepted += 1 }
      guard let (cause, header) = explain(record) else { return }
      groupsByCause[cause, default: FlowLogGroup(cause)].add(
        record, FlowLogGroup.Example(line: line, header: header))
    }
  }

  /// - Returns: `nil` for an accepted record that the topology has nothing against.
  private func explain(_ record: FlowLogRecord) -> (FlowLogCause, PacketHeader?)? {
    // Neither a regional NAT gateway's records name an interface (R-NAT-14), nor those of one that is not told.
    guard !record.interfaceID.isEmpty else { return nil }
    let interfaces = network.topology.networkInterfaces
    guard let interface = interfaces.reference(to: record.interfaceID),
      interfaces[interface] != nil
    else {
      return (
        FlowLogCause(
          kind: .unknownInterface(id: record.interfaceID), interface: nil, direction: nil),
        record.headers.first
      )
    }
    guard let direction = record.direction ?? direction(of: record, at: interface) else {
      return (
        FlowLogCause(kind: .strangeAddresses, interface: interface, direction: nil),
        record.headers.first
      )
    }
    let isRejected = record.action == .reject
    let findings = record.headers.map { header in
      let kind =
        isRejected
        ? kindOfReject(record, header, interface, direction)
        : kindOfAccept(header, interface, direction)
      return (kind: kind, header: header)
    }
    // The types of ICMP messages are not logged: any that agrees with the record explains it.
    let agreeing = findings.first { finding in
      isRejected ? finding.kind != .rejectedThoughAllowed : finding.kind == nil
    }
    guard let finding = agreeing ?? findings.first, let kind = finding.kind else { return nil }
    return (
      FlowLogCause(kind: kind, interface: interface, direction: direction), finding.header
    )
  }

  private func kindOfReject(
    _ record: FlowLogRecord, _ header: PacketHeader, _ interface: Reference<NetworkInterface>,
    _ direction: Direction
  ) -> FlowLogCause.Kind? {
    let decisions = network.filterDecisions(of: header, at: interface, direction)
    if let denial = FlowLogExplainer.gravestDenial(among: decisions) {
      let mayBeAnswer = denial.isOfGroups && record.looksLikeAnswer
      return mayBeAnswer && groupsLetAnswersPass(header, interface, direction)
        ? .unsolicited(denial) : .denied(denial)
    }
    if let unknown = decisions.first(where: { $0.action == .undetermined }) {
      return .undetermined(unknown)
    }
    return denialByWay(header, interface, direction).map { .denied($0) } ?? .rejectedThoughAllowed
  }

  /// What denies the packet if it came by a way that the record does not tell: through a gateway that Block Public
  /// Access closes, or one that hides the sender's group (R-SG-6).
  private func denialByWay(
    _ header: PacketHeader, _ interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> Decision? {
    let asStranger = network.filterDecisions(
      of: header, at: interface, direction, isSenderKnown: false)
    return asStranger.first { $0.action == .deny }
      ?? network.publicAccessRefusal(of: header, at: interface, direction)
  }

  private func kindOfAccept(
    _ header: PacketHeader, _ interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> FlowLogCause.Kind? {
    let decisions = network.filterDecisions(of: header, at: interface, direction)
    guard let denial = FlowLogExplainer.gravestDenial(among: decisions) else { return nil }
    let passesAsAnswer = denial.isOfGroups && groupsLetAnswersPass(header, interface, direction)
    return passesAsAnswer ? nil : .acceptedThoughDenied(denial)
  }

  /// The denial of an ACL, which no connection gets past, before one of groups.
  private static func gravestDenial(among decisions: [Decision]) -> Decision? {
    let denials = decisions.filter { $0.action == .deny }
    return denials.first { !$0.isOfGroups } ?? denials.first
  }

  /// Whether the groups allow what this packet would be the answer to, and so track it (R-TRK-1).
  private func groupsLetAnswersPass(
    _ header: PacketHeader, _ interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> Bool {
    guard let request = header.request else { return false }
    let opposite: Direction = direction == .inbound ? .outbound : .inbound
    return network.filterDecisions(of: request, at: interface, opposite).contains {
      $0.isOfGroups && $0.action != .deny
    }
  }

  /// Which way a record's packets passed, told by whose address is the interface's.
  private func direction(
    of record: FlowLogRecord, at interface: Reference<NetworkInterface>
  ) -> Direction? {
    func isOwn(_ address: IPAddress?) -> Bool {
      guard let address, let own = network.topology.networkInterfaces[interface] else {
        return false
      }
      return own.addresses.contains { $0.address == address || $0.publicAddress == address }
    }
    if isOwn(record.destination) { return .inbound }
    if isOwn(record.source) { return .outbound }
    return nil
  }
}

extension Decision {
  fileprivate var isOfGroups: Bool {
    if case .securityGroups = component { true } else { false }
  }
}

extension PacketHeader {
  /// The header that this one answers, if it can be an answer.
  fileprivate var request: PacketHeader? {
    guard ipProtocol.isICMP else { return reply }
    let requests = [ICMPMessage(type: 8), ICMPMessage(type: 128)]
    for message in requests where message.reply(over: ipProtocol)?.packed == destinationPort {
      return PacketHeader(
        source: destination, destination: source, ipProtocol: ipProtocol, sourcePort: sourcePort,
        destinationPort: message.packed)
    }
    return nil
  }
}

extension FlowLogRecord {
  /// The headers that the record's packets may have had: one, or for ICMP, whose types are not logged, those
  /// of a ping and its answer.
  ///
  /// The addresses of the header go before the interface's own (R-FL-6).
  fileprivate var headers: [PacketHeader] {
    guard let source = packetSource ?? source, let destination = packetDestination ?? destination,
      let ipProtocol, source.family == destination.family
    else { return [] }
    func header(_ destinationPort: UInt16) -> PacketHeader {
      PacketHeader(
        source: source, destination: destination, ipProtocol: ipProtocol, sourcePort: sourcePort,
        destinationPort: destinationPort)
    }
    guard ipProtocol.isICMP else { return [header(destinationPort)] }
    let messages: [UInt8] = source.isIPv4 ? [8, 0] : [128, 129]
    return messages.map { header(ICMPMessage(type: $0).packed) }
  }
}
