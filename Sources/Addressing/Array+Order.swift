extension Array {
  /// The number of leading elements that satisfy `isBefore`, all of which come before all that do not.
  ///
  /// - Complexity: O(log *n*).
  @inlinable
  package func partitionPoint(where isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Joins each element, in order, with the one before it wherever `union` makes one of the two.
  func merging(_ union: (Element, Element) -> Element?) -> [Element] {
    reduce(into: []) { merged, element in
      if let joined = merged.last.flatMap({ union($0, element) }) {
        merged[merged.count - 1] = joined
      } else {
        merged.append(element)
      }
    }
  }
}
