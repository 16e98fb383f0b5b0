/// A set of packet headers of both families: what a chain of rules lets through, drops, or is asked.
public struct HeaderSpace: Sendable {
  /// Boxes of which no two share a header; their order means nothing.
  public private(set) var boxes: [HeaderBox] = []

  /// The set without members.
  public init() {}

  /// The headers of one box.
  public init(_ box: HeaderBox) { boxes = [box] }

  /// The headers of any of `boxes`, which may overlap.
  public init(union boxes: some Sequence<HeaderBox>) {
    for box in boxes { insert(box) }
  }

  /// Takes over boxes that are known to share no header.
  package init(disjoint boxes: [HeaderBox]) { self.boxes = boxes }

  /// Every header of either family.
  public static let all = HeaderSpace(disjoint: [HeaderBox(all: .ipv4), HeaderBox(all: .ipv6)])

  public var isEmpty: Bool { boxes.isEmpty }

  /// Whether `header` is a member.
  ///
  /// - Complexity: O(*n*) in the number of boxes.
  public func contains(_ header: PacketHeader) -> Bool {
    boxes.contains { $0.contains(header) }
  }

  /// A member, always the same of the same boxes; `nil` where there is none.
  public var sample: PacketHeader? { boxes.first?.lowest }

  /// A member of a random box; `nil` where there is none.
  public func randomElement(using generator: inout some RandomNumberGenerator) -> PacketHeader? {
    boxes.randomElement(using: &generator)?.randomElement(using: &generator)
  }
}

extension HeaderSpace {
  /// The headers of both sets.
  ///
  /// - Complexity: O(*n* · *m*) in the boxes of the two, as for the other operations.
  public func intersection(_ other: HeaderSpace) -> HeaderSpace {
    HeaderSpace(
      disjoint: boxes.flatMap { box in other.boxes.compactMap { box.intersection($0) } })
  }

  /// The headers of either set.
  public func union(_ other: HeaderSpace) -> HeaderSpace {
    var union = self
    for box in other.boxes { union.insert(box) }
    return union
  }

  /// The headers that are not of `other`.
  public func subtracting(_ other: HeaderSpace) -> HeaderSpace {
    other.boxes.reduce(self) { $0.subtracting($1) }
  }

  /// Every header of either family that is not in the set.
  public var complement: HeaderSpace { HeaderSpace.all.subtracting(self) }

  /// Whether every header of the set is one of `other`.
  public func isSubset(of other: HeaderSpace) -> Bool { subtracting(other).isEmpty }

  private func subtracting(_ other: HeaderBox) -> HeaderSpace {
    let cut = boxes.filter { $0.overlaps(other) }
    guard !cut.isEmpty else { return self }
    var rest = HeaderSpace(disjoint: boxes.filter { !$0.overlaps(other) })
    for box in cut {
      for slice in box.subtracting(other) { rest.appendDisjoint(slice) }
    }
    return rest
  }

  /// Adds the headers of `box` that are not in the set yet.
  private mutating func insert(_ box: HeaderBox) {
    boxes.removeAll { box.contains($0) }
    for slice in HeaderSpace(box).subtracting(self).boxes { appendDisjoint(slice) }
  }

  /// Adds a box that shares no header with the others, joined to those that it continues.
  private mutating func appendDisjoint(_ box: HeaderBox) {
    var box = box
    while let index = boxes.firstIndex(where: { $0.joined(with: box) != nil }) {
      box = boxes.remove(at: index).joined(with: box) ?? box
    }
    boxes.append(box)
  }
}

/// Sets are equal that have the same headers, into whatever boxes they are cut.
extension HeaderSpace: Equatable {
  public static func == (one: HeaderSpace, other: HeaderSpace) -> Bool {
    one.isSubset(of: other) && other.isSubset(of: one)
  }
}
