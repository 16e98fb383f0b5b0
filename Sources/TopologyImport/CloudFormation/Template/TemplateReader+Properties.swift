import Addressing
import SourceText
import TopologyModel

extension TemplateReader {
  /// A resource's properties with their functions applied.
  mutating func properties(of resource: TemplateResource) -> TemplateObject {
    guard let node = resource.properties else {
      return TemplateObject(members: [], node: resource.key)
    }
    if case .object(let object) = value(of: node).content { return object }
    return TemplateObject(members: [], node: node)
  }

  /// One property alone, for what must be known before the others.
  mutating func property(_ key: StaticString, of resource: TemplateResource) -> TemplateObject {
    guard let node = resource.properties, let value = tree.member(key, of: node) else {
      return TemplateObject(members: [], node: resource.key)
    }
    return TemplateObject(members: [("\(key)", self.value(of: value))], node: node)
  }
}

// MARK: Texts, flags and numbers

extension TemplateReader {
  mutating func text(_ key: String, of object: TemplateObject) -> Lookup<String> {
    guard let value = object[key] else { return .absent }
    switch value.content {
    case .text(let text): return .known(text)
    case .id(let id, _): return .unknown(UnknownValue(title: id))
    case .unknown(let unknown): return .unknown(unknown)
    case .nothing: return .absent
    case .broken: return .broken
    case .list, .object:
      fail(.wrongType, "\(key) must be a text", at: value.node)
      return .broken
    }
  }

  /// A flag; what nobody knows yet is noted, and counts as absent.
  mutating func flag(_ key: String, of object: TemplateObject) -> Bool? {
    guard let value = object[key], let text = known(text(key, of: object), value) else {
      return nil
    }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      fail(.wrongType, "\(key) must be true or false", at: value.node)
      return nil
    }
  }

  mutating func integer(
    _ key: String, of object: TemplateObject, in range: ClosedRange<Int>
  ) -> Lookup<Int> {
    guard let value = object[key] else { return .absent }
    return text(key, of: object).flatMap { text in
      guard let number = Int(text) else {
        fail(.wrongType, "\(key) must be a whole number", at: value.node)
        return .broken
      }
      guard range.contains(number) else {
        fail(
          .numberOutOfRange,
          "\(key) is \(number), and must be \(range.lowerBound) to \(range.upperBound)",
          at: value.node)
        return .broken
      }
      return .known(number)
    }
  }

  /// The known value; what nobody knows yet is noted.
  mutating func known<Value>(_ lookup: Lookup<Value>, _ place: TemplateValue?) -> Value? {
    if case .unknown(let unknown) = lookup, let place { note(unknown, at: place.node) }
    return lookup.value
  }

  mutating func missing(_ key: String, of object: TemplateObject) {
    fail(.fieldMissing, "\(key) is missing here", at: object.node)
  }

  /// The value of the `Name` tag, where it is known.
  mutating func nameTag(of object: TemplateObject) -> String? { tags(of: object).name }

  /// The value of the `Name` tag, and the others, as far as they are known.
  mutating func tags(of object: TemplateObject) -> (name: String?, others: [String: String]) {
    var tags: [String: String] = [:]
    for tag in objects("Tags", of: object) {
      guard let key = text("Key", of: tag).value, tags[key] == nil else { continue }
      tags[key] = text("Value", of: tag).value
    }
    let name = tags.removeValue(forKey: "Name")
    return (name: name == "" ? nil : name, others: tags)
  }
}

// MARK: Lists

extension TemplateReader {
  /// The elements of a list; a value that is no list stands for itself.
  mutating func elements(_ key: String, of object: TemplateObject) -> [TemplateValue] {
    guard let value = object[key] else { return [] }
    switch value.content {
    case .list(let elements): return elements
    case .nothing, .broken: return []
    default: return [value]
    }
  }

  /// The objects of a list; elements that nobody knows yet are noted and left out.
  mutating func objects(_ key: String, of object: TemplateObject) -> [TemplateObject] {
    var objects: [TemplateObject] = []
    for element in elements(key, of: object) {
      switch element.content {
      case .object(let object): objects.append(object)
      case .unknown(let unknown): note(unknown, at: element.node)
      case .broken, .nothing: break
      case .text, .list, .id:
        fail(.wrongType, "each element of \(key) must be an object", at: element.node)
      }
    }
    return objects
  }
}

