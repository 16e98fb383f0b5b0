import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  /// Reads the one object of `describe-vpc-block-public-access-options` (R-BPA-1).
  mutating func readBlockPublicAccess(_ node: JSONNode) {
    let region = reader.id("AwsRegion", of: node)
    guard reader.isFirst(node, .blockPublicAccess, region ?? "") else { return }
    let mode =
      reader.choice("InternetGatewayBlockMode", of: node) {
        BlockPublicAccess.Mode(rawValue: $0)
      } ?? .off
    topology.blockPublicAccess.append(
      BlockPublicAccess(mode: mode, region: region, location: reader.location(of: node)))
  }

  mutating func readBlockPublicAccessExclusion(_ node: JSONNode) {
    guard let id = reader.requiredID("ExclusionId", of: node),
      let arn = reader.requiredID("ResourceArn", of: node),
      reader.isFirst(node, .blockPublicAccessExclusion, id),
      isInForce(reader.text("State", of: node)),
      let mode = reader.requiredChoice(
        "InternetGatewayExclusionMode", of: node,
        { BlockPublicAccess.Exclusion.Mode(rawValue: $0) }),
      let subject = exclusionSubject(arn, node)
    else { return }
    topology.blockPublicAccessExclusions.append(
      BlockPublicAccess.Exclusion(
        id: id, mode: mode, subject: subject, location: reader.location(of: node)))
  }

  private func isInForce(_ state: String?) -> Bool {
    switch state {
    case "create-in-progress", "create-failed", "disable-in-progress", "disable-complete",
      "delete-complete":
      false
    default: true
    }
  }

  /// The VPC or subnet that an ARN ends with: `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0a1b`.
  private mutating func exclusionSubject(
    _ arn: String, _ node: JSONNode
  ) -> BlockPublicAccess.Exclusion.Subject? {
    let id = String(
      decoding: arn.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed(), as: UTF8.self)
    switch ResourceKind(ofID: id) {
    case .vpc: return .vpc(topology.vpcs.mention(id))
    case .subnet: return .subnet(topology.subnets.mention(id))
    default:
      reader.fail(
        .unknownValue, "\(arn) is neither a VPC nor a subnet", at: node,
        hint: "was the answer edited, or is it newer than this vpctrace?")
      return nil
    }
  }
}
