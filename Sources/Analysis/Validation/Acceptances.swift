import SourceText
import TopologyModel

/// Findings that the file itself accepts, and acceptances that accept nothing.
extension Validator {
  /// Marks what is accepted; to be called when everything else has been found.
  mutating func accept() {
    var acceptances: [CheckRule: [Int]] = [:]
    for (index, accepted) in topology.acceptedFindings.enumerated() {
      if let rule = CheckRule(rawValue: accepted.rule) {
        acceptances[rule, default: []].append(index)
      } else {
        reportUnknownRule(of: accepted)
      }
    }
    guard !acceptances.isEmpty else { return }
    var isUsed = Array(repeating: false, count: topology.acceptedFindings.count)
    for index in findings.indices {
      for candidate in acceptances[findings[index].rule] ?? [] {
        let accepted = topology.acceptedFindings[candidate]
        guard isAbout(findings[index], accepted) else { continue }
        findings[index].acceptedReason = accepted.reason
        isUsed[candidate] = true
      }
    }
    for (rule, candidates) in acceptances where rules.contains(rule) {
      for candidate in candidates where !isUsed[candidate] {
        reportStale(topology.acceptedFindings[candidate])
      }
    }
  }

  /// Whether a resource, or an interface of the instance, is one of the things in conflict.
  private func isAbout(_ finding: Finding, _ accepted: AcceptedFinding) -> Bool {
    finding.subjects.contains { subject in
      if subject.kind == accepted.kind { return subject.id == accepted.id }
      guard accepted.kind == .instance, subject.kind == .networkInterface else { return false }
      let interface = topology.networkInterfaces.reference(to: subject.id)
      let instance = interface.flatMap { topology.networkInterfaces[$0]?.instance }
      return instance.map { topology.instances.id(of: $0) } == accepted.id
    }
  }

  private mutating func reportUnknownRule(of accepted: AcceptedFinding) {
    let subject = Finding.Subject(accepted.kind, accepted.id, nil, at: accepted.location)
    let nearest = NearestName.nearest(
      to: accepted.rule, among: CheckRule.allCases.map { $0.rawValue })
    report(
      .acceptanceUnknown, "\(subject.words) accepts \(accepted.rule), which is no rule", subject,
      fix: nearest.map { "Did you mean \($0)?" })
  }

  private mutating func reportStale(_ accepted: AcceptedFinding) {
    let subject = Finding.Subject(accepted.kind, accepted.id, nil, at: accepted.location)
    report(
      .acceptanceStale,
      "\(subject.words) accepts \(accepted.rule), and there is no such finding", subject)
  }
}
