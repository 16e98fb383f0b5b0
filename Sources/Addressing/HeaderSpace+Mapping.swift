/// What becomes of a set of packets where each of them is rewritten.
extension HeaderSpace {
  /// The headers with `address` in the place of their source.
  ///
  /// Headers of the other family than the address's are left out: no translation turns them into it.
  public func translatingSource(to address: IPAddress) -> HeaderSpace {
    mapBoxes(of: address.family) { $0.source = AddressRange(address) }
  }

  /// The headers with `address` in the place of their destination.
  ///
  /// Headers of the other family than the address's are left out: no translation turns them into it.
  public func translatingDestination(to address: IPAddress) -> HeaderSpace {
    mapBoxes(of: address.family) { $0.destination = AddressRange(address) }
  }

  /// The headers with any port of `ports` in the place of their source port.
  public func replacingSourcePorts(by ports: PortRange) -> HeaderSpace {
    mapBoxes { $0.sourcePorts = ports }
  }

  /// The headers with any port of `ports` in the place of their destination port.
  public func replacingDestinationPorts(by ports: PortRange) -> HeaderSpace {
    mapBoxes { $0.destinationPorts = ports }
  }

  /// The headers with source and destination, addresses as well as ports, changed into each other.
  ///
  /// That is what answers look like, save for ICMP: see ``replies``.
  public var reversed: HeaderSpace { HeaderSpace(disjoint: boxes.map { $0.reversed }) }

  /// The headers of the answers to those of the set: each one's ``PacketHeader/reply``.
  public var replies: HeaderSpace {
    HeaderSpace(union: boxes.flatMap { $0.repliesWithPorts + $0.repliesOfICMP })
  }

  private func mapBoxes(
    of family: AddressFamily? = nil, _ change: (inout HeaderBox) -> Void
  ) -> HeaderSpace {
    HeaderSpace(
      union: boxes.filter { family == nil || $0.family == family }.map { box in
        var changed = box
        change(&changed)
        return changed
      })
  }
}

extension HeaderBox {
  /// The box with source and destination changed into each other.
  fileprivate var reversed: HeaderBox {
    HeaderBox(
      source: destination, destination: source, protocols: protocols,
      sourcePorts: destinationPorts, destinationPorts: sourcePorts)
  }

  fileprivate var repliesWithPorts: [HeaderBox] {
    let others = protocols.subtracting(ProtocolRange(.icmp))
      .flatMap { $0.subtracting(ProtocolRange(.icmpv6)) }
    return others.map { protocols in
      var reply = reversed
      reply.protocols = protocols
      return reply
    }
  }

  /// The answers to ICMP messages, whose identifier stays where it is.
  fileprivate var repliesOfICMP: [HeaderBox] {
    var replies: [HeaderBox] = []
    for ipProtocol in [IPProtocol.icmp, .icmpv6] where protocols.contains(ipProtocol) {
      for type in UInt8.min...UInt8.max {
        let request = ICMPMessage(type: type)
        guard let answer = request.reply(over: ipProtocol),
          destinationPorts.intersection(request.withAnyCode) != nil
        else { continue }
        replies.append(
          HeaderBox(
            source: destination, destination: source, protocols: ProtocolRange(ipProtocol),
            sourcePorts: sourcePorts, destinationPorts: PortRange(answer.packed)))
      }
    }
    return replies
  }
}

extension ICMPMessage {
  /// The packed forms of this type's messages, whatever their code.
  public var withAnyCode: PortRange {
    PortRange(packed & 0xff00, packed | 0x00ff)
  }
}