// MARK: Addresses

extension TemplateReader {
  /// A block whose host bits are cleared, with a warning, where they are set (R-CIDR-2).
  mutating func block(_ key: String, of object: TemplateObject) -> Lookup<CIDRBlock> {
    guard let value = object[key] else { return .absent }
    return block(value, text(key, of: object), key)
  }

  mutating func block(
    _ value: TemplateValue, _ text: Lookup<String>, _ key: String
  ) -> Lookup<CIDRBlock> {
    text.flatMap { word in
      do throws(AddressError) {
        let (block, hostBitsCleared) = try CIDRBlock.parse(word)
        if hostBitsCleared {
          warn(
            .hostBitsSet, "bits behind the prefix are set; it is read as \(block)",
            at: value.node, hint: "AWS reads it so too")
        }
        return .known(block)
      } catch {
        report(
          error, .invalidBlock, word, value, key, hint: "write it as 10.0.0.0/16 or 2001:db8::/56")
        return .broken
      }
    }
  }

  mutating func address(_ key: String, of object: TemplateObject) -> Lookup<IPAddress> {
    guard let value = object[key] else { return .absent }
    return text(key, of: object).flatMap { word in
      do throws(AddressError) {
        return .known(try IPAddress(parsing: word))
      } catch {
        report(
          error, .invalidAddress, word, value, key, hint: "write it as 10.0.1.10 or 2001:db8::1")
        return .broken
      }
    }
  }

  /// Underlines a text from where it stops making sense; of a function's result, the call.
  private mutating func report(
    _ error: AddressError, _ code: Diagnostic.Code, _ word: String, _ value: TemplateValue,
    _ key: String, hint: String
  ) {
    if tree.string(of: value.node) == word {
      let rest = error.offset..<max(word.utf8.count, error.offset + 1)
      fail(code, "\(key): \(error.message)", at: value.node, bytes: rest, hint: hint)
    } else {
      fail(code, "\(key) is \"\(word)\": \(error.message)", at: value.node, hint: hint)
    }
  }
}

// MARK: References

extension TemplateReader {
  /// The id that a property gives; one that nobody knows yet is noted, and its title serves as id.
  mutating func id(
    _ key: String, of object: TemplateObject, _ kinds: ResourceKind...
  ) -> String? {
    guard let value = object[key] else { return nil }
    return id(value, key, kinds)
  }

  /// As ``id(_:of:_:)``, where the resource means nothing without it.
  mutating func requiredID(
    _ key: String, of object: TemplateObject, _ kinds: ResourceKind...
  ) -> String? {
    guard let value = object[key] else {
      missing(key, of: object)
      return nil
    }
    return id(value, key, kinds)
  }

  /// The ids of a list, or of a single value.
  mutating func ids(
    _ key: String, of object: TemplateObject, _ kinds: ResourceKind...
  ) -> [String] {
    var ids: [String] = []
    for element in elements(key, of: object) {
      if let id = id(element, key, kinds) { ids.append(id) }
    }
    return ids
  }

  private mutating func id(
    _ value: TemplateValue, _ key: String, _ kinds: [ResourceKind]
  ) -> String? {
    switch value.content {
    case .id(let id, let kind):
      guard kinds.isEmpty || kinds.contains(kind) else {
        fail(
          .wrongResource, "\(key) can't be \(id), which is a \(kind.rawValue)", at: value.node,
          hint: "it takes a \(kinds.map { $0.rawValue }.joined(separator: " or "))")
        return nil
      }
      return id
    case .text(let text): return id(ofText: text, value, key)
    case .unknown(let unknown):
      note(unknown, at: value.node)
      return unknown.title
    case .list, .object:
      fail(.wrongType, "\(key) must be an id", at: value.node)
      return nil
    case .nothing, .broken: return nil
    }
  }

  /// A literal id is of something outside of the template; a logical id is a slip.
  private mutating func id(
    ofText text: String, _ value: TemplateValue, _ key: String
  ) -> String? {
    guard included[text] == nil, excluded[text] == nil else {
      fail(
        .wrongType, "\(key) is the text \"\(text)\", not a reference to the resource",
        at: value.node, hint: "write {\"Ref\": \"\(text)\"}")
      return nil
    }
    return text.isEmpty ? nil : text
  }
}
