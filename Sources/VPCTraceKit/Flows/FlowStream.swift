import Dataplane
package import Rendering
import Synchronization

/// Answers many flows: one result a line, in the order of the lines, over all cores.
package struct FlowStream: Sendable {
  /// How results are written.
  package enum Format: Sendable {
    case json
    case text(TextStyle)
  }

  private let resolver: EndpointResolver
  private let detail: Detail
  private let format: Format
  private let workers: Int

  package init(
    _ resolver: EndpointResolver, detail: Detail, format: Format,
    workers: Int = Platform.processorCount
  ) {
    self.resolver = resolver
    self.detail = detail
    self.format = format
    self.workers = workers
  }

  /// The results of a batch of lines, in pieces to be written one after another.
  package func results(of batch: FlowReader.Batch) -> [[UInt8]] {
    let shares = batch.shares(workers)
    let results = Mutex([[UInt8]](repeating: [], count: shares.count))
    Platform.parallel(shares.count) { index in
      let bytes = answers(to: shares[index])
      results.withLock { $0[index] = bytes }
    }
    return results.withLock { $0 }
  }

  private func answers(to share: FlowReader.Batch) -> [UInt8] {
    var writer = JSONWriter(.compact)
    var number = share.firstLine
    var rest = share.bytes[...]
    while !rest.isEmpty {
      let line = rest.prefix(rest.lengthOfLine)
      rest = rest[line.endIndex...].dropFirst()
      write(resultOf: line, number, to: &writer)
      number += 1
    }
    return writer.bytes
  }

  private func write(resultOf line: ArraySlice<UInt8>, _ number: Int, to writer: inout JSONWriter) {
    do {
      let flow = try flow(of: line)
      write(resolver.network.trace(flow), to: &writer)
    } catch {
      write(error.message, number, to: &writer)
    }
  }

  private func flow(of line: ArraySlice<UInt8>) throws(FlowLine.Problem) -> Flow {
    guard line.count <= LineBuffer.longestLine else {
      throw FlowLine.Problem(message: "the line is longer than any flow")
    }
    var flow = try resolve(line)
    // What other ports would meet is for a note, and a summary prints none.
    if detail == .summary { flow.otherSourcePorts = nil }
    return flow
  }

  private func resolve(_ line: ArraySlice<UInt8>) throws(FlowLine.Problem) -> Flow {
    let request: FlowRequest
    if let plain = PlainFlowScanner.flow(in: line.span) {
      if let flow = resolver.flow(plain, in: line) { return flow }
      request = try plain.fields(in: line.span).request()
    } else {
      request = try FlowLine.fields(in: Array(line)).request()
    }
    do throws(EndpointError) {
      return try resolver.flow(request)
    } catch {
      throw FlowLine.Problem(message: error.message)
    }
  }

  private func write(_ trace: Trace, to writer: inout JSONWriter) {
    switch format {
    case .json:
      writer.trace(trace, in: resolver.network, detail: detail)
      writer.endLine()
    case .text(let style):
      let text = trace.text(in: resolver.network, detail: detail, style: style)
      writer.plainText(detail == .summary ? text : text + "\n")
    }
  }

  private func write(_ problem: String, _ line: Int, to writer: inout JSONWriter) {
    switch format {
    case .json:
      writer.traceError(problem, line: line)
      writer.endLine()
    case .text: writer.plainText("error line \(line): \(problem)\n")
    }
  }
}

extension EndpointResolver {
  /// The flow of a plain line whose ends are ids or names of one thing each, without a string made of them; `nil`
  /// for other lines, and for those with a mistake that is to be explained.
  fileprivate func flow(_ plain: PlainFlow, in line: ArraySlice<UInt8>) -> Flow? {
    guard let source = plain.source, let destination = plain.destination,
      let options = plain.options(in: line.span)
    else { return nil }
    return line.withUnsafeBufferPointer { utf8 in
      guard let source = endpoint(named: UnsafeBufferPointer(rebasing: utf8[source])),
        let destination = endpoint(named: UnsafeBufferPointer(rebasing: utf8[destination]))
      else { return nil }
      return try? flow(from: source, to: destination, options)
    }
  }
}

extension FlowReader.Batch {
  /// About equal parts, each of whole lines.
  fileprivate func shares(_ count: Int) -> [FlowReader.Batch] {
    var shares: [FlowReader.Batch] = []
    var start = 0
    var line = firstLine
    while start < bytes.count {
      let goal = min(start + bytes.count / count + 1, bytes.count)
      let lineFeed = bytes[(goal - 1)...].firstIndex(of: UInt8(ascii: "\n"))
      let end = lineFeed.map { $0 + 1 } ?? bytes.count
      let share = Array(bytes[start..<end])
      shares.append(FlowReader.Batch(bytes: share, firstLine: line))
      line += share.lineFeedCount
      start = end
    }
    return shares
  }
}
