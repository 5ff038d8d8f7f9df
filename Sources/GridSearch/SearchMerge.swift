import Basis
import Files

/// Joins the parts of a search that ran on several machines.
public enum SearchMerge {
  /// The record that all parts share, and everything that any of them has scored.
  ///
  /// - Throws: `GridSearchError` where a folder holds no search, parts are of different searches, or two of them give
  ///   different scores for the same fold.
  public static func read(_ parts: [SearchFolder]) throws -> (record: SearchRecord, scores: [FoldScore]) {
    var first: (record: SearchRecord, value: JSON.Value)?
    var found: [FoldScore.Place: FoldScore] = [:]
    for part in parts {
      let own = try part.readRecord()
      if let first {
        if let what = first.record.difference(to: own.value) {
          throw GridSearchError.otherSearch(part.path, what: what)
        }
      } else {
        first = own
      }
      let scores = try SearchJournal.read(part.journal, scores: own.record.plan.scores.map(\.name))
      for score in scores {
        let place = score.place
        if let other = found[place], !other.isSame(as: score) {
          throw GridSearchError.contradiction(part.path, candidate: place.candidate, fold: place.fold)
        }
        found[place] = score
      }
    }
    guard let first else { throw GridSearchError.noSearch(Path("")) }
    return (first.record, found.values.sorted { $0.place < $1.place })
  }
}

extension FoldScore {
  /// Whether nodes and scores are equal, missing ones included.
  func isSame(as other: FoldScore) -> Bool {
    nodes == other.nodes && scores.count == other.scores.count
      && zip(scores, other.scores).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension Search {
  /// - Throws: `GridSearchError.missingParts` where a journal lacks a forest.
  public func checkComplete(_ journal: SearchJournal) throws {
    var (all, done) = (0, 0)
    var example = ""
    for (number, stage) in stages.enumerated() {
      for forest in forests(of: Array(candidates.indices)) {
        for fold in stage.folds.indices {
          all += 1
          if journal.holds(forest, number, 0, fold) {
            done += 1
          } else if example.isEmpty {
            example = "fold \(fold) of \(candidates[forest.candidates.first ?? 0].words)"
          }
        }
      }
    }
    guard done == all else { throw GridSearchError.missingParts(done: done, all: all, example: example) }
  }
}
