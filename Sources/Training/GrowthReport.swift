import Files
import RandomForest

/// How it came that a forest has the trees that it has.
package struct GrowthReport: Sendable, Equatable {
  /// What ended it.
  package enum End: String, Sendable, Equatable {
    /// There were as many trees as were asked for.
    case trees = "n_estimators"
    /// The score out of bag had not become better.
    case stopping = "early_stopping"
    /// No tree more would have fitted.
    case size = "max_bytes"
  }

  /// Trees that were asked for.
  package var asked: Int
  /// Trees that were kept.
  package var kept: Int
  /// Why there are no more.
  package var end: End
  /// The rule that looked at the score out of bag, and the score that the kept trees have where it ended them.
  package var stopping: OutOfBagStopping?
  /// Brier's score out of bag.
  package var score: Double?
  /// The limit, and the bytes that are taken of it.
  package var limit: SizeLimit?
  /// Bytes of what the limit measures.
  package var size: Int?

  /// For a model's card. The limit itself is not kept: the same trees are the same file.
  var members: [JSON.Member] {
    var members = [
      JSON.Member("n_estimators_asked", .number(asked)), JSON.Member("ended_by", .string(end.rawValue)),
    ]
    if let stopping {
      members.append(JSON.Member("n_iter_no_change", .number(stopping.patience)))
      members.append(JSON.Member("tol", .number(stopping.tolerance)))
    }
    if let score { members.append(JSON.Member("out_of_bag_brier", .number(score))) }
    return members
  }
}
