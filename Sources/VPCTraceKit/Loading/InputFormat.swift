/// A format in which a topology may be written.
public enum InputFormat: String, CaseIterable, Sendable {
  /// vpctrace's own, JSON5.
  case native
  /// What `aws ec2 describe-*` and its kin print, in a folder or merged in one file.
  case awsCLI = "aws-cli"
  /// `terraform show -json` of a plan or a state.
  case terraform
  /// A CloudFormation template in JSON.
  case cloudFormation = "cloudformation"
}
