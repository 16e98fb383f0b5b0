import Addressing
import Analysis
import Dataplane
import SourceText
import TopologyModel

extension JSONWriter {
  /// Writes a report as a `vpctrace.diff/1` object.
  public mutating func differenceReport(_ report: DifferenceReport) {
    beginObject()
    member("schema", "vpctrace.diff/1")
    member("changed", !report.entries.isEmpty)
    array("changes", report.entries) { $0.entry($1, of: report.difference) }
    array("withoutEffect", report.idle) { $0.change($1) }
    endObject()
  }

  private mutating func entry(
    _ entry: DifferenceReport.Entry, of difference: ReachabilityDifference
  ) {
    beginObject()
    member("kind", entry.shift.kind.rawValue)
    member("before", entry.shift.before.rawValue)
    member("after", entry.shift.after.rawValue)
    object("from") { $0.ends(entry.shift.from, entry.from, of: difference) }
    object("to") { writer in
      writer.ends(entry.shift.to, entry.to, of: difference)
      if entry.shift.isOutsideSendersSubnet { writer.member("outsideSendersSubnet", true) }
    }
    if entry.shift.parts.count > 1 {
      array("parts", entry.shift.parts) { $0.part($1, of: difference) }
    }
    object("traffic") { writer in
      writer.member("words", entry.traffic)
      writer.array("sets", entry.shift.traffic) { $0.traffic($1) }
    }
    object("cause") { writer in
      writer.member("eachIsEnough", entry.shift.cause.isEachEnough)
      writer.array("changes", entry.causes) { $0.change($1) }
    }
    endObject()
  }

  private mutating func part(
    _ part: ReachabilityShift.Part, of difference: ReachabilityDifference
  ) {
    beginObject()
    object("from") { $0.ends(part.from, of: difference) }
    object("to") { $0.ends(part.to, of: difference) }
    endObject()
  }

  private mutating func ends(
    _ ends: ShiftEnds, _ description: EndsDescription? = nil, of difference: ReachabilityDifference
  ) {
    if let description { member("words", description.line) }
    if !ends.hosts.isEmpty {
      array("interfaces", ends.hosts) { $0.host($1, of: difference) }
    }
    if !ends.internet.isEmpty {
      array("internet", ends.internet) { $0.string($1.blockWords) }
    }
    if !ends.premises.isEmpty {
      array("onPremises", ends.premises) { writer, end in
        writer.beginObject()
        writer.member("id", difference.new.topology.vpnConnections.id(of: end.connection))
        writer.member("addresses", end.range.blockWords)
        writer.endObject()
      }
    }
    if !ends.addresses.isEmpty {
      array("addresses", ends.addresses) { $0.string($1.blockWords) }
    }
  }

  private mutating func host(_ host: ShiftEnds.Host, of difference: ReachabilityDifference) {
    let isNew = difference.new.topology.networkInterfaces[host.interface] != nil
    let description = ComponentDescription(
      .networkInterface(host.interface), in: isNew ? difference.new : difference.old)
    beginObject()
    member("id", description.id)
    member("name", description.name)
    member("address", host.range.blockWords)
    endObject()
  }

  private mutating func traffic(_ box: TrafficBox) {
    beginObject()
    range("protocols", Int(box.protocols.first.number), Int(box.protocols.last.number))
    range("sourcePorts", Int(box.sourcePorts.first), Int(box.sourcePorts.last))
    range("destinationPorts", Int(box.destinationPorts.first), Int(box.destinationPorts.last))
    endObject()
  }

  /// A range of numbers, left out where it is all that there are in a port's or protocol's place.
  private mutating func range(_ key: StaticString, _ first: Int, _ last: Int) {
    if first == 0 && (last == 255 || last == 65535) { return }
    object(key) {
      $0.member("first", first)
      $0.member("last", last)
    }
  }

  private mutating func change(_ change: ChangeDescription) {
    beginObject()
    member("kind", change.kind.rawValue)
    member("words", change.words)
    if let subject = change.subject {
      object("component") { $0.component(subject, at: change.position) }
    }
    place("oldLocation", change.old)
    place("newLocation", change.new)
    endObject()
  }

  private mutating func component(_ subject: ChangedComponent, at position: SourcePosition?) {
    componentMembers(subject.component)
    member("direction", subject.direction?.rawValue)
    member("rule", subject.rule)
    location(position)
  }

  private mutating func place(_ key: StaticString, _ position: SourcePosition?) {
    guard let position else { return }
    object(key) {
      $0.member("file", position.path)
      $0.member("line", position.line)
      $0.member("column", position.column)
    }
  }
}
