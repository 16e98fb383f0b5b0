import Addressing
import Dataplane
import TopologyModel

/// Packets of one sender to one place whose verdict is another than it was.
struct VerdictShift {
  /// The packets that stand for those of every pair of the family.
  var packets: HeaderBox
  let sender: Flow.Sender
  /// The interface that they are sent to, if it is one.
  let receiver: Reference<NetworkInterface>?
  /// The ends of which only addresses are meant that nobody holds.
  let strangers: StrangerEnds
  let before: Verdict
  let after: Verdict
  /// The place of the ``PairFamily`` that the shift belongs to.
  let family: Int
}

/// Pairs of ends between which packets fare alike, and what of them fares otherwise than before.
struct PairFamily {
  var pairs: [EndPair] = []
  /// Told for the first pair.
  let shifts: [VerdictShift]
}

/// A sender and a place, by their numbers in a ``NetworkComparison``.
struct EndPair: Hashable {
  let from: Int32
  let to: Int32
}

/// Who sends packets to compare two networks, and from which addresses.
struct ComparedSender {
  let sender: Flow.Sender
  let range: AddressRange
  let end: FlowEnd
  /// The sender's class, and the number of its address in ``HostAddresses/all``; else `-1`.
  var hostClass = -1
  var address = -1

  /// Only those of the addresses are meant that nobody holds.
  var isStranger = false

  /// A class of interfaces sends from one address of its own.
  var isHost: Bool { address >= 0 }
}

/// One end of a connection, as precisely as networks tell ends apart.
enum FlowEnd: Hashable {
  /// An address, by its number in ``HostAddresses/all``, of every interface of a class.
  case hosts(class: Int, address: Int)
  /// Addresses that are delegated to an interface.
  case delegated(Reference<NetworkInterface>, AddressRange)
  /// Hosts on the internet that send.
  case internet(AddressRange)
  /// Hosts behind a VPN connection that send.
  case onPremises(Reference<VPNConnection>, AddressRange)
  /// Destinations that nobody holds.
  case addresses(AddressRange)
  /// A destination that is held, but by no interface that may send.
  case held(IPAddress)

  /// The part of an end that has addresses of a range; what stands for a class stays whole.
  func narrowed(to range: AddressRange) -> FlowEnd {
    switch self {
    case .hosts, .held: self
    case .delegated(let interface, _): .delegated(interface, range)
    case .internet: .internet(range)
    case .onPremises(let connection, _): .onPremises(connection, range)
    case .addresses: .addresses(range)
    }
  }

  /// The end has one address, or the same one of every member of a class.
  var isSingle: Bool {
    switch self {
    case .hosts, .held: true
    default: false
    }
  }
}
