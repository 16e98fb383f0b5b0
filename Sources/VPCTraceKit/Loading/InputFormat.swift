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

extension InputFormat {
  /// What it is called in messages.
  var title: String {
    switch self {
    case .native: "a native topology"
    case .awsCLI: "AWS CLI output"
    case .terraform: "the output of terraform show -json"
    case .cloudFormation: "a CloudFormation template"
    }
  }
}
