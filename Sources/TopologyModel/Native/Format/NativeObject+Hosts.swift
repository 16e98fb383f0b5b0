import Addressing

/// Instances and interfaces.
extension NativeObject {
  static let instanceFields =
    [NativeField.id, NativeField.name]
    + [
      NativeField(
        .subnet, .reference(NativeReference(.subnet, isLocal: true)),
        default: "none: `interfaces` lists all its interfaces",
        "The subnet of its primary interface, which the address keys speak of too"),
      NativeField(
        .networkInterface, .text, default: "`INSTANCE/eth0`", "The id of its primary interface"),
    ] + addressFields + [
      NativeField(
        .state,
        .choice([
          "pending", "running", "shutting-down", "terminated", "stopping", "stopped", "unknown",
        ]), default: "`\"running\"`", "Its state"),
      NativeField(
        .platform, .choice(["linux", "windows"]), default: "`\"linux\"`",
        "Its system, which decides its client ports"),
      tags,
      NativeField(
        .interfaces, .map(of: .object(.interface)),
        "Interfaces beside the primary one; where `subnet` is left out, all of them"),
      NativeField.accepted,
    ]

  static let interfaceFields =
    [
      NativeField(
        .id, .text, default: "the key; `INSTANCE/KEY` for an instance's interface",
        "AWS's id; unique among its kind"),
      NativeField.name,
      NativeField(
        .subnet, .reference(NativeReference(.subnet, isLocal: true)), required: true,
        "The subnet that it is in"),
    ] + addressFields + [
      NativeField(
        .instance, .reference(NativeReference(.instance)), default: "the one that lists it, if any",
        "The instance of another VPC that it is attached to"),
      NativeField(
        .deviceIndex, .integer(0...65_535), default: "its place among the instance's interfaces",
        "The place at its instance; 0 is the primary one"),
      NativeField(
        .status,
        .choice(["available", "associated", "attaching", "in-use", "detaching", "unknown"]),
        default: "`\"in-use\"`", "Its state; `available` means that nothing uses it"),
      NativeField(
        .type, .choice(interfaceKinds), default: "`\"interface\"`",
        "What it belongs to; no packet is walked beyond the interface of a service"),
      NativeField(
        .denyAllIGWTraffic, .flag, default: "`false`",
        "Whether it is unreachable over IPv6 through an internet gateway"),
      NativeField(.description, .text, "What a service wrote on its interface"),
      tags,
      NativeField.accepted,
    ]

  static let secondaryAddressFields = [
    NativeField(.privateIPv4, .address(.ipv4), required: true, "The private address"),
    NativeField(.publicIPv4, .address(.ipv4), "The public address that stands for it"),
  ]

  static let idleTimeoutsFields = [
    NativeField(
      .tcpEstablished, .integer(IdleTimeouts.Setting.tcpEstablished.range), default: "432000",
      "Seconds that an established TCP connection is remembered"),
    NativeField(
      .udpSingle, .integer(IdleTimeouts.Setting.udpSingle.range), default: "30",
      "Seconds for UDP one way, or one request and its response"),
    NativeField(
      .udpStream, .integer(IdleTimeouts.Setting.udpStream.range), default: "180",
      "Seconds for UDP with more than one request and response"),
  ]

  static let elasticIPFields = [
    NativeField(.id, .text, default: "the key", "The allocation's id"),
    NativeField(.name, .text, default: "the key", "The `Name` tag"),
    NativeField(.publicIPv4, .address(.ipv4), required: true, "The address"),
    NativeField(
      .interface, .reference(NativeReference(.networkInterface, .instance)),
      default: "none: it is associated with nothing",
      "The interface, or the instance whose primary interface, it is associated with"),
    NativeField(
      .privateIPv4, .address(.ipv4), default: "the interface's primary address",
      "The private address that it stands for"),
  ]

  private static let tags = NativeField(
    .tags, .map(of: .text), "Its tags beside `Name`, which expectations choose by")

  private static let addressFields = [
    NativeField(
      .privateIPv4, .either([.address(.ipv4), .flag]), default: "the subnet's lowest free address",
      "Its primary private address; `false` means that it has none"),
    NativeField(
      .publicIPv4, .either([.address(.ipv4), .flag]),
      default: "as the subnet's `autoAssignPublicIPv4` says for a running instance, else none",
      "Its public address; `true` takes a documentation address, `false` none"),
    NativeField(
      .ipv6, .either([.address(.ipv6), .flag, .list(of: .address(.ipv6))]),
      default: "none, but the lowest free one in an IPv6-only subnet",
      "Its IPv6 addresses; `true` takes the subnet's lowest free one"),
    NativeField(
      .secondaryAddresses, .list(of: .either([.address(.ipv4), .object(.secondaryAddress)])),
      "Further private addresses"),
    NativeField(.prefixes, .list(of: .block(nil)), "Delegated prefixes"),
    NativeField(
      .securityGroups, .list(of: .reference(NativeReference(.securityGroup))),
      default: "the VPC's default group", "The security groups that it carries"),
    NativeField(
      .sourceDestCheck, .flag, default: "`true`",
      "Whether packets that are not from or to it are dropped"),
    NativeField(
      .idleTimeouts, .object(.idleTimeouts), default: "AWS's defaults",
      "How long its groups remember flows that nobody uses"),
  ]

  private static let interfaceKinds = [
    "interface", "nat_gateway", "vpc_endpoint", "gateway_load_balancer_endpoint", "load_balancer",
    "transit_gateway", "lambda", "managed",
  ]
}

extension IdleTimeouts.Setting {
  var nativeKey: NativeKey {
    switch self {
    case .tcpEstablished: .tcpEstablished
    case .udpSingle: .udpSingle
    case .udpStream: .udpStream
    }
  }
}
