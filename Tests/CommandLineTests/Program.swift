import Foundation
import TestSupport

/// The built program, run as a user runs it.
struct Program {
  let output: String
  let errors: String
  let exitCode: Int32

  /// Runs the program in the package's root.
  ///
  /// - Parameters:
  ///   - arguments: What follows `vpctrace` on the command line.
  ///   - input: Its standard input.
  ///   - environment: Variables beside the test's own; `COLUMNS` is 80 unless given.
  /// - Throws: What keeps the program from being started.
  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = Program.executable
    process.arguments = arguments
    process.currentDirectoryURL = PackageFolder.root
    let own = ProcessInfo.processInfo.environment
    process.environment = own.merging(["COLUMNS": "80"]) { $1 }.merging(environment) { $1 }
    // Files and not pipes: a program that ends without reading its input must not end the tests with
    // a broken pipe, and one that complains at length must not wait for a reader.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (stdin, stdout, stderr) = (
      folder.appendingPathComponent("stdin"), folder.appendingPathComponent("stdout"),
      folder.appendingPathComponent("stderr")
    )
    try Data(input.utf8).write(to: stdin)
    try Data().write(to: stdout)
    try Data().write(to: stderr)
    process.standardInput = try FileHandle(forReadingFrom: stdin)
    process.standardOutput = try FileHandle(forWritingTo: stdout)
    process.standardError = try FileHandle(forWritingTo: stderr)
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: stdout), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: stderr), as: UTF8.self)
    exitCode = process.terminationStatus
  }

  /// The program beside the test bundle.
  static let executable: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let products =
      bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return products.appendingPathComponent("vpctrace")
  }()

  /// Runs `script` in bash with the program's folder on the path.
  static func bash(_ script: String) throws -> (output: String, exitCode: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = PackageFolder.root
    var environment = ProcessInfo.processInfo.environment
    let folder = executable.deletingLastPathComponent().path
    environment["PATH"] = "\(folder):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["COLUMNS"] = "80"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}
