import Dataplane

extension Trace {
  /// The answer as one sentence, which begins with the verdict in capitals.
  func headline(in network: Network) -> String {
    let words = FlowWords(flow, in: network)
    let flow = "\(words.traffic) from \(words.source)"
    return switch verdict {
    case .delivered:
      "DELIVERED: \(flow) reaches \(words.destination)"
        + (reply == nil ? "; the reply was not traced." : ", and the reply comes back.")
    case .dropped: "DROPPED: \(flow) does not reach \(words.destination)."
    case .replyDropped:
      "REPLY DROPPED: \(flow) reaches \(words.destination), but the reply does not come back."
    case .ambiguous:
      "AMBIGUOUS: \(flow) to \(words.destination) works or not, depending on \(choice)."
    case .undetermined:
      "UNDETERMINED: vpctrace can't tell what becomes of \(flow) to \(words.destination)."
    }
  }

  /// What an ambiguous verdict depends on.
  private var choice: String {
    alternatives.contains { $0.isByPort }
      ? "the port that the client happens to use" : "which of equally good routes AWS picks"
  }
}

extension Alternative {
  var isByPort: Bool { if case .clientPorts = cause { true } else { false } }
}

extension Verdict {
  var tone: TextCanvas.Tone {
    switch self {
    case .delivered: .good
    case .dropped, .replyDropped: .bad
    case .ambiguous, .undetermined: .uncertain
    }
  }
}
