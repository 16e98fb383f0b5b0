public import Addressing
public import SourceText

/// A named list of CIDR blocks, the customer's or AWS's own.
public struct PrefixList: Hashable, Sendable {
  public let id: String
  public var name: String?
  /// `nil` where the input does not hold the entries.
  public var entries: [Entry]?
  /// What the list counts for in quotas (R-SG-9, R-ROUTE-7); `nil` where it is not known.
  public var maximumEntries: Int?
  /// Owned by AWS, such as `com.amazonaws.us-east-1.s3`: public service addresses.
  public var isAWSManaged = false
  public var location: SourceLocation?

  public init(id: String) { self.id = id }

  /// The name of a list that AWS owns, by which all accounts mean the same list, as it tells the Region; `nil`
  /// for a customer's list, and where the input does not tell the name.
  public var managedName: String? {
    let known = name ?? id
    return isAWSManaged && known.utf8.starts(with: "com.amazonaws.".utf8) ? known : nil
  }

  /// One block of the list.
  public struct Entry: Hashable, Sendable {
    public let block: CIDRBlock
    public let location: SourceLocation?

    public init(_ block: CIDRBlock, location: SourceLocation? = nil) {
      self.block = block
      self.location = location
    }
  }
}
