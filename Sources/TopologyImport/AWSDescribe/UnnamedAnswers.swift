import SourceText
import TopologyModel

/// An answer that does not say what it is about, and whose file name may or may not tell.
struct UnnamedAnswer {
  let key: AnswerKey
  let fileName: String
  /// What to report if the file's name does not tell.
  let warning: Diagnostic
}

extension AWSDescribeImporter {
  /// Reads an answer whose subject only the file's name tells.
  mutating func readUnnamed(_ key: AnswerKey, _ value: JSONNode) {
    guard let tree = reader.tree else { return }
    let fileName = lastComponent(of: tree.source.path)
    if key == .entries, let id = idToken("pl-", in: fileName) {
      readEntries(of: tree.root, into: topology.prefixLists.mention(id))
      notePage(key, subject: id)
      return
    }
    notePage(key, subject: fileName)
    guard !tellsSubject(key, fileName), !namesSubjects(key, value) else { return }
    unnamedAnswers.append(
      UnnamedAnswer(key: key, fileName: fileName, warning: reader.unknownSubject(key, value)))
  }

  private func tellsSubject(_ key: AnswerKey, _ fileName: String) -> Bool {
    switch key {
    case .routes, .associations, .routeTablePropagations: idToken("tgw-rtb-", in: fileName) != nil
    default: false
    }
  }

  /// `Routes` is also what Client VPN and local gateways answer, naming themselves in each element.
  private mutating func namesSubjects(_ key: AnswerKey, _ value: JSONNode) -> Bool {
    guard key == .routes else { return false }
    let routes = reader.objects(in: value)
    return routes.allSatisfy {
      reader.has("ClientVpnEndpointId", of: $0) || reader.has("LocalGatewayRouteTableId", of: $0)
    }
  }

  /// Warns of the answers whose file names hold neither id nor name of a load balancer's part.
  mutating func reportUnnamedAnswers() {
    for answer in unnamedAnswers where !isAboutLoadBalancing(answer) {
      reader.problems.report(answer.warning)
    }
  }

  private func isAboutLoadBalancing(_ answer: UnnamedAnswer) -> Bool {
    guard answer.key == .attributes || answer.key == .targetHealth else { return false }
    return topology.unmodelled.resources.contains { _, resource in
      guard resource.kind == .loadBalancer || resource.kind == .targetGroup,
        let name = resource.name
      else { return false }
      return tokens(in: answer.fileName).contains { $0.elementsEqual(name.utf8) }
    }
  }
}

extension AnswerReader {
  fileprivate func unknownSubject(_ key: AnswerKey, _ value: JSONNode) -> Diagnostic {
    let subject = key == .entries ? "a prefix list" : "a resource"
    let example = key == .entries ? "entries.pl-0a1b2c3d4e5f60718.json" : "routes.tgw-rtb-0a1b.json"
    return Diagnostic(
      .warning, .subjectUnknown,
      "\(key.rawValue) of \(subject) that nothing names: the answer is passed over",
      at: position(of: location(of: value)),
      hint: "put the id into the file's name, such as \(example)")
  }
}

/// The part of a path behind its last slash.
private func lastComponent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
  return String(path.utf8[slash...].dropFirst()) ?? path
}

/// The parts of a file name between its dots.
private func tokens(in fileName: String) -> [Substring.UTF8View] {
  fileName.utf8.split(separator: UInt8(ascii: "."))
}

/// An id with the given prefix in a file's name: the last one that is hexadecimal, else the last.
private func idToken(_ prefix: String, in fileName: String) -> String? {
  let name = Array(fileName.utf8)
  let prefix = Array(prefix.utf8)
  var found: (id: String, isHexadecimal: Bool)?
  for start in name.indices where name[start...].starts(with: prefix) {
    guard start == 0 || !isLetterOrDigit(name[start - 1]) else { continue }
    let digits = name[(start + prefix.count)...].prefix { isLetterOrDigit($0) }
    guard !digits.isEmpty else { continue }
    let isHexadecimal = digits.allSatisfy { isHexadecimalDigit($0) }
    guard isHexadecimal || found?.isHexadecimal != true else { continue }
    found = (String(decoding: name[start..<digits.endIndex], as: UTF8.self), isHexadecimal)
  }
  return found?.id
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
}
