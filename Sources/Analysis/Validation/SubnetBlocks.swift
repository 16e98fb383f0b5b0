import Addressing
import TopologyModel

/// Subnets within their VPCs (R-CIDR-11 to R-CIDR-13).
extension Validator {
  mutating func checkSubnetBlocks() {
    for (reference, subnet) in topology.subnets.resources {
      for block in subnet.usableBlocks {
        let subject = topology.subject(reference).part(block.description)
        checkSize(of: block, .ofSubnet, subject)
        if let vpc = topology.vpcs[subnet.vpc] {
          checkPlace(of: block, subject, in: vpc, subnet.vpc)
        }
      }
    }
  }

  private mutating func checkPlace(
    of block: CIDRBlock, _ subject: Finding.Subject, in vpc: VPC, _ reference: Reference<VPC>
  ) {
    let own = vpc.blocks.filter { $0.block.family == block.family }
    guard !own.contains(where: { $0.block.contains(block) }) else { return }
    let other = topology.subject(reference)
    let held = own.filter { block.contains($0.block) }
    let blocks = (held.isEmpty ? own : held).map { $0.block.description }
      .joined(separator: ", ")
    if held.count > 1 {
      report(
        .subnetSpansBlocks, "\(subject.words) spans the blocks \(blocks) of \(other.words)",
        subject, other)
    } else {
      let have = blocks.isEmpty ? "which has no \(block.family.name) block" : "which has \(blocks)"
      report(
        .subnetOutsideVPC, "\(subject.words) lies outside \(other.words), \(have)", subject, other)
    }
  }

  mutating func checkSubnetOverlaps() {
    var subnetsOfVPC = Array(repeating: [Reference<Subnet>](), count: topology.vpcs.count)
    for (reference, subnet) in topology.subnets.resources {
      subnetsOfVPC[Int(subnet.vpc.index)].append(reference)
    }
    for subnets in subnetsOfVPC {
      let blocks = subnets.flatMap { subnet in
        (topology.subnets[subnet]?.usableBlocks ?? []).map { (subnet: subnet, block: $0) }
      }
      var overlaps: [(inner: Int, outer: Int)] = []
      visitNested(blocks.map { $0.block }) { block, around in
        if let outer = around.last { overlaps.append((block, outer)) }
      }
      for (inner, outer) in overlaps {
        let subject = topology.subject(blocks[inner].subnet).part(blocks[inner].block.description)
        let other = topology.subject(blocks[outer].subnet).part(blocks[outer].block.description)
        report(.subnetsOverlap, "\(subject.words) overlaps \(other.words)", subject, other)
      }
    }
  }

  /// Reports subnets of which fewer than a tenth of the usable IPv4 addresses are free.
  mutating func checkFreeAddresses() {
    var taken = Array(repeating: 0, count: topology.subnets.count)
    for (_, interface) in topology.networkInterfaces.resources {
      taken[Int(interface.subnet.index)] += interface.addresses.count { $0.address.isIPv4 }
      for prefix in interface.prefixes where prefix.family == .ipv4 {
        taken[Int(interface.subnet.index)] += 1 << (32 - prefix.prefixLength)
      }
    }
    for (_, gateway) in topology.natGateways.resources {
      guard let subnet = gateway.subnet else { continue }
      taken[Int(subnet.index)] += gateway.addresses.count {
        $0.interface.flatMap { topology.networkInterfaces[$0] } == nil
      }
    }
    for (reference, subnet) in topology.subnets.resources {
      guard let block = subnet.ipv4Block, block.prefixLength <= 28 else { continue }
      let usable = 1 << (32 - block.prefixLength) - ReservedAddresses.count
      let free = max(usable - taken[Int(reference.index)], 0)
      guard free * 10 < usable else { continue }
      let subject = topology.subject(reference).part(block.description)
      report(.subnetNearlyFull, "\(subject.words) has \(free) of \(usable) addresses left", subject)
    }
  }
}

extension AddressFamily {
  var name: String { self == .ipv4 ? "IPv4" : "IPv6" }
}

/// The five addresses of a subnet's block that AWS keeps (R-CIDR-13, R-CIDR-14).
enum ReservedAddresses {
  static let count = 5

  /// What AWS uses an address of a block for; `nil` where it does not.
  static func use(of address: IPAddress, in block: CIDRBlock) -> String? {
    if address == block.last {
      return block.family == .ipv4 ? "the broadcast address" : "reserved by AWS"
    }
    switch address.bits - block.base.bits {
    case 0: return "the address of the subnet itself"
    case 1: return "the subnet's router"
    case 2: return "reserved for DNS"
    case 3: return "reserved by AWS for future use"
    default: return nil
    }
  }
}
