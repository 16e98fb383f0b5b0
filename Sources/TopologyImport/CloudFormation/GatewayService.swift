/// A service that gateway endpoints lead to, and that AWS keeps a prefix list of in every Region.
enum GatewayService: String {
  case s3
  case dynamodb

  /// The name of its list, which is the endpoints' service name as well.
  func name(in region: String) -> String { "com.amazonaws.\(region).\(rawValue)" }

  /// The service whose list has an id; an id of one Region may be another list's elsewhere.
  ///
  /// - Returns: `nil` for a customer's list, and for a Region whose ids are not known here.
  init?(prefixListID id: String, in region: String) {
    guard let ids = GatewayService.prefixListIDs[region] else { return nil }
    switch id {
    case ids.s3: self = .s3
    case ids.dynamodb: self = .dynamodb
    default: return nil
    }
  }

  /// What `aws ec2 describe-prefix-lists` tells in any account, by Region.
  private static let prefixListIDs: [String: (s3: String, dynamodb: String)] = [
    "ap-northeast-1": ("pl-61a54008", "pl-78a54011"),
    "ap-northeast-2": ("pl-78a54011", "pl-48a54021"),
    "ap-south-1": ("pl-78a54011", "pl-66a7420f"),
    "ap-southeast-1": ("pl-6fa54006", "pl-67a5400e"),
    "ap-southeast-2": ("pl-6ca54005", "pl-62a5400b"),
    "ca-central-1": ("pl-7da54014", "pl-4ea54027"),
    "eu-central-1": ("pl-6ea54007", "pl-66a5400f"),
    "eu-west-1": ("pl-6da54004", "pl-6fa54006"),
    "eu-west-2": ("pl-7ca54015", "pl-b3a742da"),
    "eu-west-3": ("pl-23ad484a", "pl-abb451c2"),
    "sa-east-1": ("pl-6aa54003", "pl-60a54009"),
    "us-east-1": ("pl-63a5400a", "pl-02cd2c6b"),
    "us-east-2": ("pl-7ba54012", "pl-4ca54025"),
    "us-west-1": ("pl-6ba54002", "pl-6ea54007"),
    "us-west-2": ("pl-68a54001", "pl-00a54069"),
  ]
}
