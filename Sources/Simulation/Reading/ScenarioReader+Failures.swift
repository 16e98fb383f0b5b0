import SourceText
import TopologyModel

/// Zones and tunnels that fail and come back.
extension ScenarioReader {
  /// A zone fails that has not failed yet.
  mutating func outage(_ node: JSONNode) -> ZoneOutage? {
    guard let zone = zone(node, "failZone") else { return nil }
    guard outages[zone] == nil else {
      fields.report(.impossibleChange, "the zone has failed already", at: node)
      return nil
    }
    let outage = ZoneOutage(of: zone, in: topology)
    outages[zone] = outage
    return outage
  }

  /// A zone comes back that has failed.
  mutating func outageThatEnds(_ node: JSONNode) -> ZoneOutage? {
    guard let zone = zone(node, "restoreZone") else { return nil }
    guard let outage = outages.removeValue(forKey: zone) else {
      fields.report(.impossibleChange, "the zone has not failed", at: node)
      return nil
    }
    return outage
  }

  private mutating func zone(_ node: JSONNode, _ title: String) -> String? {
    guard let zone = fields.text(node, title) else { return nil }
    let known = topology.subnets.resources.compactMap { $0.resource.availabilityZone }
    if known.contains(zone) { return zone }
    let nearest = NearestName.nearest(to: zone, among: known)
    fields.report(
      .unknownName, "no subnet is in a zone \"\(zone)\"", at: node,
      hint: nearest.map { "did you mean \($0)?" })
    return nil
  }

  mutating func tunnel(_ node: JSONNode, isUp: Bool) -> TopologyEdit? {
    let title = isUp ? "tunnelUp" : "tunnelDown"
    guard fields.isObject(node, title, keys: ["vpn", "tunnel"]),
      let name = fields.required("vpn", of: node, title), let connection = vpnConnection(name),
      let value = fields.required("tunnel", of: node, title)
    else { return nil }
    let listed = topology.vpnConnections[connection]?.tunnels.count ?? 0
    // A connection has two tunnels, even where the input does not list them (R-VPN-1).
    let count = listed > 0 ? listed : 2
    return fields.integer(value, "tunnel", 1...count).map {
      .setTunnel(connection, index: $0 - 1, isUp: isUp)
    }
  }
}
