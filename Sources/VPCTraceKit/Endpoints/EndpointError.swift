/// Why a flow can't be traced as it was asked for: a matter of the command line, not of the input.
public struct EndpointError: Error, Hashable, Sendable {
  /// A sentence without capital and full stop.
  public let message: String
  /// What a word that fits several things may stand for, one line each.
  public let candidates: [String]
  /// What to do instead, a clause as well.
  public let hint: String?

  init(_ message: String, candidates: [String] = [], hint: String? = nil) {
    self.message = message
    self.candidates = candidates
    self.hint = hint
  }
}
