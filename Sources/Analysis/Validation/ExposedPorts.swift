import Addressing
import Dataplane
import TopologyModel

/// Ports of administration and of databases that anybody on the internet reaches, by the path that
/// packets really take.
extension Validator {
  mutating func checkExposedPorts() {
    guard applies(.adminPortOpenToWorld, .databasePortOpenToWorld) else { return }
    var exposures: [Exposure: [Reference<NetworkInterface>]] = [:]
    for (reference, interface) in topology.networkInterfaces.resources
    where interface.kind == .ordinary {
      for exposure in openings(at: interface) where exposures[exposure]?.last != reference {
        exposures[exposure, default: []].append(reference)
      }
    }
    for (exposure, interfaces) in exposures.sorted(by: { $0.key < $1.key }) {
      report(exposure, of: interfaces)
    }
  }

  /// What rules open to the world at each public address of an interface.
  private func openings(at interface: NetworkInterface) -> [Exposure] {
    interface.addresses.flatMap { address -> [Exposure] in
      let target = address.address.isIPv4 ? address.publicAddress : address.address
      guard let target else { return [] }
      var openings: [Exposure.Opening: [ExposedService]] = [:]
      for service in ExposedService.all {
        if let opening = opening(of: service, at: target) {
          openings[opening, default: []].append(service)
        }
      }
      return openings.map { Exposure(opening: $0.key, services: $0.value) }
    }
  }

  /// The rule that lets the whole internet in to a service; `nil` where it does not.
  private func opening(of service: ExposedService, at target: IPAddress) -> Exposure.Opening? {
    let flows = WorldSample.sources(target.family).map { source in
      Flow(
        .internet,
        PacketHeader(
          source: source, destination: target, ipProtocol: service.ipProtocol, sourcePort: 40000,
          destinationPort: service.port))
    }
    guard flows.allSatisfy({ network.verdict(of: $0) == .delivered }), let flow = flows.first
    else { return nil }
    for hop in network.trace(flow).forward.hops.reversed() {
      if case .securityGroupRule(let group, _, let index) = network.evidence(of: hop.decision) {
        return Exposure.Opening(group: group, rule: index, toDatabases: service.isDatabase)
      }
    }
    return nil
  }

  private mutating func report(_ exposure: Exposure, of interfaces: [Reference<NetworkInterface>]) {
    let opening = exposure.opening
    let subject = subject(.inbound, opening.rule, of: opening.group)
    let interface = topology.subject(interfaces[0])
    let services = exposure.services.map { $0.words }.joined(separator: ", ")
    let others = interfaces.count > 1 ? " and \(interfaces.count - 1) more" : ""
    report(
      opening.toDatabases ? .databasePortOpenToWorld : .adminPortOpenToWorld,
      "\(subject.words) lets the whole internet reach \(services) of \(interface.words)\(others)",
      subject, interface)
  }
}

/// What a rule opens at some addresses.
private struct Exposure: Hashable, Comparable {
  let opening: Opening
  let services: [ExposedService]

  struct Opening: Hashable {
    let group: Reference<SecurityGroup>
    let rule: Int
    let toDatabases: Bool
  }

  static func < (one: Exposure, other: Exposure) -> Bool {
    let (own, others) = (one.opening, other.opening)
    if own.group != others.group { return own.group.index < others.group.index }
    if own.rule != others.rule { return own.rule < others.rule }
    return one.services.map { $0.port }.lexicographicallyPrecedes(other.services.map { $0.port })
  }
}

/// A service that should not be open to everybody.
private struct ExposedService: Hashable {
  let name: String
  let port: UInt16
  let isDatabase: Bool

  var ipProtocol: IPProtocol { .tcp }
  var words: String { "\(ipProtocol.description) \(port) (\(name))" }

  static let all = [
    admin("SSH", 22), admin("Telnet", 23), admin("RDP", 3389), admin("WinRM", 5985),
    admin("WinRM", 5986), admin("Docker", 2375), admin("Kubernetes", 6443),
    database("SQL Server", 1433), database("Oracle", 1521), database("MySQL", 3306),
    database("PostgreSQL", 5432), database("Redshift", 5439), database("Redis", 6379),
    database("Cassandra", 9042), database("Elasticsearch", 9200), database("memcached", 11211),
    database("MongoDB", 27017),
  ]

  private static func admin(_ name: String, _ port: UInt16) -> ExposedService {
    ExposedService(name: name, port: port, isDatabase: false)
  }

  private static func database(_ name: String, _ port: UInt16) -> ExposedService {
    ExposedService(name: name, port: port, isDatabase: true)
  }
}

/// Hosts of the internet that have nothing in common, one a quarter of its addresses.
private enum WorldSample {
  static func sources(_ family: AddressFamily) -> [IPAddress] { family == .ipv4 ? ipv4 : ipv6 }

  private static let ipv4 = [
    IPAddress(198, 51, 100, 10), IPAddress(45, 33, 2, 1), IPAddress(93, 184, 216, 34),
    IPAddress(151, 101, 1, 1),
  ]
  private static let ipv6 = [
    IPAddress(high: 0x2001_0db8_ffff_0000, low: 0x10),
    IPAddress(high: 0x2606_2800_0220_0001, low: 1),
    IPAddress(high: 0x2a04_4e42_0000_0000, low: 1),
  ]
}
