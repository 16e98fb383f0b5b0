import TopologyModel

/// Finds out in which Region each VPC is: VPCs do not say it, what belongs to them does.
struct RegionHints {
  private var regions: [Reference<VPC>: String] = [:]

  /// Takes a Region's own name.
  mutating func note(_ region: String?, for vpc: Reference<VPC>) {
    guard let region, !region.isEmpty else { return }
    // Where the input contradicts itself, the order of its files must not decide.
    regions[vpc] = regions[vpc].map { $0 < region ? $0 : region } ?? region
  }

  /// Takes the Region out of a zone's name: `us-east-1` of `us-east-1a` or `us-east-1-bos-1a`.
  mutating func note(zone: String?, for vpc: Reference<VPC>) {
    guard let zone, let digit = zone.utf8.firstIndex(where: { $0 &- UInt8(ascii: "0") < 10 }) else {
      return
    }
    let rest = zone.utf8[digit...].drop { $0 &- UInt8(ascii: "0") < 10 }
    note(String(zone.utf8[..<rest.startIndex]), for: vpc)
  }

  /// Takes the Region out of an ARN such as `arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1`.
  mutating func note(arn: String?, for vpc: Reference<VPC>) {
    guard let arn else { return }
    let parts = arn.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count > 4 else { return }
    note(String(parts[3]), for: vpc)
  }

  /// What was found of a VPC so far.
  func region(of vpc: Reference<VPC>) -> String? { regions[vpc] }

  /// Writes what was found into the VPCs.
  func place(in vpcs: inout ResourceTable<VPC>) {
    for (reference, region) in regions {
      guard var vpc = vpcs[reference], vpc.region == nil else { continue }
      vpc.region = region
      vpcs.define(vpc, at: reference)
    }
  }
}
