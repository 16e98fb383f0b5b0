/// A time as scenarios write it: `5s`, `1h30m`, `250ms`, behind a plus sign from the event before.
struct ScenarioTime: Hashable {
  let milliseconds: Int
  /// It counts from the event before, not from the start.
  let isRelative: Bool

  /// Why a text is no time, and at which byte.
  struct Failure: Error {
    let message: String
    let offset: Int
  }

  /// The longest time that is read: a hundred years, or what fits into an integer.
  private static let longest = min(Int(clamping: 100 * 365 * 86_400_000 as Int64), latest)
  /// The latest moment of a scenario: timers end behind it without an overflow.
  static let latest = Int.max / 2

  /// From the longest, in the order in which they are written.
  private static let units: [(name: String, milliseconds: Int)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  init(parsing text: String) throws(Failure) {
    let bytes = Array(text.utf8)
    isRelative = bytes.first == UInt8(ascii: "+")
    var position = isRelative ? 1 : 0
    guard position < bytes.count else {
      throw Failure(message: "a time must stand here, such as 5s", offset: position)
    }
    var total = 0
    var rest = ScenarioTime.units[...]
    while position < bytes.count {
      let start = position
      let number = try ScenarioTime.number(bytes, &position)
      let unit = try ScenarioTime.unit(bytes, &position)
      guard let index = rest.firstIndex(where: { $0.name == unit }) else {
        throw Failure(
          message: ScenarioTime.units.contains { $0.name == unit }
            ? "units run from days to milliseconds, each once"
            : "\"\(unit)\" is no unit; there are d, h, m, s and ms",
          offset: start)
      }
      let (product, overflows) = number.multipliedReportingOverflow(by: rest[index].milliseconds)
      guard !overflows, product <= ScenarioTime.longest - total else {
        throw Failure(message: "the time is too long", offset: start)
      }
      total += product
      rest = rest[(index + 1)...]
    }
    milliseconds = total
  }

  private static func number(_ bytes: [UInt8], _ position: inout Int) throws(Failure) -> Int {
    let start = position
    var number = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      number = number > longest / 10 ? longest : number * 10 + Int(digit)
      position += 1
    }
    guard position > start else {
      throw Failure(message: "a number must stand here, and a unit behind it", offset: start)
    }
    return number
  }

  private static func unit(_ bytes: [UInt8], _ position: inout Int) throws(Failure) -> String {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") > 9 { position += 1 }
    guard position > start else {
      throw Failure(message: "a unit must stand here: d, h, m, s or ms", offset: start)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
