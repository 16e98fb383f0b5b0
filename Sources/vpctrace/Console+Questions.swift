import VPCTraceKit

extension Console {
  /// Asks on the terminal until what is typed is understood.
  ///
  /// - Parameters:
  ///   - question: What stands before the cursor.
  ///   - advice: What to say to a line that is not understood, before the question comes again.
  ///   - answer: What a line means; `nil` where it is not understood.
  /// - Returns: `nil` where there is no more input.
  /// - Throws: ``CommandError`` where the question can't be written.
  mutating func ask<Answer>(
    _ question: String, advice: String, _ answer: (String) -> Answer?
  ) throws(CommandError) -> Answer? {
    while true {
      try write(question)
      try flush()
      guard let line = readLine() else {
        try write("\n")
        return nil
      }
      // What was typed on a terminal ends its line; what came from a pipe does not.
      if !Platform.isTerminal(.standardInput) { try write("\(line)\n") }
      if let answer = answer(line) { return answer }
      try write("\(advice)\n")
    }
  }
}
