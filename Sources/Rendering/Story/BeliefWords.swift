import Dataplane
import TopologyModel

/// What a beginner would think of a drop, and the rule of the platform that the thought misses.
struct BeliefWords {
  let belief: String
  let truth: String

  /// - Parameters:
  ///   - code: What dropped the packet.
  ///   - isOnReply: The packet was the reply.
  ///   - direction: Which way it passed the filter or interface.
  init(_ code: DecisionCode, isOnReply: Bool, _ direction: Direction?) {
    let words = isOnReply ? BeliefWords.ofReply(code) : nil
    (belief, truth) = words ?? BeliefWords.ofPacket(code, direction)
  }

  private typealias Pair = (belief: String, truth: String)

  /// Where the way back is another matter than the way there.
  private static func ofReply(_ code: DecisionCode) -> Pair? {
    switch code {
    case .aclRuleDeny, .aclDefaultDeny:
      (
        "The request was let through, so its reply may pass.",
        "A network ACL remembers nothing. The reply is a packet of its own, sent to the client's port, "
          + "and each ACL on its way needs a rule that allows it."
      )
    case .groupNoMatch, .groupNoRules, .groupReferenceLost:
      (
        "Security groups remember, so any reply passes.",
        "A group remembers what it let through itself. These groups never saw the request, so they "
          + "judge the reply by their rules."
      )
    case .noRoute, .routeBlackhole:
      (
        "The request found its way, so the reply finds the way back.",
        "A reply looks up its own way, in the route table of the responder's subnet."
      )
    case .natNoState, .natUnsolicited, .egressOnlyNotInitiated:
      (
        "A reply may leave by any gateway that leads to the internet.",
        "A gateway that translates or tracks passes only what belongs to a flow that it has seen begin."
      )
    case .internetGatewayNoPublicAddress:
      (
        "Who was reached can answer.",
        "The internet gateway needs a public address for the responder, for a reply as for a request."
      )
    case .replyNotRecognised:
      (
        "Whatever comes back is the answer.",
        "The client takes for the answer only what comes from the address and port that it had sent to."
      )
    default: nil
    }
  }

  private static func ofPacket(_ code: DecisionCode, _ direction: Direction?) -> Pair {
    filterPair(code, direction) ?? endPair(code) ?? gatewayPair(code)
      ?? (
        "What is connected on the diagram can be reached.",
        "Every station on the way has a say, and one refusal is enough."
      )
  }

  private static func filterPair(_ code: DecisionCode, _ direction: Direction?) -> Pair? {
    switch code {
    case .aclRuleDeny:
      (
        "A rule that allows outweighs one that denies, or the security group's word is enough.",
        "In a network ACL the matching rule with the lowest number decides, and no security group can "
          + "overrule it."
      )
    case .aclDefaultDeny:
      (
        "What nobody forbids is allowed.",
        "A network ACL denies what none of its rules allows: the closing rule * stands in every one."
      )
    case .groupNoMatch:
      (
        direction == .outbound
          ? "Security groups are about what comes in." : "There is a way, so the packet gets in.",
        "A security group has no rules that deny: what none of its \(direction?.rawValue ?? "") rules "
          + "allows is refused."
      )
    case .groupNoRules:
      (
        "A group without rules has nothing against the packet.",
        "A group's rules only allow: without one, nothing passes."
      )
    case .groupReferenceLost:
      (
        "The sender carries the group that the rule names.",
        "A rule that names a group knows its members by their private addresses, on direct paths only. "
          + "Behind a gateway or an appliance they are strangers."
      )
    case .sourceDestCheckDeny:
      (
        "A route to an instance makes it a router.",
        "An interface drops what is neither from nor to itself, as long as its source/destination "
          + "check is on."
      )
    default: nil
    }
  }

  private static func endPair(_ code: DecisionCode) -> Pair? {
    switch code {
    case .noPublicAddress, .privateAddressOnInternet:
      (
        "Who is in a VPC with an internet gateway can be reached from the internet.",
        "The internet knows public addresses only: a private one leads nowhere there."
      )
    case .noSuchAddress, .unknownDestination:
      (
        "An address in the right range leads somewhere.",
        "A packet is delivered to an interface, and none holds this address."
      )
    case .interfaceNotAttached, .instanceNotRunning:
      (
        "What is in the list of instances answers.",
        "Only an attached interface of a running instance sends or takes packets."
      )
    case .routingLoop:
      (
        "Every route brings the packet nearer.",
        "A route table knows nothing of the others: two of them can send a packet in a circle."
      )
    default: nil
    }
  }

  private static func gatewayPair(_ code: DecisionCode) -> Pair? {
    switch code {
    case .noRoute:
      (
        "A gateway in the VPC, or an address, is enough to get there.",
        "The route table of the sender's subnet decides, and it holds no route that covers the "
          + "destination."
      )
    case .routeBlackhole:
      (
        "If a route's target is gone, a wider route takes over.",
        "The longest prefix still wins, and the packet ends there."
      )
    case .internetGatewayNoPublicAddress:
      (
        "A route to the internet gateway is all it takes.",
        "The gateway exchanges the private address for a public one, and this sender has none."
      )
    case .internetGatewayNotAttached:
      (
        "A public address can be reached.",
        "It is the internet gateway that brings packets in: without one attached, none come."
      )
    case .peeringOutsideVPC:
      (
        "A peer of my peer is my peer.",
        "A peering connection carries packets between its own two VPCs, and no further."
      )
    case .natUnsolicited:
      (
        "A NAT gateway has a public address, so it can be reached by it.",
        "It passes answers to what was asked from behind it, and nothing else."
      )
    case .natProtocol:
      ("A NAT gateway carries everything.", "It carries TCP, UDP and ICMP, of IPv4.")
    case .publicAccessBlocked:
      (
        "Routes, groups and ACLs decide about the internet.",
        "Block Public Access stands above all of them."
      )
    case .egressOnlyNotInitiated:
      (
        "An IPv6 address is public, so it can be reached.",
        "An egress-only internet gateway passes only what was begun inside."
      )
    case .vpnGatewayNoPrefix, .vpnConnectionDown:
      (
        "A route to the virtual private gateway leads to the premises.",
        "The gateway needs a VPN connection that is up and knows the prefix."
      )
    default: nil
    }
  }
}
