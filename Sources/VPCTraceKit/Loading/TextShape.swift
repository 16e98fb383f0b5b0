import SourceText

/// What the first bytes of a file tell of it.
enum TextShape: Equatable {
  case empty
  /// It begins as JSON does; whether it is, the reader finds out.
  case json
  case wide(WideEncoding)
  /// A zip archive, as binary Terraform plans are.
  case zip
  case terraformSource
  case yaml
  case other

  /// Bytes that suffice to tell.
  static let prefixLength = 4096

  init(ofPrefix bytes: [UInt8], path: String) {
    if bytes.isEmpty {
      self = .empty
    } else if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      self = .zip
    } else if let encoding = WideEncoding(recognising: bytes) {
      self = .wide(encoding)
    } else {
      self = TextShape(ofLines: bytes.prefix(TextShape.prefixLength), path: path)
    }
  }

  private init(ofLines bytes: ArraySlice<UInt8>, path: String) {
    let first = bytes.first { !TextShape.isPassedOver($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      self = .json
    } else if path.hasSuffix(".tf") || TextShape.hasLine(bytes, beginningWith: hclOpenings) {
      self = .terraformSource
    } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml")
      || TextShape.hasLine(bytes, beginningWith: yamlOpenings)
    {
      self = .yaml
    } else {
      self = .other
    }
  }

  /// White space, and the byte-order mark of UTF-8.
  private static func isPassedOver(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0xef, 0xbb, 0xbf].contains(byte)
  }

  private static func hasLine(_ bytes: ArraySlice<UInt8>, beginningWith words: [String]) -> Bool {
    bytes.split { $0 == 0x0a || $0 == 0x0d }.contains { line in
      words.contains { line.starts(with: $0.utf8) }
    }
  }
}

private let hclOpenings = [
  "terraform {", "resource \"", "data \"", "provider \"", "module \"", "variable \"", "locals {",
]

private let yamlOpenings = [
  "---", "AWSTemplateFormatVersion:", "Resources:", "Vpcs:", "Subnets:", "Reservations:",
  "NetworkInterfaces:", "SecurityGroups:", "RouteTables:",
]
