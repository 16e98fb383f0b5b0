import Foundation

/// Outputs that were read and approved, kept as files beside the tests.
public enum Golden {
  /// Set to record what the tests get instead of comparing it; a run that records fails.
  public static let recordingVariable = "VPCTRACE_RECORD"

  /// Compares an output with the recorded file.
  ///
  /// - Parameters:
  ///   - actual: What the test got.
  ///   - name: The file's name in the folder `Golden` beside the test, or a path from there.
  ///   - test: The test's own file.
  /// - Returns: Where the two depart from each other; `nil` where they do not.
  public static func difference(
    _ actual: String, _ name: String, beside test: String = #filePath
  ) -> String? {
    let folder = URL(fileURLWithPath: test).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden").appendingPathComponent(name).standardized
    if ProcessInfo.processInfo.environment[recordingVariable] != nil {
      try? FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? actual.write(to: file, atomically: true, encoding: .utf8)
      return "recorded \(file.path): look at it, and run again without \(recordingVariable)"
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      return "\(file.path) is missing: record it with \(recordingVariable)=1"
    }
    return firstDifference(actual, expected).map { "\(name) \($0)" }
  }

  private static func firstDifference(_ actual: String, _ expected: String) -> String? {
    guard actual != expected else { return nil }
    let got = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(got, wanted).prefix { $0 == $1 }.count
    let gotLine = line < got.count ? got[line] : "(the end)"
    let wantedLine = line < wanted.count ? wanted[line] : "(the end)"
    return "line \(line + 1):\n- \(wantedLine)\n+ \(gotLine)\nin:\n\(actual)"
  }
}
