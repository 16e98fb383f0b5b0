extension Trace {
  /// This trace, with what the other routes of its ties come to (R-ROUTE-7).
  func settled(with others: [Trace], in network: Network) -> Trace {
    var settled = self
    let agrees = others.allSatisfy { $0.verdict == verdict }
    settled.alternatives = ([self] + others).map { trace in
      Alternative(
        cause: .route(trace.tiedRoute(in: network)), verdict: trace.verdict,
        decision: trace.blockers.first?.hop.decision)
    }
    if agrees {
      settled.alternatives = alternatives
      settled.notes.append(.tiedRoutesAgree)
    } else {
      settled.verdict = .ambiguous
    }
    return settled
  }

  /// The first route of a prefix list that the packet took.
  private func tiedRoute(in network: Network) -> Evidence {
    for hop in forward.hops + (reply?.hops ?? []) {
      let evidence = network.evidence(of: hop.decision)
      if case .route(_, _, .some) = evidence { return evidence }
    }
    return .platform
  }
}
