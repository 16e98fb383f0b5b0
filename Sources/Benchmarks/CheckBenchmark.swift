import Dataplane
import VPCTraceKit

/// Checks a synthetic design with every rule.
struct CheckBenchmark {
  private let network: Network

  init(_ synthetic: SyntheticNetwork) { network = Network(synthetic.topology) }

  /// The findings and the milliseconds that they took, sorting included.
  func run() -> (findings: Int, milliseconds: Double) {
    let seconds = Measure.seconds(runs: 3) { Measure.keep(network.findings()) }
    return (network.findings().count, seconds * 1000)
  }
}
