/// A reference from one resource to another of the named type, resolved when it was read.
///
/// It is a slot of the target's ``ResourceTable``: of a resource that the input holds, or of an id
/// that is only mentioned. Four bytes; equality means the same id.
public struct Reference<Resource>: Hashable, Sendable {
  /// The slot in the resource's table.
  public let index: Int32

  /// The reference to a slot, which must be one of the table that it is used with.
  @inlinable
  public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// All resources of one kind, by id.
///
/// A slot is made for every id that is mentioned anywhere; it stays empty where the input does not
/// hold the resource itself, so that what is missing can be named (law 3).
public struct ResourceTable<Resource: Sendable>: Sendable {
  /// The ids in the order in which they were first mentioned.
  @inlinable public var ids: [String] { slotIDs }
  @usableFromInline var slotIDs: [String] = []
  @usableFromInline var slots: [Resource?] = []
  @usableFromInline var slotOfID: [String: Int32] = [:]
  /// Other ids that resources also go by, each with its slot, in the order in which they were given.
  public private(set) var aliases: [(id: String, reference: Reference<Resource>)] = []

  public init() {}

  /// Slots, those of missing resources included.
  @inlinable public var count: Int { slots.count }

  /// The resource, or `nil` where its id is mentioned but the input does not hold it.
  @inlinable
  public subscript(reference: Reference<Resource>) -> Resource? {
    slots[Int(reference.index)]
  }

  /// The id that a reference stands for, whether or not the resource is known.
  @inlinable
  public func id(of reference: Reference<Resource>) -> String { slotIDs[Int(reference.index)] }

  /// The slot of an id, if anything mentions it.
  @inlinable
  public func reference(to id: String) -> Reference<Resource>? {
    slotOfID[id].map { Reference(Int($0)) }
  }

  /// The slot of an id, made if need be.
  @inlinable
  public mutating func mention(_ id: String) -> Reference<Resource> {
    if let slot = slotOfID[id] { return Reference(Int(slot)) }
    let slot = slots.count
    slotIDs.append(id)
    slots.append(nil)
    slotOfID[id] = Int32(truncatingIfNeeded: slot)
    return Reference(slot)
  }

  /// Lets a resource go by a second id, unless something else goes by it already.
  ///
  /// A design names its resources by addresses of its own; once they exist, AWS's ids mean them too.
  public mutating func alias(_ id: String, for reference: Reference<Resource>) {
    guard slotOfID[id] == nil else { return }
    slotOfID[id] = reference.index
    aliases.append((id: id, reference: reference))
  }

  /// Puts a resource into the slot of its id, in place of what is there.
  @inlinable
  public mutating func define(_ resource: Resource, at reference: Reference<Resource>) {
    slots[Int(reference.index)] = resource
  }

  /// Takes a resource out of its slot; its id stays, as one that is only mentioned.
  public mutating func remove(at reference: Reference<Resource>) {
    slots[Int(reference.index)] = nil
  }

  /// Whether the input holds no resource of the kind, whatever ids it mentions.
  public var isEmpty: Bool { slots.allSatisfy { $0 == nil } }

  /// References to the resources that the input holds, in the order of first mention.
  @inlinable
  public var references: some Sequence<Reference<Resource>> {
    slots.indices.lazy.filter { slots[$0] != nil }.map { Reference($0) }
  }

  /// The resources that the input holds, each with its reference.
  @inlinable
  public var resources: some Sequence<(reference: Reference<Resource>, resource: Resource)> {
    slots.indices.lazy.compactMap { index in
      slots[index].map { (reference: Reference<Resource>(index), resource: $0) }
    }
  }

  /// References to all ids, whether the input holds their resources or only mentions them.
  @inlinable
  public var mentioned: some Sequence<Reference<Resource>> {
    slots.indices.lazy.map { Reference($0) }
  }

  /// References to ids that are mentioned and not held.
  @inlinable
  public var missing: some Sequence<Reference<Resource>> {
    slots.indices.lazy.filter { slots[$0] == nil }.map { Reference($0) }
  }
}
