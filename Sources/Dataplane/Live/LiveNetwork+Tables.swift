import Addressing
import TopologyModel

extension LiveNetwork {
  /// What interfaces remember now, in the order of interfaces and headers.
  public var connections: [RememberedFlow] {
    table.flows.rows.all.flatMap { row in
      row.entries.filter { table.clock.isAlive($0, row.answer.ipProtocol) }
        .map { RememberedFlow($0, answeredBy: row.answer, table.clock) }
    }.sorted { $0.precedes($1) }
  }

  /// What translators hold now, in the order of components and headers.
  public var translations: [RememberedFlow] {
    table.translations.rows.all.filter { $0.isAlive(at: now) }
      .map { RememberedFlow($0) }.sorted { $0.precedes($1) }
  }
}

extension RememberedFlow {
  /// The order in which tables list flows, by nothing that differs from run to run.
  fileprivate func precedes(_ other: RememberedFlow) -> Bool {
    if holder.rank != other.holder.rank { return holder.rank < other.holder.rank }
    let (one, two) = (request, other.request)
    if one.ipProtocol != two.ipProtocol { return one.ipProtocol < two.ipProtocol }
    if one.source != two.source { return one.source < two.source }
    if one.sourcePort != two.sourcePort { return one.sourcePort < two.sourcePort }
    if one.destination != two.destination { return one.destination < two.destination }
    return one.destinationPort < two.destinationPort
  }
}

extension RememberedFlow.Holder {
  fileprivate var rank: Int {
    switch self {
    case .interface(let interface, let opened):
      Int(interface.index) * 2 + (opened == .inbound ? 0 : 1)
    case .translator(.natGateway(let gateway), _): Int(gateway.index) * 3
    case .translator(.networkInterface(let appliance), _): Int(appliance.index) * 3 + 1
    case .translator(.egressOnlyInternetGateway(let gateway), _): Int(gateway.index) * 3 + 2
    case .translator: -1
    }
  }
}
