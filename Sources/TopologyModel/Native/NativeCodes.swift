public import SourceText

/// What the reader of the native format alone reports.
extension Diagnostic.Code {
  /// A key that the object does not have.
  public static let unknownKey = Diagnostic.Code("UNKNOWN_KEY")
  /// A name that no resource of the file has.
  public static let unknownName = Diagnostic.Code("UNKNOWN_NAME")
  /// A name that several resources have.
  public static let ambiguousName = Diagnostic.Code("AMBIGUOUS_NAME")
  /// An id that another resource of the kind has.
  public static let duplicateID = Diagnostic.Code("DUPLICATE_ID")
  /// A second main route table, default network ACL or default security group of a VPC.
  public static let duplicateDefault = Diagnostic.Code("DUPLICATE_DEFAULT")
  /// A rule's text, ports, or ICMP type that can't be read.
  public static let invalidRule = Diagnostic.Code("INVALID_RULE")
  /// A key that means nothing beside the object's other keys.
  public static let misplacedKey = Diagnostic.Code("MISPLACED_KEY")
  /// No address is left to give out.
  public static let addressesExhausted = Diagnostic.Code("ADDRESSES_EXHAUSTED")
}
