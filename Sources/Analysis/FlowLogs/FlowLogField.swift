/// A field of a VPC flow log's record, by AWS's name for it: versions 2 to 5 (R-FL-2, R-FL-3).
public enum FlowLogField: String, CaseIterable, Sendable {
  case version
  case accountID = "account-id"
  case interfaceID = "interface-id"
  case source = "srcaddr"
  case destination = "dstaddr"
  case sourcePort = "srcport"
  case destinationPort = "dstport"
  case ipProtocol = "protocol"
  case packets
  case bytes
  case start
  case end
  case action
  case logStatus = "log-status"
  case vpcID = "vpc-id"
  case subnetID = "subnet-id"
  case instanceID = "instance-id"
  case tcpFlags = "tcp-flags"
  case type
  case packetSource = "pkt-srcaddr"
  case packetDestination = "pkt-dstaddr"
  case region
  case zoneID = "az-id"
  case sublocationType = "sublocation-type"
  case sublocationID = "sublocation-id"
  case packetSourceService = "pkt-src-aws-service"
  case packetDestinationService = "pkt-dst-aws-service"
  case direction = "flow-direction"
  case trafficPath = "traffic-path"

  /// The version of the format that first had the field (R-FL-3).
  public var version: Int {
    switch self {
    case .version, .accountID, .interfaceID, .source, .destination, .sourcePort, .destinationPort,
      .ipProtocol, .packets, .bytes, .start, .end, .action, .logStatus:
      2
    case .vpcID, .subnetID, .instanceID, .tcpFlags, .type, .packetSource, .packetDestination: 3
    case .region, .zoneID, .sublocationType, .sublocationID: 4
    case .packetSourceService, .packetDestinationService, .direction, .trafficPath: 5
    }
  }
}

/// The fields of a flow log's records, in the order in which they stand on a line.
public struct FlowLogFormat: Hashable, Sendable {
  /// `nil` for a field that nothing here looks at.
  public let fields: [FlowLogField?]

  /// The default format, that of version 2 (R-FL-2).
  public static let standard = FlowLogFormat(fields: [
    .version, .accountID, .interfaceID, .source, .destination, .sourcePort, .destinationPort,
    .ipProtocol, .packets, .bytes, .start, .end, .action, .logStatus,
  ])

  private init(fields: [FlowLogField?]) { self.fields = fields }

  /// A format as people give it to AWS, `${version} ${srcaddr} ...`, or as it heads a file of records.
  ///
  /// - Returns: `nil` where a word can't be a field's name, as none of a record's own is.
  public init?(parsing text: String) {
    var fields: [FlowLogField?] = []
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      var name = word[...]
      if name.starts(with: "${".utf8), name.last == UInt8(ascii: "}") {
        name = name.dropFirst(2).dropLast()
      }
      guard let first = name.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z"),
        name.allSatisfy({ $0.isNameByte })
      else { return nil }
      fields.append(FlowLogField(rawValue: String(decoding: name, as: UTF8.self)))
    }
    guard fields.contains(.interfaceID) || fields.contains(.source) else { return nil }
    self.init(fields: fields)
  }

  /// Fields without which no record can be explained, and which the format lacks.
  public var missing: [FlowLogField] {
    [.interfaceID, .source, .destination, .ipProtocol, .action].filter { !fields.contains($0) }
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
