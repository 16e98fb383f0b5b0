import Addressing
import Dataplane
import TopologyModel

/// Internet gateways, and what is public by name, by route and by address (R-IGW-5, R-IGW-11).
extension Validator {
  mutating func checkInternetAccess() {
    checkInternetGatewayUse()
    for (reference, subnet) in topology.subnets.resources { checkName(of: subnet, reference) }
    checkMainTables()
    for (reference, interface) in topology.networkInterfaces.resources {
      checkWayBack(of: interface, reference)
    }
  }

  private mutating func checkInternetGatewayUse() {
    var isUsed = Array(repeating: false, count: topology.internetGateways.count)
    for (_, table) in topology.routeTables.resources {
      for route in table.routes {
        if case .internetGateway(let gateway) = route.target { isUsed[Int(gateway.index)] = true }
      }
    }
    for (reference, gateway) in topology.internetGateways.resources
    where !isUsed[Int(reference.index)] {
      guard let attachment = gateway.attachments.first(where: { $0.isAttached }) else { continue }
      let (subject, vpc) = (topology.subject(reference), topology.subject(attachment.vpc))
      report(
        .internetGatewayUnused,
        "\(subject.words) is attached to \(vpc.words), and no route leads to it", subject, vpc)
    }
  }

  private mutating func checkName(of subnet: Subnet, _ reference: Reference<Subnet>) {
    guard network.routeTable(of: reference) != nil else { return }
    let words = (subnet.name ?? subnet.id).lowercasedWords
    let isPublic = network.isPublic(reference)
    let subject = topology.subject(reference)
    if words.contains("public"), !words.contains("private"), !isPublic {
      report(
        .subnetNamedPublic, "\(subject.words) has no route to an internet gateway", subject)
    }
    if words.contains("private"), !words.contains("public"), isPublic {
      report(.subnetNamedPrivate, "\(subject.words) has a route to an internet gateway", subject)
    }
  }

  /// Reports main tables with internet routes, and subnets that are on a main table by default.
  private mutating func checkMainTables() {
    var custom: Set<Reference<VPC>> = []
    var main: [Reference<VPC>: Reference<RouteTable>] = [:]
    for (reference, table) in topology.routeTables.resources {
      let isMain = table.associations.contains { $0.subject == .main && $0.isAssociated }
      if isMain {
        main[table.vpc] = reference
      } else if !isForGateway(table) {
        custom.insert(table.vpc)
        checkUse(of: table, reference)
      }
      guard isMain,
        let route = table.routes.first(where: {
          if case .internetGateway = $0.target { true } else { false }
        })
      else { continue }
      let subject = subject(route, of: reference)
      report(
        .mainTableHasInternetRoute, "\(subject.words) is in the VPC's main table", subject)
    }
    for (reference, subnet) in topology.subnets.resources {
      guard custom.contains(subnet.vpc), let table = main[subnet.vpc],
        network.routeTable(of: reference) == table, !isAssociated(reference, with: table)
      else { continue }
      let (subject, other) = (topology.subject(reference), topology.subject(table))
      report(
        .subnetOnMainTable,
        "\(subject.words) has no route table of its own and follows \(other.words)", subject, other)
    }
  }

  /// Reports a table that leads somewhere, and that nothing follows.
  private mutating func checkUse(of table: RouteTable, _ reference: Reference<RouteTable>) {
    guard !table.associations.contains(where: { $0.isAssociated }),
      let route = table.routes.first(where: { $0.target != .local })
    else { return }
    let subject = topology.subject(reference)
    let other = self.subject(route, of: reference)
    report(
      .routeTableUnused,
      "\(subject.words) is associated with no subnet, and \(other.part ?? "") has no effect",
      subject)
  }

  private func isAssociated(
    _ subnet: Reference<Subnet>, with table: Reference<RouteTable>
  ) -> Bool {
    topology.routeTables[table]?.associations.contains { $0.subject == .subnet(subnet) } ?? false
  }

  /// Reports public addresses whose replies do not leave by the internet gateway (R-IGW-12).
  private mutating func checkWayBack(
    of interface: NetworkInterface, _ reference: Reference<NetworkInterface>
  ) {
    guard interface.kind != .natGateway,
      let address = interface.addresses.first(where: { $0.publicAddress != nil }),
      let publicAddress = address.publicAddress,
      network.routeTable(of: interface.subnet) != nil
    else { return }
    let target = network.target(of: .allIPv4, for: interface.subnet)
    // Narrower routes may be enough for those that are meant to come.
    guard !network.isPublic(interface.subnet) || target.isTranslator,
      !isLedIn(interface.subnet, by: target)
    else { return }
    let subject = topology.subject(reference).part(publicAddress.description)
    let subnet = topology.subject(interface.subnet)
    let way = target.flatMap { topology.subject($0) }
    let leads = way.map { "leads to \($0.words)" } ?? "is missing"
    report(
      .publicAddressUnrouted,
      "\(subject.words) is of no use: the default route of \(subnet.words) \(leads)", subject,
      subnet)
  }

  /// Reports subnets that IPv4 keeps private and IPv6 does not.
  mutating func checkPrivacyOfFamilies() {
    for (reference, _) in topology.subnets.resources {
      guard case .internetGateway(let gateway) = network.target(of: .allIPv6, for: reference)
      else { continue }
      if case .internetGateway = network.target(of: .allIPv4, for: reference) { continue }
      guard topology.subnets[reference]?.ipv4Block != nil else { continue }
      let (subject, other) = (topology.subject(reference), topology.subject(gateway))
      report(
        .privateSubnetOpenOverIPv6,
        "\(subject.words) is private over IPv4, and its ::/0 leads to \(other.words)", subject,
        other)
    }
  }
}

extension RouteTarget? {
  fileprivate var isTranslator: Bool { if case .natGateway = self { true } else { false } }
}

extension String {
  /// The words of a name, parted by anything but letters: `web-Public1` is `web` and `public`.
  fileprivate var lowercasedWords: Set<String> {
    let folded = utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
    let words = folded.split { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    return Set(words.map { String(decoding: $0, as: UTF8.self) })
  }
}
