import Basis

/// What can be wrong with a search, before or while it runs.
public enum GridSearchError: ThreePartError, Equatable {
  /// A value that a parameter cannot have.
  case value(parameter: String, text: String, allowed: String)
  /// A range that makes no sense.
  case range(parameter: String, text: String)
  /// A value that is listed twice.
  case twice(parameter: String, value: String)
  /// More candidates than can be searched.
  case tooMany(candidates: Int, most: Int)
  /// A candidate whose parameters do not go together.
  case candidate(String, reason: String, remedy: String)
  /// A score that there is none of.
  case score(String, known: String)
  /// A score that says nothing about these labels.
  case scoreNeedsTwo(String, labels: Int)
  /// The score to choose by is none of those computed.
  case refit(String, scores: [String])
  /// A fold without chunks of a label, and the group that holds most of them.
  case missing(
    label: String, fold: Int, folds: Int, side: String, group: String, share: Double, groups: Int, outer: Int?
  )
  /// Fewer folds than two hold anything.
  case tooFewFolds(found: Int)
  /// A folder holds another search.
  case otherSearch(Path, what: String)
  /// A folder holds no search.
  case noSearch(Path)
  /// A search that cannot be read.
  case torn(Path, line: Int, what: String)
  /// Shards that are not there.
  case missingParts(done: Int, all: Int, example: String)
  /// Two parts that contradict each other.
  case contradiction(Path, candidate: Int, fold: Int)
  /// The features are not those that the search was begun with.
  case otherMatrix(Path, has: String, wanted: String)
  /// One file of features for a grid that asks for several kinds.
  case severalFeatures(Path, kinds: Int)
  /// A fold alone takes more memory than allowed.
  case memory(needed: Int, allowed: Int)
}
