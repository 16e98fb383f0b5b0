import SourceText

/// The files of a folder, at any depth, in the order of their names.
///
/// Hidden files and folders are left out. A folder that was seen is not entered again, so that links
/// to folders above end nothing in a loop.
struct FolderListing {
  /// Paths of regular files, as the user would type them.
  private(set) var files: [String] = []
  /// Pipes, devices and sockets, which are not opened.
  private(set) var specialFiles: [String] = []
  private(set) var problems: [Diagnostic] = []
  private var seen: Set<Platform.FileIdentity> = []

  init(of folder: String) {
    do {
      seen.insert(try Platform.status(of: folder).identity)
    } catch {
      problems.append(.unreadable(folder, error))
    }
    // A list of what is left to do, not recursion: links can nest folders deeply.
    var rest = entries(of: folder)
    while let path = rest.popLast() { visit(path, &rest) }
  }

  private mutating func visit(_ path: String, _ rest: inout [String]) {
    do {
      let status = try Platform.status(of: path)
      switch status.kind {
      case .regular: files.append(path)
      case .special: specialFiles.append(path)
      case .directory: if seen.insert(status.identity).inserted { rest += entries(of: path) }
      }
    } catch {
      problems.append(.unreadable(path, error))
    }
  }

  /// What is in a folder, the last name first.
  private mutating func entries(of folder: String) -> [String] {
    do {
      let names = try Platform.entries(ofDirectory: folder).filter { !$0.hasPrefix(".") }
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      return names.reversed().map { prefix + $0 }
    } catch {
      problems.append(.unreadable(folder, error))
      return []
    }
  }
}

extension Diagnostic {
  /// The system's own word on a path that can't be read.
  static func unreadable(_ path: String, _ error: SystemError) -> Diagnostic {
    guard !error.isNotAFile else {
      return Diagnostic(
        .error, .inputUnreadable, "\(path) is a pipe or a device, and only files are read",
        hint: "save what it gives into a file, or pipe it in and write - for the input")
    }
    return Diagnostic(
      .error, .inputUnreadable, "\(path) can't be read: \(error.message)",
      hint: "check the permissions of the file and its folder")
  }
}
