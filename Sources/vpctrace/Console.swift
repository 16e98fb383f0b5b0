import VPCTraceKit

/// The process's output: buffered, and quiet once nobody reads on.
struct Console {
  /// Whether results, and problems too, are written for programs.
  var writesJSON = false
  /// Nobody reads on, as behind `| head`: no error, but no reason to go on either.
  private(set) var isAbandoned = false
  private var buffer: [UInt8] = []

  private static let bufferSize = 1 << 16

  /// How wide the text may be and whether it may have colours.
  ///
  /// Colours are for terminals only, and `NO_COLOR` forbids them there, too.
  var style: TextStyle {
    let isTerminal = Platform.isTerminal(.standardOutput)
    let isForbidden = !(Platform.environment("NO_COLOR") ?? "").isEmpty
    let isDumb = Platform.environment("TERM") == "dumb"
    let width = isTerminal ? Platform.terminalWidth(.standardOutput) : nil
    let columns = Platform.environment("COLUMNS").flatMap { Int($0) }
    return TextStyle(
      width: min(columns ?? width ?? 80, 120), usesColour: isTerminal && !isForbidden && !isDumb)
  }

  mutating func write(_ text: String) throws(CommandError) {
    try write(Array(text.utf8))
  }

  mutating func write(_ bytes: [UInt8]) throws(CommandError) {
    buffer += bytes
    if buffer.count >= Console.bufferSize { try flush() }
  }

  /// Hands on what is buffered.
  mutating func flush() throws(CommandError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !buffer.isEmpty, !isAbandoned else { return }
    do throws(SystemError) {
      try Platform.write(buffer, to: .standardOutput)
    } catch {
      guard error.isBrokenPipe else { throw .output(error.message) }
      isAbandoned = true
    }
  }
}

// MARK: Problems

extension Console {
  /// Diagnostics that are shown at most; the rest are counted.
  private static let mostDiagnostics = 20

  func report(_ error: CommandError) {
    switch error {
    case .input(let errors): report(errors)
    case .usage(let message, let candidates, let hint):
      let diagnostic = Diagnostic(.error, Diagnostic.Code("COMMAND_LINE"), message, hint: hint)
      writesJSON ? report([diagnostic]) : complain(usage(message, candidates, hint))
    case .output(let message): complain("error: can't write the output: \(message)\n")
    }
  }

  func report(_ diagnostics: [Diagnostic]) { report(InputErrors(diagnostics)) }

  /// Reports on standard error: text, or one JSON object a line.
  private func report(_ errors: InputErrors) {
    let (shown, hiddenCount) = errors.limited(to: Console.mostDiagnostics)
    guard writesJSON else {
      var text = shown.map { $0.formatted() + "\n" }.joined()
      if hiddenCount > 0 { text += "... and \(hiddenCount) more like these\n" }
      complain(text)
      return
    }
    var writer = JSONWriter(.compact)
    for diagnostic in shown {
      writer.diagnostic(diagnostic)
      writer.endLine()
    }
    complain(writer.bytes)
  }

  private func usage(_ message: String, _ candidates: [String], _ hint: String?) -> String {
    "error: \(message)\n" + candidates.map { "  \($0)\n" }.joined()
      + (hint.map { "hint: \($0)\n" } ?? "")
  }

  private func complain(_ text: String) { complain(Array(text.utf8)) }

  /// Writes to standard error; where even that is closed there is nobody left to tell.
  private func complain(_ bytes: [UInt8]) {
    try? Platform.write(bytes, to: .standardError)
  }
}
