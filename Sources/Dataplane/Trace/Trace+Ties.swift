extension Trace {
  /// This trace, with what the other routes of its ties come to (R-ROUTE-7).
  func settled(with others: [Trace], in network: Network) -> Trace {
    var settled = self
    settled.tiedPaths = others.map { $0.path }.distinct(from: path)
    let agrees = others.allSatisfy { $0.verdict == verdict }
    settled.alternatives = ([self] + others).map { trace in
      let rival = others.first { $0.verdict != trace.verdict } ?? self
      return Alternative(
        cause: .route(trace.routeThatDiffers(from: rival, in: network)), verdict: trace.verdict,
        decision: trace.blockers.first?.hop.decision)
    }
    if agrees {
      settled.alternatives = alternatives
      settled.assumptions.removeAll { $0 == .routeServerRanksAsPropagated }
      settled.notes.append(.tiedRoutesAgree)
    } else {
      settled.verdict = .ambiguous
    }
    return settled
  }

  /// The first route by which this trace differs from `other`.
  private func routeThatDiffers(from other: Trace, in network: Network) -> Evidence {
    let hops = forward.hops + (reply?.hops ?? [])
    let others = other.forward.hops + (other.reply?.hops ?? [])
    let differing = zip(hops, others).first { $0.decision != $1.decision }
    return differing.map { network.evidence(of: $0.0.decision) } ?? .platform
  }
}
