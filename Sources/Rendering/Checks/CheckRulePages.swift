public import Analysis

extension CheckRule {
  /// Every rule in a line, by family.
  public static func list(style: TextStyle) -> String {
    var canvas = TextCanvas(style)
    let nameWidth = allCases.map { $0.rawValue.utf8.count }.max() ?? 0
    for family in Family.allCases {
      let rules = allCases.filter { $0.description.family == family }
      guard !rules.isEmpty else { continue }
      if !canvas.text.isEmpty { canvas.blankLine() }
      canvas.line(family.title, .strong)
      for rule in rules {
        let description = rule.description
        canvas.row(
          [
            .init(rule.rawValue), .init(description.severity.rawValue, .faint),
            .init(description.title),
          ], widths: [nameWidth, 7])
      }
    }
    return canvas.text
  }

  /// What the rule looks for, why, and what helps.
  public func explanation(style: TextStyle) -> String {
    var canvas = TextCanvas(style)
    canvas.paragraph("\(rawValue) (\(severity.rawValue)): \(description.title)", .strong)
    canvas.blankLine()
    canvas.row([.init("Why", .strong), .init(description.why)], widths: [3])
    canvas.row([.init("Fix", .strong), .init(description.fix)], widths: [3])
    if !description.semantics.isEmpty {
      canvas.blankLine()
      canvas.paragraph("Rules applied: \(description.semantics.joined(separator: ", "))", .faint)
    }
    return canvas.text
  }

  /// The page `Docs/checks.md`.
  public static var page: String {
    let families = Family.allCases.compactMap { family -> String? in
      let rules = allCases.filter { $0.description.family == family }
      return rules.isEmpty
        ? nil : "## \(family.title)\n\n" + rules.map { $0.section }.joined(separator: "\n")
    }
    return """
      # What `vpctrace check` looks for

      `vpctrace check INPUT` reports what is wrong, or most likely wrong, with a design. Each rule has a
      stable name for `--only`, `--ignore` and `--explain`, and a severity: an *error* is refused by AWS or
      can't work as it is written, a *warning* most likely does something else than was meant, *info* is
      worth knowing. The exit code is 1 where there is a finding of the severity `--fail-on` (`error` unless
      given) or graver. Ids such as R-CIDR-7 name the rule of the packet semantics that is applied.

      ## Accepting a finding

      What is found and meant to stay is accepted where it stands, with the reason, in a file of vpctrace's own
      format (`Docs/topology.md`):

      ```json5
      subnets: {
        "public-c": {
          cidr: "10.0.3.0/24",
          accepted: { SUBNET_NAMED_PUBLIC: "the gateway comes with the move in May" },
        },
      },
      ```

      The acceptance covers every finding of the rule in which the resource, or an instance's interface, is one
      of the things in conflict. What is accepted is counted and shown apart, is a suppression in SARIF, and does
      not change the exit code.

      This page is made from the descriptions in `Sources/Analysis/Validation`; a test compares the two,
      and writes the page anew where `VPCTRACE_RECORD` is set.

      \(families.joined(separator: "\n"))
      """
  }

  private var section: String {
    """
    ### \(rawValue)

    *\(severity.rawValue)*: \(description.title).

    \(description.why)

    **Fix:** \(description.fix)\(citation)

    """
  }

  private var citation: String {
    let semantics = description.semantics
    return semantics.isEmpty ? "" : " (\(semantics.joined(separator: ", ")))"
  }
}

extension CheckRule.Family {
  /// The family as a heading.
  fileprivate var title: String {
    switch self {
    case .addresses: "Addresses"
    case .routing: "Routing"
    case .filters: "Filters"
    case .resilience: "Resilience"
    case .acceptances: "Accepted findings"
    }
  }
}
