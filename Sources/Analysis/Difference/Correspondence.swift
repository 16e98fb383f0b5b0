import TopologyModel

/// Which slots of two tables of one kind are of the same resource.
struct Correspondence<Resource: Sendable> {
  private let old: ResourceTable<Resource>
  private let new: ResourceTable<Resource>
  /// The old slot of each new one, or `-1`.
  private var partners: [Int32]
  private var isTaken: [Bool]

  /// Joins what bears the same id, or goes by it as well.
  init(_ old: ResourceTable<Resource>, _ new: ResourceTable<Resource>) {
    self.init(old, new) { _ in String?.none }
  }

  /// Joins what has the same identity, and what else bears the same id or goes by it as well.
  ///
  /// Of two that have one, and not the same, ids tell nothing.
  init<Identity: Hashable>(
    _ old: ResourceTable<Resource>, _ new: ResourceTable<Resource>,
    identity: (Resource) -> Identity?
  ) {
    self.old = old
    self.new = new
    partners = Array(repeating: -1, count: new.count)
    isTaken = Array(repeating: false, count: old.count)
    join(identity, identity)
    for (slot, id) in new.ids.enumerated() { joinID(id, Int32(slot), identity) }
    for alias in new.aliases { joinID(alias.id, alias.reference.index, identity) }
  }

  private mutating func joinID<Identity: Hashable>(
    _ id: String, _ slot: Int32, _ identity: (Resource) -> Identity?
  ) {
    guard partners[Int(slot)] < 0, let partner = old.reference(to: id),
      !isTaken[Int(partner.index)]
    else { return }
    if let one = old[partner].flatMap(identity),
      let other = new[Reference(Int(slot))].flatMap(identity), one != other
    {
      return
    }
    join(partner.index, slot)
  }

  /// Two ids of one table may both be those of one thing of the other, and then the first has it.
  private mutating func join(_ oldSlot: Int32, _ newSlot: Int32) {
    partners[Int(newSlot)] = oldSlot
    isTaken[Int(oldSlot)] = true
  }

  /// Joins resources that have a key which nothing else in their own table has; those that are joined
  /// already stay so.
  ///
  /// The keys of new resources are told in the terms of the old topology, `nil` where they can't be.
  mutating func join<Key: Hashable>(_ oldKey: (Resource) -> Key?, _ newKey: (Resource) -> Key?) {
    let oldSlots = Correspondence.unique(old, oldKey) { !isTaken[Int($0)] }
    let newSlots = Correspondence.unique(new, newKey) { partners[Int($0)] < 0 }
    for (key, newSlot) in newSlots {
      if let oldSlot = oldSlots[key] { join(oldSlot, newSlot) }
    }
  }

  private static func unique<Key: Hashable>(
    _ table: ResourceTable<Resource>, _ key: (Resource) -> Key?, isFree: (Int32) -> Bool
  ) -> [Key: Int32] {
    var slots: [Key: Int32] = [:]
    var repeated: Set<Key> = []
    for (reference, resource) in table.resources where isFree(reference.index) {
      guard let key = key(resource) else { continue }
      if slots.updateValue(reference.index, forKey: key) != nil { repeated.insert(key) }
    }
    return slots.filter { !repeated.contains($0.key) }
  }

  /// The old resource that a new one is the same as, if there is one.
  func partner(of reference: Reference<Resource>) -> Reference<Resource>? {
    let slot = partners[Int(reference.index)]
    return slot >= 0 ? Reference(Int(slot)) : nil
  }

  /// The old resources that some new ones are the same as; `nil` where one of them is new, or there are none.
  func partners(of references: [Reference<Resource>]) -> Set<Reference<Resource>>? {
    let partners = references.compactMap { partner(of: $0) }
    return partners.isEmpty || partners.count < references.count ? nil : Set(partners)
  }

  /// Gives every new slot its place in a table that begins with the old one's.
  var slots: SlotMap<Resource> {
    var slots = partners
    var ids = old.ids
    // What is gone leaves its id to what bears it now.
    for slot in ids.indices where !isTaken[slot] && new.reference(to: ids[slot]) != nil {
      ids[slot] += " (gone)"
    }
    for (slot, id) in new.ids.enumerated() {
      if slots[slot] < 0 {
        slots[slot] = Int32(ids.count)
        ids.append(id)
      } else {
        ids[Int(slots[slot])] = id
      }
    }
    return SlotMap(ids: ids, slots: slots)
  }
}

/// Where the resources of a table go in another one.
struct SlotMap<Resource: Sendable> {
  /// The ids of the other table.
  fileprivate let ids: [String]
  fileprivate let slots: [Int32]

  subscript(reference: Reference<Resource>) -> Reference<Resource> {
    Reference(Int(slots[Int(reference.index)]))
  }

  subscript(reference: Reference<Resource>?) -> Reference<Resource>? {
    reference.map { self[$0] }
  }

  /// The other table, holding the resources of `table` after `change`.
  func table(
    _ table: ResourceTable<Resource>, change: (inout Resource) -> Void = { _ in }
  ) -> ResourceTable<Resource> {
    var mapped = ResourceTable<Resource>()
    for id in ids { _ = mapped.mention(id) }
    for (reference, resource) in table.resources {
      var changed = resource
      change(&changed)
      mapped.define(changed, at: self[reference])
    }
    for alias in table.aliases { mapped.alias(alias.id, for: self[alias.reference]) }
    return mapped
  }
}
