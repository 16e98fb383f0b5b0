import Analysis
import Dataplane
import Expectations
import TopologyModel

/// Chooses, of the many pairs between two groups of ends, pairs that stand for all others: of those that
/// fare alike one is asked about.
struct AlikeEnds {
  private var alike: AlikePairs
  private let hostClasses: [Int32]
  /// What was parted last, as expectations of the same ends often follow each other.
  private var last: (ends: Ends, parts: [Part])?

  /// Ends of which every pair is to be asked about.
  struct Part {
    var senders: [ExpectedEnd]
    var receivers: [ExpectedEnd]
  }

  private struct Ends: Equatable {
    let senders: [ExpectedEnd]
    let receivers: [ExpectedEnd]
    let spared: [[ExpectedEnd]]
  }

  /// Interfaces that may stand for each other, two of each sort at most: they send to each other, but none
  /// sends to itself.
  private typealias Sorts<Sort: Hashable> = Ledger<Sort, Reference<NetworkInterface>>

  /// A class of senders that are spared alike.
  private struct SenderSort: Hashable {
    let hostClass: Int32
    /// One bit for each list of ends that are spared something.
    let spared: UInt64
  }

  init(_ network: Network) {
    alike = AlikePairs(network)
    hostClasses = alike.hostClasses
  }

  /// - Parameters:
  ///   - senders: Each of whom sends to each of `receivers`, but not to itself.
  ///   - receivers: The others.
  ///   - spared: Lists of senders some of whose traffic is left out.
  /// - Returns: Parts that share no pair, and of which no pair that is left out fares otherwise than one that
  ///   is there.
  mutating func parts(
    from senders: [ExpectedEnd], to receivers: [ExpectedEnd], sparing spared: [[ExpectedEnd]] = []
  ) -> [Part] {
    let ends = Ends(senders: senders, receivers: receivers, spared: spared)
    if let last, last.ends == ends { return last.parts }
    let parts = parts(of: ends)
    last = (ends, parts)
    return parts
  }

  private mutating func parts(of ends: Ends) -> [Part] {
    let (sending, otherSenders) = ends.senders.partedByInterface
    let (receiving, otherReceivers) = ends.receivers.partedByInterface
    guard ends.spared.count <= 64, ends.spared.joined().allSatisfy({ $0.isWhole }) else {
      return [Part(senders: ends.senders, receivers: ends.receivers)]
    }
    let spared = ends.spared.map { Set($0) }
    let senderSorts = sorts(of: sending) { sender in
      let bits = spared.enumerated().reduce(into: UInt64(0)) { bits, list in
        if list.element.contains(.networkInterface(sender)) { bits |= 1 << UInt64(list.offset) }
      }
      return SenderSort(hostClass: hostClass(of: sender), spared: bits)
    }
    let receiverSorts = sorts(of: receiving) { hostClass(of: $0) }
    var parts = pairs(senderSorts, receiverSorts)
    if !otherReceivers.isEmpty {
      parts.append(Part(senders: senderSorts.firstOfEach, receivers: otherReceivers))
    }
    if !otherSenders.isEmpty {
      parts.append(
        Part(senders: otherSenders, receivers: receiverSorts.firstOfEach + otherReceivers))
    }
    return parts
  }

  /// The kind of a pair of interfaces with all their addresses; `nil` for other ends.
  mutating func kind(from sender: ExpectedEnd, to receiver: ExpectedEnd) -> AlikePairs.Kind? {
    guard case .networkInterface(let sender) = sender,
      case .networkInterface(let receiver) = receiver
    else { return nil }
    return alike.kind(from: hostClass(of: sender), to: hostClass(of: receiver))
  }

  private func hostClass(of interface: Reference<NetworkInterface>) -> Int32 {
    hostClasses[Int(interface.index)]
  }

  private func sorts<Sort: Hashable>(
    of interfaces: [Reference<NetworkInterface>], by sort: (Reference<NetworkInterface>) -> Sort
  ) -> Sorts<Sort> {
    var sorts = Sorts<Sort>()
    var counts: [Sort: Int] = [:]
    for interface in interfaces {
      let sort = sort(interface)
      guard counts[sort, default: 0] < 2 else { continue }
      counts[sort, default: 0] += 1
      sorts.add(interface, to: sort)
    }
    return sorts
  }

  /// One pair of each kind, the receivers of each sender together.
  private mutating func pairs(
    _ senders: Sorts<SenderSort>, _ receivers: Sorts<Int32>
  ) -> [Part] {
    struct Kind: Hashable {
      let pair: AlikePairs.Kind
      let spared: UInt64
    }
    var known: Set<Kind> = []
    var receiversOf = Ledger<Reference<NetworkInterface>, ExpectedEnd>()
    for (sort, some) in senders.entries {
      for (hostClass, others) in receivers.entries {
        let kind = Kind(
          pair: alike.kind(from: sort.hostClass, to: hostClass), spared: sort.spared)
        guard !known.contains(kind) else { continue }
        for sender in some {
          guard let receiver = others.first(where: { $0 != sender }) else { continue }
          known.insert(kind)
          receiversOf.add(.networkInterface(receiver), to: sender)
          break
        }
      }
    }
    return receiversOf.entries.map {
      Part(senders: [.networkInterface($0.key)], receivers: $0.values)
    }
  }
}

extension [ExpectedEnd] {
  /// The interfaces, each once, and the other ends.
  fileprivate var partedByInterface:
    (interfaces: [Reference<NetworkInterface>], others: [ExpectedEnd])
  {
    var interfaces: [Reference<NetworkInterface>] = []
    var others: [ExpectedEnd] = []
    var seen: Set<Reference<NetworkInterface>> = []
    for end in self {
      if case .networkInterface(let interface) = end {
        if seen.insert(interface).inserted { interfaces.append(interface) }
      } else {
        others.append(end)
      }
    }
    return (interfaces, others)
  }
}

extension Ledger where Value == Reference<NetworkInterface> {
  fileprivate var firstOfEach: [ExpectedEnd] {
    entries.compactMap { $0.values.first.map { .networkInterface($0) } }
  }
}

extension ExpectedEnd {
  /// It has all addresses of an interface, or none of any.
  fileprivate var isWhole: Bool {
    switch self {
    case .networkInterface, .internet, .internetHost, .onPremises: true
    case .address, .block: false
    }
  }
}
