/// The packet headers of one family whose every field lies in a range: what one rule matches.
///
/// For ICMP, `destinationPorts` are ranges of ``ICMPMessage/packed``.
public struct HeaderBox: Hashable, Sendable {
  /// Addresses that packets come from.
  public package(set) var source: AddressRange
  /// Addresses that packets go to, of the same family.
  public package(set) var destination: AddressRange
  public package(set) var protocols: ProtocolRange
  /// Ports as ``PacketHeader/sourcePort`` holds them.
  public package(set) var sourcePorts: PortRange
  /// Ports, or types and codes of ICMP, as ``PacketHeader/destinationPort`` holds them.
  public package(set) var destinationPorts: PortRange

  /// - Precondition: `source` and `destination` are of one family.
  public init(
    source: AddressRange, destination: AddressRange, protocols: ProtocolRange = .all,
    sourcePorts: PortRange = .all, destinationPorts: PortRange = .all
  ) {
    precondition(source.family == destination.family, "a packet has addresses of one family")
    self.source = source
    self.destination = destination
    self.protocols = protocols
    self.sourcePorts = sourcePorts
    self.destinationPorts = destinationPorts
  }

  /// Every header of `family`.
  public init(all family: AddressFamily) {
    self.init(source: AddressRange(all: family), destination: AddressRange(all: family))
  }

  /// The box of one header.
  public init(_ header: PacketHeader) {
    self.init(
      source: AddressRange(header.source), destination: AddressRange(header.destination),
      protocols: ProtocolRange(header.ipProtocol), sourcePorts: PortRange(header.sourcePort),
      destinationPorts: PortRange(header.destinationPort))
  }

  /// The one family of both addresses.
  public var family: AddressFamily { source.family }

  /// Whether every field of `header` lies in its range.
  public func contains(_ header: PacketHeader) -> Bool {
    source.contains(header.source) && destination.contains(header.destination)
      && protocols.contains(header.ipProtocol) && sourcePorts.contains(header.sourcePort)
      && destinationPorts.contains(header.destinationPort)
  }

  /// The header whose every field is the lowest of the box.
  public var lowest: PacketHeader {
    PacketHeader(
      source: source.first, destination: destination.first, ipProtocol: protocols.first,
      sourcePort: sourcePorts.first, destinationPort: destinationPorts.first)
  }

  /// A member, each as likely as any other.
  public func randomElement(using generator: inout some RandomNumberGenerator) -> PacketHeader {
    PacketHeader(
      source: source.randomElement(using: &generator),
      destination: destination.randomElement(using: &generator),
      ipProtocol: IPProtocol(
        .random(in: protocols.first.number...protocols.last.number, using: &generator)),
      sourcePort: .random(in: sourcePorts.first...sourcePorts.last, using: &generator),
      destinationPort: .random(
        in: destinationPorts.first...destinationPorts.last, using: &generator))
  }
}

extension HeaderBox {
  /// Whether every header of `other` is one of this box.
  func contains(_ other: HeaderBox) -> Bool {
    family == other.family && source.contains(other.source)
      && destination.contains(other.destination) && protocols.contains(other.protocols)
      && sourcePorts.contains(other.sourcePorts)
      && destinationPorts.contains(other.destinationPorts)
  }

  /// Whether the boxes have a header in common.
  func overlaps(_ other: HeaderBox) -> Bool {
    family == other.family && source.overlaps(other.source)
      && destination.overlaps(other.destination) && protocols.overlaps(other.protocols)
      && sourcePorts.overlaps(other.sourcePorts)
      && destinationPorts.overlaps(other.destinationPorts)
  }

  /// The headers of both boxes, or `nil` where there is none.
  package func intersection(_ other: HeaderBox) -> HeaderBox? {
    guard family == other.family,
      let source = source.intersection(other.source),
      let destination = destination.intersection(other.destination),
      let protocols = protocols.intersection(other.protocols),
      let sourcePorts = sourcePorts.intersection(other.sourcePorts),
      let destinationPorts = destinationPorts.intersection(other.destinationPorts)
    else { return nil }
    return HeaderBox(
      source: source, destination: destination, protocols: protocols, sourcePorts: sourcePorts,
      destinationPorts: destinationPorts)
  }

  /// The headers that are not of `other`, as at most ten disjoint boxes.
  package func subtracting(_ other: HeaderBox) -> [HeaderBox] {
    var slices: [HeaderBox] = []
    subtract(other, into: &slices)
    return slices
  }

  /// Appends the headers that are not of `other`, as at most ten disjoint boxes.
  ///
  /// Slices are cut off one dimension after the other, until what is left is the intersection.
  package func subtract(_ other: HeaderBox, into slices: inout [HeaderBox]) {
    guard let common = intersection(other) else { return slices.append(self) }
    var slice = self
    source.outer(of: common.source) {
      slice.source = $0
      slices.append(slice)
    }
    slice.source = common.source
    destination.outer(of: common.destination) {
      slice.destination = $0
      slices.append(slice)
    }
    slice.destination = common.destination
    protocols.outer(of: common.protocols) {
      slice.protocols = $0
      slices.append(slice)
    }
    slice.protocols = common.protocols
    sourcePorts.outer(of: common.sourcePorts) {
      slice.sourcePorts = $0
      slices.append(slice)
    }
    slice.sourcePorts = common.sourcePorts
    destinationPorts.outer(of: common.destinationPorts) {
      slice.destinationPorts = $0
      slices.append(slice)
    }
  }

  /// One box of the headers of both, where they differ in one dimension and touch there.
  func joined(with other: HeaderBox) -> HeaderBox? {
    guard family == other.family, dimensionsDiffering(from: other) <= 1,
      let source = source.joined(with: other.source),
      let destination = destination.joined(with: other.destination),
      let protocols = protocols.joined(with: other.protocols),
      let sourcePorts = sourcePorts.joined(with: other.sourcePorts),
      let destinationPorts = destinationPorts.joined(with: other.destinationPorts)
    else { return nil }
    return HeaderBox(
      source: source, destination: destination, protocols: protocols, sourcePorts: sourcePorts,
      destinationPorts: destinationPorts)
  }

  private func dimensionsDiffering(from other: HeaderBox) -> Int {
    (source == other.source ? 0 : 1) + (destination == other.destination ? 0 : 1)
      + (protocols == other.protocols ? 0 : 1) + (sourcePorts == other.sourcePorts ? 0 : 1)
      + (destinationPorts == other.destinationPorts ? 0 : 1)
  }
}
