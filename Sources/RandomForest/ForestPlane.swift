/// Forests that differ only in when their trees stop growing, so that one forest holds all of them.
///
/// What a node does depends on its rows and on its path from the root alone. A smaller `max_depth`, a larger
/// `min_samples_split` or `min_impurity_decrease` only leaves nodes unsplit that would have been split otherwise, and
/// fewer trees are the first ones of many: each forest of the plane is a part of the one that grows furthest.
public struct ForestPlane: Sendable, Equatable {
  /// When the trees of one of the forests stop growing, and how many there are.
  public struct Point: Hashable, Sendable {
    /// Trees (`n_estimators`).
    public var nTrees: Int
    /// Levels below the root; `nil` for no limit.
    public var maxDepth: Int?
    /// Rows that a node needs to be split.
    public var minSamplesSplit: ForestParameters.SampleCount
    /// Fall of impurity, times the node's part of the weight, that a split needs.
    public var minImpurityDecrease: Double

    /// A point of the plane.
    public init(
      nTrees: Int, maxDepth: Int?, minSamplesSplit: ForestParameters.SampleCount,
      minImpurityDecrease: Double = 0
    ) {
      self.nTrees = nTrees
      self.maxDepth = maxDepth
      self.minSamplesSplit = minSamplesSplit
      self.minImpurityDecrease = minImpurityDecrease
    }

    /// The same point with another number of trees.
    func at(nTrees: Int) -> Point {
      var point = self
      point.nTrees = nTrees
      return point
    }
  }

  /// The forests, at least one; a point may be there twice.
  public let points: [Point]

  /// A plane of some points.
  public init(points: [Point]) { self.points = points }
}

extension ForestParameters {
  /// When these trees stop growing, as a point of a plane.
  public var planePoint: ForestPlane.Point {
    ForestPlane.Point(
      nTrees: nTrees, maxDepth: maxDepth, minSamplesSplit: minSamplesSplit,
      minImpurityDecrease: minImpurityDecrease)
  }

  /// The same parameters at another point.
  public func at(_ point: ForestPlane.Point) -> ForestParameters {
    var parameters = self
    parameters.nTrees = point.nTrees
    parameters.maxDepth = point.maxDepth
    parameters.minSamplesSplit = point.minSamplesSplit
    parameters.minImpurityDecrease = point.minImpurityDecrease
    return parameters
  }

  /// Whether depth, rows and fall of impurity only ever close nodes: not where the most useful splits come first, nor
  /// where grown trees are pruned. Of such forests only the number of trees can be read off another one.
  public var closesNodesOnly: Bool { maxLeafNodes == nil && ccpAlpha == 0 }

  /// Whether a table of this size can be learned from with these parameters.
  ///
  /// - Throws: `ForestError` for the first parameter outside its range.
  public func check(rows: Int, columns: Int) throws(ForestError) {
    _ = try GrowthLimits(self, rows: rows, columns: columns)
  }
}
