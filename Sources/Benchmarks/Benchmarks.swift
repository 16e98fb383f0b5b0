/// Prints the tables of `Docs/performance.md`; numbers as arguments choose other sizes.
@main
enum Benchmarks {
  static func main() {
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    var traces = ResultTable(
      "Round-trip traces, one core", "interfaces", "million verdicts/s", "million traces/s",
      "ns/verdict")
    for size in sizes.isEmpty ? [100, 10_000, 100_000] : sizes {
      let benchmark = TraceBenchmark(SyntheticNetwork(interfaces: size), flows: 200_000)
      let verdicts = benchmark.verdictsPerSecond
      traces.add(
        "\(size)", Measure.oneDecimal(verdicts), Measure.oneDecimal(benchmark.tracesPerSecond),
        "\(Int(1000 / verdicts))")
    }
    traces.print()
  }
}
