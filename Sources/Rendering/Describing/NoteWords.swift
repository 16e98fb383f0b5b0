import Addressing
public import Dataplane
import TopologyModel

extension Assumption {
  /// What was assumed, as a sentence.
  public var sentence: String {
    switch self {
    case .replacedGroupsActAsRules:
      "AWS does not say what becomes of live flows when an interface's groups are replaced; it was "
        + "taken for a change of rules."
    case .undocumentedTimers:
      "AWS does not say how long it remembers half-open connections and pings, and connections that "
        + "are over; 60 and 30 seconds, and no time at all, were assumed."
    case .firstOfTiedRoutes:
      "AWS takes one of equally good routes and does not say which; the first was taken."
    case .icmpErrorsNeedARule:
      "AWS does not say whether a tracked flow lets ICMP errors in; a rule was required."
    case .midStreamJudgedAsNew:
      "AWS does not say what becomes of a TCP packet without a tracked connection; it was judged as "
        + "a new flow."
    case .unusablePeeringRouteDrops:
      "AWS does not say clearly that a route to an unusable peering connection drops packets; it was "
        + "taken to."
    case .routeServerRanksAsPropagated:
      "AWS does not rank Route Server routes; they were ranked as propagated ones."
    case .applianceHopOrder:
      "AWS does not document the order of filters at a forwarding instance; ACL and group in, then "
        + "group and ACL out, was assumed."
    case .peeringNeedsSourceInVPC:
      "AWS does not say which sources an appliance may send over a peering connection; an end in "
        + "each VPC was required."
    case .hairpinRewriting:
      "AWS does not document the order of translation between two public addresses of one VPC; source "
        + "and destination were both rewritten at the gateway."
    case .inboundIgnoresRoutes:
      "AWS does not say whether the subnet's routes matter to packets from the internet; they were "
        + "taken to matter to the reply only."
    case .windowsActivationAddresses:
      "AWS does not document the addresses of Windows activation; 169.254.169.250 and .251 were "
        + "assumed."
    case .noPathIsLonger:
      "AWS does not say how long a path may be; one of more than 64 hops was taken for a loop."
    }
  }
}

extension Note {
  /// The note as a sentence.
  public func sentence(in network: Network) -> String {
    switch self {
    case .deliveredToInterface:
      return "Delivery is to the network interface: whether the guest's firewall and a listener "
        + "accept the packet is not known."
    case .zonesCrossed(let from, let to):
      return "The path crosses availability zones, \(network.topology.zone(of: from)) to "
        + "\(network.topology.zone(of: to)): AWS charges for that."
    case .clientPorts(let ports):
      return "No source port was given: \(ports.range.first) was taken, the first of the range "
        + "\(ports.range.description) of \(ports.origin.rawValue); a reply is judged for all of it."
    case .failingPorts(let ranges, let client, let decision):
      let component = ComponentDescription(decision.component, in: network).fullLabel
      return "Of the ports \(client.range.description) of \(client.origin.rawValue), "
        + "\(joinedByAnd(ranges.map { $0.description })) would be denied on the way back by "
        + "\(component)."
    case .linkLocalServiceUnfiltered:
      return
        "No security group or ACL filters Amazon's link-local services, and they do not answer "
        + "pings (R-PIPE-7)."
    case .noReplyToICMP: return "This ICMP message has no answer, so no reply was traced."
    case .defaultAssumed(let kind):
      return "The input holds no \(kind.plural) at all: AWS's default was assumed."
    case .addressAssumed(let interface):
      let component = ComponentDescription(interface, in: network).label
      return "AWS has yet to choose the addresses of \(component): free ones were assumed."
    case .otherSourcesAdmitted(let blocks):
      return "This sender is refused, but other public sources are admitted: "
        + "\(joinedByAnd(blocks.map { $0.description })). Trace one with --from internet:ADDRESS."
    case .tiedRoutesAgree:
      return
        "Two prefix-list routes tie and AWS picks one of them; every target gives this verdict "
        + "(R-ROUTE-7)."
    case .returnedWithoutRoute(let peering):
      let component = ComponentDescription(.vpcPeeringConnection(peering), in: network).fullLabel
      return "The reply finds its way back over \(component) to the NAT gateway without a route "
        + "(R-NAT-15)."
    case .takenForNATInstance(let interface):
      let component = ComponentDescription(interface, in: network).fullLabel
      return "The input does not say what \(component) does with packets for others: as it has a "
        + "public address, it was taken for a NAT instance (R-NATI-1)."
    case .tunnelChosen(let connection, let tunnel):
      let component = ComponentDescription(.vpnConnection(connection), in: network).fullLabel
      return "Tunnel \(tunnel + 1) of \(component) was taken: AWS chooses among those that are up "
        + "(R-VPN-4)."
    case .undeterminedBehindDenial(let decision):
      let component = ComponentDescription(decision.component, in: network).fullLabel
      return "Behind the denial the path can't be told: \(component), \(decision.code.rawValue)."
    }
  }

  /// The note's stable name.
  public var name: String {
    switch self {
    case .deliveredToInterface: "delivered-to-interface"
    case .zonesCrossed: "zones-crossed"
    case .clientPorts: "client-ports"
    case .failingPorts: "failing-ports"
    case .linkLocalServiceUnfiltered: "link-local-service-unfiltered"
    case .noReplyToICMP: "no-reply-to-icmp"
    case .defaultAssumed: "default-assumed"
    case .addressAssumed: "address-assumed"
    case .otherSourcesAdmitted: "other-sources-admitted"
    case .tiedRoutesAgree: "tied-routes-agree"
    case .returnedWithoutRoute: "returned-without-route"
    case .takenForNATInstance: "taken-for-nat-instance"
    case .tunnelChosen: "tunnel-chosen"
    case .undeterminedBehindDenial: "undetermined-behind-denial"
    }
  }
}

extension Topology {
  fileprivate func zone(of subnet: Reference<Subnet>) -> String {
    subnets[subnet]?.availabilityZone ?? subnets.id(of: subnet)
  }
}

extension ResourceKind {
  /// The kind in plural, as people write it: `network ACLs`.
  var plural: String {
    switch self {
    case .networkACL: "network ACLs"
    case .vpc: "VPCs"
    case .natGateway: "NAT gateways"
    case .vpnGateway: "virtual private gateways"
    case .vpnConnection: "VPN connections"
    case .vpcPeeringConnection: "VPC peering connections"
    case .vpcEndpoint: "VPC endpoints"
    case .elasticIP: "Elastic IP addresses"
    case .blockPublicAccess: "Block Public Access options"
    case .encryptionControl: "VPC encryption controls"
    case .other: "other resources"
    case .onPremises: "on-premises networks"
    case .internet: "internet"
    default: "\(rawValue.spacedOut)s"
    }
  }
}
