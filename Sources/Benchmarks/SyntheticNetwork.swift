import Addressing
import Dataplane
import TopologyModel

/// A network of any size whose parts look the same at every size: the same rules a group and an ACL, the
/// same routes a table, so that only the number of things grows.
struct SyntheticNetwork {
  let topology: Topology
  /// Interfaces by VPC, in the order of their addresses.
  let interfacesByVPC: [[Reference<NetworkInterface>]]

  private static let subnetsPerVPC = 20
  /// The fewest subnets of a VPC, so that packets cross from one to another in small networks as well.
  private static let fewestSubnets = 4

  /// Draws a network of about `count` interfaces, eight at least, over as many VPCs as it takes.
  init(interfaces count: Int, perSubnet: Int = 100, groupsPerVPC: Int = 20) {
    var builder = Builder(interfacesPerSubnet: perSubnet, groupsPerVPC: groupsPerVPC)
    var drawn: [[Reference<NetworkInterface>]] = []
    var left = max(count, 2 * SyntheticNetwork.fewestSubnets)
    while left > 0 {
      let share = min(left, perSubnet * SyntheticNetwork.subnetsPerVPC)
      drawn.append(builder.addVPC(drawn.count, interfaces: share))
      left -= share
    }
    topology = builder.topology
    interfacesByVPC = drawn
  }
}

extension SyntheticNetwork {
  private struct Builder {
    let interfacesPerSubnet: Int
    let groupsPerVPC: Int
    var topology = Topology()

    init(interfacesPerSubnet: Int, groupsPerVPC: Int) {
      self.interfacesPerSubnet = interfacesPerSubnet
      self.groupsPerVPC = groupsPerVPC
      topology.presentKinds = Set(ResourceKind.allCases)
    }

    /// Adds a VPC 10.N.0.0/16 with two tiers, a NAT gateway and `count` interfaces.
    mutating func addVPC(_ number: Int, interfaces count: Int) -> [Reference<NetworkInterface>] {
      let octet = UInt8(truncatingIfNeeded: number)
      let reference = topology.vpcs.mention("vpc-\(padded(number))")
      var vpc = VPC(id: "vpc-\(padded(number))")
      let block = CIDRBlock(IPAddress(10, octet, 0, 0), prefixLength: 16)
      vpc.blocks = [AddressBlock(block)]
      vpc.region = "eu-west-1"
      topology.vpcs.define(vpc, at: reference)
      let groups = addGroups(to: reference, number, block)
      let fewest = SyntheticNetwork.fewestSubnets
      let perSubnet = min(interfacesPerSubnet, (count + fewest - 1) / fewest)
      let subnetCount = (count + perSubnet - 1) / perSubnet
      var interfaces: [Reference<NetworkInterface>] = []
      var subnets: [Reference<Subnet>] = []
      for index in 0..<subnetCount {
        let subnet = addSubnet(to: reference, number, index)
        subnets.append(subnet)
        let share = min(perSubnet, count - index * perSubnet)
        for host in 0..<share {
          let isPublic = index % 2 == 0
          let serial = number * 2000 + index * 100 + host
          interfaces.append(
            addInterface(
              serial, IPAddress(10, octet, UInt8(index), UInt8(host + 10)), in: subnet, reference,
              groups: [groups[host % groups.count], groups[(host * 7 + 1) % groups.count]],
              isPublic: isPublic))
        }
      }
      addGateways(to: reference, number, subnets)
      addACL(to: reference, number, subnets, block)
      return interfaces
    }

    private func padded(_ number: Int) -> String {
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: max(0, 17 - digits.count)) + digits
    }

    private mutating func addSubnet(
      to vpc: Reference<VPC>, _ number: Int, _ index: Int
    ) -> Reference<Subnet> {
      let id = "subnet-\(padded(number * 100 + index))"
      let reference = topology.subnets.mention(id)
      var subnet = Subnet(id: id, vpc: vpc)
      subnet.ipv4Block = CIDRBlock(
        IPAddress(10, UInt8(truncatingIfNeeded: number), UInt8(index), 0), prefixLength: 24)
      subnet.availabilityZone = "eu-west-1" + ["a", "b", "c"][index % 3]
      topology.subnets.define(subnet, at: reference)
      return reference
    }

