import Addressing
import SourceText
import TopologyModel

extension TemplateReader {
  /// `Fn::GetAZs`: the zones of a Region.
  ///
  /// Which zones an account has is not known; equal places in the list mean equal zones, and no
  /// Region has more than six.
  mutating func getAZs(_ argument: JSONNode) -> TemplateValue.Content {
    if isReferenceToRegion(argument) { return zones(of: region, at: argument) }
    return text(value(of: argument), "Fn::GetAZs takes the name of a Region, or \"\"")
      .content("Fn::GetAZs") { zones(of: $0.isEmpty ? region : $0, at: argument) }
  }

  /// Zones are told apart by their letters, so the Region itself decides nothing here.
  private func isReferenceToRegion(_ node: JSONNode) -> Bool {
    tree.member("Ref", of: node).flatMap { tree.string(of: $0) } == PseudoParameter.region.rawValue
  }

  private func zones(of region: String, at node: JSONNode) -> TemplateValue.Content {
    .list(
      ["a", "b", "c", "d", "e", "f"].map { TemplateValue(.text(region + $0), at: node) })
  }

  /// `Fn::FindInMap`: a value of the template's own tables.
  mutating func findInMap(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .findInMap, argument) else { return .broken }
    var node = template.mappings
    for (place, argument) in arguments.prefix(3).enumerated() {
      let key = text(value(of: argument), "a key of Fn::FindInMap must be a text")
      guard case .known(let name) = key else {
        return key.content("Fn::FindInMap") { _ in .broken }
      }
      guard let next = node.flatMap({ tree.member(named: name, of: $0) }) else {
        return fallback(arguments)
          ?? reportUnmapped(name, place, in: node, at: argument)
      }
      node = next
    }
    return node.map { value(of: $0).content } ?? .broken
  }

  /// The `DefaultValue` of a call with four arguments.
  private mutating func fallback(_ arguments: [JSONNode]) -> TemplateValue.Content? {
    guard arguments.count == 4, let node = tree.member("DefaultValue", of: arguments[3]) else {
      return nil
    }
    return value(of: node).content
  }

  private mutating func reportUnmapped(
    _ name: String, _ place: Int, in map: JSONNode?, at argument: JSONNode
  ) -> TemplateValue.Content {
    let names = map.map { tree.members(of: $0).compactMap { tree.string(of: $0.key) } } ?? []
    let isRegion = isReferenceToRegion(argument)
    fail(
      .unknownName,
      place == 0 ? "the template has no mapping \(name)" : "the mapping has no key \(name)",
      at: argument,
      hint: isRegion
        ? "give a Region that it has: --parameter AWS::Region=\(names.first ?? "REGION")"
        : nearest(to: name, among: names))
    return .broken
  }

  /// `Fn::Cidr`: the first blocks of a size in a block.
  mutating func cidr(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .cidr, argument) else { return .broken }
    let block = text(value(of: arguments[0]), "Fn::Cidr divides a CIDR block")
    let count = integer(value(of: arguments[1]), "the count of Fn::Cidr must be a whole number")
    guard arguments.count == 3 else { return .unknown(UnknownValue(title: "Fn::Cidr")) }
    let bits = integer(
      value(of: arguments[2]), "the cidrBits of Fn::Cidr must be a whole number")
    guard case .known(let text) = block else {
      return block.content("Fn::Cidr") { _ in .broken }
    }
    guard case .known(let count) = count else {
      return count.content("Fn::Cidr") { _ in .broken }
    }
    guard case .known(let bits) = bits else { return bits.content("Fn::Cidr") { _ in .broken } }
    guard let block = try? CIDRBlock(parsing: text) else {
      fail(
        .invalidBlock, "Fn::Cidr can't divide \"\(text)\"", at: arguments[0],
        hint: "write a block as 10.0.0.0/16 or 2001:db8::/56")
      return .broken
    }
    return divide(block, count, bits, arguments)
  }

  /// The first `count` blocks with `bits` host bits each: 8 makes a /24 of IPv4.
  private mutating func divide(
    _ block: CIDRBlock, _ count: Int, _ bits: Int, _ arguments: [JSONNode]
  ) -> TemplateValue.Content {
    let width = block.family.width
    guard (1...256).contains(count) else {
      fail(.functionArguments, "Fn::Cidr makes 1 to 256 blocks, not \(count)", at: arguments[1])
      return .broken
    }
    guard bits >= 1, bits <= width - block.prefixLength else {
      fail(
        .functionArguments, "blocks of \(bits) host bits do not fit into \(block)",
        at: arguments[2],
        hint: "cidrBits counts the bits of a host: 8 makes a /24 of IPv4, 64 a /64 of IPv6")
      return .broken
    }
    guard width - block.prefixLength - bits > 8 || count <= 1 << (width - block.prefixLength - bits)
    else {
      fail(
        .functionArguments, "\(block) has no room for \(count) blocks /\(width - bits)",
        at: arguments[1])
      return .broken
    }
    return .list(
      (0..<count).map { index in
        TemplateValue(
          .text(TemplateReader.block(index, of: block, bits).description), at: arguments[0])
      })
  }

  private static func block(_ index: Int, of block: CIDRBlock, _ bits: Int) -> CIDRBlock {
    let offset = UInt128(index) << UInt128(bits)
    return CIDRBlock(
      IPAddress(block.base.bits + offset), prefixLength: block.family.width - bits)
  }
}
