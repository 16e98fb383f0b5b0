import SourceText

extension TerraformBuilder {
  /// Whether the source itself gives an attribute; a state has no source to tell.
  func hasExpression(_ key: String, of index: Int) -> Bool {
    design.source(of: resource(index)).flatMap { design.tree.member("expressions", of: $0) }
      .flatMap { design.tree.member(named: key, of: $0) } != nil
  }

  mutating func warnOfConflict(_ owner: Int, _ inline: String, _ separate: Int) {
    reader.warn(
      .rulesConflict,
      "\(resource(owner).address) has \(inline) and \(resource(separate).address) besides: "
        + "each apply removes what the other made",
      at: resource(separate).node, hint: "give all of them in one of the two ways")
  }
}
