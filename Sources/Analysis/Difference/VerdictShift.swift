import Addressing
import Dataplane
import TopologyModel

/// Packets of one sender to one place whose verdict is another than it was.
struct VerdictShift {
  /// The ends, perhaps wider than those of the packets.
  private let ends: (from: FlowEnd, to: FlowEnd)
  let before: Verdict
  let after: Verdict
  /// The sender that stands for all of `from`.
  let sender: Flow.Sender
  /// The interface that stands for all of `to`, if it is one.
  let receiver: Reference<NetworkInterface>?
  /// The packets between the two that stand for all.
  var packets: HeaderBox

  init(
    _ packets: HeaderBox, of sender: Flow.Sender, from: FlowEnd,
    to receiver: Reference<NetworkInterface>?, _ to: FlowEnd, before: Verdict, after: Verdict
  ) {
    self.packets = packets
    self.sender = sender
    self.receiver = receiver
    self.before = before
    self.after = after
    ends = (from, to)
  }

  var from: FlowEnd { ends.from.narrowed(to: packets.source) }
  var to: FlowEnd { ends.to.narrowed(to: packets.destination) }
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
  /// Destinations that are no interface's address.
  case addresses(AddressRange)

  /// The part of an end that has addresses of a range; what stands for a class stays whole.
  func narrowed(to range: AddressRange) -> FlowEnd {
    switch self {
    case .hosts: self
    case .delegated(let interface, _): .delegated(interface, range)
    case .internet: .internet(range)
    case .onPremises(let connection, _): .onPremises(connection, range)
    case .addresses: .addresses(range)
    }
  }

  /// The addresses, where the end is not a class.
  var range: AddressRange? {
    switch self {
    case .hosts: nil
    case .delegated(_, let range), .internet(let range), .onPremises(_, let range),
      .addresses(let range):
      range
    }
  }
}
