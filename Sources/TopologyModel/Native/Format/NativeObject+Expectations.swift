/// Expectations, in a topology or in a file of their own.
extension NativeObject {
  static let expectationFields = [
    NativeField(.name, .text, default: "the expectation in its short form", "What reports call it"),
    NativeField(
      .from, oneOrMore, default: "required, but beside `only` every end",
      "The senders: names, addresses, blocks, `tag:KEY=VALUE`, `sg:NAME`, `subnet:NAME`, ..."),
    NativeField(.to, oneOrMore, required: true, "The receivers, in the same words"),
    NativeField(
      .traffic, oneOrMore, default: "required beside `verdict`", "The traffic, such as `tcp 443`"),
    NativeField(.verdict, .choice(verdicts), "What must become of it"),
    NativeField(
      .only, oneOrMore,
      """
      What alone may get through: traffic where there is `from`, else traffic `from` senders; an empty \
      list stands for nothing
      """),
    NativeField(.at, oneOrMore, default: "any", "The component that must decide, or its code"),
    NativeField(.through, oneOrMore, "Components that must be on the path"),
    NativeField(.avoiding, oneOrMore, "Components that must not be on the path"),
    NativeField(
      .family, .choice(["ipv4", "ipv6"]), default: "every family that both ends have",
      "The family of the addresses"),
    NativeField(.oneWay, .flag, default: "`false`", "Whether the reply is left out"),
  ]

  static let expectationFileFields = [
    NativeField(.schema, .text, "Where editors find the schema of the format; not read"),
    NativeField(
      .topology, .text, required: true,
      "The input that the expectations are for: a path from this file's folder"),
    NativeField(
      .expectations, expectations, required: true, "What must and must not get through"),
  ]

  static let expectations = NativeShape.list(of: .either([.expectation, .object(.expectation)]))

  private static let oneOrMore = NativeShape.either([.text, .list(of: .text)])
  private static let verdicts = [
    "delivered", "dropped", "reply-dropped", "ambiguous", "undetermined",
  ]
}
