import Addressing
import TopologyModel

/// Instances and network interfaces.
extension DescribeText {
  func reservation(_ instance: Instance) -> PrintedValue {
    .object([
      ("Groups", .array([])),
      (
        "Instances",
        .array([
          .object([
            ("AmiLaunchIndex", .raw("0")), ("ImageId", .string("ami-0a1b2c3d4e5f60718")),
            ("InstanceId", .string(instance.id)), ("InstanceType", .string("m7i.large")),
            ("LaunchTime", .string("2026-05-01T09:00:00.000Z")),
            ("State", .object([("Code", .raw("16")), ("Name", .string("running"))])),
            ("Architecture", .string("x86_64")), ("EbsOptimized", .raw("true")),
            ("Tags", tags(instance.name ?? "")),
          ])
        ])
      ), ("OwnerId", DescribeText.owner), ("ReservationId", .string("r-0a1b2c3d4e5f60718")),
    ])
  }

  func interface(_ interface: NetworkInterface) -> PrintedValue {
    let address = interface.addresses[0]
    let association = address.publicAddress.map { publicAddress in
      PrintedValue.object([
        ("IpOwnerId", .string("amazon")),
        ("PublicDnsName", .string("ec2-host.eu-west-1.compute.amazonaws.com")),
        ("PublicIp", .string(publicAddress.description)),
      ])
    }
    let own = association.map { [("Association", $0)] } ?? []
    let groups: [PrintedValue] = interface.groups.map { group in
      let id = PrintedValue.string(topology.securityGroups.id(of: group))
      return .object([("GroupName", id), ("GroupId", id)])
    }
    return .object(
      own + [
        (
          "Attachment",
          .object([
            ("AttachTime", .string("2026-05-01T09:00:00.000Z")),
            ("AttachmentId", .string("eni-attach-0a1b2c3d4e5f60718")),
            ("DeleteOnTermination", .raw("true")), ("DeviceIndex", .raw("0")),
            ("NetworkCardIndex", .raw("0")),
            (
              "InstanceId",
              .string(interface.instance.map { topology.instances.id(of: $0) } ?? "")
            ), ("InstanceOwnerId", DescribeText.owner), ("Status", .string("attached")),
          ])
        ), ("AvailabilityZone", .string("eu-west-1a")),
        ("Description", .string("Primary network interface")), ("Groups", .array(groups)),
        ("InterfaceType", .string("interface")), ("Ipv6Addresses", .array([])),
        ("MacAddress", .string("02:00:00:33:96:e7")), ("NetworkInterfaceId", .string(interface.id)),
        ("OwnerId", DescribeText.owner),
        ("PrivateDnsName", .string("ip-host.eu-west-1.compute.internal")),
        ("PrivateIpAddress", .string(address.address.description)),
        (
          "PrivateIpAddresses",
          .array([
            .object(
              own + [
                ("Primary", .raw("true")),
                ("PrivateDnsName", .string("ip-host.eu-west-1.compute.internal")),
                ("PrivateIpAddress", .string(address.address.description)),
              ])
          ])
        ), ("RequesterManaged", .raw("false")), ("SourceDestCheck", .raw("true")),
        ("Status", .string("in-use")),
        ("SubnetId", .string(topology.subnets.id(of: interface.subnet))), ("TagSet", .array([])),
        ("VpcId", .string(topology.vpcs.id(of: interface.vpc))),
      ])
  }
}
