import Addressing
import TopologyModel

/// What rules match, as sets of packets.
extension HeaderBox {
  /// Packets of some traffic to or from a block: its source for inbound rules, else its destination.
  init(_ traffic: TrafficPattern, _ direction: Direction, _ block: CIDRBlock) {
    let (own, peer) = (AddressRange(all: block.family), AddressRange(block))
    self.init(
      source: direction == .inbound ? peer : own, destination: direction == .inbound ? own : peer,
      protocols: traffic.ipProtocol.map { ProtocolRange($0) } ?? .all,
      destinationPorts: traffic.ports)
  }

  /// The addresses at the far end.
  func peer(_ direction: Direction) -> AddressRange { direction == .inbound ? source : destination }
}

extension NetworkACL.Entry {
  var box: HeaderBox { HeaderBox(traffic, direction, block) }
}

extension NetworkACL {
  /// The entries of one direction in the order in which they are asked (R-NACL-2).
  func rules(_ direction: Direction) -> [Entry] {
    entries.filter { $0.direction == direction }.sorted { $0.number < $1.number }
  }
}

extension Validator {
  func subject(_ entry: NetworkACL.Entry, of acl: Reference<NetworkACL>) -> Finding.Subject {
    topology.subject(acl).part(
      "\(entry.direction.rawValue) rule \(entry.number)", at: entry.location)
  }

  func subject(
    _ direction: Direction, _ index: Int, of group: Reference<SecurityGroup>
  ) -> Finding.Subject {
    let rule = topology.securityGroups[group]?.rules(direction)[index]
    let name = rule?.id ?? "\(index + 1)"
    return topology.subject(group).part("\(direction.rawValue) rule \(name)", at: rule?.location)
  }
}
