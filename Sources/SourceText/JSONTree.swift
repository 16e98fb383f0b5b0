/// The grammar a text is read by.
public enum JSONSyntax: Sendable {
  /// RFC 8259 to the letter, but a byte-order mark is skipped.
  case json
  /// JSON5 (spec.json5.org, version 1.0.0).
  case json5
}

/// What a value is.
public enum JSONKind: UInt8, Sendable {
  case object
  case array
  case string
  case number
  case `true`
  case `false`
  case null
}

/// A value of a ``JSONTree``: a plain handle, which only its own tree can answer questions about.
public struct JSONNode: Hashable, Sendable {
  let index: UInt32

  init(at index: Int) { self.index = UInt32(truncatingIfNeeded: index) }
}

/// A JSON or JSON5 text in which every value knows its place.
///
/// The tree is a flat tape of eight bytes a value or key, in the order of the text; strings and
/// numbers stay in the text and are decoded on demand. Hold it in a local while a file's resources
/// are built, then let it go: the text goes with it.
///
/// ```swift
/// if let tree = JSONTree(parsing: source, into: &diagnostics),
///   let vpcs = tree.member("Vpcs", of: tree.root)
/// {
///   for vpc in tree.elements(of: vpcs) {
///     let id = tree.member("VpcId", of: vpc).flatMap(tree.string(of:))
///   }
/// }
/// ```
public struct JSONTree: Sendable {
  /// The text, in which strings and numbers still stand.
  public let source: SourceBuffer
  let tape: [Entry]

  /// Reads a text; `nil` where it is no JSON, never without an error in `diagnostics`.
  ///
  /// - Parameters:
  ///   - source: The text and its path.
  ///   - syntax: The grammar it is held to.
  ///   - diagnostics: Takes every problem found. The first violation of the grammar ends the
  ///     reading (a code that begins with `JSON_`), as does depth over 512 (`NESTING_TOO_DEEP`);
  ///     `DUPLICATE_KEY` and `LONE_SURROGATE` are all collected, and leave a tree.
  /// - Complexity: O(*n*) in the bytes of the text; no recursion.
  public init?(
    parsing source: SourceBuffer, syntax: JSONSyntax = .json,
    into diagnostics: inout DiagnosticSink
  ) {
    self.init(parsing: source, syntax: syntax, limits: JSONLimits(), into: &diagnostics)
  }

  package init?(
    parsing source: SourceBuffer, syntax: JSONSyntax, limits: JSONLimits,
    into diagnostics: inout DiagnosticSink
  ) {
    var parser = JSONParser(source, syntax: syntax, limits: limits)
    do {
      try parser.parseDocument()
    } catch {
      parser.report(error)
      diagnostics.report(contentsOf: parser.diagnostics)
      return nil
    }
    diagnostics.report(contentsOf: parser.diagnostics)
    self.source = source
    tape = parser.tape
  }

  /// What the tree takes beside the text, in bytes.
  public var byteCount: Int { tape.count * MemoryLayout<Entry>.stride }

  /// The value that the text is.
  public var root: JSONNode { JSONNode(at: 0) }
}

extension JSONTree {
  func entry(_ node: JSONNode) -> Entry { tape[Int(node.index)] }
}

/// What a text may have at most (RFC 8259, section 9, lets a reader set limits).
package struct JSONLimits: Sendable {
  /// Containers inside one another.
  package var depth = 512
  /// Values and keys; also the bytes of one string or number.
  package var extent = 1 << 28 - 1
  /// Bytes of the text, so that an offset is 32 bits.
  package var bytes = Int(clamping: UInt32.max)

  package init() {}
}
