import VPCTraceKit

/// What ends a command before it has a result.
enum CommandError: Error {
  /// The command line is wrong; the hint says what to type instead.
  case usage(String, candidates: [String] = [], hint: String? = nil)
  /// The input is wrong.
  case input(InputErrors)
  /// The output can't be written.
  case output(String)

  init(_ error: EndpointError) {
    self = .usage(error.message, candidates: error.candidates, hint: error.hint)
  }

  var exitCode: ExitCode {
    switch self {
    case .usage: .usage
    case .input, .output: .input
    }
  }
}

/// The contract with scripts.
enum ExitCode: Int32 {
  case success = 0
  /// Dropped, or the reply was.
  case negative = 1
  case usage = 2
  case input = 3
  case undetermined = 4

  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .delivered: .success
      case .dropped, .replyDropped: .negative
      case .ambiguous, .undetermined: .undetermined
      }
  }
}
