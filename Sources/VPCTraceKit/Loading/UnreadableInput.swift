public import SourceText
import TopologyImport

/// Input that is recognised but not read, and what would turn it into something readable.
enum UnreadableInput {
  case empty
  case wide(WideEncoding)
  case terraformPlan
  case terraformSource
  case terraformState
  case yaml
  /// What `get-template` prints of a template that was written as a text, in YAML as a rule.
  case templateText
  case otherJSON
  case other

  func diagnostic(path: String) -> Diagnostic {
    Diagnostic(.error, .inputUnrecognised, "\(path) \(description)", hint: hint(path: path))
  }

  private var description: String {
    switch self {
    case .empty: "is empty"
    case .wide(let encoding): "is text in \(encoding.rawValue); only UTF-8 is read"
    case .terraformPlan: "is a zip archive, as binary Terraform plans are"
    case .terraformSource: "is Terraform source, in which no value is known yet"
    case .terraformState: "is a raw Terraform state"
    case .yaml: "is YAML; only JSON is read"
    case .templateText: "holds a template as one text"
    case .otherJSON: "is JSON, but nothing that vpctrace knows"
    case .other: "is nothing that vpctrace knows"
    }
  }

  private func hint(path: String) -> String? {
    switch self {
    case .empty: "did the command that should have written it fail?"
    case .wide(let encoding):
      "convert it: iconv -f \(encoding.rawValue) -t UTF-8 \(path) > utf8.json"
    case .terraformPlan: "where the plan was made: terraform show -json \(path) > plan.json"
    case .terraformSource:
      "terraform plan -out=tfplan && terraform show -json tfplan > plan.json"
    case .terraformState: "terraform show -json \(path) > state.json"
    case .yaml:
      "run the aws command with --output json; for a template: cfn-flip \(path) > template.json"
    case .templateText:
      "jq -r .TemplateBody \(path) > template.yaml && cfn-flip template.yaml > template.json"
    case .otherJSON, .other:
      "give a folder of AWS CLI outputs, such as that of aws ec2 describe-vpcs"
    }
  }
}

extension UnreadableInput {
  /// What keeps a text from being read by its first bytes alone; `nil` where it may be JSON.
  init?(_ shape: TextShape) {
    switch shape {
    case .empty: self = .empty
    case .wide(let encoding): self = .wide(encoding)
    case .zip: self = .terraformPlan
    case .terraformSource: self = .terraformSource
    case .yaml: self = .yaml
    case .json, .other: return nil
    }
  }

  /// What JSON that is no AWS output is, by its top-level keys.
  init(_ tree: JSONTree) {
    func has(_ key: StaticString) -> Bool { tree.member(key, of: tree.root) != nil }
    if has("terraform_version") || has("lineage") {
      self = .terraformState
    } else if has("TemplateBody") {
      self = .templateText
    } else {
      self = .otherJSON
    }
  }
}

extension Diagnostic.Code {
  /// The input is none of the formats that are read.
  public static let inputUnrecognised = Diagnostic.Code("INPUT_UNRECOGNISED")
  /// The system does not let a file or folder be read.
  public static let inputUnreadable = Diagnostic.Code("INPUT_UNREADABLE")
  /// Nothing is at the path that was given.
  public static let inputMissing = Diagnostic.Code("INPUT_MISSING")
  /// Files of a folder were passed over.
  public static let filesPassedOver = Diagnostic.Code("FILES_PASSED_OVER")
}
