import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildGateways() {
    for index in resources("aws_internet_gateway", "data.aws_internet_gateway") {
      let id = resource(index).address
      var gateway = InternetGateway(id: id)
      gateway.name = nameTag(index)
      gateway.location = location(index)
      guard let attachments = attachments(of: index, "aws_internet_gateway_attachment") else {
        continue
      }
      gateway.attachments = attachments
      topology.internetGateways.define(gateway, at: topology.internetGateways.mention(id))
    }
    for index in resources("aws_egress_only_internet_gateway") {
      let id = resource(index).address
      var gateway = EgressOnlyInternetGateway(id: id)
      gateway.name = nameTag(index)
      gateway.location = location(index)
      guard let attachments = attachments(of: index, nil) else { continue }
      gateway.attachments = attachments
      topology.egressOnlyInternetGateways.define(
        gateway, at: topology.egressOnlyInternetGateways.mention(id))
    }
    for index in resources("aws_vpn_gateway", "data.aws_vpn_gateway") {
      let id = resource(index).address
      var gateway = VPNGateway(id: id)
      gateway.name = nameTag(index)
      gateway.location = location(index)
      guard let attachments = attachments(of: index, "aws_vpn_gateway_attachment") else { continue }
      gateway.attachments = attachments
      topology.vpnGateways.define(gateway, at: topology.vpnGateways.mention(id))
    }
    buildDefaultInternetGateways()
  }

  /// The VPC that a gateway is attached to, by itself or by a resource that joins the two; `nil`
  /// where that can't be told, so that the gateway is left out.
  private mutating func attachments(
    of index: Int, _ joiningType: String?
  ) -> [GatewayAttachment]? {
    var vpcs: [String] = []
    if let id = named("vpc_id", .vpc, of: index) { vpcs.append(id) }
    for block in blocks("attachments", of: index) {
      if let id = reader.id("vpc_id", of: block.values) { vpcs.append(linker.identity(ofID: id)) }
    }
    let address = resource(index).address
    for joining in joiningType.map({ resources($0) }) ?? [] {
      let gateway =
        named("internet_gateway_id", .internetGateway, of: joining)
        ?? named("vpn_gateway_id", .vpnGateway, of: joining)
      if gateway == placeholder("internet_gateway_id", of: joining) { return nil }
      if gateway == placeholder("vpn_gateway_id", of: joining) { return nil }
      if gateway == address, let id = named("vpc_id", .vpc, of: joining) { vpcs.append(id) }
    }
    guard !vpcs.contains(placeholder("vpc_id", of: index)) else { return nil }
    return vpcs.enumerated().filter { !vpcs[..<$0.offset].contains($0.element) }
      .map { GatewayAttachment(vpc: topology.vpcs.mention($0.element)) }
  }

  /// AWS attaches an internet gateway to a default VPC, and its main table leads there.
  private mutating func buildDefaultInternetGateways() {
    for index in resources("aws_default_vpc") {
      let vpc = topology.vpcs.mention(resource(index).address)
      let isAttached = topology.internetGateways.resources.contains { _, gateway in
        gateway.attachments.contains { $0.vpc == vpc }
      }
      guard !isAttached else { continue }
      let id = resource(index).address + "/internet-gateway"
      let slot = topology.internetGateways.mention(id)
      var gateway = InternetGateway(id: id)
      gateway.attachments = [GatewayAttachment(vpc: vpc)]
      gateway.location = location(index)
      topology.internetGateways.define(gateway, at: slot)
      tables.addDefaultRoute(
        of: TerraformPart.mainRouteTable.identity(of: resource(index).address),
        via: .internetGateway(slot))
    }
  }
}
