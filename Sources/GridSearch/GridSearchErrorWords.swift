extension GridSearchError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .value(let parameter, let text, _):
      "\(parameter) cannot be \(text.isEmpty ? "an empty word" : "'\(text)'")"
    case .range(let parameter, let text): "'\(text)' is no range of \(parameter)"
    case .twice(let parameter, let value): "\(parameter) is to be \(value) twice"
    case .tooMany(let candidates, let most):
      candidates == Int.max
        ? "the grid has more candidates than can be counted"
        : "the grid has \(candidates) candidates, and at most \(most) are searched"
    case .candidate(let candidate, let reason, _): "\(candidate): \(reason)"
    case .score(let name, _): "there is no score '\(name)'"
    case .scoreNeedsTwo(let name, let labels):
      "\(name) needs a label that counts as positive, and the set has \(labels) labels"
    case .refit(let name, let scores): "\(name) is none of the scores \(scores.joined(separator: ", "))"
    case .missing(let label, let fold, let folds, let side, let group, let share, let groups, let outer):
      "fold \(fold) of \(folds)\(outer.map { " outside outer fold \($0)" } ?? "") has no \(label) to \(side): "
        + (groups == 1
          ? "all of them lie in the group \(group)"
          : "they lie in \(groups) groups, \(Int((share * 100).rounded())) % of them in \(group)")
    case .tooFewFolds(let found): "there are \(found) folds with chunks in them, and a search needs 2"
    case .otherSearch(_, let what): "another search was begun here: \(what)"
    case .noSearch: "there is no search here"
    case .torn(_, _, let what): what
    case .missingParts(let done, let all, let example):
      "\(all - done) of \(all) forests are missing, \(example) for one"
    case .contradiction(_, let candidate, let fold):
      "two parts give candidate \(candidate) different scores on fold \(fold)"
    case .otherMatrix(_, let has, let wanted):
      "the features are others than the search's: SHA-256 \(has.prefix(12))… instead of \(wanted.prefix(12))…"
    case .severalFeatures(_, let kinds): "the grid asks for \(kinds) kinds of features, and a file holds one"
    case .memory(let needed, let allowed):
      "one fold takes about \(GridSearchError.size(needed)), and \(GridSearchError.size(allowed)) are allowed"
    }
  }

  /// Where it is.
  public var place: String {
    switch self {
    case .value(let parameter, _, _), .range(let parameter, _), .twice(let parameter, _):
      "parameter \(parameter)"
    case .tooMany, .candidate: "the grid"
    case .score, .scoreNeedsTwo: "option --scoring"
    case .refit: "option --refit"
    case .missing, .tooFewFolds: "the folds"
    case .otherSearch(let folder, _), .noSearch(let folder), .contradiction(let folder, _, _): "\(folder)"
    case .torn(let file, let line, _): line > 0 ? "\(file), line \(line)" : "\(file)"
    case .otherMatrix(let file, _, _), .severalFeatures(let file, _): "\(file)"
    case .missingParts: "the parts to merge"
    case .memory: "option --memory"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .value(_, _, let allowed): "give \(allowed)"
    case .range: "give FIRST:LAST:STEP with numbers, FIRST <= LAST and STEP above 0, such as 10:40:10"
    case .twice: "list it once"
    case .tooMany: "list fewer values, or have some drawn (--random N)"
    case .candidate(_, _, let remedy): remedy
    case .score(_, let known): "choose among \(known)"
    case .scoreNeedsTwo: "say which label is the positive one (--positive), or choose another score"
    case .refit: "choose one of them, or add it to --scoring"
    case .missing:
      "ask for fewer folds (--folds), or slice the set with finer groups (--group-by); chunks of more recordings help most"
    case .tooFewFolds: "slice more recordings into the set, or ask for --folds 5 instead of the manifest's"
    case .otherSearch: "choose another --out, or delete this folder to begin anew"
    case .noSearch: "give a folder that 'shotmark search forest' wrote"
    case .torn: "delete the line, or the folder to begin anew"
    case .missingParts: "run the shards that are missing, and name all their folders"
    case .contradiction: "the shards ran on different features or versions: run them again with the same ones"
    case .otherMatrix: "use the same file of features and the same version for all shards"
    case .severalFeatures: "leave out --matrix, or search one kind of features at a time"
    case .memory: "allow more (--memory), or search with fewer mel bands, frames or chunks"
    }
  }

  /// `3.2 GB`, `850 MB`.
  static func size(_ bytes: Int) -> String {
    bytes >= 1_000_000_000
      ? "\((Double(bytes) / 1e8).rounded() / 10) GB" : "\(max(1, bytes / 1_000_000)) MB"
  }
}
