import Addressing
import SourceText
import TopologyModel

/// Who holds which blocks, and what connects them.
struct AddressPlan {
  /// A network whose addresses must differ from those of all that it is connected to.
  enum Owner: Hashable {
    case vpc(Reference<VPC>)
    /// The first VPN connection of those that lead to one customer gateway.
    case onPremises(Reference<VPNConnection>)

    var isVPC: Bool { if case .vpc = self { true } else { false } }
  }

  struct OwnedBlock {
    let block: CIDRBlock
    let owner: Owner
    let location: SourceLocation?
  }

  /// Something that connects networks.
  struct Link {
    let subject: Finding.Subject
    let members: [Owner]
  }

  /// All blocks, in the order of their owners.
  private(set) var blocks: [OwnedBlock] = []
  private(set) var links: [Link] = []
  private var rangeOfOwner: [Owner: Range<Int>] = [:]
  private var linksOfOwner: [Owner: Set<Int>] = [:]

  init(_ topology: Topology) {
    let sites = OnPremisesSites(topology)
    for vpc in topology.vpcs.references { add(topology.blocks(of: vpc), of: .vpc(vpc)) }
    addBlocksToldByPeerings(topology)
    for site in sites.all { add(sites.blocks(of: site), of: .onPremises(site)) }
    for (reference, peering) in topology.vpcPeeringConnections.resources where peering.isAlive {
      link(
        topology.subject(reference), [.vpc(peering.requester.vpc), .vpc(peering.accepter.vpc)])
    }
    for (reference, gateway) in topology.vpnGateways.resources {
      let vpcs = gateway.attachments.filter { $0.isAttached }.map { Owner.vpc($0.vpc) }
      let onPremises = sites.behind(reference).map { Owner.onPremises($0) }
      link(topology.subject(reference), vpcs + onPremises)
    }
    for (hub, vpcs) in topology.vpcsByHub {
      link(topology.subject(hub), vpcs.map { .vpc($0) })
    }
    for site in sites.all {
      link(topology.subject(onPremises: site), sites.vpcs(of: site).map { .vpc($0) })
    }
  }

  func blocks(of owner: Owner) -> ArraySlice<OwnedBlock> { blocks[rangeOfOwner[owner] ?? 0..<0] }

  /// Whether something connects the two.
  func areLinked(_ one: Owner, _ other: Owner) -> Bool {
    guard let links = linksOfOwner[one], let others = linksOfOwner[other] else { return false }
    return !links.isDisjoint(with: others)
  }

  private mutating func add(_ blocks: [AddressBlock], of owner: Owner) {
    let start = self.blocks.count
    self.blocks += blocks.map { OwnedBlock(block: $0.block, owner: owner, location: $0.location) }
    rangeOfOwner[owner] = start..<self.blocks.count
  }

  /// Adds VPCs that the input does not hold, such as those of other accounts.
  private mutating func addBlocksToldByPeerings(_ topology: Topology) {
    for (_, peering) in topology.vpcPeeringConnections.resources where peering.isAlive {
      for side in [peering.requester, peering.accepter]
      where topology.vpcs[side.vpc] == nil && rangeOfOwner[.vpc(side.vpc)] == nil {
        add(
          side.blocks.map { AddressBlock($0, location: peering.location) }, of: .vpc(side.vpc))
      }
    }
  }

  private mutating func link(_ subject: Finding.Subject, _ members: [Owner]) {
    guard members.count > 1 else { return }
    for member in members { linksOfOwner[member, default: []].insert(links.count) }
    links.append(Link(subject: subject, members: members))
  }
}

extension Topology {
  fileprivate func blocks(of vpc: Reference<VPC>) -> [AddressBlock] {
    vpcs[vpc]?.blocks.filter { $0.isAssociated } ?? []
  }

  /// The VPCs that each hub joins, hubs in the order of mention: those with routes to a transit gateway
  /// or core network, and those whose gateways a Direct Connect gateway knows (R-CIDR-9).
  fileprivate var vpcsByHub: [(hub: Reference<UnmodelledResource>, vpcs: [Reference<VPC>])] {
    var vpcs: [Reference<UnmodelledResource>: [Reference<VPC>]] = [:]
    for (_, table) in routeTables.resources {
      for route in table.routes {
        guard case .unmodelled(let hub) = route.target,
          [.transitGateway, .coreNetwork].contains(kind(of: hub)),
          vpcs[hub]?.contains(table.vpc) != true
        else { continue }
        vpcs[hub, default: []].append(table.vpc)
      }
    }
    for (_, gateway) in vpnGateways.resources {
      for hub in gateway.directConnectGateways {
        vpcs[hub, default: []] += gateway.attachments.filter { $0.isAttached }.map { $0.vpc }
      }
    }
    return vpcs.sorted { $0.key.index < $1.key.index }.map { (hub: $0.key, vpcs: $0.value) }
  }
}

extension VPCPeeringConnection {
  /// Whether the connection is, or may become, active.
  var isAlive: Bool {
    switch status {
    case .initiatingRequest, .pendingAcceptance, .provisioning, .active, .unknown: true
    case .deleted, .rejected, .failed, .expired, .deleting: false
    }
  }
}
