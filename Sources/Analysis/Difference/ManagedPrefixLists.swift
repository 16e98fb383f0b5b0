import TopologyModel

/// The prefix lists that AWS keeps, as two inputs together tell of them.
///
/// One input may go by such a list's name, another by its id, and a third by the address of a data source that
/// looks it up, once in every module. By its name it is the same list in all of them.
struct ManagedPrefixLists {
  /// The names of lists by everything that they go by in either input; `nil` for what two of them go by.
  private var names: [String: String?] = [:]

  init(_ topologies: Topology...) {
    for topology in topologies {
      let lists = topology.prefixLists
      for (reference, list) in lists.resources {
        if let name = list.managedName { note(lists.id(of: reference), name) }
      }
      for alias in lists.aliases {
        if let name = lists[alias.reference]?.managedName { note(alias.id, name) }
      }
    }
  }

  private mutating func note(_ id: String, _ name: String) {
    if let known = names[id], known != name {
      names[id] = .some(nil)
    } else {
      names[id] = name
    }
  }

  /// The topology with one slot for each of the lists, to which all that speaks of it refers.
  func joined(in topology: Topology) -> Topology {
    var homes: [String: Reference<PrefixList>] = [:]
    var exchanged: [Reference<PrefixList>: Reference<PrefixList>] = [:]
    var joined = topology
    for slot in topology.prefixLists.ids.indices {
      let reference = Reference<PrefixList>(slot)
      guard let name = name(of: reference, in: topology.prefixLists) else { continue }
      if let home = homes[name] {
        joined.prefixLists.merge(reference, into: home)
        exchanged[reference] = home
      } else {
        homes[name] = reference
        joined.prefixLists.name(reference, name)
      }
    }
    if !exchanged.isEmpty { joined.exchange(exchanged) }
    return joined
  }

  private func name(
    of reference: Reference<PrefixList>, in lists: ResourceTable<PrefixList>
  ) -> String? {
    guard let list = lists[reference] else { return names[lists.id(of: reference)] ?? nil }
    return list.managedName
  }
}

extension ResourceTable<PrefixList> {
  /// Makes a list of AWS's of what is only mentioned.
  fileprivate mutating func name(_ reference: Reference<PrefixList>, _ name: String) {
    guard self[reference] == nil else { return }
    var list = PrefixList(id: id(of: reference))
    list.name = name
    list.isAWSManaged = true
    define(list, at: reference)
  }

  /// Leaves of two slots of one list the one, with all that is known of it.
  fileprivate mutating func merge(
    _ reference: Reference<PrefixList>, into home: Reference<PrefixList>
  ) {
    if let list = self[reference], self[home]?.entries == nil, list.entries != nil {
      define(list, at: home)
    }
    remove(at: reference)
  }
}

extension Topology {
  /// Takes the entries of lists that AWS keeps from a topology that knows them.
  ///
  /// - Precondition: One of the two topologies has the slots of the other, and perhaps more.
  mutating func keepManagedEntries(of other: Topology) {
    for (reference, list) in Array(prefixLists.resources) where list.entries == nil {
      guard let name = list.managedName, let known = other.prefixLists.resource(at: reference),
        known.managedName == name
      else { continue }
      var kept = list
      kept.entries = known.entries.map { $0.map { PrefixList.Entry($0.block) } }
      prefixLists.define(kept, at: reference)
    }
  }

  fileprivate mutating func exchange(
    _ exchanged: [Reference<PrefixList>: Reference<PrefixList>]
  ) {
    mapFarEnds {
      if case .prefixList(let list) = $0 { .prefixList(exchanged[list] ?? list) } else { $0 }
    } _: {
      if case .prefixList(let list) = $0 { .prefixList(exchanged[list] ?? list) } else { $0 }
    }
  }
}
