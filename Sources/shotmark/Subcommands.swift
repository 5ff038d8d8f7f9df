import Basis

/// Every subcommand, in the order of the work.
package enum Subcommands {
  /// All tables, of what cannot be done yet too.
  package static var all: [Subcommand] {
    [
      .annotate, .onsets, .score, .agree, .convert, .slice, .audit, .augment, .replay, .transforms, .features,
      .trainForest, .trainNetwork, .trainOnsets, .searchForest, .searchMerge, .evaluate, .detect, .loop,
      .quantize, .synth,
      .info,
      .help, .man, .completions,
    ]
  }

  /// Those that work, and are therefore listed.
  package static var ready: [Subcommand] { all.filter { $0.run != nil } }

  /// The subcommand of this name; throws a `UsageError`.
  static func named(_ words: [String]) throws -> Subcommand {
    let name = words.joined(separator: " ")
    if let table = ready.first(where: { $0.name == name }) { return table }
    if let verb = verbs(of: ready).first(where: { $0.verb == name }) {
      throw UsageError.missingKind(verb: "help \(name)", kinds: verb.kinds)
    }
    throw UsageError.unknownSubcommand(Path(name), nearest: NearestName.of(name, among: ready.map(\.name)))
  }

  /// The first words of the names, each once.
  static func verbs(of subcommands: [Subcommand]) -> [Verb] {
    var verbs: [Verb] = []
    for table in subcommands {
      guard let verb = table.words.first else { continue }
      let kinds = Array(table.words.dropFirst())
      if let index = verbs.firstIndex(where: { $0.verb == verb }) {
        verbs[index].kinds += kinds
        verbs[index].summary += "; " + table.summary
      } else {
        verbs.append(Verb(verb: verb, kinds: kinds, summary: table.summary))
      }
    }
    return verbs
  }
}

/// The first word of one or more subcommands: `train` of `train forest`.
struct Verb {
  let verb: String
  var kinds: [String]
  var summary: String
}
