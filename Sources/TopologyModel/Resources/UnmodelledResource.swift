public import SourceText

/// A resource that is recognised by its kind and kept by id and name, but that no packet is walked
/// through: one that needs it ends `undetermined`, naming it (law 3).
public struct UnmodelledResource: Hashable, Sendable {
  public let kind: ResourceKind
  public let id: String
  public var name: String?
  public var location: SourceLocation?

  public init(kind: ResourceKind, id: String, name: String? = nil, location: SourceLocation? = nil)
  {
    self.kind = kind
    self.id = id
    self.name = name
    self.location = location
  }
}

extension Topology {
  /// The kind of a resource that is not walked; its id tells it where the input only mentions it.
  public func kind(of resource: Reference<UnmodelledResource>) -> ResourceKind {
    unmodelled[resource]?.kind ?? ResourceKind(ofID: unmodelled.id(of: resource))
  }
}
