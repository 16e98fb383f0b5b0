public import Addressing
import TopologyModel

/// Protocols with their ports at both ends: a packet header without its addresses.
///
/// For ICMP, `destinationPorts` are ranges of ``ICMPMessage/packed``.
public struct TrafficBox: Hashable, Sendable {
  public let protocols: ProtocolRange
  public let sourcePorts: PortRange
  public let destinationPorts: PortRange

  public init(
    _ protocols: ProtocolRange, sourcePorts: PortRange = .all, destinationPorts: PortRange = .all
  ) {
    self.protocols = protocols
    self.sourcePorts = sourcePorts
    self.destinationPorts = destinationPorts
  }

  init(_ box: HeaderBox) {
    self.init(
      box.protocols, sourcePorts: box.sourcePorts, destinationPorts: box.destinationPorts)
  }

  /// What a rule speaks of.
  init(_ pattern: TrafficPattern) {
    self.init(
      pattern.ipProtocol.map { ProtocolRange($0) } ?? .all, destinationPorts: pattern.ports)
  }

  /// The packets of this traffic between two ranges of addresses.
  func box(from source: AddressRange, to destination: AddressRange) -> HeaderBox {
    HeaderBox(
      source: source, destination: destination, protocols: protocols, sourcePorts: sourcePorts,
      destinationPorts: destinationPorts)
  }
}

/// A set of traffic in boxes that share nothing.
struct TrafficSpace: Sendable {
  /// Between all IPv4 addresses, which mean nothing here.
  private let space: HeaderSpace

  private init(_ space: HeaderSpace) { self.space = space }

  init(_ box: TrafficBox) { self.init(union: [box]) }

  init(union boxes: some Sequence<TrafficBox>) {
    space = HeaderSpace(
      union: boxes.map {
        $0.box(from: AddressRange(all: .ipv4), to: AddressRange(all: .ipv4))
      })
  }

  static let all = TrafficSpace(TrafficBox(.all))
  static let none = TrafficSpace(HeaderSpace())

  var isEmpty: Bool { space.isEmpty }
  var boxes: [TrafficBox] { space.boxes.map { TrafficBox($0) } }

  func union(_ other: TrafficSpace) -> TrafficSpace { TrafficSpace(space.union(other.space)) }

  func subtracting(_ other: TrafficSpace) -> TrafficSpace {
    TrafficSpace(space.subtracting(other.space))
  }

  /// Whether some of the packets of a box are of this traffic.
  func overlaps(_ packets: HeaderBox) -> Bool {
    boxes.contains { traffic in
      traffic.box(from: packets.source, to: packets.destination).intersection(packets) != nil
    }
  }
}
