import Synchronization
import VPCTraceKit

/// One line on a terminal's standard error that tells how far a long run has come.
final class ProgressLine: Sendable {
  private let isWanted = Platform.isTerminal(.standardError)
  /// When the line is to be written next, by the clock, and whether it was written at all.
  private let next: Mutex<(time: Double, isShown: Bool)>

  /// Runs shorter than this many seconds show nothing.
  private static let patience = 1.0
  /// Seconds between one writing and the next.
  private static let interval = 0.1

  init() {
    next = Mutex((time: Platform.monotonicSeconds + ProgressLine.patience, isShown: false))
  }

  /// Shows how far it is, unless it was told just before.
  func show(_ state: @autoclosure () -> String) {
    let now = Platform.monotonicSeconds
    let isDue = next.withLock { next in
      guard isWanted, now > next.time else { return false }
      next = (time: now + ProgressLine.interval, isShown: true)
      return true
    }
    if isDue { write("\r\(state())") }
  }

  func clear() {
    if next.withLock({ $0.isShown }) { write("\r\u{1b}[K") }
  }

  private func write(_ text: String) { try? Platform.write(Array(text.utf8), to: .standardError) }
}
