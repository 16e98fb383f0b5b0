import SourceText

/// Keeps account of answers that came in pages.
///
/// All pages but the last carry a token. Files of one folder with one key are taken for the pages of
/// one answer: if every one of them has a token, the last page is missing.
struct PageLedger {
  private struct Series: Hashable {
    let folder: String
    let key: String
    let subject: String
  }

  private struct Pages {
    var hasLast = false
    /// Said of the page whose path comes last.
    var warning: Diagnostic?
    var path = ""
  }

  private var pages: [Series: Pages] = [:]

  /// Notes a page.
  ///
  /// - Parameters:
  ///   - key: The answer's top-level key.
  ///   - subject: The id that the answer is about, where its key alone does not tell.
  ///   - path: The file's path.
  ///   - warning: What to report if no last page comes; `nil` where this page is the last.
  mutating func note(_ key: AnswerKey, subject: String, path: String, warning: Diagnostic?) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.flatMap { String(path.utf8[..<$0]) } ?? ""
    let series = Series(folder: folder, key: key.rawValue, subject: subject)
    var known = pages[series] ?? Pages()
    if let warning, known.path <= path {
      known.warning = warning
      known.path = path
    } else if warning == nil {
      known.hasLast = true
    }
    pages[series] = known
  }

  /// Warns of every answer whose last page is missing.
  func report(to problems: inout DiagnosticSink) {
    let open = pages.values.filter { !$0.hasLast }.sorted { $0.path < $1.path }
    for warning in open.compactMap({ $0.warning }) { problems.report(warning) }
  }
}

extension AWSDescribeImporter {
  /// Notes the page that is being read.
  mutating func notePage(_ key: AnswerKey, subject: String?) {
    guard let tree = reader.tree else { return }
    pages.note(
      key, subject: subject ?? "", path: tree.source.path,
      warning: reader.missingPage(key, of: tree.root))
  }
}

extension AnswerReader {
  private static let tokenKeys: [StaticString] = ["NextToken", "nextToken", "NextMarker"]

  /// What to say if the page after this one is missing; `nil` where there is none.
  fileprivate func missingPage(_ key: AnswerKey, of root: JSONNode) -> Diagnostic? {
    for name in AnswerReader.tokenKeys {
      guard let token = value(name, of: root), let tree, tree.string(of: token) != "" else {
        continue
      }
      let location = location(of: token)
      return Diagnostic(
        .warning, .pagesMissing, "\(key.rawValue) goes on, but no further page is there",
        at: tree.source.position(ofOffset: Int(location.offset)), length: tree.length(of: token),
        excerpt: SourceExcerpt(around: Int(location.offset), in: tree.source),
        hint: "run the command without --max-items, or keep every page")
    }
    return nil
  }
}
