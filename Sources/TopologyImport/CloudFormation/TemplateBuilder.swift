import Addressing
import SourceText
import TopologyModel

/// Makes a topology of a template, filling in what AWS does by default.
///
/// What others refer to by value (blocks, addresses) is made first, then the rest in the order of
/// the file. Of a template with errors it makes what it can.
struct TemplateBuilder {
  var reader: TemplateReader
  var topology = Topology()
  var allocator = AddressAllocator()
  /// The resources of the stack, each after those that it refers to.
  private let ordered: [TemplateResource]
  /// The VPCs of subnets, of those too whose blocks nobody knows.
  var vpcOfSubnet: [String: Reference<VPC>] = [:]
  /// Subnets whose interfaces get an IPv6 address unasked.
  var subnetsAssigningIPv6: Set<String> = []
  var elasticIPs: [String: ElasticIP] = [:]

  init(_ reader: TemplateReader) {
    self.reader = reader
    ordered = self.reader.resourcesInOrder()
    // What a template can't tell, such as an account's Block Public Access, keeps AWS's default.
    topology.presentKinds = Set(ResourceKind.allCases)
    mentionResources()
    reportMacros()
    buildElasticIPs()
    buildVPCs()
    buildSubnets()
    buildPrefixLists()
    buildGateways()
    buildConnections()
    buildSecurityGroups()
    buildHosts()
    buildNATGateways()
    associateElasticIPs()
    buildSecurityGroupRules()
    buildNetworkACLs()
    buildRouteTables()
    buildPublicAccess()
    buildUnmodelled()
    reportAssumedAddresses()
  }

  /// The resources of a type, in the order of the file.
  func resources(_ types: String...) -> [TemplateResource] {
    reader.template.resources.filter { types.contains($0.type) && reader.included[$0.id] != nil }
  }

  /// The resources of a type, each after those that it refers to.
  func resourcesInOrder(_ type: String) -> [TemplateResource] {
    ordered.filter { $0.type == type }
  }

  func location(of resource: TemplateResource) -> SourceLocation {
    reader.location(of: resource.key)
  }

  func location(of object: TemplateObject) -> SourceLocation {
    reader.location(of: object.node)
  }
}

extension TemplateBuilder {
  /// Makes slots in the order of the file.
  private mutating func mentionResources() {
    for resource in reader.template.resources where reader.included[resource.id] != nil {
      switch resource.kind {
      case .vpc: _ = topology.vpcs.mention(resource.id)
      case .subnet: _ = topology.subnets.mention(resource.id)
      case .routeTable: _ = topology.routeTables.mention(resource.id)
      case .networkACL: _ = topology.networkACLs.mention(resource.id)
      case .securityGroup: _ = topology.securityGroups.mention(resource.id)
      case .instance: _ = topology.instances.mention(resource.id)
      default: break
      }
    }
  }

  /// Macros make resources that the template does not show.
  private mutating func reportMacros() {
    let tree = reader.tree
    guard let node = tree.member("Transform", of: reader.template.root) else { return }
    let nodes = tree.kind(of: node) == .array ? Array(tree.elements(of: node)) : [node]
    for node in nodes where tree.string(of: node) != "AWS::LanguageExtensions" {
      reader.warn(
        .notExpanded, "what the macro \(tree.string(of: node) ?? "") makes is not in the template",
        at: node, hint: Template.expansionHint)
    }
  }

  /// Keeps what no packet is walked through by id, kind and name, and says which it is.
  private mutating func buildUnmodelled() {
    var ids: [String] = []
    for resource in reader.template.resources where reader.included[resource.id] != nil {
      guard let kind = resource.kind, !kind.isWalked else { continue }
      let properties = reader.properties(of: resource)
      let name = reader.nameTag(of: properties) ?? reader.text("Name", of: properties).value
      topology.unmodelled.define(
        UnmodelledResource(
          kind: kind, id: resource.id, name: name, location: location(of: resource)),
        at: topology.unmodelled.mention(resource.id))
      ids.append(resource.id)
      guard resource.type == "AWS::CloudFormation::Stack" else { continue }
      reader.warn(
        .notModelled, "the resources of the nested stack \(resource.id) are not read",
        at: resource.key, hint: "give its own template to vpctrace")
    }
    guard !ids.isEmpty else { return }
    reader.problems.report(
      Diagnostic(
        .note, .resourcesNotModelled,
        "\(ids.count) network \(ids.count == 1 ? "resource is" : "resources are") not modelled, "
          + "and packets that need one end undetermined: \(ids.joined(separator: ", "))"))
  }

  /// Says how many addresses are not the template's.
  private mutating func reportAssumedAddresses() {
    let interfaces = topology.networkInterfaces.resources.map { $0.resource }
    let count = interfaces.count { $0.addresses.contains { $0.isAssumed } }
    guard count > 0 else { return }
    reader.problems.report(
      Diagnostic(
        .note, .addressesAssumed,
        "\(count == 1 ? "1 interface has an address" : "\(count) interfaces have addresses") that "
          + "AWS has yet to choose: free ones of the subnets and of documentation ranges stand in"))
  }
}

extension ResourceKind {
  /// Whether packets are walked through such resources of a template, or they are part of one.
  fileprivate var isWalked: Bool {
    switch self {
    case .vpc, .subnet, .routeTable, .internetGateway, .egressOnlyInternetGateway, .natGateway,
      .networkACL, .securityGroup, .prefixList, .networkInterface, .instance, .elasticIP,
      .vpcPeeringConnection, .vpnGateway, .vpnConnection, .customerGateway:
      true
    default: false
    }
  }
}
