import Addressing
import TopologyModel

extension NetworkCompiler {
  /// Compiles interfaces, their sets of groups and their addresses.
  mutating func compileInterfaces() {
    var filterOfSet: [[Reference<SecurityGroup>]: Int32] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      var record = InterfaceRecord()
      if !interface.groups.isEmpty {
        let groups = interface.groups.sorted { $0.index < $1.index }
        if let filter = filterOfSet[groups] {
          record.filter = filter
        } else {
          record.filter = filters.add(groups: groups, prefixes: &prefixes)
          filterOfSet[groups] = record.filter
        }
      }
      record.subnet = interface.subnet.index
      record.vpc = interface.vpc.index
      record.traits = traits(of: interface)
      interfaces[reference] = record
      for address in interface.addresses { add(address, of: reference) }
    }
  }

  private func traits(of interface: NetworkInterface) -> InterfaceTraits {
    var traits = state(of: interface).union(.known)
    if interface.checksSourceAndDestination { traits.insert(.checksSourceAndDestination) }
    if interface.deniesInternetGatewayTraffic { traits.insert(.deniesInternetGateway) }
    switch interface.kind {
    case .ordinary: break
    case .lambda: traits.insert(.alwaysTracked)
    case .natGateway, .vpcEndpoint, .gatewayLoadBalancerEndpoint, .loadBalancer, .transitGateway,
      .globalAccelerator, .clientVPN, .otherManaged:
      traits.insert(.notModelled)
    }
    return traits
  }

  private func state(of interface: NetworkInterface) -> InterfaceTraits {
    switch interface.status {
    case .available, .attaching: return []
    case .unknown: return [.attached, .stateUnknown]
    case .inUse, .associated, .detaching: break
    }
    guard let instance = interface.instance else { return [.attached, .running] }
    switch topology.instances[instance]?.state {
    case .running: return [.attached, .running]
    case .unknown: return [.attached, .stateUnknown]
    case nil:
      return topology.presentKinds.contains(.instance)
        ? [.attached, .stateUnknown] : [.attached, .running]
    default: return .attached
    }
  }

  private mutating func add(
    _ address: NetworkInterface.Address, of interface: Reference<NetworkInterface>
  ) {
    let vpc = interfaces[interface].vpc
    add(
      AddressRecord(
        address: address.address, interface: interface.index, vpc: vpc,
        publicIPv4: address.publicAddress?.ipv4Bits ?? 0))
  }

  /// Enters an address and its public twin; where two interfaces claim one, the smaller id holds it,
  /// so that the order of files means nothing.
  private mutating func add(_ record: AddressRecord) {
    var row = addressIndex.holder(of: record.address, in: record.vpc).row
    if row < 0 {
      row = Int32(truncatingIfNeeded: addresses.count)
      addresses.append(record)
      if record.address.isIPv4 && interfaces[Int(record.interface)].primaryIPv4 == 0 {
        interfaces[Int(record.interface)].primaryIPv4 = record.address.ipv4Bits
      }
    } else {
      let other = addresses[Int(row)].interface
      if interfaces[Int(other)].primaryIPv4 == record.address.ipv4Bits {
        interfaces[Int(other)].primaryIPv4 = 0
      }
      if id(of: record.interface) < id(of: other) { addresses[Int(row)] = record }
    }
    let holder = addresses[Int(row)].interface
    addressIndex.set(
      AddressIndex.Holder(interface: holder, row: row), for: record.address, in: record.vpc)
    publish(row)
  }

  /// Enters the public address of an address record.
  private mutating func publish(_ row: Int32) {
    let record = addresses[Int(row)]
    guard record.publicIPv4 != 0 else { return }
    if interfaceRoles[Int(record.interface)].publicAddress < 0 {
      interfaceRoles[Int(record.interface)].publicAddress = row
    }
    let address = IPAddress(ipv4: record.publicIPv4)
    guard addressIndex.holder(of: address, in: AddressIndex.publicScope).row < 0 else { return }
    addressIndex.set(
      AddressIndex.Holder(interface: record.interface, row: row), for: address,
      in: AddressIndex.publicScope)
  }

  private func id(of interface: Int32) -> String {
    Int(interface) < topology.networkInterfaces.count
      ? topology.networkInterfaces.id(of: Reference(Int(interface))) : ""
  }

  /// Gives NAT gateways their addresses, whether or not the input holds their interfaces.
  mutating func compileNATGateways() {
    for (reference, gateway) in topology.natGateways.resources {
      var record = NATRecord()
      record.isRegional = gateway.isRegional || gateway.subnet == nil
      record.isUsable = gateway.state == .available
      record.subnet = gateway.subnet?.index ?? -1
      record.vpc = gateway.vpc?.index ?? gateway.subnet.map { subnets[$0].vpc } ?? -1
      guard let primary = gateway.addresses.first else {
        natGateways[reference] = record
        continue
      }
      record.privateAddress = primary.privateAddress
      record.otherAddresses = gateway.addresses.dropFirst().map { $0.privateAddress }
      natGateways[reference] = record
      guard record.isUsable, !record.isRegional, record.vpc >= 0 else { continue }
      for address in gateway.addresses { add(address, of: gateway, at: reference, record) }
    }
  }

  private mutating func add(
    _ address: NATGateway.Address, of gateway: NATGateway, at reference: Reference<NATGateway>,
    _ record: NATRecord
  ) {
    let known = addressIndex.holder(of: address.privateAddress, in: record.vpc).row
    let row: Int32
    if known >= 0 {
      row = known
      let interface = Int(addresses[Int(known)].interface)
      interfaceRoles[interface].natGateway = reference.index
      interfaces[interface].traits.remove(.notModelled)
      interfaces[interface].traits.insert(.natGateway)
    } else {
      var interface = InterfaceRecord()
      interface.subnet = record.subnet
      interface.vpc = record.vpc
      interface.traits = [.known, .attached, .running, .natGateway]
      interfaces.append(interface)
      interfaceRoles.append(InterfaceRole(natGateway: reference.index))
      row = Int32(truncatingIfNeeded: addresses.count)
      add(
        AddressRecord(
          address: address.privateAddress,
          interface: Int32(truncatingIfNeeded: interfaces.count - 1), vpc: record.vpc))
    }
    if gateway.connectivity == .private {
      addresses[Int(row)].publicIPv4 = 0
    } else if let publicAddress = address.publicAddress {
      addresses[Int(row)].publicIPv4 = publicAddress.ipv4Bits
      publish(row)
    }
  }

  /// Associates Elastic IPs that the interfaces themselves do not tell of.
  mutating func compileElasticIPs() {
    for elasticIP in topology.elasticIPs {
      let address = elasticIP.publicAddress
      guard addressIndex.holder(of: address, in: AddressIndex.publicScope).row < 0 else { continue }
      let row: Int32
      guard let interface = elasticIP.interface, let target = topology.networkInterfaces[interface],
        let own = elasticIP.privateAddress ?? target.addresses.first?.address
      else {
        // Held and associated with nothing: packets to it find nobody.
        row = Int32(truncatingIfNeeded: addresses.count)
        addresses.append(AddressRecord(address: address, interface: -1, vpc: -1))
        addressIndex.set(
          AddressIndex.Holder(interface: -1, row: row), for: address,
          in: AddressIndex.publicScope)
        continue
      }
      row = addressIndex.holder(of: own, in: target.vpc.index).row
      guard row >= 0, addresses[Int(row)].publicIPv4 == 0 else { continue }
      addresses[Int(row)].publicIPv4 = address.ipv4Bits
      publish(row)
    }
  }

  /// Makes a table of each VPC's delegated prefixes (R-ENI-5).
  mutating func compileDelegatedPrefixes() {
    var delegated: [Int32: [(block: CIDRBlock, value: UInt32)]] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      for prefix in interface.prefixes {
        delegated[interface.vpc.index, default: []].append(
          (block: prefix, value: UInt32(reference.index)))
      }
    }
    for (vpc, entries) in delegated {
      vpcs[Int(vpc)].delegatedPrefixes = prefixes.add(entries)
    }
  }
}
