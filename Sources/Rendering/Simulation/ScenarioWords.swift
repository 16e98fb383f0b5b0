import Addressing
import Dataplane
import Expectations
import Simulation
import TopologyModel

extension Script {
  /// What the parties do.
  var words: String {
    switch self {
    case .connect: "connect"
    case .request: "request"
    case .close(let party): "\(party.rawValue) closes"
    case .reset(let party): "\(party.rawValue) resets"
    case .packet(let flags, let party):
      flags.isEmpty ? "\(party.rawValue) sends" : "\(party.rawValue) sends \(flags.words)"
    }
  }
}

extension TCPFlags {
  /// `SYN ACK`.
  var words: String {
    TCPFlags.names.filter { contains($0.flag) }.map { $0.name }.joined(separator: " ")
  }
}

extension Scenario.Conversation {
  /// `ssh: tcp 22 from internet to web-1`.
  var words: String {
    let ends = "\(traffic.description) from \(source.word) to \(destination.word)"
    return (name.map { "\($0): " } ?? "") + ends + (count > 1 ? ", \(count) times" : "")
  }
}

extension Scenario {
  /// A conversation's name, or what it is.
  func label(of conversation: Int) -> String {
    conversations[conversation].name ?? conversations[conversation].words
  }

  /// What is expected, as a clause.
  func words(of demand: Scenario.Demand, in network: Network) -> String {
    switch demand {
    case .outcome(let outcome, let code, let conversation):
      (conversation.map { "\(label(of: $0)) " } ?? "") + outcome.words(by: code)
    case .delivered(let count, let conversation):
      (conversation.map { "\(label(of: $0)) " } ?? "") + "\(count) delivered"
    case .state(let state, let conversation, let interface):
      "\(label(of: conversation)) \(state?.rawValue ?? "none") at "
        + ComponentDescription(interface, in: network).briefLabel
    case .tracked(let count, let interface):
      "\(count) tracked at \(ComponentDescription(interface, in: network).briefLabel)"
    case .translated(let count, let gateway):
      "\(count) translated at \(ComponentDescription(.natGateway(gateway), in: network).briefLabel)"
    }
  }
}

extension Outcome {
  /// What became of a packet, and by which code: `dropped by SG_NO_RULE_MATCHES`.
  fileprivate func words(by code: DecisionCode?) -> String {
    rawValue + (code.map { " by \($0.rawValue)" } ?? "")
  }
}

extension DemandResult.Found {
  /// What is the case.
  var words: String {
    switch self {
    case .outcome(let outcome, let code): outcome.words(by: code)
    case .count(let count): "\(count)"
    case .state(let state): state?.rawValue ?? "none"
    case .nothing: "nothing was sent"
    }
  }
}

extension RememberedFlow {
  /// Who remembers it, in short: `web-1`, `NAT nat-a`.
  func holderLabel(in network: Network) -> String {
    switch holder {
    case .interface(let interface, _): ComponentDescription(interface, in: network).briefLabel
    case .translator(let component, _): ComponentDescription(component, in: network).briefLabel
    }
  }

  /// The state, and how long the flow may rest in it: `established, 5d`.
  var stateWords: String {
    expiry.map { "\(state.rawValue), \(timeWords($0 - lastSeen))" } ?? state.rawValue
  }
}

/// What a component remembered of a flow before an event, and what it does after it.
struct MemoryChangeWords {
  /// Who remembers, and the direction in which the flow was opened there.
  private struct Key: Hashable {
    let holder: RememberedFlow.Holder
    let request: PacketHeader
  }

  /// `web-1`, `NAT nat-a`.
  let holder: String
  let request: PacketHeader
  let before: RememberedFlow?
  let after: RememberedFlow?
  /// What it knew had timed out, or was over, when the packet came.
  let hadEnded: Bool

  /// Of all packets of an event, one for each component and flow, in the order in which they were met.
  static func all(of changes: [RememberedChange], in network: Network) -> [MemoryChangeWords] {
    var order: [Key] = []
    var merged: [Key: (before: RememberedFlow?, after: RememberedFlow?, hadEnded: Bool)] = [:]
    for change in changes {
      guard let flow = change.after ?? change.before else { continue }
      let key = Key(holder: flow.holder, request: flow.request)
      let hasEnded = change.after == nil
      if let known = merged[key] {
        merged[key] = (known.before, change.after, known.hadEnded || hasEnded)
      } else {
        order.append(key)
        merged[key] = (change.before, change.after, hasEnded)
      }
    }
    return order.compactMap { key in
      merged[key].map { merged in
        MemoryChangeWords(
          holder: (merged.after ?? merged.before)?.holderLabel(in: network) ?? "",
          request: key.request, before: merged.before, after: merged.after,
          hadEnded: merged.hadEnded)
      }
    }
  }

  /// `nothing -> syn-sent, 1m`.
  var words: String {
    let was = before.map { flow in
      hadEnded
        ? "\(flow.state.rawValue), \(flow.state == .closed ? "over" : "timed out")"
        : flow.state.rawValue
    }
    return "\(was ?? "nothing") -> \(after?.stateWords ?? "nothing")"
  }
}
