/// The class parts of a node's weight, as all forests say them.
enum NodeProbabilities {
  /// The classes that are kept: of two the second says it all, and half as much memory is read at random.
  static func kept(_ classes: Int) -> Range<Int> { classes == 2 ? 1..<2 : 0..<classes }

  /// Appends a node's parts; without weight all classes are equally likely.
  ///
  /// - Parameter weights: `[nodes, classes]`.
  static func append(_ weights: [Double], node: Int, classes: Int, to probabilities: inout [Double]) {
    let own = node * classes
    var whole = 0.0
    for label in 0..<classes { whole += weights[own + label] }
    for label in kept(classes) {
      probabilities.append(whole > 0 ? weights[own + label] / whole : 1 / Double(classes))
    }
  }
}
