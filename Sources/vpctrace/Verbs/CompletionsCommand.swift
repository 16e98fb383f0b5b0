import VPCTraceKit

/// `vpctrace completions`: what a shell needs to complete verbs, flags and their values.
enum CompletionsCommand {
  private enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish
  }

  static let description = Verb.Description(
    summary: "Print what a shell needs to complete words.",
    operands: [Shell.allCases.map { $0.rawValue }.joined(separator: "|")], options: [],
    operandWords: Shell.allCases.map { $0.rawValue },
    examples: [
      "source <(vpctrace completions bash)",
      "vpctrace completions zsh > ~/.zfunc/_vpctrace",
      "vpctrace completions fish > ~/.config/fish/completions/vpctrace.fish",
    ])

  static func run(
    _ arguments: ParsedArguments, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let word = arguments.operands[0]
    guard let shell = Shell(rawValue: word) else {
      let nearest = NearestName.nearest(to: word, among: Shell.allCases.map { $0.rawValue })
      throw .usage(
        "there are no completions for '\(word)'",
        hint: nearest.map { "did you mean \($0)?" } ?? "write bash, zsh or fish")
    }
    switch shell {
    case .bash: try console.write(bash)
    case .zsh: try console.write(zsh)
    case .fish: try console.write(fish)
    }
    return .success
  }

  private static var verbs: String { Verb.allCases.map { $0.rawValue }.joined(separator: " ") }
}

// MARK: bash

extension CompletionsCommand {
  private static var bash: String {
    """
    _vpctrace() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
      COMPREPLY=()
      if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W '\(verbs) --help --version' -- "$word"))
        return
      fi
      case ${COMP_WORDS[1]} in
    \(Verb.allCases.map(bashCase).joined())  esac
    }
    complete -F _vpctrace vpctrace

    """
  }

  private static func bashCase(_ verb: Verb) -> String {
    let options = verb.description.options + [.help]
    let values = options.compactMap { option in
      bashValue(option).map { "      \(option.name)) \($0) return ;;\n" }
    }.joined()
    let flags = options.map { $0.name }.joined(separator: " ")
    let words = verb.description.operandWords.joined(separator: " ")
    let operand =
      words.isEmpty
      ? "COMPREPLY=($(compgen -f -- \"$word\"))"
      : "COMPREPLY=($(compgen -W '\(words)' -- \"$word\"))"
    return """
        \(verb.rawValue))
          case $before in
      \(values)    esac
          if [[ $word == -* ]]; then
            COMPREPLY=($(compgen -W '\(flags)' -- "$word"))
          else
            \(operand)
          fi ;;

      """
  }

  private static func bashValue(_ option: Option) -> String? {
    switch option.value {
    case .none, .optionalNumbers: nil
    case .required, .repeated: ""
    case .choice(let words):
      "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$word\"));"
    case .path: "COMPREPLY=($(compgen -f -- \"$word\"));"
    }
  }
}

// MARK: zsh

extension CompletionsCommand {
  private static var zsh: String {
    """
    #compdef vpctrace
    _vpctrace() {
      local -a verbs
      verbs=(
    \(Verb.allCases.map { "    '\($0.rawValue):\(quoted($0.description.summary))'\n" }.joined())  )
      if ((CURRENT == 2)); then
        _describe verb verbs
        return
      fi
      case $words[2] in
    \(Verb.allCases.map(zshCase).joined())  esac
    }
    if [ "$funcstack[1]" = "_vpctrace" ]; then _vpctrace "$@"; else compdef _vpctrace vpctrace; fi

    """
  }

  private static func zshCase(_ verb: Verb) -> String {
    let options = (verb.description.options + [.help]).map { option in
      "        '\(option.mayRepeat ? "*" : "")\(option.name)[\(quoted(option.help))]\(zshValue(option))' \\\n"
    }
    let words = verb.description.operandWords.joined(separator: " ")
    let operand = words.isEmpty ? "'2:input:_files'" : "'2:word:(\(words))'"
    return "    \(verb.rawValue))\n      _arguments \\\n\(options.joined())        \(operand) ;;\n"
  }

  private static func zshValue(_ option: Option) -> String {
    switch option.value {
    case .none: ""
    case .required(let word), .repeated(let word): ":\(word):"
    case .choice(let words): ":value:(\(words.joined(separator: " ")))"
    case .path(let word): ":\(word):_files"
    case .optionalNumbers: "::type:"
    }
  }
}

// MARK: fish

extension CompletionsCommand {
  private static var fish: String {
    let verbs = Verb.allCases.map { verb in
      "complete -c vpctrace -n __fish_use_subcommand -f -a \(verb.rawValue) "
        + "-d '\(quoted(verb.description.summary))'\n"
    }
    let options = Verb.allCases.flatMap { verb in
      (verb.description.options + [.help]).map { fishLine($0, of: verb) }
    }
    let operands = Verb.allCases.filter { !$0.description.operandWords.isEmpty }.map { verb in
      "complete -c vpctrace -n '__fish_seen_subcommand_from \(verb.rawValue)' -f "
        + "-a '\(verb.description.operandWords.joined(separator: " "))'\n"
    }
    return (verbs + options + operands).joined()
  }

  private static func fishLine(_ option: Option, of verb: Verb) -> String {
    let value =
      switch option.value {
      case .none, .optionalNumbers: ""
      case .required, .repeated: " -x"
      case .choice(let words): " -x -a '\(words.joined(separator: " "))'"
      case .path: " -r"
      }
    return "complete -c vpctrace -n '__fish_seen_subcommand_from \(verb.rawValue)' "
      + "-l \(option.name.dropFirst(2))\(value) -d '\(quoted(option.help))'\n"
  }

  /// Without what would end a single-quoted word or a zsh description.
  private static func quoted(_ text: String) -> String {
    String(text.map { "'[]:".contains($0) ? " " : $0 })
  }
}
