/// The candidate that a mistyped word most likely means.
///
/// - Returns: `nil` where none is near: more than a third of the letters would have to change.
/// - Complexity: O(*n*·*m*) in the lengths of the word and of each candidate.
package func nearestSpelling(to word: String, among candidates: [String]) -> String? {
  let limit = max(1, word.utf8.count / 3)
  var nearest: (candidate: String, distance: Int)?
  for candidate in candidates where abs(candidate.utf8.count - word.utf8.count) <= limit {
    let distance = editDistance(Array(word.utf8), Array(candidate.utf8))
    guard distance <= limit, distance < nearest?.distance ?? .max else { continue }
    nearest = (candidate, distance)
  }
  return nearest?.candidate
}

/// Insertions, deletions, replacements and swaps of neighbours that make one text of the other.
private func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for row in one.indices {
    var current = [row + 1]
    for column in other.indices {
      let replaced = last[column] + (one[row] == other[column] ? 0 : 1)
      var distance = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
        distance = min(distance, beforeLast[column - 1] + 1)
      }
      current.append(distance)
    }
    beforeLast = last
    last = current
  }
  return last[other.count]
}
