public import Dataplane

/// Traces of one verdict, out of several that belong together.
public struct VerdictGroup: Sendable {
  public let verdict: Verdict
  public let traces: [Trace]

  /// Groups traces by verdict: denials first, then what is uncertain, then deliveries.
  public static func groups(of traces: [Trace]) -> [VerdictGroup] {
    let order: [Verdict] = [.dropped, .replyDropped, .ambiguous, .undetermined, .delivered]
    return order.map { verdict in
      VerdictGroup(verdict: verdict, traces: traces.filter { $0.verdict == verdict })
    }.filter { !$0.traces.isEmpty }
  }

  /// The groups for people, each under its own heading.
  public static func text(
    _ groups: [VerdictGroup], in network: Network, detail: Detail, style: TextStyle
  ) -> String {
    groups.map { group in
      let heading = "\(group.verdict.rawValue): \(group.traces.count)\n"
      let traces = group.traces.map { $0.text(in: network, detail: detail, style: style) }
      let separator = detail == .summary ? "" : "\n"
      return heading + separator + traces.joined(separator: separator)
    }.joined(separator: "\n")
  }
}

extension JSONWriter {
  /// Writes groups as a `vpctrace.traces/1` object.
  public mutating func traces(_ groups: [VerdictGroup], in network: Network, detail: Detail) {
    beginObject()
    member("schema", "vpctrace.traces/1")
    array("groups", groups) { writer, group in
      writer.beginObject()
      writer.member("verdict", group.verdict.rawValue)
      writer.array("traces", group.traces) { $0.trace($1, in: network, detail: detail) }
      writer.endObject()
    }
    endObject()
  }
}
