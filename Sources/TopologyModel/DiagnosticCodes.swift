public import SourceText

/// What readers of every format report.
extension Diagnostic.Code {
  /// A field that every such object has is not there.
  public static let fieldMissing = Diagnostic.Code("FIELD_MISSING")
  /// A value is of another JSON type than the format has.
  public static let wrongType = Diagnostic.Code("WRONG_TYPE")
  /// A number that the format does not allow.
  public static let numberOutOfRange = Diagnostic.Code("NUMBER_OUT_OF_RANGE")
  /// A text that is no address.
  public static let invalidAddress = Diagnostic.Code("INVALID_ADDRESS")
  /// A text that is no CIDR block.
  public static let invalidBlock = Diagnostic.Code("INVALID_CIDR_BLOCK")
  /// Bits behind a block's prefix are set; AWS clears them (R-CIDR-2).
  public static let hostBitsSet = Diagnostic.Code("HOST_BITS_SET")
  /// A word that this version does not know.
  public static let unknownValue = Diagnostic.Code("UNKNOWN_VALUE")
  /// A number is taken in its direction of a network ACL (R-NACL-2).
  public static let duplicateACLRule = Diagnostic.Code("DUPLICATE_ACL_RULE")
}
