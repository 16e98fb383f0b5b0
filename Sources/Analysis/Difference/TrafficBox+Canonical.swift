import Addressing

extension TrafficBox {
  /// The same traffic in the one form that does not depend on how it was cut.
  ///
  /// Protocols that have the same ports are taken together, and so are source ports that go with the
  /// same destination ports.
  ///
  /// - Complexity: O(*n*²) in the boxes.
  static func canonical(_ boxes: [TrafficBox]) -> [TrafficBox] {
    slices(of: boxes, at: { $0.protocols }, content: { ports(of: $0) }).flatMap { slice in
      slice.content.flatMap { ports in
        ports.content.map {
          TrafficBox(slice.range, sourcePorts: ports.range, destinationPorts: $0)
        }
      }
    }
  }

  private static func ports(of boxes: [TrafficBox]) -> [Slice<PortRange, [PortRange]>] {
    slices(
      of: boxes, at: { $0.sourcePorts },
      content: { boxes in joined(boxes.map { $0.destinationPorts }) })
  }

  /// All traffic that is in none of some boxes, in canonical form.
  package static func complement(of boxes: [TrafficBox]) -> [TrafficBox] {
    canonical(TrafficSpace.all.subtracting(TrafficSpace(union: boxes)).boxes)
  }

  /// Traffic that the same ones of some lists hold: parts that share nothing, each with the places of
  /// the lists.
  static func sharedParts(
    of lists: [[TrafficBox]]
  ) -> [(traffic: [TrafficBox], owners: [Int])] {
    let boxes = lists.enumerated().flatMap { owner, boxes in boxes.map { (owner, $0) } }
    var parts = Ledger<[Int], TrafficBox>()
    for protocols in elementaryPieces(of: boxes.map { $1.protocols }) {
      let used = boxes.filter { $1.protocols.contains(protocols) }
      for source in elementaryPieces(of: used.map { $1.sourcePorts }) {
        let used = used.filter { $1.sourcePorts.contains(source) }
        for destination in elementaryPieces(of: used.map { $1.destinationPorts }) {
          let owners = used.filter { $1.destinationPorts.contains(destination) }.map { $0.0 }
          parts.add(
            TrafficBox(protocols, sourcePorts: source, destinationPorts: destination),
            to: Set(owners).sorted())
        }
      }
    }
    return parts.entries.map { (canonical($0.values), $0.key) }
  }

  /// A run of one dimension, and what the others have there.
  private struct Slice<Range: Interval, Content: Hashable>: Hashable {
    let range: Range
    let content: Content
  }

  /// Cuts boxes wherever one of them begins or ends, and joins neighbours that are alike.
  private static func slices<Range: Interval, Content: Hashable>(
    of boxes: [TrafficBox], at range: (TrafficBox) -> Range,
    content: ([TrafficBox]) -> Content
  ) -> [Slice<Range, Content>] {
    var slices: [Slice<Range, Content>] = []
    for piece in elementaryPieces(of: boxes.map(range)) {
      let content = content(boxes.filter { range($0).contains(piece) })
      if let last = slices.last, last.content == content,
        let longer = last.range.joined(with: piece)
      {
        slices[slices.count - 1] = Slice(range: longer, content: content)
      } else {
        slices.append(Slice(range: piece, content: content))
      }
    }
    return slices
  }

  /// The coarsest runs of which every range is made, ascending.
  private static func elementaryPieces<Range: Interval>(of ranges: [Range]) -> [Range] {
    var pieces: [Range] = []
    for range in Set(ranges) {
      let (cut, kept) = (
        pieces.filter { $0.overlaps(range) }, pieces.filter { !$0.overlaps(range) }
      )
      let inner = cut.compactMap { $0.intersection(range) }
      let outer = cut.flatMap { $0.subtracting(range) }
      let own = inner.reduce([range]) { rest, piece in rest.flatMap { $0.subtracting(piece) } }
      pieces = kept + inner + outer + own
    }
    return pieces.sorted { $0.first < $1.first }
  }

  /// Ranges as few and as long as can be, ascending.
  private static func joined<Range: Interval>(_ ranges: [Range]) -> [Range] {
    var joined: [Range] = []
    for range in ranges.sorted(by: { $0.first < $1.first }) {
      if let longer = joined.last?.joined(with: range) {
        joined[joined.count - 1] = longer
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
