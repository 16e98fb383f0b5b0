import SourceText
import TopologyModel

extension TemplateReader {
  /// Settles the parameters: given values first, then defaults; what has neither is unknown.
  mutating func readParameters(given: [String: String]) {
    setPseudoParameters(given: given)
    for declaration in template.parameters {
      parameters[declaration.name] = content(of: declaration, given: given[declaration.name])
    }
    let names = template.parameters.map { $0.name } + PseudoParameter.allCases.map { $0.rawValue }
    for name in given.keys.sorted() where !names.contains(name) {
      problems.report(
        Diagnostic(
          .warning, .unknownParameter, "the template has no parameter \(name)",
          hint: nearest(to: name, among: names)))
    }
  }

  private mutating func content(
    of declaration: Template.Declaration, given: String?
  ) -> TemplateValue.Content {
    let unknown = TemplateValue.Content.unknown(
      UnknownValue(title: declaration.name, parameters: [declaration.name]))
    guard tree.kind(of: declaration.value) == .object else {
      fail(.wrongType, "a parameter must be an object with a Type", at: declaration.value)
      return .broken
    }
    guard let type = tree.member("Type", of: declaration.value).flatMap({ tree.string(of: $0) })
    else {
      fail(
        .fieldMissing, "the parameter \(declaration.name) has no Type", at: declaration.value,
        hint: "write \"Type\": \"String\"")
      return .broken
    }
    // The default of such a parameter is where AWS keeps the value, not the value.
    if type.hasPrefix("AWS::SSM::Parameter::"), given == nil { return unknown }
    guard let text = given ?? defaultText(of: declaration) else { return unknown }
    return content(text, type: type, of: declaration)
  }

  private mutating func defaultText(of declaration: Template.Declaration) -> String? {
    guard let node = tree.member("Default", of: declaration.value) else { return nil }
    guard let text = scalar(node) else {
      fail(
        .wrongType, "Default must be a text, a number, true or false", at: node,
        hint: "a list is written as one text with commas")
      return nil
    }
    return text
  }

  private mutating func content(
    _ text: String, type: String, of declaration: Template.Declaration
  ) -> TemplateValue.Content {
    let isList =
      type.hasPrefix("List<") || type == "CommaDelimitedList"
      || type.hasPrefix("AWS::SSM::Parameter::Value<List<")
    let texts = isList ? elements(of: text) : [text]
    for text in texts { check(text, type: type, of: declaration) }
    guard isList else { return .text(text) }
    return .list(texts.map { TemplateValue(.text($0), at: declaration.key) })
  }

  /// The texts between commas, without the spaces around them.
  private func elements(of text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
      let front = part.drop { $0 == UInt8(ascii: " ") }
      let back = front.reversed().prefix { $0 == UInt8(ascii: " ") }.count
      return String(decoding: front.dropLast(back), as: UTF8.self)
    }
  }

  /// Holds a value to what the parameter's declaration allows.
  private mutating func check(
    _ text: String, type: String, of declaration: Template.Declaration
  ) {
    if type == "Number" || type == "List<Number>", !isNumber(text) {
      refuse(text, declaration, hint: "the parameter is a number")
    }
    guard let node = tree.member("AllowedValues", of: declaration.value) else { return }
    let allowed = tree.elements(of: node).compactMap { scalar($0) }
    guard !allowed.contains(text) else { return }
    refuse(
      text, declaration,
      hint: nearest(to: text, among: allowed)
        ?? "it is one of \(allowed.prefix(8).joined(separator: ", "))")
  }

  private mutating func refuse(
    _ text: String, _ declaration: Template.Declaration, hint: String
  ) {
    fail(
      .parameterRefused, "the parameter \(declaration.name) can't be \"\(text)\"",
      at: declaration.key, hint: hint)
  }

  /// A sign, digits, and at most one point among them.
  private func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return digits.contains { $0 != UInt8(ascii: ".") }
      && digits.allSatisfy { $0 == UInt8(ascii: ".") || $0 &- UInt8(ascii: "0") < 10 }
      && digits.count { $0 == UInt8(ascii: ".") } < 2
  }

  /// A text, or the text of a number or a boolean; `nil` for other values.
  func scalar(_ node: JSONNode) -> String? {
    if let text = tree.string(of: node) { return text }
    if let flag = tree.boolean(of: node) { return flag ? "true" : "false" }
    return tree.textRange(of: node).map {
      String(decoding: tree.source.bytes[$0], as: UTF8.self)
    }
  }
}

// MARK: Pseudo parameters

/// What CloudFormation itself tells a template.
enum PseudoParameter: String, CaseIterable {
  case region = "AWS::Region"
  case partition = "AWS::Partition"
  case urlSuffix = "AWS::URLSuffix"
  case accountID = "AWS::AccountId"
  case stackName = "AWS::StackName"
  case stackID = "AWS::StackId"
  case notificationARNs = "AWS::NotificationARNs"
  case noValue = "AWS::NoValue"

  /// The Region that is taken where none is given.
  static let assumedRegion = "us-east-1"
}

extension TemplateReader {
  /// The Region that the stack is to be in.
  var region: String {
    if case .text(let region) = parameters[PseudoParameter.region.rawValue] { return region }
    return PseudoParameter.assumedRegion
  }

  private mutating func setPseudoParameters(given: [String: String]) {
    for pseudo in PseudoParameter.allCases {
      parameters[pseudo.rawValue] =
        given[pseudo.rawValue].map { .text($0) }
        ?? .unknown(UnknownValue(title: pseudo.rawValue, parameters: [pseudo.rawValue]))
    }
    parameters[PseudoParameter.noValue.rawValue] = .nothing
    isRegionAssumed = given[PseudoParameter.region.rawValue] == nil
    if isRegionAssumed {
      parameters[PseudoParameter.region.rawValue] = .text(PseudoParameter.assumedRegion)
    }
    let isChina = region.hasPrefix("cn-")
    let partition = isChina ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    if given[PseudoParameter.partition.rawValue] == nil {
      parameters[PseudoParameter.partition.rawValue] = .text(partition)
    }
    if given[PseudoParameter.urlSuffix.rawValue] == nil {
      parameters[PseudoParameter.urlSuffix.rawValue] =
        .text(isChina ? "amazonaws.com.cn" : "amazonaws.com")
    }
  }

  /// Tells, once, that a Region was taken that nobody gave.
  mutating func noteAssumedRegion(at node: JSONNode) {
    guard isRegionAssumed else { return }
    isRegionAssumed = false
    report(
      .valueAssumed, .note, "the stack is taken to be in \(region)", at: node,
      hint: "give another: --parameter AWS::Region=REGION")
  }
}
