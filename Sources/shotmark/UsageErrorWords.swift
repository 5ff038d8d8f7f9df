import Basis

extension UsageError: ThreePartError {
  package var what: String {
    switch self {
    case .missingSubcommand: "no subcommand was given"
    case .unknownSubcommand(let name, _): "there is no subcommand \(name)"
    case .missingKind(let verb, _): "\(verb) needs to be told what"
    case .unknownOption(let spelling, _): "there is no option \(spelling)"
    case .ambiguousOption(let spelling, let candidates):
      "\(spelling) could be " + candidates.joined(separator: " or ")
    case .missingValue(let option, let placeholder): "\(option) needs a value, \(placeholder)"
    case .unwantedValue(let option): "\(option) takes no value"
    case .unreadable(let what, _, _): what
    case .missingOption(let option, _): "--\(option) is missing"
    case .missingArgument(let name): "the argument \(name) is missing"
    case .tooManyArguments(let first): "there are more arguments than this subcommand takes, from \(first) on"
    case .conflict(let what, _, _): what
    }
  }

  package var place: String {
    switch self {
    case .unreadable(_, let place, _): place
    case .conflict(_, let options, _): options
    case .unknownOption(let spelling, _), .ambiguousOption(let spelling, _): "option \(spelling)"
    case .missingValue(let option, _), .unwantedValue(let option): "option \(option)"
    default: "the command line"
    }
  }

  package var remedy: String {
    switch self {
    case .missingSubcommand: "shotmark --help lists the subcommands"
    case .unknownSubcommand(_, let nearest):
      (nearest.map { "did you mean shotmark \($0)? " } ?? "") + "shotmark --help lists the subcommands"
    case .missingKind(let verb, let kinds):
      "type " + kinds.map { "shotmark \(verb) \($0)" }.joined(separator: " or ")
    case .unknownOption(_, let nearest): nearest.map { "did you mean \($0)?" } ?? "--help lists the options"
    case .ambiguousOption: "write out the option that you mean"
    case .missingValue(let option, let placeholder):
      option.hasPrefix("--") ? "write \(option)=\(placeholder)" : "write \(option) \(placeholder)"
    case .unwantedValue(let option): "write \(option) alone"
    case .unreadable(_, _, let remedy): remedy
    case .missingOption(let option, let placeholder): "add --\(option)=\(placeholder)"
    case .missingArgument(let name): "add \(name); --help shows the order"
    case .tooManyArguments: "leave it out, or put quotes around a name with blanks"
    case .conflict(_, _, let remedy): remedy
    }
  }
}
