import Addressing
import Dataplane
import Expectations
import TopologyModel

/// One of the things that a term of an expectation stands for.
enum ExpectedEnd: Hashable, Sendable {
  case networkInterface(Reference<NetworkInterface>)
  /// An address, and whoever holds it.
  case address(IPAddress)
  case internetHost(IPAddress)
  /// Every host on the internet.
  case internet
  /// Every address of a block that somebody holds, inside or out.
  case block(CIDRBlock)
  case onPremises(Reference<VPNConnection>)

  /// The end as `trace` knows it; `nil` where it is more than one address.
  var endpoint: Endpoint? {
    switch self {
    case .networkInterface(let interface): .networkInterface(interface)
    case .address(let address): .address(address)
    case .internetHost(let address): .internet(address)
    case .internet, .block, .onPremises: nil
    }
  }
}

/// What one term stands for.
struct ExpectedEnds: Sendable {
  let members: [ExpectedEnd]
  /// It names one thing and no group.
  let isOne: Bool

  init(_ members: [ExpectedEnd], isOne: Bool = false) {
    self.members = members
    self.isOne = isOne
  }
}
