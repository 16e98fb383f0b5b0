import Addressing
import Dataplane
import Expectations
import SourceText
import TestSupport
import Testing
import TopologyModel

import struct Expectations.Expectation

@testable import VPCTraceKit

/// What is said of pairs that stand for others, held against what is said of all pairs.
@Suite struct `Of alike pairs of ends one is asked about` {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `what is met of them is met of all`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let network = RandomTopology(seed: seed).crowded
    let names = network.topology.networkInterfaces.ids.filter { $0.hasPrefix("eni") }
    let some = names.shuffled(using: &random).prefix(12).map { Term($0) }
    let others = names.shuffled(using: &random).prefix(9).map { Term($0) }
    let lists = [some, others].map { $0.map { $0.word }.joined(separator: ", ") }
    let lines = [
      "from any to \(lists[1]) tcp 22, 443 dropped",
      "from \(lists[0]) to vpc0 udp 53-54 dropped one-way",
      "from \(lists[0]) to internet gre delivered ipv4",
      "from \(lists[0]), internet to \(lists[1]) only tcp 22",
    ]
    var expectations: [Expectation] = try lines.map {
      try Expectation(parsing: SourceBuffer(path: "line", bytes: Array($0.utf8)))
    }
    let tcp = TrafficTerm.of(.tcp, PortRange(443))
    for spared in [[some], [some, others], [some, others, [Term("internet")]]] {
      let allowances = spared.map { senders in
        Expectation.Allowance([tcp, .ping], from: senders)
      }
      expectations.append(
        Expectation(from: [.any], to: others, .only(allowances)))
    }
    let whole = try expectations.map { try outcome($0, network, fewestPairs: .max) }
    let few = try expectations.map { try outcome($0, network, fewestPairs: 0) }
    #expect(whole.map { $0.isMet } == few.map { $0.isMet })
    #expect(few.reduce(0) { $0 + $1.pairs } < whole.reduce(0) { $0 + $1.pairs })
  }

  private struct Outcome {
    let isMet: Bool
    /// How many senders are asked about for how many receivers.
    let pairs: Int
  }

  private func outcome(
    _ expectation: Expectation, _ network: Network, fewestPairs: Int
  ) throws -> Outcome {
    let source = SourceBuffer(path: "line", bytes: [])
    var preparer = ExpectationPreparer(network, source, fewestPairs: fewestPairs)
    let ready = preparer.prepare(expectation)
    let prepared = try #require(ready)
    let spaces = prepared.questions.compactMap { question in
      if case .space(let space) = question { space } else { nil }
    }
    return Outcome(
      isMet: Judge(network).judge(prepared).isMet,
      pairs: spaces.reduce(0) { $0 + $1.senders.count * $1.receivers.inside.count })
  }
}

extension RandomTopology {
  /// The network with two more interfaces like each, at addresses beside it.
  fileprivate var crowded: Network {
    var topology = sketch.topology
    for interface in interfaces {
      guard let known = topology.networkInterfaces[interface] else { continue }
      for number in 1...2 {
        var twin = NetworkInterface(
          id: "\(known.id)-\(number)", subnet: known.subnet, vpc: known.vpc)
        twin.groups = known.groups
        twin.kind = known.kind
        twin.status = known.status
        twin.addresses = known.addresses.map { address in
          let low = address.address.low + UInt64(60 + 60 * number)
          return .init(
            address.address.isIPv4
              ? IPAddress(ipv4: UInt32(truncatingIfNeeded: low))
              : IPAddress(high: address.address.high, low: low))
        }
        topology.networkInterfaces.define(
          twin, at: topology.networkInterfaces.mention(twin.id))
      }
    }
    return Network(topology)
  }
}
