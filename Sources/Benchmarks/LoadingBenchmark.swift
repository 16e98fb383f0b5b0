import Dataplane
import Foundation
import VPCTraceKit

/// Reads a synthetic account from AWS CLI output and compiles it, in a process of its own, so that its
/// memory can be told.
enum LoadingBenchmark {
  /// Measures one size by running this program again with `load FOLDER`.
  static func add(interfaces count: Int, to table: ResultTable) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("vpctrace-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try write(interfaces: count, to: folder)
    let words = try output(ofRunning: ["load", folder.path]).split(whereSeparator: \.isWhitespace)
      .compactMap {
        Double($0)
      }
    guard words.count == 3 else { return table.add("\(count)", "failed", "", "", "") }
    let megabytes = Double(bytes) / 1e6
    table.add(
      "\(count)", Measure.oneDecimal(megabytes), Measure.oneDecimal(megabytes / words[0]),
      "\(Int(words[1] * 1024) / count)", Measure.oneDecimal(words[2] * 1024 / Double(bytes)))
  }

  /// Writes a synthetic account as the AWS CLI would, and returns its size in bytes.
  static func write(interfaces count: Int, to folder: URL) throws -> Int {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = DescribeText(topology: SyntheticNetwork(interfaces: count).topology).files()
    for file in files {
      try Data(file.text).write(to: folder.appendingPathComponent(file.name))
    }
    return files.map { $0.text.count }.reduce(0, +)
  }

  /// Measures a first plan of Terraform's of about this size, in a process of its own.
  static func add(planOfMegabytes size: Int, to table: ResultTable) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("vpctrace-plan-\(ProcessInfo.processInfo.processIdentifier).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let plan = PlanText.plan(networks: 200, userData: size * 250)
    try Data(plan.bytes).write(to: file)
    let words = try output(ofRunning: ["load", file.path]).split(whereSeparator: \.isWhitespace)
      .compactMap { Double($0) }
    guard words.count == 3 else { return table.add("\(plan.resources)", "failed", "", "") }
    let megabytes = Double(plan.bytes.count) / 1e6
    table.add(
      "\(plan.resources)", Measure.oneDecimal(megabytes), "\(Int(words[0] * 1000))",
      Measure.oneDecimal(words[2] * 1024 / Double(plan.bytes.count)))
  }

  private static func output(ofRunning arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// Loads and compiles, and prints seconds, kilobytes of data resident beyond the program's own, and the
  /// peak in kilobytes, the program's code included.
  static func load(_ folder: String) throws {
    let (before, peakBefore) = (memory("RssAnon:"), memory("VmRSS:"))
    let start = Platform.processorSeconds
    let network = Network(try Topology.load(path: folder).topology)
    let seconds = Platform.processorSeconds - start
    let (resident, peak) = (memory("RssAnon:") - before, memory("VmHWM:") - peakBefore)
    Measure.keep(network)
    print("\(seconds) \(resident) \(peak)")
  }

  /// What the process holds in memory now.
  static var residentKilobytes: Int { memory("VmRSS:") }

  /// A line of the kernel's account of this process, in kilobytes; 0 where there is none.
  private static func memory(_ key: String) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) })
    else { return 0 }
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}
