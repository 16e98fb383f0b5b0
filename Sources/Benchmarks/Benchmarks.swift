/// Prints the tables of `Docs/performance.md`.
@main
enum Benchmarks {
  static func main() {
    var traces = ResultTable(
      "Round-trip traces, one core", "interfaces", "million verdicts/s", "million traces/s",
      "ns/verdict")
    for size in [100, 10_000, 100_000] {
      let benchmark = TraceBenchmark(SyntheticNetwork(interfaces: size), flows: 200_000)
      let verdicts = benchmark.verdictsPerSecond
      traces.add(
        "\(size)", Measure.oneDecimal(verdicts), Measure.oneDecimal(benchmark.tracesPerSecond),
        "\(Int(1000 / verdicts))")
    }
    traces.print()
  }
}
