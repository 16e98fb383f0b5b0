import Glibc

/// A network namespace without a name: what is built in it is gone with the last descriptor.
final class NetworkNamespace {
  private let descriptor: Int32

  init() throws {
    descriptor = try NetworkNamespace.away(
      by: { SystemCalls.unshare(SystemCalls.newNetwork) }, { try NetworkNamespace.current() })
  }

  deinit { close(descriptor) }

  /// Where other programs find the namespace as long as it is held.
  var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

  /// Does something while the calling thread is in the namespace: sockets opened stay there.
  func enter<Result>(_ body: () throws -> Result) throws -> Result {
    try NetworkNamespace.away(by: { SystemCalls.setns(descriptor, SystemCalls.newNetwork) }, body)
  }

  /// Has the shell run a program in the namespace, and waits for its end.
  ///
  /// - Throws: ``ToolFailure`` with whatever the program said.
  func run(_ command: String, input: String) throws {
    // The user's search path may lack the administrator's programs.
    let script = "PATH=$PATH:/usr/sbin:/sbin; \(command) 2>&1 <<'END'\n\(input)\nEND\n"
    try enter {
      guard let output = popen(script, "re") else { throw SystemCallFailure("popen") }
      var complaint: [UInt8] = []
      while case let byte = getc(output), byte != EOF {
        complaint.append(UInt8(truncatingIfNeeded: byte))
      }
      guard pclose(output) == 0 else {
        throw ToolFailure(command: command, complaint: String(decoding: complaint, as: UTF8.self))
      }
    }
  }

  /// Whether this process may make namespaces, and the kernel and its tools have all that goes in.
  static let isUsable: Bool = {
    do {
      let namespace = try NetworkNamespace()
      try namespace.set("ip_forward", to: 1)
      try namespace.run(
        "ip -batch -",
        input: "link add one type veth peer name other\nrule add iif one lookup 100")
      try namespace.run(
        "nft -f -",
        input: """
          table ip probe {
          chain sample {
            type nat hook postrouting priority srcnat
            ct state established accept
            ip saddr set 192.0.2.1
          }
          }
          """)
      return true
    } catch {
      return false
    }
  }()

  /// Writes a setting of IPv4.
  func set(_ setting: String, to value: Int) throws {
    try enter {
      let file = open("/proc/sys/net/ipv4/\(setting)", O_WRONLY | O_CLOEXEC)
      defer { close(file) }
      let text = Array("\(value)".utf8)
      guard write(file, text, text.count) == text.count else { throw SystemCallFailure(setting) }
    }
  }

  private static func away<Result>(
    by departure: () -> Int32, _ body: () throws -> Result
  ) throws -> Result {
    let home = try current()
    defer { close(home) }
    guard departure() == 0 else { throw SystemCallFailure("unshare or setns") }
    defer {
      // A thread left in a foreign namespace would take whoever uses it next along.
      precondition(SystemCalls.setns(home, SystemCalls.newNetwork) == 0, "the way home is lost")
    }
    return try body()
  }

  private static func current() throws -> Int32 {
    let descriptor = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemCallFailure("open") }
    return descriptor
  }
}

/// What the toolchain's view of the C library leaves out.
private enum SystemCalls {
  static let newNetwork: Int32 = 0x4000_0000

  static func setns(_ descriptor: Int32, _ kind: Int32) -> Int32 {
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    return dlsym(nil, "setns").map { unsafeBitCast($0, to: Function.self)(descriptor, kind) } ?? -1
  }

  static func unshare(_ kind: Int32) -> Int32 {
    typealias Function = @convention(c) (Int32) -> Int32
    return dlsym(nil, "unshare").map { unsafeBitCast($0, to: Function.self)(kind) } ?? -1
  }
}

struct SystemCallFailure: Error, CustomStringConvertible {
  let description: String

  init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
}

struct ToolFailure: Error {
  let command: String
  let complaint: String
}
