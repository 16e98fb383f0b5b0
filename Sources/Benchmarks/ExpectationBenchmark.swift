import Dataplane
import VPCTraceKit

/// Runs a file of expectations of a synthetic network, single ones and some of groups.
struct ExpectationBenchmark {
  private let network: Network
  private let source: SourceBuffer
  let count: Int

  /// Draws expectations between random instances of one VPC.
  init(_ synthetic: SyntheticNetwork, count: Int) {
    network = Network(synthetic.topology)
    self.count = count
    var random = Random(state: 42)
    var text = "[\n"
    for index in 0..<count {
      let vpc = synthetic.interfacesByVPC[random.below(synthetic.interfacesByVPC.count)]
      let names = (0..<2).map { _ in
        synthetic.topology.networkInterfaces[vpc[random.below(vpc.count)]]?.instance
          .flatMap { synthetic.topology.instances[$0]?.name } ?? ""
      }
      let port = [22, 80, 443, 5432][index % 4]
      text += "  \"from \(names[0]) to \(names[1]) tcp \(port) delivered\",\n"
    }
    source = SourceBuffer(path: "expectations.json5", bytes: Array((text + "]\n").utf8))
  }

  /// Seconds by the clock: reading and looking up on one core, judging on all.
  func run() throws -> (reading: Double, judging: Double, met: Int) {
    let start = Platform.monotonicSeconds
    let suite = try ExpectationSuite(source, of: network)
    let read = Platform.monotonicSeconds
    let results = suite.run()
    return (read - start, Platform.monotonicSeconds - read, results.count { $0.isMet })
  }
}
