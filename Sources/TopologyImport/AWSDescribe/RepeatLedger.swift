import SourceText
import TopologyModel

/// Remembers what was described where, so that a second description of one id can be judged.
///
/// Pages, Regions and repeated commands may tell of one resource several times. The same twice is
/// joined; whether it is the same is told by a fingerprint, as the first text is gone by then.
struct RepeatLedger {
  /// What is described: the shapes that an id may come in are kept apart.
  enum Subject: UInt8 {
    case vpc
    case subnet
    case routeTable
    case internetGateway
    case egressOnlyInternetGateway
    case natGateway
    case networkACL
    case securityGroup
    case securityGroupRule
    case securityGroupVPCAssociation
    case prefixList
    case managedPrefixList
    case networkInterface
    case instance
    case elasticIP
    case vpcPeeringConnection
    case vpnGateway
    case vpnConnection
    case customerGateway
    case blockPublicAccess
    case blockPublicAccessExclusion
    case encryptionControl
  }

  enum Sighting {
    case first
    case same
    case differs(from: SourceLocation)
  }

  private struct Record {
    let fingerprint: UInt64
    let location: SourceLocation

    func compared(with other: Record) -> Sighting {
      fingerprint == other.fingerprint ? .same : .differs(from: location)
    }
  }

  private struct Key: Hashable {
    let subject: Subject
    let id: String
  }

  /// Of resources that have slots in a table: by subject, then by slot.
  private var ofSlots: [[Record?]] = Array(repeating: [], count: Int(UInt8.max))
  private var ofIDs: [Key: Record] = [:]

  /// Notes a description of what has a slot, and tells whether it is the first.
  mutating func note(
    _ subject: Subject, slot: Int32, fingerprint: UInt64, at location: SourceLocation
  ) -> Sighting {
    let (subject, slot) = (Int(subject.rawValue), Int(slot))
    let record = Record(fingerprint: fingerprint, location: location)
    while ofSlots[subject].count <= slot { ofSlots[subject].append(nil) }
    if let first = ofSlots[subject][slot] { return first.compared(with: record) }
    ofSlots[subject][slot] = record
    return .first
  }

  /// Notes a description of what is known by its id alone, and tells whether it is the first.
  mutating func note(
    _ subject: Subject, _ id: String, fingerprint: UInt64, at location: SourceLocation
  ) -> Sighting {
    let key = Key(subject: subject, id: id)
    let record = Record(fingerprint: fingerprint, location: location)
    if let first = ofIDs[key] { return first.compared(with: record) }
    ofIDs[key] = record
    return .first
  }
}

extension AnswerReader {
  /// Whether this is the first description of an id; one that differs from the first is an error.
  mutating func isFirst(_ node: JSONNode, _ subject: RepeatLedger.Subject, _ id: String) -> Bool {
    guard let tree else { return false }
    let sighting = repeats.note(
      subject, id, fingerprint: fingerprint(of: node, in: tree), at: location(of: node))
    return judge(sighting, node, id)
  }

  /// The id and slot of a resource that is described for the first time.
  mutating func admit<Resource>(
    _ node: JSONNode, _ key: StaticString, _ subject: RepeatLedger.Subject,
    into table: inout ResourceTable<Resource>
  ) -> (id: String, slot: Reference<Resource>)? {
    guard let tree, let id = requiredID(key, of: node) else { return nil }
    let slot = table.mention(id)
    let sighting = repeats.note(
      subject, slot: slot.index, fingerprint: fingerprint(of: node, in: tree),
      at: location(of: node))
    // The table's own text of the id, so that a resource shares it instead of keeping another.
    return judge(sighting, node, id) ? (table.id(of: slot), slot) : nil
  }

  /// Leaves out what differs between two calls though nothing was changed.
  private func fingerprint(of node: JSONNode, in tree: JSONTree) -> UInt64 {
    tree.fingerprint(of: node, leavingOut: ["AvailableIpAddressCount", "VgwTelemetry"])
  }

  private mutating func judge(
    _ sighting: RepeatLedger.Sighting, _ node: JSONNode, _ id: String
  ) -> Bool {
    switch sighting {
    case .first: return true
    case .same: return false
    case .differs(let first):
      fail(
        .conflictingRepeat, "\(id) is described twice, and differently", at: node, firstAt: first,
        hint: "collect both answers anew, or remove the older one")
      return false
    }
  }
}
