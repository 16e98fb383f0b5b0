import Addressing
public import Dataplane
import TopologyModel

/// Puts entries of flow logs into the fields of a format, as AWS delivers them (R-FL-2, R-FL-3).
public struct FlowLogWriter: Sendable {
  private let network: Network
  private let format: FlowLogFormat
  private let version: Int

  /// - Parameters:
  ///   - network: What the entries are of.
  ///   - format: Fields of versions 2 to 5; any other is written as `-`.
  public init(_ network: Network, _ format: FlowLogFormat) {
    self.network = network
    self.format = format
    version = format.fields.compactMap { $0?.version }.max() ?? 2
  }

  /// The line that heads a file of records: the fields' names.
  public var heading: String {
    format.fields.map { $0?.rawValue ?? "-" }.joined(separator: " ")
  }

  /// One record, without a line feed.
  public func line(_ entry: FlowLogEntry) -> String {
    let place = FlowLogPlace(entry.interface, in: network.topology)
    return format.fields.map { $0.flatMap { value(of: $0, entry, place) } ?? "-" }
      .joined(separator: " ")
  }

  /// - Returns: `nil` for what is not applicable, or what the input does not tell.
  private func value(
    of field: FlowLogField, _ entry: FlowLogEntry, _ place: FlowLogPlace
  ) -> String? {
    switch field {
    case .version: "\(version)"
    case .accountID: place.accountID
    case .interfaceID: place.interfaceID
    case .vpcID: place.vpcID
    case .subnetID: place.subnetID
    case .instanceID: place.instanceID
    case .region: place.region
    case .source, .destination, .packetSource, .packetDestination:
      address(field, entry, place).description
    case .type: entry.header.source.isIPv4 ? "IPv4" : "IPv6"
    case .direction: entry.direction == .inbound ? "ingress" : "egress"
    case .trafficPath: entry.path.map { "\($0.rawValue)" }
    case .action: entry.action.rawValue
    case .logStatus: FlowLogRecord.Status.ok.rawValue
    case .zoneID, .sublocationType, .sublocationID, .packetSourceService,
      .packetDestinationService:
      nil
    default: number(field, entry).map { "\($0)" }
    }
  }

  private func number(_ field: FlowLogField, _ entry: FlowLogEntry) -> UInt64? {
    let hasPorts = entry.header.ipProtocol.hasPorts
    return switch field {
    case .sourcePort: hasPorts ? UInt64(entry.header.sourcePort) : 0
    case .destinationPort: hasPorts ? UInt64(entry.header.destinationPort) : 0
    case .ipProtocol: UInt64(entry.header.ipProtocol.number)
    case .packets: entry.packets
    case .bytes: entry.isRefusedByPublicAccess ? nil : entry.bytes
    case .tcpFlags: UInt64(entry.tcpFlags)
    case .start: UInt64(max(entry.start, 0))
    case .end: UInt64(max(entry.end, 0))
    default: nil
    }
  }

  /// The header's addresses, but for the interface's own side its primary private IPv4 address, whatever
  /// the header bears there (R-FL-6).
  private func address(
    _ field: FlowLogField, _ entry: FlowLogEntry, _ place: FlowLogPlace
  ) -> IPAddress {
    let own = entry.header.source.isIPv4 ? place.primaryIPv4 : nil
    return switch field {
    case .source: (entry.direction == .outbound ? own : nil) ?? entry.header.source
    case .destination: (entry.direction == .inbound ? own : nil) ?? entry.header.destination
    case .packetSource: entry.header.source
    default: entry.header.destination
    }
  }
}

/// What the topology tells of the interface whose log it is; `nil` where it does not.
private struct FlowLogPlace {
  var interfaceID: String?
  var primaryIPv4: IPAddress?
  var instanceID: String?
  let vpcID: String?
  let subnetID: String?
  let accountID: String?
  let region: String?

  init(_ interface: FlowLogEntry.Interface, in topology: Topology) {
    let vpc: Reference<VPC>?
    let subnet: Reference<Subnet>?
    switch interface {
    case .networkInterface(let reference):
      let resource = topology.networkInterfaces[reference]
      interfaceID = topology.networkInterfaces.id(of: reference)
      primaryIPv4 = resource?.addresses.first { $0.address.isIPv4 }?.address
      instanceID = resource?.instance.map { topology.instances.id(of: $0) }
      (vpc, subnet) = (resource?.vpc, resource?.subnet)
    case .natGateway(let reference):
      let gateway = topology.natGateways[reference]
      interfaceID = gateway?.addresses.first?.interface.map {
        topology.networkInterfaces.id(of: $0)
      }
      primaryIPv4 = gateway?.addresses.first?.privateAddress
      (vpc, subnet) = (gateway?.vpc, gateway?.subnet)
    }
    vpcID = vpc.map { topology.vpcs.id(of: $0) }
    subnetID = subnet.map { topology.subnets.id(of: $0) }
    accountID = vpc.flatMap { topology.vpcs[$0]?.ownerID }
    region = vpc.flatMap { topology.vpcs[$0]?.region }
  }
}