    /// Groups of six inbound rules, one of them a reference, and two outbound ones.
    private mutating func addGroups(
      to vpc: Reference<VPC>, _ number: Int, _ block: CIDRBlock
    ) -> [Reference<SecurityGroup>] {
      let references = (0..<groupsPerVPC).map {
        topology.securityGroups.mention("sg-\(padded(number * 100 + $0))")
      }
      for (index, reference) in references.enumerated() {
        var group = SecurityGroup(id: topology.securityGroups.id(of: reference), vpc: vpc)
        func tcp(_ first: UInt16, _ last: UInt16? = nil) -> TrafficPattern {
          TrafficPattern(.tcp, ports: PortRange(first, last ?? first))
        }
        group.inbound = [
          SecurityGroupRule(tcp(22), .block(CIDRBlock(IPAddress(192, 0, 2, 0), prefixLength: 24))),
          SecurityGroupRule(
            tcp(9100), .block(CIDRBlock(IPAddress(10, 255, 0, 0), prefixLength: 16))),
          SecurityGroupRule(tcp(5432), .securityGroup(references[(index + 1) % references.count])),
          SecurityGroupRule(TrafficPattern(.udp, ports: PortRange(53)), .block(block)),
          SecurityGroupRule(tcp(80), .block(.allIPv4)),
          SecurityGroupRule(tcp(443), .block(block)),
        ]
        group.outbound = [
          SecurityGroupRule(tcp(0, .max), .block(block)),
          SecurityGroupRule(.all, .block(.allIPv4)),
        ]
        topology.securityGroups.define(group, at: reference)
      }
      return references
    }

    private mutating func addInterface(
      _ serial: Int, _ address: IPAddress, in subnet: Reference<Subnet>, _ vpc: Reference<VPC>,
      groups: [Reference<SecurityGroup>], isPublic: Bool
    ) -> Reference<NetworkInterface> {
      let id = "eni-\(padded(serial))"
      let reference = topology.networkInterfaces.mention(id)
      var interface = NetworkInterface(id: id, subnet: subnet, vpc: vpc)
      let publicBits = UInt32(54) << 24 | UInt32(truncatingIfNeeded: serial + 1)
      interface.addresses = [
        NetworkInterface.Address(
          address, publicAddress: isPublic ? IPAddress(ipv4: publicBits) : nil)
      ]
      interface.groups = groups
      let instance = topology.instances.mention("i-\(padded(serial))")
      var machine = Instance(id: "i-\(padded(serial))")
      machine.name = "host-\(serial)"
      topology.instances.define(machine, at: instance)
      interface.instance = instance
      topology.networkInterfaces.define(interface, at: reference)
      return reference
    }

    /// An internet gateway, a NAT gateway in the first subnet, and two tables of eight routes.
    private mutating func addGateways(
      to vpc: Reference<VPC>, _ number: Int, _ subnets: [Reference<Subnet>]
    ) {
      let igw = topology.internetGateways.mention("igw-\(padded(number))")
      var gateway = InternetGateway(id: "igw-\(padded(number))")
      gateway.attachments = [GatewayAttachment(vpc: vpc)]
      topology.internetGateways.define(gateway, at: igw)
      let nat = topology.natGateways.mention("nat-\(padded(number))")
      var translator = NATGateway(id: "nat-\(padded(number))")
      translator.subnet = subnets[0]
      translator.vpc = vpc
      var own = NATGateway.Address(
        privateAddress: IPAddress(10, UInt8(truncatingIfNeeded: number), 0, 5))
      own.publicAddress = IPAddress(ipv4: UInt32(52) << 24 | UInt32(truncatingIfNeeded: number + 1))
      translator.addresses = [own]
      topology.natGateways.define(translator, at: nat)
      for (name, parity, target) in [
        ("a", 0, RouteTarget.internetGateway(igw)), ("b", 1, RouteTarget.natGateway(nat)),
      ] {
        let id = "rtb-\(name)\(padded(number).dropFirst())"
        let reference = topology.routeTables.mention(id)
        var table = RouteTable(id: id, vpc: vpc)
        table.associations = subnets.enumerated().filter { $0.offset % 2 == parity }.map {
          RouteTable.Association(.subnet($0.element))
        }
        table.routes =
          [
            Route(
              to: .block(
                CIDRBlock(IPAddress(10, UInt8(truncatingIfNeeded: number), 0, 0), prefixLength: 16)),
              via: .local)
          ]
          + (0..<6).map {
            var route = Route(
              to: .block(CIDRBlock(IPAddress(172, 16, UInt8($0), 0), prefixLength: 24)),
              via: .missing)
            route.isBlackhole = true
            return route
          } + [Route(to: .block(.allIPv4), via: target)]
        topology.routeTables.define(table, at: reference)
      }
    }

    /// One ACL of ten entries each way for all of the VPC's subnets.
    private mutating func addACL(
      to vpc: Reference<VPC>, _ number: Int, _ subnets: [Reference<Subnet>], _ block: CIDRBlock
    ) {
      let id = "acl-\(padded(number))"
      let reference = topology.networkACLs.mention(id)
      var acl = NetworkACL(id: id, vpc: vpc)
      acl.subnets = subnets
      for direction in Direction.allCases {
        acl.entries += (0..<8).map { index in
          NetworkACL.Entry(
            number: 10 + index, direction, allows: false,
            TrafficPattern(.tcp, ports: PortRange(UInt16(135 + index))),
            CIDRBlock(IPAddress(0, 0, 0, 0), prefixLength: 0))
        }
        acl.entries.append(
          NetworkACL.Entry(number: 100, direction, allows: true, .all, block))
        acl.entries.append(
          NetworkACL.Entry(number: 110, direction, allows: true, .all, .allIPv4))
      }
      topology.networkACLs.define(acl, at: reference)
    }
  }
}
