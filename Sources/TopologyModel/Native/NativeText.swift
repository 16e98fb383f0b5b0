import Addressing
package import SourceText

/// A native file's values by the format's keys; what is not of the shape it should be is passed over,
/// as the checker has reported it.
package struct NativeText {
  let tree: JSONTree

  package init(tree: JSONTree) { self.tree = tree }

  package func value(_ key: NativeKey, of node: JSONNode) -> JSONNode? {
    tree.member(named: key.rawValue, of: node)
  }

  package func text(_ key: NativeKey, of node: JSONNode) -> String? {
    value(key, of: node).flatMap { tree.string(of: $0) }
  }

  package func flag(_ key: NativeKey, of node: JSONNode) -> Bool? {
    value(key, of: node).flatMap { tree.boolean(of: $0) }
  }

  func integer(_ key: NativeKey, of node: JSONNode) -> Int? {
    value(key, of: node).flatMap { tree.integer(of: $0) }
  }

  func address(_ key: NativeKey, of node: JSONNode) -> IPAddress? {
    value(key, of: node).flatMap { address($0) }
  }

  func address(_ node: JSONNode) -> IPAddress? {
    tree.string(of: node).flatMap { try? IPAddress(parsing: $0) }
  }

  func block(_ key: NativeKey, of node: JSONNode) -> CIDRBlock? {
    value(key, of: node).flatMap { block($0) }
  }

  func block(_ node: JSONNode) -> CIDRBlock? {
    tree.string(of: node).flatMap { try? CIDRBlock(parsing: $0) }
  }

  /// The members of an object: what the file's author named, and the value.
  func entries(_ key: NativeKey, of node: JSONNode) -> [(name: JSONNode, value: JSONNode)] {
    guard let value = value(key, of: node) else { return [] }
    return tree.members(of: value).map { (name: $0.key, value: $0.value) }
  }

  func elements(_ key: NativeKey, of node: JSONNode) -> [JSONNode] {
    value(key, of: node).map { Array(tree.elements(of: $0)) } ?? []
  }

  /// The elements of a list, or the value itself where it is none.
  package func oneOrMore(_ key: NativeKey, of node: JSONNode) -> [JSONNode] {
    guard let value = value(key, of: node) else { return [] }
    return tree.kind(of: value) == .array ? Array(tree.elements(of: value)) : [value]
  }

  package func string(_ node: JSONNode) -> String { tree.string(of: node) ?? "" }
}
