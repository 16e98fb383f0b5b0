import Addressing
import Dataplane
import TopologyModel

/// Round-trip traces a second, one core: verdict only and with every decision kept.
struct TraceBenchmark {
  let network: Network
  let flows: [Flow]

  /// Draws flows between random interfaces of one VPC and different subnets, so that both ACLs, both
  /// groups and two route look-ups are on the way there, and again on the way back.
  init(_ synthetic: SyntheticNetwork, flows count: Int) {
    network = Network(synthetic.topology)
    var random = Random(state: 42)
    var drawn: [Flow] = []
    while drawn.count < count {
      let vpc = synthetic.interfacesByVPC[random.below(synthetic.interfacesByVPC.count)]
      let (one, other) = (vpc[random.below(vpc.count)], vpc[random.below(vpc.count)])
      guard let source = synthetic.topology.networkInterfaces[one],
        let target = synthetic.topology.networkInterfaces[other],
        source.subnet != target.subnet
      else { continue }
      drawn.append(
        Flow(
          .networkInterface(one),
          PacketHeader(
            source: source.addresses[0].address, destination: target.addresses[0].address,
            ipProtocol: .tcp, sourcePort: 40000 &+ UInt16(drawn.count % 20000),
            destinationPort: 443)))
    }
    flows = drawn
  }

  /// Verdicts a second, in millions.
  var verdictsPerSecond: Double {
    perSecond { flow, count in count &+= network.verdict(of: flow) == .delivered ? 1 : 0 }
  }

  /// Traces with every hop a second, in millions.
  var tracesPerSecond: Double {
    perSecond { flow, count in count &+= network.trace(flow).forward.hops.count }
  }

  private func perSecond(_ work: (Flow, inout Int) -> Void) -> Double {
    let seconds = Measure.seconds {
      var count = 0
      for flow in flows { work(flow, &count) }
      Measure.keep(count)
    }
    return Double(flows.count) / seconds / 1e6
  }
}

/// A small deterministic generator (xorshift).
struct Random {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
