import Foundation
import TopologyModel

/// Prints the tables of `Docs/performance.md`; numbers as arguments choose other sizes.
///
/// `write COUNT FOLDER` writes a synthetic account as AWS CLI output, `load FOLDER` measures reading one,
/// `check COUNT` measures checking one, `expectations COUNT` testing one, `traces COUNT` walking packets
/// through one, `differences COUNT` comparing two, `simulate` packets of many live connections.
@main
enum Benchmarks {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count == 2 && arguments[0] == "load" {
      return try LoadingBenchmark.load(arguments[1])
    }
    if arguments.count == 2 && arguments[0] == "check", let count = Int(arguments[1]) {
      return printChecks([count])
    }
    if arguments.count == 2 && arguments[0] == "expectations", let count = Int(arguments[1]) {
      return try printExpectations([count])
    }
    if arguments.count == 2 && arguments[0] == "traces", let count = Int(arguments[1]) {
      return printTraces([count])
    }
    if arguments.count == 2 && arguments[0] == "differences", let count = Int(arguments[1]) {
      return printDifferences([count])
    }
    if arguments == ["simulate"] { return printSimulations([100_000]) }
    if arguments.count == 3 && arguments[0] == "write", let count = Int(arguments[1]) {
      _ = try LoadingBenchmark.write(
        interfaces: count, to: URL(fileURLWithPath: arguments[2], isDirectory: true))
      return
    }
    let chosen = arguments.compactMap { Int($0) }
    let sizes = chosen.isEmpty ? [100, 10_000, 100_000] : chosen
    printTraces(sizes)
    printChecks(sizes)
    printDifferences(sizes.filter { $0 <= 10_000 })
    printSimulations([100_000])
    try printExpectations(sizes)
    try printLoading(sizes)
    try printPlans([5, 50])
  }

  private static func printTraces(_ sizes: [Int]) {
    let table = ResultTable(
      "Round-trip traces, one core", "interfaces", "million verdicts/s", "million traces/s",
      "ns/verdict")
    for size in sizes {
      let benchmark = TraceBenchmark(SyntheticNetwork(interfaces: size), flows: 200_000)
      let verdicts = benchmark.verdictsPerSecond
      table.add(
        "\(size)", Measure.oneDecimal(verdicts), Measure.oneDecimal(benchmark.tracesPerSecond),
        "\(Int(1000 / verdicts))")
    }
  }

  private static func printSimulations(_ counts: [Int]) {
    let table = ResultTable(
      "A million packets of live connections, one core", "way", "connections", "s opening",
      "s a million packets", "bytes/connection")
    for count in counts {
      for way in SimulationBenchmark.Way.allCases {
        let result = SimulationBenchmark(
          SyntheticNetwork(interfaces: 10_000), way, connections: count
        ).run()
        table.add(
          way.rawValue, "\(result.connections)", Measure.oneDecimal(result.openingSeconds),
          Measure.oneDecimal(result.secondsPerMillion), "\(result.bytesPerConnection)")
      }
    }
  }

  private static func printChecks(_ sizes: [Int]) {
    let table = ResultTable(
      "Checking a design with every rule, one core", "interfaces", "subnets", "groups", "findings",
      "ms")
    for size in sizes {
      let network = SyntheticNetwork(interfaces: size, perSubnet: 20, groupsPerVPC: 40)
      let result = CheckBenchmark(network).run()
      table.add(
        "\(size)", "\(network.topology.subnets.count)", "\(network.topology.securityGroups.count)",
        "\(result.findings)", Measure.oneDecimal(result.milliseconds))
    }
  }

  private static func printExpectations(_ sizes: [Int]) throws {
    let table = ResultTable(
      "100,000 expectations, all cores", "interfaces", "s reading", "s judging", "met")
    for size in sizes {
      let benchmark = ExpectationBenchmark(SyntheticNetwork(interfaces: size), count: 100_000)
      let result = try benchmark.run()
      table.add(
        "\(size)", Measure.oneDecimal(result.reading), Measure.oneDecimal(result.judging),
        "\(result.met)")
    }
  }

  private static func printDifferences(_ sizes: [Int]) {
    let table = ResultTable(
      "What one change changes, one core", "interfaces", "the change made", "sets", "ms")
    for size in sizes {
      let benchmark = DifferenceBenchmark(SyntheticNetwork(interfaces: size))
      for edit in DifferenceBenchmark.Edit.allCases {
        let result = benchmark.run(edit)
        table.add(
          "\(size)", edit.rawValue, "\(result.shifts)", Measure.oneDecimal(result.milliseconds))
      }
    }
  }

  private static func printLoading(_ sizes: [Int]) throws {
    let table = ResultTable(
      "Reading AWS CLI output and compiling it, one core", "interfaces", "MB", "MB/s",
      "bytes resident/interface", "peak/input")
    for size in sizes { try LoadingBenchmark.add(interfaces: size, to: table) }
  }

  private static func printPlans(_ megabytes: [Int]) throws {
    let table = ResultTable(
      "Reading a Terraform plan and compiling it, one core", "resources", "MB", "ms", "peak/input")
    for size in megabytes { try LoadingBenchmark.add(planOfMegabytes: size, to: table) }
  }
}
