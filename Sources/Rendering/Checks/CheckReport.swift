public import Analysis
public import SourceText
public import TopologyModel

/// Findings with their places looked up, ready to be printed; of one input or of several.
public struct CheckReport: Sendable {
  /// A finding and where its subjects are declared, one place a subject.
  public struct Entry: Sendable {
    public let finding: Finding
    public internal(set) var places: [Place?]

    /// Whether the file itself accepts the finding.
    public var isAccepted: Bool { finding.acceptedReason != nil }
  }

  /// Where a subject is declared, and the text there once it has been quoted.
  public struct Place: Sendable {
    public let position: SourcePosition
    public internal(set) var quotation: Quotation?
    let offset: Int
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  /// Adds the findings of one input, and quotes standard input.
  public mutating func add(_ findings: [Finding], in topology: Topology) {
    entries += findings.map { finding in
      Entry(
        finding: finding,
        places: finding.subjects.map { subject in
          subject.location.map {
            Place(position: topology.sources.position(of: $0), offset: Int($0.offset))
          }
        })
    }
    for file in topology.sources.files {
      if let text = file.text { quote(SourceBuffer(path: file.path, bytes: text)) }
    }
  }

  /// How many findings of a severity there are that the file does not accept.
  public func count(of severity: CheckRule.Severity) -> Int {
    entries.count { $0.finding.severity == severity && !$0.isAccepted }
  }

  /// How many findings the file accepts.
  public var acceptedCount: Int { entries.count { $0.isAccepted } }

  /// The files that findings stand in, in the order of the findings.
  public var paths: [String] {
    var seen: Set<String> = []
    let places = entries.lazy.flatMap { $0.places.lazy.compactMap { $0 } }
    return places.map { $0.position.path }.filter { seen.insert($0).inserted }
  }

  /// Quotes a file at every place that findings have in it.
  ///
  /// - Parameter source: The file's text as it was when the input was read.
  public mutating func quote(_ source: SourceBuffer) {
    for entry in entries.indices {
      for index in entries[entry].places.indices {
        guard let place = entries[entry].places[index], place.position.path == source.path else {
          continue
        }
        entries[entry].places[index]?.quotation = Quotation(place, of: source)
      }
    }
  }
}

/// The text at a place.
public struct Quotation: Sendable {
  public let excerpt: SourceExcerpt
  /// Bytes of the name, number or bracket at the place, at least 1.
  public let length: Int
  /// 1-based, in Unicode code points, as SARIF counts.
  public let column: Int
  /// ``length`` in Unicode code points.
  public let columnCount: Int

  init?(_ place: CheckReport.Place, of source: SourceBuffer) {
    let lineStart = place.offset - (place.position.column - 1)
    guard lineStart >= 0, place.offset < source.bytes.count else { return nil }
    excerpt = SourceExcerpt(around: place.offset, in: source)
    length = Quotation.tokenLength(at: place.offset, in: source.bytes)
    column = Quotation.codePoints(source.bytes[lineStart..<place.offset]) + 1
    columnCount = Quotation.codePoints(source.bytes[place.offset..<place.offset + length])
  }

  private static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xc0 != 0x80 }
  }

  /// The bytes of a string with its quotes, of a name or number, or of one bracket.
  private static func tokenLength(at offset: Int, in bytes: [UInt8]) -> Int {
    let first = bytes[offset]
    let rest = bytes[(offset + 1)...]
    let line = rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return line.firstIndex(of: first).map { $0 - offset + 1 } ?? 1
    }
    return isWord(first) ? 1 + line.prefix(while: isWord).count : 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
