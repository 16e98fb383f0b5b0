/// Why a file can't be decompressed.
package enum GzipViolation: Error, Hashable, Sendable {
  /// The text does not begin as gzip does, or goes on after its end with something else.
  case notGzip
  /// Compressed by another method than deflate.
  case unknownMethod
  case truncated
  /// A block of the reserved kind, or code lengths that make no prefix code.
  case badBlock
  /// Bits that are no code, or reach back to before the text's beginning.
  case badCode
  /// What came out is not what went in.
  case badChecksum

  /// A clause for people.
  var message: String {
    switch self {
    case .notGzip: "it is no gzip file, or something else follows it"
    case .unknownMethod: "it is compressed by an unknown method"
    case .truncated: "its compressed text ends too early"
    case .badBlock, .badCode: "its compressed text is damaged"
    case .badChecksum: "its checksum is wrong"
    }
  }
}
