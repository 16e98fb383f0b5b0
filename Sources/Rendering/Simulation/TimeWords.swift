/// A time in milliseconds as scenarios write it: `0s`, `1h30m`, `5d`, `250ms`.
func timeWords(_ milliseconds: Int) -> String {
  guard milliseconds > 0 else { return "0s" }
  var rest = milliseconds
  var words = ""
  for (unit, length) in [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]
  where rest >= length {
    words += "\(rest / length)\(unit)"
    rest %= length
  }
  return words
}
