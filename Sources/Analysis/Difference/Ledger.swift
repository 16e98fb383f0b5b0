/// Lists by key, in the order in which keys were first met.
package struct Ledger<Key: Hashable, Value> {
  package private(set) var entries: [(key: Key, values: [Value])] = []
  private var places: [Key: Int] = [:]

  package init() {}

  package mutating func add(_ value: Value, to key: Key) {
    if let place = places[key] {
      entries[place].values.append(value)
    } else {
      places[key] = entries.count
      entries.append((key, [value]))
    }
  }
}

/// Numbers things in the order in which they are first met.
struct Numbering<Element: Hashable> {
  private(set) var elements: [Element] = []
  private var numbers: [Element: Int] = [:]

  mutating func number(of element: Element) -> Int {
    if let known = numbers[element] { return known }
    numbers[element] = elements.count
    elements.append(element)
    return elements.count - 1
  }
}
