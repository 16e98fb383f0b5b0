extension JSONTree {
  /// What a value is; a key is a string.
  public func kind(of node: JSONNode) -> JSONKind { entry(node).kind }

  /// The value's first byte: of a string its opening quote.
  public func location(of node: JSONNode) -> SourceLocation {
    SourceLocation(file: source.file, offset: entry(node).offset)
  }

  /// The bytes to underline: quotes and all, but of a container only its opening bracket.
  public func length(of node: JSONNode) -> Int {
    let entry = entry(node)
    switch entry.kind {
    case .object, .array: return 1
    case .string: return entry.extent + (entry.isQuoted(in: source.bytes) ? 2 : 0)
    default: return entry.extent
    }
  }

  /// `nil` where the value is neither `true` nor `false`.
  public func boolean(of node: JSONNode) -> Bool? {
    switch entry(node).kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The number of an object's members or an array's elements; 0 for other values.
  ///
  /// - Complexity: O(*n*) in that number.
  public func count(of node: JSONNode) -> Int {
    var count = 0
    switch entry(node).kind {
    case .object: for _ in members(of: node) { count += 1 }
    case .array: for _ in elements(of: node) { count += 1 }
    default: break
    }
    return count
  }

  /// The members of an object in the order of the text; none where the value is no object.
  public func members(of node: JSONNode) -> Members {
    let isObject = entry(node).kind == .object
    return Members(
      tape: tape, index: Int(node.index) + 1,
      end: isObject ? tape.index(afterValueAt: Int(node.index)) : 0)
  }

  /// The elements of an array in the order of the text; none where the value is no array.
  public func elements(of node: JSONNode) -> Elements {
    let isArray = entry(node).kind == .array
    return Elements(
      tape: tape, index: Int(node.index) + 1,
      end: isArray ? tape.index(afterValueAt: Int(node.index)) : 0)
  }

  /// The value of the first member with this key; `nil` where there is none, or no object.
  ///
  /// - Complexity: O(*n*) in the object's members; never allocates unless a key has escapes.
  public func member(_ key: StaticString, of node: JSONNode) -> JSONNode? {
    for member in members(of: node) where keyEquals(member.key, key) { return member.value }
    return nil
  }

  /// The value of the first member with a key that is only known when the program runs.
  public func member(named key: String, of node: JSONNode) -> JSONNode? {
    for member in members(of: node) where keyEquals(member.key, key.utf8) { return member.value }
    return nil
  }
}

extension JSONTree {
  /// An object's members, without allocation.
  public struct Members: Sequence, IteratorProtocol {
    let tape: [Entry]
    var index: Int
    let end: Int

    public mutating func next() -> (key: JSONNode, value: JSONNode)? {
      guard index < end else { return nil }
      let member = (key: JSONNode(at: index), value: JSONNode(at: index + 1))
      index = tape.index(afterValueAt: index + 1)
      return member
    }
  }

  /// An array's elements, without allocation.
  public struct Elements: Sequence, IteratorProtocol {
    let tape: [Entry]
    var index: Int
    let end: Int

    public mutating func next() -> JSONNode? {
      guard index < end else { return nil }
      let element = JSONNode(at: index)
      index = tape.index(afterValueAt: index)
      return element
    }
  }
}
