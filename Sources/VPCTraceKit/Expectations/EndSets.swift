/// Sets of ends, each under a number, and which of them share an end.
///
/// Made for many sets of few ends and few sets of many: what shares an end with a set is looked up once,
/// when the set is added.
struct EndSets {
  private var numbers: [[String]: Int] = [:]
  /// The ends of each set.
  private(set) var members: [Set<ExpectedEnd>] = []
  /// The sets that share an end with each, itself among them.
  private(set) var overlapping: [Set<Int>] = []
  private var setsOfEnd: [ExpectedEnd: [Int]] = [:]

  /// The number of the set that some words name.
  mutating func number(ofWords words: [String], members: @autoclosure () -> [ExpectedEnd]) -> Int {
    if let number = numbers[words] { return number }
    let number = self.members.count
    let members = Set(members())
    var others: Set<Int> = [number]
    for end in members {
      others.formUnion(setsOfEnd[end] ?? [])
      setsOfEnd[end, default: []].append(number)
    }
    for other in others where other != number { overlapping[other].insert(number) }
    numbers[words] = number
    self.members.append(members)
    overlapping.append(others)
    return number
  }
}
