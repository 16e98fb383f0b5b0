import Addressing
import TopologyModel

/// The addresses of interfaces, private and public (R-CIDR-13 to R-CIDR-15).
extension Validator {
  mutating func checkInterfaceAddresses() {
    var holdings = Array(repeating: [Holding](), count: topology.vpcs.count)
    for (reference, interface) in topology.networkInterfaces.resources {
      let blocks =
        interface.addresses.map { CIDRBlock(host: $0.address) } + interface.prefixes
      for block in blocks {
        let holding = Holding(block: block, holder: .interface(reference, interface.kind))
        holdings[Int(interface.vpc.index)].append(holding)
        checkPlace(of: holding, in: interface.subnet)
      }
    }
    for (reference, gateway) in topology.natGateways.resources {
      guard let subnet = gateway.subnet, let vpc = gateway.vpc else { continue }
      for address in gateway.addresses
      where address.interface.flatMap({ topology.networkInterfaces[$0] }) == nil {
        let block = CIDRBlock(host: address.privateAddress)
        let holding = Holding(block: block, holder: .natGateway(reference))
        holdings[Int(vpc.index)].append(holding)
        checkPlace(of: holding, in: subnet)
      }
    }
    for holdings in holdings { checkRepeats(among: holdings) }
  }

  /// An address, or a delegated prefix, and who has it.
  private struct Holding {
    enum Holder: Equatable {
      case interface(Reference<NetworkInterface>, NetworkInterface.Kind)
      case natGateway(Reference<NATGateway>)
    }

    let block: CIDRBlock
    let holder: Holder

    /// Whether the two are a NAT gateway and the interface that AWS lists for it.
    func isSameThing(as other: Holding) -> Bool {
      switch (holder, other.holder) {
      case (.natGateway, .interface(_, .natGateway)), (.interface(_, .natGateway), .natGateway):
        block == other.block
      default: false
      }
    }
  }

  private func subject(_ holding: Holding) -> Finding.Subject {
    let subject =
      switch holding.holder {
      case .interface(let interface, _): topology.subject(interface)
      case .natGateway(let gateway): topology.subject(gateway)
      }
    return subject.part(holding.block.hostDescription)
  }

  private mutating func checkPlace(of holding: Holding, in subnet: Reference<Subnet>) {
    guard let blocks = topology.subnets[subnet]?.usableBlocks else { return }
    let block = holding.block
    guard let around = blocks.first(where: { $0.contains(block) }) else {
      let own = blocks.filter { $0.family == block.family }.map { $0.description }
      let have =
        own.isEmpty ? "has no \(block.family.name) block" : "is \(own.joined(separator: ", "))"
      let (subject, other) = (subject(holding), topology.subject(subnet))
      report(
        .addressOutsideSubnet, "\(subject.words) is outside \(other.words), which \(have)",
        subject, other)
      return
    }
    guard block.base == block.last, let use = ReservedAddresses.use(of: block.base, in: around)
    else { return }
    let (subject, other) = (subject(holding), topology.subject(subnet).part(around.description))
    report(.addressReserved, "\(subject.words) is \(use) in \(other.words)", subject, other)
  }

  private mutating func checkRepeats(among holdings: [Holding]) {
    var repeats: [(later: Int, earlier: Int)] = []
    visitNested(holdings.map { $0.block }) { block, around in
      guard let outer = around.last, !holdings[block].isSameThing(as: holdings[outer]) else {
        return
      }
      repeats.append((max(block, outer), min(block, outer)))
    }
    for (later, earlier) in repeats {
      let (one, other) = (subject(holdings[later]), subject(holdings[earlier]))
      let conflict =
        holdings[later].holder == holdings[earlier].holder
        ? "is given twice to the same interface"
        : holdings[later].block == holdings[earlier].block
          ? "is already given to \(other.resource)" : "overlaps \(other.words)"
      report(.addressGivenTwice, "\(one.words) \(conflict)", one, other)
    }
  }
}

extension Validator {
  /// Reports public addresses that stand for more than one private address.
  mutating func checkPublicAddresses() {
    var holders: [IPAddress: PublicHolder] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      for address in interface.addresses {
        guard let publicAddress = address.publicAddress else { continue }
        claim(
          publicAddress, for: address.address, topology.subject(reference), in: &holders)
      }
    }
    for (reference, gateway) in topology.natGateways.resources {
      for address in gateway.addresses {
        guard let publicAddress = address.publicAddress else { continue }
        claim(publicAddress, for: address.privateAddress, topology.subject(reference), in: &holders)
      }
    }
    for elasticIP in topology.elasticIPs {
      guard let privateAddress = elasticIP.privateAddress else { continue }
      let subject = elasticIP.interface.map { topology.subject($0) } ?? topology.subject(elasticIP)
      claim(elasticIP.publicAddress, for: privateAddress, subject, in: &holders)
    }
  }

  /// Who was first seen with a public address.
  private struct PublicHolder {
    let privateAddress: IPAddress
    let subject: Finding.Subject
  }

  private mutating func claim(
    _ publicAddress: IPAddress, for privateAddress: IPAddress, _ subject: Finding.Subject,
    in holders: inout [IPAddress: PublicHolder]
  ) {
    guard let holder = holders[publicAddress] else {
      holders[publicAddress] = PublicHolder(privateAddress: privateAddress, subject: subject)
      return
    }
    // A NAT gateway and its own interface, an Elastic IP and its interface tell of the same thing.
    let isSameThing = holder.subject.kind != subject.kind || holder.subject.id == subject.id
    guard holder.privateAddress != privateAddress || !isSameThing else { return }
    let text = publicAddress.description
    let one = subject.part(privateAddress.description)
    let other = holder.subject.part(holder.privateAddress.description)
    report(
      .publicAddressGivenTwice, "\(text) is given to \(one.words) and to \(other.words)", one,
      other)
  }
}

extension CIDRBlock {
  /// The address alone where the block is one address.
  fileprivate var hostDescription: String {
    base == last ? base.description : description
  }
}
