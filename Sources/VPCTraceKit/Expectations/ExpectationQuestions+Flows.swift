import Addressing
import Dataplane
import Expectations

extension ExpectationQuestions {
  /// The flows that a trace would walk; `nil` where an end or the traffic is not single.
  func flows(
    of resolved: ResolvedExpectation, _ traffic: [TrafficTerm]
  ) throws(EndpointError) -> [Flow]? {
    guard let source = single(resolved.sources), let destination = single(resolved.destinations)
    else { return nil }
    let expectation = resolved.expectation
    var flows: [Flow] = []
    for term in traffic {
      guard let single = term.single else { return nil }
      for family in families(of: expectation, term, from: source, to: destination) {
        let options = FlowRequest.Options(
          single, family: family, isOneWay: expectation.isOneWay)
        flows.append(try resolver.flow(from: source, to: destination, options))
      }
    }
    return flows
  }

  private func single(_ ends: [ExpectedEnds]) -> Endpoint? {
    guard ends.count == 1, ends[0].isOne else { return nil }
    return ends[0].members.first?.endpoint
  }

  /// The families that both ends offer; `nil` leaves it to the resolver to say why there is none.
  private func families(
    of expectation: Expectation, _ term: TrafficTerm, from source: Endpoint,
    to destination: Endpoint
  ) -> [AddressFamily?] {
    let wanted = expectation.family ?? term.family
    guard wanted == nil else { return [wanted] }
    let fixed = source.fixedFamily ?? destination.fixedFamily
    guard fixed == nil else { return [nil] }
    let common = AddressFamily.allCases.filter { family in
      resolver.offers(source, family, publicly: false)
        && resolver.offers(destination, family, publicly: source.isInternet)
    }
    return common.isEmpty ? [nil] : common
  }

  /// Interfaces that nothing on the internet can address: one packet each shows what comes of it.
  func flowsToUnreachable(
    _ ends: [ExpectedEnd], _ traffic: [TrafficTerm], _ expectation: Expectation
  ) throws(EndpointError) -> [Flow] {
    let families = expectation.family.map { [$0] } ?? AddressFamily.allCases
    var flows: [Flow] = []
    for end in ends {
      guard case .networkInterface = end, let endpoint = end.endpoint,
        !families.contains(where: { resolver.offers(endpoint, $0, publicly: true) }),
        let family = families.first(where: { resolver.offers(endpoint, $0, publicly: false) })
      else { continue }
      let options = FlowRequest.Options(
        traffic.lazy.compactMap { $0.example }.first ?? .icmp(), family: family,
        isOneWay: expectation.isOneWay)
      flows.append(try resolver.flow(from: .internet(nil), to: endpoint, options))
    }
    return flows
  }
}

extension Endpoint {
  fileprivate var isInternet: Bool { if case .internet = self { true } else { false } }
}

extension TrafficTerm {
  /// The traffic as a trace takes it, where it is of one port or message.
  var single: Traffic? {
    guard case .of(let ipProtocol, let ports) = self else { return self == .ping ? .icmp() : nil }
    guard ipProtocol.hasPorts || ipProtocol.isICMP else { return .other(ipProtocol) }
    return ports.first == ports.last ? example : nil
  }

  /// One packet of the traffic.
  fileprivate var example: Traffic? {
    switch self {
    case .ping: .icmp()
    case .all: .tcp(port: 443)
    case .of(.tcp, let ports): .tcp(port: ports.first)
    case .of(.udp, let ports): .udp(port: ports.first)
    case .of(let ipProtocol, let ports): .other(ipProtocol, ICMPMessage(packed: ports.first))
    }
  }
}
