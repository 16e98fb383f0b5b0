import Addressing
import Dataplane
import TopologyModel

/// Network ACLs that let a request pass and block its reply (R-NACL-6, R-NACL-13, R-NACL-18).
extension Validator {
  mutating func checkACLReplies() {
    let clients = ClientDirectory(topology)
    for (reference, acl) in topology.networkACLs.resources {
      for direction in Direction.allCases {
        let rules = acl.rules(direction)
        let back = acl.rules(direction.opposite)
        for index in rules.indices where rules[index].isForService {
          let present =
            direction == .inbound
            ? clients.clients(at: rules[index].block, seenFrom: acl.vpc)
            : clients.clients(in: acl.subnets)
          checkReply(to: rules[index], after: rules[..<index], back, for: present, reference)
        }
      }
    }
  }

  /// Reports the first kind of client whose replies are blocked, wholly or for some ports.
  private mutating func checkReply(
    to rule: NetworkACL.Entry, after earlier: ArraySlice<NetworkACL.Entry>,
    _ back: [NetworkACL.Entry], for clients: [ClientPorts], _ acl: Reference<NetworkACL>
  ) {
    let decided = HeaderSpace(union: earlier.map { $0.box })
    let requests = HeaderSpace(rule.box).subtracting(decided)
    for client in clients {
      let blocked = requests.boxes.flatMap { box in
        ReplyFilter(box.peer(rule.direction), rule, client).portsBlocked(by: back)
      }
      let ports = blocked.joined
      guard !ports.isEmpty else { continue }
      let subject = subject(rule, of: acl)
      let way = rule.direction.opposite.rawValue
      let list = ports.map { $0.description }.joined(separator: ", ")
      let replies = ports == [client.range] ? "every reply" : "replies to ports \(list)"
      report(
        .aclBlocksReply,
        "\(subject.words) lets \(rule.traffic.service) pass, and \(way) rules block \(replies): "
          + "\(client.origin.rawValue) uses ports \(client.range.description)", subject,
        topology.subject(acl))
      return
    }
  }
}

/// The replies to requests that a rule lets pass, for one kind of client.
struct ReplyFilter {
  let replies: HeaderBox
  private let peer: AddressRange

  init(_ peer: AddressRange, _ rule: NetworkACL.Entry, _ client: ClientPorts) {
    self.peer = peer
    let own = AddressRange(all: peer.family)
    let isOutbound = rule.direction == .inbound
    replies = HeaderBox(
      source: isOutbound ? own : peer, destination: isOutbound ? peer : own,
      protocols: rule.traffic.ipProtocol.map { ProtocolRange($0) } ?? .all,
      destinationPorts: client.range)
  }

  /// The client's ports that the rules of the way back deny.
  ///
  /// A rule that denies a part of the peers' addresses is taken for meant: it may stand in one
  /// direction only.
  func portsBlocked(by rules: [NetworkACL.Entry]) -> [PortRange] {
    var rest = HeaderSpace(replies)
    var blocked: [PortRange] = []
    for rule in rules {
      let box = HeaderSpace(rule.box)
      if !rule.allows, rule.block.contains(peer.first), rule.block.contains(peer.last) {
        blocked += rest.intersection(box).boxes.map { $0.destinationPorts }
      }
      rest = rest.subtracting(box)
    }
    return blocked + rest.boxes.map { $0.destinationPorts }
  }
}

extension NetworkACL.Entry {
  /// Whether the rule admits requests to services, and not the replies to what others asked for.
  ///
  /// Those take whole ranges of client ports.
  fileprivate var isForService: Bool {
    guard allows, let ipProtocol = traffic.ipProtocol, ipProtocol.hasPorts else { return false }
    return traffic.ports.last - traffic.ports.first < 1000
  }
}

extension TrafficPattern {
  /// `tcp 443`.
  fileprivate var service: String {
    "\(ipProtocol?.description ?? "all") \(ports.description)"
  }
}

extension Direction {
  var opposite: Direction { self == .inbound ? .outbound : .inbound }
}
