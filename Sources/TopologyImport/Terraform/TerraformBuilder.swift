import Addressing
import SourceText
import TopologyModel

/// Makes a topology of a design's resources, and of what AWS makes along with them.
struct TerraformBuilder {
  let design: TerraformDesign
  var linker: TerraformLinker
  var topology = Topology()
  var reader = AnswerReader()
  var allocator = AddressAllocator()
  var regions = RegionHints()
  var tables = RouteTableDrafts()
  /// The ACL of each subnet, as far as one is told.
  var aclOfSubnet: [Reference<Subnet>: Reference<NetworkACL>] = [:]
  var subnetsOfUnknownACL: Set<Reference<Subnet>> = []
  /// Addresses of ACLs of which a rule is unknown.
  var openACLs: Set<String> = []
  /// IPv6 blocks that were given out, by VPC.
  var assumedIPv6Blocks: [Reference<VPC>: Int] = [:]
  /// The resources by type, so that each family finds its own.
  private let indexesOfType: [String: [Int]]
  /// Elastic IPs by the identity of their resource.
  var elasticAddresses: [String: IPAddress] = [:]
  var elasticIPs: [ElasticIP] = []
  /// How many addresses were assumed.
  var assumedCount = 0
  private var reported: Set<String> = []

  init(_ design: TerraformDesign, _ sources: SourceCatalog, _ problems: DiagnosticSink) {
    self.design = design
    linker = TerraformLinker(design)
    reader.tree = design.tree
    reader.shapeHint = TerraformImporter.rightCommand
    reader.problems = problems
    topology.sources = sources
    topology.presentKinds = Set(ResourceKind.allCases)
    var indexes: [String: [Int]] = [:]
    for (index, resource) in design.resources.enumerated() {
      // Of what is managed and looked up as well, the managed resource tells more.
      let id = linker.known("id", of: resource.attributes)
      if let id, resource.kind != nil, linker.identity(ofID: id) != resource.address { continue }
      indexes[resource.isData ? "data.\(resource.type)" : resource.type, default: []]
        .append(index)
    }
    indexesOfType = indexes
  }

  mutating func build() {
    adoptDefaults()
    buildVPCs()
    buildSubnets()
    buildGateways()
    buildPrefixLists()
    buildUnmodelled()
    buildSecurityGroups()
    buildPeering()
    buildVPN()
    buildRouteTables()
    buildNetworkACLs()
    buildHosts()
    nameByIDs()
    regions.place(in: &topology.vpcs)
    reportAssumedAddresses()
  }

  /// The resources of some types, in the order of the file.
  func resources(_ types: String...) -> [Int] {
    let indexes = types.flatMap { indexesOfType[$0] ?? [] }
    return types.count == 1 ? indexes : indexes.sorted()
  }
}

// MARK: Attributes

extension TerraformBuilder {
  func resource(_ index: Int) -> TerraformResource { design.resources[index] }

  func values(_ index: Int) -> JSONNode { design.resources[index].attributes.values }

  func location(_ index: Int) -> SourceLocation {
    design.tree.location(of: design.resources[index].node)
  }

  /// The `Name` tag.
  func nameTag(_ index: Int) -> String? {
    for key in ["tags", "tags_all"] {
      guard let tags = design.tree.member(named: key, of: values(index)),
        let name = design.tree.member("Name", of: tags).flatMap(design.tree.string(of:)),
        !name.isEmpty
      else { continue }
      return name
    }
    return nil
  }

  /// The tags beside `Name`, the provider's default ones included.
  func otherTags(_ index: Int) -> [String: String] {
    var found: [String: String] = [:]
    for key in ["tags", "tags_all"] {
      guard let tags = design.tree.member(named: key, of: values(index)) else { continue }
      for (name, value) in design.tree.members(of: tags) {
        guard let name = design.tree.string(of: name), name != "Name" else { continue }
        found[name] = design.tree.string(of: value)
      }
    }
    return found
  }

