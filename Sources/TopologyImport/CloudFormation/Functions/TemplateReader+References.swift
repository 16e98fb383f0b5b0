import SourceText
import TopologyModel

extension TemplateReader {
  /// `Ref`: a parameter's value, or a resource's id.
  mutating func ref(_ argument: JSONNode) -> TemplateValue.Content {
    guard let name = tree.string(of: argument) else {
      fail(.functionArguments, "Ref takes the name of a parameter or a resource", at: argument)
      return .broken
    }
    return reference(to: name, at: argument)
  }

  /// What a name stands for, be it in a `Ref` or in `${}`.
  mutating func reference(
    to name: String, at node: JSONNode, bytes: Range<Int>? = nil
  ) -> TemplateValue.Content {
    if let content = parameters[name] {
      if name == PseudoParameter.region.rawValue { noteAssumedRegion(at: node) }
      return content
    }
    guard let resource = resource(name, at: node, bytes: bytes) else { return .broken }
    return facts[Fact(id: name, attribute: "")] ?? .id(name, resource.kind ?? .other)
  }

  /// `Fn::GetAtt`: an attribute of a resource.
  mutating func getAtt(_ argument: JSONNode) -> TemplateValue.Content {
    if let path = tree.string(of: argument) {
      return attribute(path, at: argument)
    }
    let parts = Array(tree.elements(of: argument))
    guard parts.count == 2, let name = tree.string(of: parts[0]) else {
      fail(
        .functionArguments, "Fn::GetAtt takes [resource, attribute] or \"resource.attribute\"",
        at: argument)
      return .broken
    }
    return text(value(of: parts[1]), "the attribute must be a text").content(name) {
      attribute($0, of: name, at: parts[0])
    }
  }

  /// An attribute as `Fn::Sub` and the short form write it: `Subnet.AvailabilityZone`.
  mutating func attribute(
    _ path: String, at node: JSONNode, bytes: Range<Int>? = nil
  ) -> TemplateValue.Content {
    guard let dot = path.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      fail(
        .functionArguments, "the attribute of \(path) is missing", at: node,
        hint: "write \"\(path).ATTRIBUTE\"")
      return .broken
    }
    let attribute = String(decoding: path.utf8[dot...].dropFirst(), as: UTF8.self)
    return self.attribute(
      attribute, of: String(decoding: path.utf8[..<dot], as: UTF8.self), at: node, bytes: bytes)
  }

  private mutating func attribute(
    _ attribute: String, of name: String, at node: JSONNode, bytes: Range<Int>? = nil
  ) -> TemplateValue.Content {
    guard let resource = resource(name, at: node, bytes: bytes) else { return .broken }
    if let fact = facts[Fact(id: name, attribute: attribute)] { return fact }
    if let kind = resource.kind, TemplateReader.ownIDs(of: kind).contains(attribute) {
      return .id(name, kind)
    }
    return .unknown(UnknownValue(title: "\(name).\(attribute)"))
  }

  /// The attributes that are the resource's own id.
  private static func ownIDs(of kind: ResourceKind) -> [String] {
    switch kind {
    case .vpc: ["VpcId"]
    case .subnet: ["SubnetId"]
    case .routeTable: ["RouteTableId"]
    case .internetGateway: ["InternetGatewayId"]
    case .natGateway: ["NatGatewayId"]
    case .elasticIP: ["AllocationId"]
    case .securityGroup: ["GroupId", "Id"]
    case .prefixList: ["PrefixListId"]
    case .instance: ["InstanceId"]
    case .vpnGateway: ["VPNGatewayId"]
    case .vpnConnection: ["VpnConnectionId"]
    case .customerGateway: ["CustomerGatewayId"]
    case .loadBalancer: ["LoadBalancerArn"]
    case .targetGroup: ["TargetGroupArn"]
    case .transitGatewayRouteTable: ["TransitGatewayRouteTableId"]
    case .carrierGateway: ["CarrierGatewayId"]
    case .coreNetwork: ["CoreNetworkArn"]
    default: ["Id"]
    }
  }

  /// A resource of the stack; `nil`, reported, where there is none of this name.
  private mutating func resource(
    _ name: String, at node: JSONNode, bytes: Range<Int>?
  ) -> TemplateResource? {
    if let resource = included[name] { return resource }
    let condition = excluded[name]
    let code: Diagnostic.Code = condition == nil ? .unknownName : .conditionedOut
    let message =
      condition.map { "\(name) is not in the stack: its condition \($0) is false" }
      ?? "the template has no parameter or resource \(name)"
    let names =
      template.resources.map { $0.id } + template.parameters.map { $0.name }
      + PseudoParameter.allCases.map { $0.rawValue }
    let hint =
      condition == nil
      ? nearest(to: name, among: names) : "use it under the same condition, with Fn::If"
    if let bytes {
      fail(code, message, at: node, bytes: bytes, hint: hint)
    } else {
      fail(code, message, at: node, hint: hint)
    }
    return nil
  }
}

// MARK: What a value refers to

extension TemplateReader {
  /// The names in the `Ref`, `Fn::GetAtt` and `Fn::Sub` of a value, of `Fn::If` only in the branch
  /// that is taken.
  func references(in node: JSONNode) -> [DependencyOrder.Reference] {
    var found: [DependencyOrder.Reference] = []
    collectReferences(in: node, &found)
    return found
  }

  private func collectReferences(
    in node: JSONNode, _ found: inout [DependencyOrder.Reference]
  ) {
    for element in tree.elements(of: node) { collectReferences(in: element, &found) }
    for (key, value) in tree.members(of: node) {
      switch tree.string(of: key).flatMap({ TemplateFunction(rawValue: $0) }) {
      case .ref:
        if let name = tree.string(of: value) { found.append(.init(name: name, node: value)) }
      case .getAtt: collectResource(ofAttribute: value, &found)
      case .if: for branch in branches(of: value) { collectReferences(in: branch, &found) }
      case .sub:
        collectPlaceholders(in: value, &found)
        collectReferences(in: value, &found)
      default: collectReferences(in: value, &found)
      }
    }
  }

  private func collectResource(
    ofAttribute node: JSONNode, _ found: inout [DependencyOrder.Reference]
  ) {
    let elements = Array(tree.elements(of: node))
    let path = tree.string(of: node)
    guard
      let name = path.map({ resourceName(inPath: $0) })
        ?? elements.first.flatMap({ tree.string(of: $0) })
    else { return }
    found.append(.init(name: name, node: elements.first ?? node))
    if elements.count > 1 { collectReferences(in: elements[1], &found) }
  }

  private func collectPlaceholders(
    in node: JSONNode, _ found: inout [DependencyOrder.Reference]
  ) {
    let elements = Array(tree.elements(of: node))
    guard let text = tree.string(of: elements.first ?? node) else { return }
    let own =
      elements.count > 1 ? tree.members(of: elements[1]).map { tree.string(of: $0.key) } : []
    for case .placeholder(let name, _) in SubstitutionText(text).parts where !own.contains(name) {
      found.append(.init(name: resourceName(inPath: name), node: elements.first ?? node))
    }
  }

  private func resourceName(inPath path: String) -> String {
    String(decoding: path.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }

  /// The branches of an `Fn::If` that may be taken.
  private func branches(of node: JSONNode) -> [JSONNode] {
    let arguments = Array(tree.elements(of: node))
    guard arguments.count == 3, let name = tree.string(of: arguments[0]) else { return arguments }
    switch conditions[name] {
    case .yes: return [arguments[1]]
    case .no: return [arguments[2]]
    default: return Array(arguments[1...])
    }
  }
}
