import Dataplane
import Glibc
import TopologyModel

/// A topology that the kernel runs: a namespace each for hosts, NAT gateways, routers and the internet.
struct KernelNetwork {
  /// Where packets start and end: interfaces and the internet.
  private(set) var hosts: [Component: NetworkNamespace] = [:]
  private let plan: KernelPlan
  private var routers: [Reference<VPC>: NetworkNamespace] = [:]
  private let internet: NetworkNamespace

  init(_ topology: Topology) throws {
    plan = KernelPlan(topology)
    internet = try KernelNetwork.forwarder()
    hosts[.internet] = internet
    for vpc in topology.vpcs.references {
      routers[vpc] = try KernelNetwork.forwarder()
    }
    var boxes = [(internet, plan.internetSetUp, "table ip internet { }")]
    for (vpc, router) in routers {
      let ends = try plug(intoRouterOf: vpc)
      try router.run("ip -batch -", input: links(of: vpc, to: ends))
      boxes.append((router, plan.routerSetUp(vpc), plan.routerRules(vpc)))
      for (port, host) in zip(plan.ports(of: vpc), ends) {
        boxes.append((host, plan.hostSetUp(port), rules(of: port)))
      }
    }
    for (namespace, setUp, rules) in boxes {
      try namespace.run("nft -f -", input: rules)
      try namespace.run("ip -batch -", input: setUp.joined(separator: "\n") + "\n")
    }
    for (namespace, _, _) in boxes { try namespace.waitForLinks() }
  }

  /// The namespaces behind a router's ports, in the ports' order.
  private mutating func plug(intoRouterOf vpc: Reference<VPC>) throws -> [NetworkNamespace] {
    var ends: [NetworkNamespace] = []
    for port in plan.ports(of: vpc) {
      switch port.owner {
      case .natGateway: ends.append(try KernelNetwork.forwarder())
      case .interface(let reference):
        let checks =
          plan.topology.networkInterfaces[reference]?.checksSourceAndDestination ?? true
        let host = try checks ? NetworkNamespace() : KernelNetwork.forwarder()
        hosts[.networkInterface(reference)] = host
        ends.append(host)
      }
    }
    return ends
  }

  private static func forwarder() throws -> NetworkNamespace {
    let namespace = try NetworkNamespace()
    try namespace.set("ip_forward", to: 1)
    for scope in ["all", "default"] {
      try namespace.set("conf/\(scope)/rp_filter", to: 0)
      try namespace.set("conf/\(scope)/send_redirects", to: 0)
    }
    return namespace
  }

  private func rules(of port: KernelPlan.Port) -> String {
    switch port.owner {
    case .interface(let reference): plan.hostRules(reference)
    case .natGateway: plan.natGatewayRules(port)
    }
  }

  /// The cables of a router; that of a peering is laid from the requester's side.
  private func links(of vpc: Reference<VPC>, to ends: [NetworkNamespace]) -> String {
    var lines = zip(plan.ports(of: vpc), ends).enumerated().map { number, end in
      KernelNetwork.cable(end.0.name, 100 + number, to: "eth0", 2, in: end.1)
    }
    if plan.hasInternetGateway(vpc) {
      let number = Int(vpc.index)
      lines.append(KernelNetwork.cable("igw", 10, to: "vpc\(number)", 100 + number, in: internet))
    }
    for (reference, peering) in plan.topology.vpcPeeringConnections.resources
    where plan.sides(of: peering).first == vpc {
      guard let other = routers[peering.accepter.vpc] else { continue }
      let (name, number) = ("pcx\(reference.index)", Int(reference.index))
      lines.append(KernelNetwork.cable(name, 20 + number, to: name, 40 + number, in: other))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A pair of virtual Ethernet devices that need no ARP, as both ends have one address.
  ///
  /// Their indices differ: the kernel is slow to start a pair with equal ones.
  private static func cable(
    _ name: String, _ index: Int, to peer: String, _ peerIndex: Int, in other: NetworkNamespace
  ) -> String {
    let quiet = "address 02:00:00:00:00:01 arp off"
    return "link add \(name) index \(index) \(quiet) type veth"
      + " peer name \(peer) index \(peerIndex) \(quiet) netns \(other.path)"
  }
}

extension NetworkNamespace {
  /// Waits until every device that is up also runs: before that, it loses what it is to send.
  fileprivate func waitForLinks() throws {
    let deadline = ContinuousClock.now + .seconds(5)
    while try enter({ try isAnyLinkIdle() }) && ContinuousClock.now < deadline { usleep(500) }
  }

  private func isAnyLinkIdle() throws -> Bool {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0, let first = list else { throw SystemCallFailure("getifaddrs") }
    defer { freeifaddrs(first) }
    let flags = sequence(first: first, next: { $0.pointee.ifa_next }).map { $0.pointee.ifa_flags }
    let (isUp, isRunning) = (UInt32(IFF_UP), UInt32(IFF_RUNNING))
    return flags.contains { $0 & (isUp | isRunning) == isUp }
  }
}
