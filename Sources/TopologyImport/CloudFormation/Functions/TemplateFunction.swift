/// CloudFormation's intrinsic functions.
enum TemplateFunction: String, CaseIterable {
  case ref = "Ref"
  case getAtt = "Fn::GetAtt"
  case sub = "Fn::Sub"
  case join = "Fn::Join"
  case split = "Fn::Split"
  case select = "Fn::Select"
  case getAZs = "Fn::GetAZs"
  case cidr = "Fn::Cidr"
  case findInMap = "Fn::FindInMap"
  case `if` = "Fn::If"
  case and = "Fn::And"
  case or = "Fn::Or"
  case not = "Fn::Not"
  case equals = "Fn::Equals"
  case importValue = "Fn::ImportValue"
  case base64 = "Fn::Base64"
  case length = "Fn::Length"
  case toJSONString = "Fn::ToJsonString"
  case getStackOutput = "Fn::GetStackOutput"
  case transform = "Fn::Transform"

  /// The list that the function takes; `nil` where it takes a single value, or one of any shape.
  var signature: (count: ClosedRange<Int>, words: String)? {
    switch self {
    case .join: (2...2, "[delimiter, list of texts]")
    case .split: (2...2, "[delimiter, text]")
    case .select: (2...2, "[index, list]")
    case .cidr: (2...3, "[block, count, cidrBits]")
    case .findInMap: (3...4, "[map, first key, second key]")
    case .if: (3...3, "[condition, value if true, value if false]")
    case .and, .or: (2...10, "[condition, condition, ...], two to ten")
    case .not: (1...1, "[condition]")
    case .equals: (2...2, "[value, value]")
    default: nil
    }
  }
}
