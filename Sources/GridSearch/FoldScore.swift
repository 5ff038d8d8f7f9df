/// What one candidate reached on one fold.
public struct FoldScore: Hashable, Sendable {
  /// Where a fold of a search lies, and which candidate was judged there.
  public struct Place: Hashable, Sendable {
    /// The search itself (0), or within the rest of an outer fold (from 1).
    public var stage: Int
    /// The round of successive halving; 0 without.
    public var iteration: Int
    /// The candidate.
    public var candidate: Int
    /// The fold among those of the stage.
    public var fold: Int

    /// A place.
    public init(stage: Int, iteration: Int, candidate: Int, fold: Int) {
      (self.stage, self.iteration, self.candidate, self.fold) = (stage, iteration, candidate, fold)
    }
  }

  /// Where.
  public var place: Place
  /// Nodes of the forest.
  public var nodes: Int
  /// The plan's scores; NaN where one has no value.
  public var scores: [Double]

  /// What a candidate reached.
  public init(place: Place, nodes: Int, scores: [Double]) {
    (self.place, self.nodes, self.scores) = (place, nodes, scores)
  }
}
