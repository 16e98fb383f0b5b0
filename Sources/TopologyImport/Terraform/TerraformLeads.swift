import SourceText

/// Where an expression stands: the module, and what `each` and `count` mean there.
struct TerraformScope {
  /// An index of ``TerraformDesign/modules``.
  let module: Int
  let key: InstanceKey?
  let forEach: JSONNode?
  /// The keys of all instances that the same source makes.
  let keys: [InstanceKey]
}

/// What the references of one expression lead to.
struct TerraformLeads {
  /// Identities, each once, in the order of the source.
  private(set) var ids: [String] = []
  /// Every one of them is meant, not just one or some.
  var areAllMeant = true
  /// References that lead somewhere.
  private(set) var count = 0

  init() {}

  init(_ ids: [String], areAllMeant: Bool) {
    self.areAllMeant = areAllMeant || ids.count < 2
    count = ids.isEmpty ? 0 : 1
    for id in ids where !self.ids.contains(id) { self.ids.append(id) }
  }

  mutating func append(_ other: TerraformLeads) {
    for id in other.ids where !ids.contains(id) { ids.append(id) }
    count += other.count
    areAllMeant = areAllMeant && other.areAllMeant
  }

  /// The same, of which only some are meant.
  var asAlternatives: TerraformLeads {
    var leads = self
    leads.areAllMeant = ids.count < 2
    return leads
  }
}
