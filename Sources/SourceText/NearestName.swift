/// Finds what somebody who mistyped a name most likely meant.
public enum NearestName {
  /// The candidate that the fewest slips turn into `name`, where they are few enough.
  ///
  /// A slip is a character too many, missing or wrong, or two neighbours swapped; the case of ASCII
  /// letters is none. A third of the name's characters may be slips, at least one. Among equally near
  /// candidates the first in byte order is taken, so that their order never matters.
  ///
  /// - Complexity: O(*n* · *m*²) for *n* candidates of about the length of a name of *m* characters.
  public static func nearest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    let wanted = folded(name)
    var bound = max(wanted.count / 3, 1)
    var best: String?
    for candidate in candidates {
      let letters = folded(candidate)
      guard let slips = distance(wanted, letters, within: bound) else { continue }
      if let known = best, slips == bound, !precedes(candidate, known) { continue }
      best = candidate
      bound = slips
    }
    return best
  }

  private static func precedes(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }

  private static func folded(_ name: String) -> [UInt32] {
    name.unicodeScalars.map { ("A"..."Z").contains($0) ? $0.value + 32 : $0.value }
  }

  /// The slips between two names (Damerau–Levenshtein, no part edited twice).
  ///
  /// - Returns: `nil` where they are more than `bound`.
  static func distance(_ one: [UInt32], _ other: [UInt32], within bound: Int) -> Int? {
    guard abs(one.count - other.count) <= bound else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for row in one.indices {
      var current = [row + 1]
      for column in other.indices {
        let isSame = one[row] == other[column]
        var slips = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          slips = min(slips, beforeLast[column - 1] + 1)
        }
        current.append(slips)
      }
      if let least = current.min(), least > bound, (last.min() ?? 0) > bound { return nil }
      beforeLast = last
      last = current
    }
    return last[other.count] <= bound ? last[other.count] : nil
  }
}
