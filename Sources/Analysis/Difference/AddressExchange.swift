import Addressing
import TopologyModel

/// Addresses that things are to have instead of those that a reader chose for them.
///
/// A reader gives out free addresses in the order of its input, so that what is new or gone there shifts those
/// of others. What is in both inputs keeps its address, and what would be left with one that is taken gets one
/// that has become free.
struct AddressExchange {
  private var moves: [IPAddress: IPAddress] = [:]

  /// Whether anything moves.
  var isEmpty: Bool { moves.allSatisfy { $0.key == $0.value } }

  /// Notes that what has `now` is to have `was`.
  mutating func move(_ now: IPAddress, to was: IPAddress) {
    if now.family == was.family { moves[now] = was }
  }

  /// Sends those who have an address that another moves to, and that do not move themselves, to one that
  /// somebody moves from.
  mutating func complete() {
    let (from, to) = (Set(moves.keys), Set(moves.values))
    for family in AddressFamily.allCases {
      let taken = to.subtracting(from).filter { $0.family == family }.sorted()
      let free = from.subtracting(to).filter { $0.family == family }.sorted()
      for (now, other) in zip(taken, free) { moves[now] = other }
    }
  }

  subscript(address: IPAddress) -> IPAddress { moves[address] ?? address }
}

extension NetworkInterface.Address {
  /// The same of another address.
  func moved(by exchange: AddressExchange) -> NetworkInterface.Address {
    var moved = self
    moved.address = exchange[address]
    return moved
  }
}

extension NATGateway.Address {
  /// The same of another private address.
  func moved(by exchange: AddressExchange) -> NATGateway.Address {
    var moved = self
    moved.privateAddress = exchange[privateAddress]
    return moved
  }
}
