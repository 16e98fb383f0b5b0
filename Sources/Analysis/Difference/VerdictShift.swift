import Addressing
import Dataplane
import TopologyModel

/// Packets of one sender to one place whose verdict is another than it was.
struct VerdictShift {
  let from: FlowEnd
  let to: FlowEnd
  let before: Verdict
  let after: Verdict
  /// The sender that stands for all of `from`.
  let sender: Flow.Sender
  /// The interface that stands for all of `to`, if it is one.
  let receiver: Reference<NetworkInterface>?
  /// The packets between the two that stand for all.
  var packets: HeaderBox
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
}
