/// Where paths begin and end: interfaces, and what stands behind them.
extension CodeCatalog.Entry {
  static let packetSent = Self("The sender emits the packet.")

  static let delivered = Self(
    "The packet is handed to the interface; the guest's firewall is not known.")

  static let deliveredToInternet = Self("The packet leaves for the internet.")

  static let deliveredToOnPremises = Self("The packet reaches the on-premises network.")

  static let deliveredToService = Self(
    "One of Amazon's link-local services takes the packet; nothing filters it (R-PIPE-7).")

  static let replyNotRecognised = Self(
    "The reply is not the exact reverse of the request, so the client discards it (R-IGW-12).",
    remedy: "Let the reply leave by the way the request came in.")

  static let noPublicAddress = Self(
    "The destination has no public address that the internet could send to.",
    remedy: "Give the interface an Elastic IP or public address, or send from inside the VPC.",
    aws: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")

  static let privateAddressOnInternet = Self(
    "A private address was sent to from the internet, which does not route it.",
    remedy: "Send to the interface's public address.",
    aws: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")

  static let unknownDestination = Self(
    "The input does not tell where this destination is.",
    remedy: "Add the network that holds the destination to the input.",
    aws: "UNKNOWN_DESTINATION")

  static let interfaceNotAttached = Self(
    "The interface is not attached to anything that could send or receive.",
    remedy: "Attach the interface to a running instance.", aws: "BAD_STATE_ATTACHMENT")

  static let instanceNotRunning = Self(
    "The instance is not running.", remedy: "Start the instance.", aws: "BAD_STATE")

  static let interfaceStateUnknown = Self(
    "The input does not tell whether the interface or its instance is in use.",
    remedy: "Add the output of `aws ec2 describe-instances` to the input.",
    aws: "UNKNOWN_RESOURCE")

  static let sourceDestCheckDeny = Self(
    "The source/destination check drops a packet that is not from or to the interface's own "
      + "addresses (R-ENI-1).",
    remedy: "Switch the check off if the instance is meant to forward packets.",
    aws: "ENI_SOURCE_DEST_CHECK_RESTRICTION")

  static let applianceForwards = Self("The instance forwards the packet unchanged.")

  static let applianceTranslates = Self("The NAT instance replaces the packet's source address.")

  static let applianceReverses = Self(
    "The NAT instance puts the original address back into the reply.")

  static let appliancePathUnpredictable = Self(
    "An AWS-managed interface's packet returns through an appliance to its own subnet, which "
      + "AWS documents as unpredictable (R-ROUTE-17).",
    remedy: "Route around the appliance for that subnet.")

  static let componentNotModelled = Self(
    "The packet needs a component that vpctrace does not model yet.",
    remedy: "Check the rest of the path by other means.", aws: "UNSUPPORTED_COMPONENT")
}
