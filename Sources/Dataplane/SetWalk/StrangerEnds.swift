import Addressing

/// Ends of a box of packets of which only those addresses are meant that nothing in the network holds.
///
/// So a walk need not tell the thousands of ranges apart that lie between the addresses that are held.
package struct StrangerEnds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let source = StrangerEnds(rawValue: 1)
  package static let destination = StrangerEnds(rawValue: 2)
}

extension AddressGaps {
  /// The lowest header of a box whose stranger ends nobody holds, or `nil` where there is none.
  func lowest(of box: HeaderBox, _ strangers: StrangerEnds) -> PacketHeader? {
    var header = box.lowest
    if strangers.contains(.source) {
      guard let source = firstFree(in: box.source) else { return nil }
      header.source = source
    }
    if strangers.contains(.destination) {
      guard let destination = firstFree(in: box.destination) else { return nil }
      header.destination = destination
    }
    return header
  }
}
