import Basis
import Files

/// All that decides the figures of a search. Two searches with the same plan give the same bytes.
public struct SearchPlan: Equatable, Sendable {
  /// What the grid does not say.
  public var base: SearchSettings
  /// The candidates.
  public var space: SearchSpace
  /// How many of them are drawn; `nil` for all.
  public var random: Int?
  /// Successive halving: the part of the candidates that goes on is 1 / this; `nil` for none.
  public var halving: Int?
  /// How rows are divided.
  public var division: SearchDivision
  /// Outer folds of a nested cross-validation; `nil` for none.
  public var nested: Int?
  /// What is computed, at least one.
  public var scores: [SearchScore]
  /// What the best is chosen by.
  public var refit: SearchScore
  /// The label that counts as positive.
  public var positive: String
  /// What folds and random candidates are drawn from; trees grow from the settings' own seed.
  public var seed: UInt64

  /// A plan.
  public init(
    base: SearchSettings, space: SearchSpace, random: Int? = nil, halving: Int? = nil,
    division: SearchDivision = .grouped(folds: 5, repeats: 1), nested: Int? = nil,
    scores: [SearchScore] = [.accuracy], refit: SearchScore? = nil, positive: String, seed: UInt64 = 0
  ) {
    self.base = base
    self.space = space
    self.random = random
    self.halving = halving
    self.division = division
    self.nested = nested
    self.scores = scores
    self.refit = refit ?? scores.first ?? .accuracy
    self.positive = positive
    self.seed = seed
  }

  /// What a folder keeps of it, in the order in which people read it.
  var members: [(String, JSON.Value)] {
    [
      (
        "grids",
        .array(
          space.grids.map { grid in
            .object(grid.map { ($0.name, .array($0.values.map(\.json))) })
          })
      ),
      ("random", random.map { .number($0) } ?? .null), ("halving", halving.map { .number($0) } ?? .null),
      ("folds", divisionValue), ("nested", nested.map { .number($0) } ?? .null),
      ("scoring", .array(scores.map { .string($0.name) })), ("refit", .string(refit.name)),
      ("positive", .string(positive)), ("seed", .string(String(seed))),
      (
        "settings",
        .object(
          SearchParameters.all.map { ($0.name, $0.value(base).json) }
            + [("forest_seed", .string(String(base.forest.seed)))])
      ),
    ]
  }

  private var divisionValue: JSON.Value {
    switch division {
    case .manifest: "manifest"
    case .grouped(let folds, let repeats):
      .object([("count", .number(folds)), ("repeats", .number(repeats))])
    }
  }
}
