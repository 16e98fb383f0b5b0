import SourceText

/// The longest folder that holds several files, to be named once instead of with each of them.
struct SharedFolder {
  /// With its last slash; empty where the files share no folder.
  let path: String

  init(of paths: [String]) {
    var shared = paths.first.map { SharedFolder.folders(of: $0) } ?? []
    for path in paths.dropFirst() {
      let common = zip(shared, SharedFolder.folders(of: path))
        .prefix { $0.elementsEqual($1) }.count
      shared = shared.prefix(common)
    }
    path = shared.map { String(Substring($0)) + "/" }.joined()
  }

  private static func folders(of path: String) -> ArraySlice<Substring.UTF8View> {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
  }

  /// File and line of a place in one of the files.
  func brief(_ place: SourcePosition) -> String {
    let name = String(decoding: place.path.utf8.dropFirst(path.utf8.count), as: UTF8.self)
    return "\(name):\(place.line)"
  }
}
