import Basis

/// What can be wrong with rows that are to be split, judged or matched.
public enum EvaluationError: ThreePartError, Equatable {
  /// A group was named twice.
  case groupTwice(id: String)
  /// A group counts fewer than no rows of a label.
  case negativeCount(group: String, label: String, count: Int)
  /// A group that exists has a fold that there is none of, or one although it lies in the test split.
  case foldUnknown(group: String, fold: Int, folds: Int, split: Split?)
  /// Fewer than two folds were asked for.
  case tooFewFolds(Int)
  /// A column has another length than there are rows.
  case columnLength(column: String, expected: Int, found: Int)
  /// There is no class, or one is named twice.
  case classesUnusable(classes: [String])
  /// A row's true class is none of the classes.
  case classUnknown(row: Int, index: Int, classes: [String])
  /// The class that is to count as positive is none of the classes.
  case positiveUnknown(name: String, classes: [String])
  /// A probability is not a number between 0 and 1.
  case probabilityUnusable(row: Int, name: String, value: Double)
  /// A weight is not a finite number of at least 0.
  case weightUnusable(row: Int, value: Double)
  /// An option of the report lies outside its range.
  case optionOutOfRange(name: String, value: Double, range: String)
  /// A collar is not a number of milliseconds.
  case collarUnusable(milliseconds: Double)
}
