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
  }

  private struct Key: Hashable {
    let subject: Subject
    let id: String
  }

  private var records: [Key: Record] = [:]

  /// Notes a description, and tells whether it is the first of its id.
  mutating func note(
    _ subject: Subject, _ id: String, fingerprint: UInt64, at location: SourceLocation
  ) -> Sighting {
    let key = Key(subject: subject, id: id)
    guard let record = records[key] else {
      records[key] = Record(fingerprint: fingerprint, location: location)
      return .first
    }
    return record.fingerprint == fingerprint ? .same : .differs(from: record.location)
  }
}

extension AnswerReader {
  /// Whether this is the first description of an id; one that differs from the first is an error.
  mutating func isFirst(_ node: JSONNode, _ subject: RepeatLedger.Subject, _ id: String) -> Bool {
    guard let tree else { return false }
    let sighting = repeats.note(
      subject, id, fingerprint: tree.fingerprint(of: node), at: location(of: node))
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

  /// The id and slot of a resource that is described for the first time.
  mutating func admit<Resource>(
    _ node: JSONNode, _ key: StaticString, _ subject: RepeatLedger.Subject,
    into table: inout ResourceTable<Resource>
  ) -> (id: String, slot: Reference<Resource>)? {
    guard let id = requiredID(key, of: node), isFirst(node, subject, id) else { return nil }
    return (id, table.mention(id))
  }
}
