import Addressing
import Dataplane
import Expectations
import SourceText
import TopologyModel

/// Finds what the terms of expectations stand for; each word is looked up once.
struct EndFinder {
  let resolver: EndpointResolver
  private let groups: GroupDirectory
  private var known: [String: ExpectedEnds] = [:]

  private var topology: Topology { resolver.network.topology }

  init(_ resolver: EndpointResolver) {
    self.resolver = resolver
    groups = GroupDirectory(resolver.network.topology)
  }

  /// What a word stands for, at least one thing.
  ///
  /// - Throws: ``EndpointError`` where the word is unknown, fits several things, or names an empty group.
  mutating func ends(_ word: String) throws(EndpointError) -> ExpectedEnds {
    if let ends = known[word] { return ends }
    let ends = try find(word)
    guard !ends.members.isEmpty else {
      throw EndpointError(
        "'\(word)' holds no network interface", hint: "an expectation of nothing is always met")
    }
    known[word] = ends
    return ends
  }

  private func find(_ word: String) throws(EndpointError) -> ExpectedEnds {
    if let group = try prefixedGroup(word) { return group }
    guard resolver.directory.candidates(named: word).isEmpty else { return try one(word) }
    if word == "any" { return ExpectedEnds(everyone) }
    if word == "internet" { return ExpectedEnds([.internet]) }
    if word.utf8.contains(UInt8(ascii: "/")), let block = try? CIDRBlock(parsing: word) {
      return ExpectedEnds([.block(block)])
    }
    let (kinds, members) = groups.members(named: word)
    guard kinds.count < 2 else {
      throw EndpointError(
        "'\(word)' fits \(kinds.count) groups", candidates: kinds.map { "\($0.rawValue):\(word)" },
        hint: "write " + kinds.map { "\($0.rawValue):\(word)" }.joined(separator: " or "))
    }
    return kinds.isEmpty ? try one(word) : group(members)
  }

  private var everyone: [ExpectedEnd] {
    groups.everyone.map { .networkInterface($0) } + [.internet]
      + topology.vpnConnections.references.map { .onPremises($0) }
  }

  private func group(_ members: GroupDirectory.Members) -> ExpectedEnds {
    ExpectedEnds(members.map { .networkInterface($0) })
  }

  /// `sg:web`, `tag:tier=web`: `nil` where the word has no such prefix.
  private func prefixedGroup(_ word: String) throws(EndpointError) -> ExpectedEnds? {
    guard let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")),
      let kind = GroupDirectory.Kind(rawValue: String(word[..<colon]))
    else { return nil }
    let name = String(word[word.utf8.index(after: colon)...])
    if let members = groups.members(of: kind, named: name) { return group(members) }
    let nearest = NearestName.nearest(to: name, among: groups.names(of: kind))
    throw EndpointError(
      kind == .tag
        ? "nothing in the input has the tag \(name)" : "there is no \(word) in the input",
      hint: nearest.map { "did you mean \(kind.rawValue):\($0)?" })
  }

  private func one(_ word: String) throws(EndpointError) -> ExpectedEnds {
    ExpectedEnds([end(try resolver.endpoint(word))], isOne: true)
  }

  private func end(_ endpoint: Endpoint) -> ExpectedEnd {
    switch endpoint {
    case .networkInterface(let interface): .networkInterface(interface)
    case .address(let address): .address(address)
    case .internet(.some(let address)): .internetHost(address)
    case .internet(nil): .internet
    case .onPremises(let connection): .onPremises(connection)
    }
  }
}
