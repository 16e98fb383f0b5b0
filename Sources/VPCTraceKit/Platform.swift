#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The operating system as the program needs it: the one file that knows Linux from macOS.
///
/// It stands on the C library alone, so that a process starts without loading Foundation.
package enum Platform {}

/// A system call that failed.
package struct SystemError: Error, Hashable, Sendable {
  /// The C library's `errno`.
  package let number: Int32

  /// What the system says of it, such as `Permission denied`.
  package var message: String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }

  static var last: SystemError { SystemError(number: errno) }

  /// Nobody reads on.
  package var isBrokenPipe: Bool { number == EPIPE }

  /// A path that leads to nothing.
  package var isMissingFile: Bool { number == ENOENT || number == ENOTDIR }

  /// What was to be read is a folder, a pipe or a device.
  package var isNotAFile: Bool { self == .notAFile }

  fileprivate static let notAFile = SystemError(number: EINVAL)
}

// MARK: Files

extension Platform {
  /// What a path leads to, symbolic links followed.
  package enum FileKind: Sendable {
    case regular
    case directory
    /// A pipe, device or socket: reading it might never end.
    case special
  }

  /// A file's device and inode: equal for two paths that lead to one file.
  package struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  package struct FileStatus: Sendable {
    package let kind: FileKind
    package let identity: FileIdentity
    /// Bytes.
    package let size: Int

    fileprivate init(_ status: stat) {
      kind =
        switch status.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .directory
        default: .special
        }
      identity = FileIdentity(
        device: UInt64(truncatingIfNeeded: status.st_dev),
        inode: UInt64(truncatingIfNeeded: status.st_ino))
      size = Int(truncatingIfNeeded: status.st_size)
    }
  }

  /// Looks at what `path` leads to, without opening it.
  package static func status(of path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// Reads a regular file, or its beginning.
  ///
  /// - Parameters:
  ///   - path: A pipe or device is not waited for, and is an error.
  ///   - limit: Bytes to read at most.
  /// - Returns: The bytes.
  /// - Throws: ``SystemError``.
  package static func readFile(_ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    let file = FileStatus(status)
    guard file.kind == .regular else { throw .notAFile }
    // One byte more than the size, so that the last read can tell that nothing follows.
    var bytes: [UInt8] = []
    var chunk = min(file.size + 1, limit)
    while try appendChunk(of: chunk, from: descriptor, to: &bytes), bytes.count < limit {
      chunk = min(1 << 16, limit - bytes.count)
    }
    return bytes
  }

  /// Reads standard input up to its end.
  package static func readStandardInput() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try readStandardInput(1 << 20, appendingTo: &bytes) {}
    return bytes
  }

  /// Reads up to `count` bytes of standard input to the end of `bytes`.
  ///
  /// - Returns: Whether more may follow.
  package static func readStandardInput(
    _ count: Int, appendingTo bytes: inout [UInt8]
  ) throws(SystemError) -> Bool {
    try appendChunk(of: count, from: STDIN_FILENO, to: &bytes)
  }

  /// Appends up to `count` bytes; fewer, and `false`, at the end of the file.
  private static func appendChunk(
    of count: Int, from descriptor: Int32, to bytes: inout [UInt8]
  ) throws(SystemError) -> Bool {
    var failure: SystemError?
    let chunk = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      while filled < count, failure == nil {
        let received = read(descriptor, room.baseAddress.map { $0 + filled }, count - filled)
        if received == 0 { return }
        if received > 0 {
          filled += received
        } else if errno != EINTR {
          failure = .last
        }
      }
    }
    if let failure { throw failure }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    return chunk.count == count
  }

  /// A file or pipe that is read piece by piece.
  package struct Reader: ~Copyable {
    private let descriptor: Int32

    /// Opens a path; `-` is standard input.
    package init(path: String) throws(SystemError) {
      descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last }
    }

    deinit {
      if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Appends what is there, up to `count` bytes, and waits only where nothing is.
    ///
    /// - Returns: `false` at the end.
    package func read(
      upTo count: Int, appendingTo bytes: inout [UInt8]
    ) throws(SystemError) -> Bool {
      var failure: SystemError?
      let chunk = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
        var received = 0
        repeat {
          received = readOnce(descriptor, room)
        } while received < 0 && errno == EINTR
        if received < 0 { failure = .last }
        filled = max(received, 0)
      }
      if let failure { throw failure }
      bytes += chunk
      return !chunk.isEmpty
    }
  }

  /// A file that is written piece by piece.
  package final class Writer {
    private let descriptor: Int32

    /// Makes a file, or empties the one that is there.
    package init(path: String) throws(SystemError) {
      descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw .last }
    }

    deinit { close(descriptor) }

    package func write(_ bytes: borrowing [UInt8]) throws(SystemError) {
      try Platform.writeAll(bytes, to: descriptor)
    }
  }

  private static func readOnce(
    _ descriptor: Int32, _ room: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    read(descriptor, room.baseAddress, room.count)
  }

  /// Ends the process.
  package static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
    Glibc.exit(code)
    #elseif canImport(Musl)
    Musl.exit(code)
    #else
    Darwin.exit(code)
    #endif
  }

  /// The names in a directory, without `.` and `..`, in the order of their bytes.
  package static func entries(ofDirectory path: String) throws(SystemError) -> [String] {
    guard let directory = opendir(path) else { throw .last }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

// MARK: Terminal and environment

extension Platform {
  /// One of the process's own streams.
  package enum Stream: Int32, Sendable {
    case standardInput = 0
    case standardOutput = 1
    case standardError = 2
  }

  /// Writes all of `bytes`.
  ///
  /// - Throws: ``SystemError`` such as `EPIPE`, where nobody reads on.
  package static func write(
    _ bytes: borrowing [UInt8], to stream: Stream
  ) throws(SystemError) {
    try writeAll(bytes, to: stream.rawValue)
  }

  fileprivate static func writeAll(
    _ bytes: borrowing [UInt8], to descriptor: Int32
  ) throws(SystemError) {
    var failure: SystemError?
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty, failure == nil {
        let written = writeOnce(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          failure = .last
        }
      }
    }
    if let failure { throw failure }
  }

  /// Makes a write to a closed pipe an error instead of the end of the process.
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Columns of the terminal, or `nil` where there is none or it does not tell.
  package static func terminalWidth(_ stream: Stream) -> Int? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Seconds on a clock that is never set.
  package static var monotonicSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Processor time that this process has used, all threads together.
  package static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

// MARK: Processors

extension Platform {
  /// Processors that are online, at least 1.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Runs `body(0)` to `body(count - 1)` side by side, one thread each, and waits for all.
  package static func parallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for index in 1..<max(count, 1) {
      if let thread = startThread({ body(index) }) {
        threads.append(thread)
      } else {
        body(index)
      }
    }
    body(0)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Starts a thread, or returns `nil` where the system has none left.
  private static func startThread(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    let task = Unmanaged.passRetained(ThreadTask(work))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // Darwin's default for threads other than the first is half a megabyte.
    pthread_attr_setstacksize(&attributes, 8 << 20)
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let failure = pthread_create(&thread, &attributes, { runThreadTask($0) }, task.toOpaque())
    guard failure == 0 else {
      task.release()
      return nil
    }
    return thread
  }
}

private final class ThreadTask {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

#if canImport(Darwin)
private typealias ThreadArgument = UnsafeMutableRawPointer
#else
private typealias ThreadArgument = UnsafeMutableRawPointer?
#endif

private func runThreadTask(_ argument: ThreadArgument) -> UnsafeMutableRawPointer? {
  let task: UnsafeMutableRawPointer? = argument
  if let task { Unmanaged<ThreadTask>.fromOpaque(task).takeRetainedValue().work() }
  return nil
}

private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
