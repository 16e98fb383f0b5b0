import SourceText
import TopologyModel

/// How to read the id and name of resources that no packet is walked through.
struct UnmodelledFamily {
  let kind: ResourceKind
  let id: StaticString
  /// `nil` where the `Name` tag is the only name.
  let name: StaticString?

  init(_ kind: ResourceKind, id: StaticString, name: StaticString? = nil) {
    self.kind = kind
    self.id = id
    self.name = name
  }
}

extension AWSDescribeImporter {
  /// Keeps a resource by id and name; answers of several shapes may tell of one.
  mutating func readUnmodelled(_ node: JSONNode, _ family: UnmodelledFamily) {
    guard let id = reader.requiredID(family.id, of: node) else { return }
    let slot = topology.unmodelled.mention(id)
    let known = topology.unmodelled[slot]
    let name = family.name.flatMap { reader.text($0, of: node) } ?? reader.nameTag(of: node)
    topology.unmodelled.define(
      UnmodelledResource(
        kind: family.kind, id: id, name: name ?? known?.name,
        location: known?.location ?? reader.location(of: node)),
      at: slot)
  }
}