  /// The blocks of a name inside a resource, each with what is unknown of it.
  func blocks(_ key: String, of index: Int) -> [TerraformBlock] {
    let attributes = design.resources[index].attributes
    guard let list = design.tree.member(named: key, of: attributes.values) else { return [] }
    let marks =
      attributes.unknown.flatMap { design.tree.member(named: key, of: $0) }
      .map { Array(design.tree.elements(of: $0)) } ?? []
    return design.tree.elements(of: list).enumerated().compactMap { position, element in
      guard design.tree.kind(of: element) == .object else { return nil }
      return TerraformBlock(
        values: element, unknown: marks.indices.contains(position) ? marks[position] : nil)
    }
  }

  /// What an attribute names; a placeholder, and a warning, where the file leaves it open.
  mutating func named(
    _ key: String, _ kinds: ResourceKind..., of index: Int,
    in inner: (name: String, block: TerraformBlock)? = nil
  ) -> String? {
    let place = TerraformLinker.Place(resource: index, inner: inner)
    switch linker.link(key, kinds, at: place) {
    case .none: return nil
    case .one(let id): return id
    case .unclear(let candidates):
      reportUnclear(key, candidates, of: index, in: inner?.name)
      return placeholder(key, of: index)
    }
  }

  /// What a list attribute names, and what it may name.
  mutating func allNamed(
    _ key: String, _ kinds: ResourceKind..., of index: Int,
    in inner: (name: String, block: TerraformBlock)? = nil
  ) -> TerraformLinks {
    let place = TerraformLinker.Place(resource: index, inner: inner)
    let links = linker.links(key, kinds, at: place)
    if links.isUnclear {
      reportUnclear(key, links.candidates, "names some of", of: index, in: inner?.name)
    }
    return links
  }

  /// An id that stands for what can't be told; nothing of this id is ever defined.
  func placeholder(_ key: String, of index: Int) -> String {
    "\(design.resources[index].address).\(key)"
  }

  mutating func reportUnclear(
    _ key: String, _ candidates: [String], _ verb: String = "is one of", of index: Int,
    in inner: String? = nil
  ) {
    let name = (inner.map { "\($0)." } ?? "") + key
    let subject = "\(resource(index).address).\(name)"
    guard reported.insert(subject).inserted else { return }
    let shown = candidates.prefix(8).joined(separator: ", ")
    let more = candidates.count > 8 ? " and \(candidates.count - 8) more" : ""
    let choice = candidates.isEmpty ? "can't be told" : "\(verb) \(shown)\(more)"
    reader.warn(
      .referenceUnclear, "\(subject) \(choice): what depends on it is undetermined",
      at: resource(index).node,
      hint: "refer to one resource by its name and key, or read the state after apply")
  }

  mutating func reportUnknown(_ key: String, of index: Int) {
    let subject = "\(resource(index).address).\(key)"
    guard reported.insert(subject).inserted else { return }
    reader.warn(
      .valueUnknown, "\(subject) is known only after apply: what depends on it is undetermined",
      at: resource(index).node)
  }

  /// A block as a text, of a resource or a block inside one; nothing where it is not known.
  mutating func cidr(_ key: StaticString, of block: TerraformBlock) -> CIDRBlock? {
    reader.block(key, of: block.values)
  }
}

// MARK: What is said at the end

extension TerraformBuilder {
  /// Lets instances and interfaces also go by the ids that AWS gave them.
  private mutating func nameByIDs() {
    for (id, identity) in linker.knownIDs.sorted(by: { $0.key < $1.key }) {
      switch linker.kind(of: identity) {
      case .instance:
        topology.instances.alias(id, for: topology.instances.mention(identity))
      case .networkInterface:
        topology.networkInterfaces.alias(id, for: topology.networkInterfaces.mention(identity))
      default: break
      }
    }
  }

  private mutating func reportAssumedAddresses() {
    guard assumedCount > 0 else { return }
    let addresses = assumedCount == 1 ? "1 address is" : "\(assumedCount) addresses are"
    reader.problems.report(
      Diagnostic(
        .note, .addressesAssumed,
        "\(addresses) AWS's to choose: free ones of the subnets and of documentation ranges "
          + "stand in for them"))
  }
}
