package import Analysis

/// Reads the lines of a flow log, plain or compressed, however long the file is.
package struct FlowLogFile {
  /// Why a log can't be read.
  package enum Failure: Error {
    case system(SystemError)
    case gzip(GzipViolation)
    /// The records do not tell what an explanation needs.
    case lacksFields([FlowLogField])

    package var message: String {
      switch self {
      case .system(let error): error.message
      case .gzip(let violation): violation.message
      case .lacksFields(let fields):
        "its records lack \(fields.map { $0.rawValue }.joined(separator: ", "))"
      }
    }

    package var hint: String? {
      if case .gzip = self { "`gzip -t` tells whether the file is whole" } else { nil }
    }
  }

  private let path: String
  private let format: FlowLogFormat?

  private static let chunkSize = 1 << 20

  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - format: That of the records, or `nil` where a first line may name their fields.
  package init(path: String, format: FlowLogFormat? = nil) {
    self.path = path
    self.format = format
  }

  /// Explains every record.
  package func explain(with explainer: inout FlowLogExplainer) throws(Failure) {
    let bytes = try ByteSource(path)
    var format = self.format
    var buffer = LineBuffer()
    var line = 0
    func take(_ lines: [UInt8]) throws(Failure) {
      var rest = lines[...]
      while !rest.isEmpty {
        line += 1
        let record = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest[record.endIndex...].dropFirst()
        try FlowLogFile.take(record, line, &format, &explainer)
      }
    }
    while let piece = try bytes.next() {
      if let lines = buffer.lines(endedBy: piece) { try take(lines) }
    }
    if let rest = buffer.takeRest() { try take(rest) }
  }

  private static func take(
    _ line: ArraySlice<UInt8>, _ number: Int, _ format: inout FlowLogFormat?,
    _ explainer: inout FlowLogExplainer
  ) throws(Failure) {
    guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
    // Files that AWS delivers each begin with the names; so do several of them joined.
    if let header = FlowLogFormat(parsing: String(decoding: line, as: UTF8.self)) {
      guard header.missing.isEmpty else { throw .lacksFields(header.missing) }
      format = header
      return
    }
    do throws(FlowLogRecord.Problem) {
      explainer.add(try FlowLogRecord(parsing: line, format ?? .standard), line: number)
    } catch {
      explainer.add(error, line: number)
    }
  }

  /// The file's bytes, decompressed if they are a gzip file's.
  private final class ByteSource {
    private let reader: Platform.Reader
    /// What was read to see whether it is compressed.
    private var first: [UInt8]?
    private var gzip: GzipReader?

    init(_ path: String) throws(Failure) {
      do throws(SystemError) {
        reader = try Platform.Reader(path: path)
        first = try ByteSource.chunk(of: reader)
      } catch {
        throw .system(error)
      }
      guard let first, first.starts(with: GzipReader.signature) else { return }
      gzip = GzipReader { [unowned self] () throws(SystemError) in try nextStored() }
    }

    func next() throws(Failure) -> [UInt8]? {
      do throws(GzipReader.Failure) {
        if gzip != nil { return try gzip?.nextChunk() }
      } catch {
        switch error {
        case .system(let error): throw .system(error)
        case .gzip(let violation): throw .gzip(violation)
        }
      }
      do throws(SystemError) {
        return try nextStored()
      } catch {
        throw .system(error)
      }
    }

    private func nextStored() throws(SystemError) -> [UInt8]? {
      if let first {
        self.first = nil
        return first
      }
      return try ByteSource.chunk(of: reader)
    }

    private static func chunk(of reader: borrowing Platform.Reader) throws(SystemError) -> [UInt8]?
    {
      var bytes: [UInt8] = []
      return try reader.read(upTo: FlowLogFile.chunkSize, appendingTo: &bytes) ? bytes : nil
    }
  }
}
