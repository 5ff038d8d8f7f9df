import Basis
import Features
import RandomForest

/// A search that is ready to run: its candidates, and how they are divided into forests and folds.
public struct Search: Sendable {
  /// The folds of all rows, or of those outside one outer fold of a nested cross-validation.
  public struct Stage: Equatable, Sendable {
    /// The outer fold that is held back; `nil` where none is.
    public let outer: SearchFold?
    /// The folds within the rest.
    public let folds: [SearchFold]
  }

  /// What decides the figures.
  public let plan: SearchPlan
  /// The rows.
  public let rows: SearchRows
  /// Samples in a chunk.
  public let length: Int
  /// All candidates.
  public let candidates: [Candidate]
  /// The settings of each candidate.
  public let settings: [SearchSettings]
  /// The search itself, then the outer folds of a nested cross-validation.
  public let stages: [Stage]

  /// Prepares a search; everything about the grid and the folds is checked here, before any work.
  ///
  /// - Throws: `GridSearchError`, and what is wrong with the features' parameters.
  public init(_ plan: SearchPlan, rows: SearchRows, length: Int) throws {
    self.plan = plan
    self.rows = rows
    self.length = length
    candidates = try plan.space.candidates(random: plan.random, seed: plan.seed)
    settings = candidates.map { $0.settings(plan.base) }
    stages = try Search.stages(plan, rows)
    guard plan.scores.contains(plan.refit) else {
      throw GridSearchError.refit(plan.refit.name, scores: plan.scores.map(\.name))
    }
    try checkCandidates()
  }

  private static func stages(_ plan: SearchPlan, _ rows: SearchRows) throws -> [Stage] {
    let all = Array(0..<rows.count)
    let key = RandomKey(seed: plan.seed).adding("search folds")
    let main = Stage(outer: nil, folds: try SearchFolds.folds(of: rows, among: all, plan.division, key: key))
    guard let nested = plan.nested else { return [main] }
    let outer = try SearchFolds.folds(
      of: rows, among: all, .grouped(folds: nested, repeats: 1), key: key.adding("outer"))
    return try [main]
      + outer.map { fold in
        Stage(
          outer: fold,
          folds: try SearchFolds.folds(
            of: rows, among: fold.train, plan.division, key: key.adding("inner").adding(fold.fold),
            outer: fold.fold))
      }
  }

  private func checkCandidates() throws {
    let least = stages.flatMap(\.folds).map(\.train.count).min() ?? rows.count
    var columns: [LogMelParameters: Int] = [:]
    var known: Set<SearchSettings> = []
    for (candidate, settings) in zip(candidates, settings) where known.insert(settings).inserted {
      do {
        if columns[settings.features] == nil {
          try settings.features.validate()
          columns[settings.features] =
            settings.features.nMels * (try LogMel(settings.features)).frames(length)
        }
        try settings.forest.check(rows: least, columns: columns[settings.features] ?? 1)
      } catch let error as any ThreePartError {
        throw GridSearchError.candidate(candidate.words, reason: error.what, remedy: error.remedy)
      }
    }
  }
}
