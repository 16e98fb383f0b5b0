import Addressing
import TopologyModel

// MARK: Routers

extension KernelPlan {
  /// ACLs where a packet crosses a subnet's boundary, and the internet gateway's translation.
  func routerRules(_ vpc: Reference<VPC>) -> String {
    let subnets = topology.subnets.resources.filter { subnet in
      ports.contains { $0.subnet == subnet.reference } && subnet.resource.vpc == vpc
    }
    var jumps: [String] = []
    var lists = ""
    for (subnet, _) in subnets {
      let members = ports.filter { $0.subnet == subnet }.map { $0.name }.joined(separator: ", ")
      jumps.append("iifname { \(members) } oifname != { \(members) } jump out\(subnet.index)")
      jumps.append("oifname { \(members) } iifname != { \(members) } jump in\(subnet.index)")
      lists += aclRules(of: subnet, in: vpc, .outbound, chain: "out\(subnet.index)")
      lists += aclRules(of: subnet, in: vpc, .inbound, chain: "in\(subnet.index)")
    }
    // Whatever crosses two boundaries leaves one subnet before it comes into the other.
    let ordered = jumps.filter { $0.contains("jump out") } + jumps.filter { $0.contains("jump in") }
    return """
      table ip router {
      \(lists)
      chain forward {
        type filter hook forward priority filter; policy drop
        \(ordered.joined(separator: "\n"))
        accept
      }
      \(internetGatewayRules(of: vpc))
      \(KernelPlan.silence)
      }
      """
  }

  /// The internet gateway keeps no state, so the kernel's own address translation won't do.
  private func internetGatewayRules(of vpc: Reference<VPC>) -> String {
    let twins = ports(of: vpc).flatMap { $0.addresses }.compactMap { own in
      own.publicAddress.map { (own: own.address, twin: $0) }
    }
    let arriving = twins.map { "iifname igw ip daddr \($0.twin) ip daddr set \($0.own) accept" }
    let leaving = twins.map { "oifname igw ip saddr \($0.own) ip saddr set \($0.twin) accept" }
    return """
      chain arrive {
        type filter hook prerouting priority raw; policy accept
        \((arriving + ["iifname igw drop"]).joined(separator: "\n"))
      }
      chain leave {
        type filter hook postrouting priority srcnat; policy accept
        \((leaving + ["oifname igw drop"]).joined(separator: "\n"))
      }
      """
  }

  private func aclRules(
    of subnet: Reference<Subnet>, in vpc: Reference<VPC>, _ direction: Direction, chain: String
  ) -> String {
    let acls = topology.networkACLs.resources.map { $0.resource }.filter { $0.vpc == vpc }
    let acl = acls.first { $0.subnets.contains(subnet) } ?? acls.first { $0.isDefault }
    let entries = (acl?.entries ?? []).filter { $0.direction == direction }
    let rules = entries.sorted { $0.number < $1.number }.compactMap { entry in
      rule(entry.traffic, entry.block, direction, entry.allows ? "return" : "drop")
    }
    return list(chain, rules)
  }

  /// Routers, gateways and translators say nothing of their own: AWS drops silently (R-PIPE-11).
  static let silence = """
    chain input { type filter hook input priority filter; policy drop; }
    chain output { type filter hook output priority filter; policy drop; }
    """
}

// MARK: Hosts

extension KernelPlan {
  /// The union of an interface's groups, with the kernel's connection tracking.
  func hostRules(_ reference: Reference<NetworkInterface>) -> String {
    let groups = (topology.networkInterfaces[reference]?.groups ?? []).compactMap {
      topology.securityGroups[$0]
    }
    let lists = Direction.allCases.map { direction in
      let rules = groups.flatMap { $0.rules(direction) }.flatMap { declared in
        blocks(of: declared.peer).compactMap { rule(declared.traffic, $0, direction, "return") }
      }
      return list(direction.rawValue, rules)
    }
    return """
      table ip host {
      \(lists.joined())
      chain input {
        type filter hook input priority filter; policy drop
        ct state established accept
        jump inbound
        accept
      }
      chain output {
        type filter hook output priority filter; policy drop
        ct state established accept
        jump outbound
        accept
      }
      chain forward {
        type filter hook forward priority filter; policy drop
        ct state established accept
        jump inbound
        jump outbound
        accept
      }
      }
      """
  }

  /// The kernel's source translation; what its connection tracking can't place is dropped.
  func natGatewayRules(_ port: Port) -> String {
    let own = port.addresses.map { $0.address.description }.first ?? ""
    return """
      table ip gateway {
      chain translate {
        type nat hook postrouting priority srcnat; policy accept
        ip saddr != \(own) snat to \(own)
      }
      chain forward {
        type filter hook forward priority filter; policy drop
        ct state new,established accept
      }
      \(KernelPlan.silence)
      }
      """
  }

  /// A reference stands for the addresses of the group's members (R-SG-5).
  private func blocks(of peer: SecurityGroupRule.Peer) -> [CIDRBlock] {
    switch peer {
    case .block(let block): [block]
    case .prefixList(let list): (topology.prefixLists[list]?.entries ?? []).map { $0.block }
    case .securityGroup(let group):
      topology.networkInterfaces.resources.filter { $0.resource.groups.contains(group) }
        .flatMap { $0.resource.addresses.map { CIDRBlock(host: $0.address) } }
    }
  }
}

// MARK: Rules as text

extension KernelPlan {
  /// A chain of rules that ends with a denial.
  private func list(_ name: String, _ rules: [String]) -> String {
    "chain \(name) {\n\((rules + ["drop"]).joined(separator: "\n"))\n}\n"
  }

  /// `nil` for rules of IPv6, which never match these packets.
  private func rule(
    _ traffic: TrafficPattern, _ block: CIDRBlock, _ direction: Direction, _ verdict: String
  ) -> String? {
    guard block.family == .ipv4 else { return nil }
    let peer = "ip \(direction == .inbound ? "saddr" : "daddr") \(block)"
    return "\(peer) \(match(traffic)) \(verdict)"
  }

  private func match(_ traffic: TrafficPattern) -> String {
    guard let ipProtocol = traffic.ipProtocol else { return "" }
    if traffic.ports == .all { return "meta l4proto \(ipProtocol.number)" }
    let (first, last) = (traffic.ports.first, traffic.ports.last)
    switch ipProtocol {
    case .tcp: return "tcp dport \(first)-\(last)"
    case .udp: return "udp dport \(first)-\(last)"
    default:
      let (low, high) = (ICMPMessage(packed: first), ICMPMessage(packed: last))
      return "icmp type \(low.type)-\(high.type) icmp code \(low.code)-\(high.code)"
    }
  }
}
