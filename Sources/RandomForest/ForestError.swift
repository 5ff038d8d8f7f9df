import Basis

/// What can be wrong with a table, its labels and weights, the parameters, or a saved forest.
public enum ForestError: ThreePartError, Equatable {
  /// No rows or no columns.
  case emptyTable(rows: Int, columns: Int)
  /// More rows or columns than numbers of 31 bits.
  case tooLarge(rows: Int, columns: Int)
  /// Something that belongs to every row (or value) comes in another number.
  case countMismatch(of: String, expected: Int, found: Int)
  /// A value that is not a number, or infinite.
  case notFinite(row: Int, column: Int, value: Float)
  /// A label outside `0..<classCount`.
  case label(row: Int, label: Int, classCount: Int)
  /// All rows that count belong to one class.
  case oneClass(label: Int)
  /// A weight that is negative or not finite.
  case weight(of: String, index: Int, value: Double)
  /// All weights are 0.
  case noWeight
  /// A parameter outside its range.
  case parameter(name: String, value: String, allowed: String)
  /// A parameter that means nothing without bootstrap samples.
  case needsBootstrap(String)
  /// The forest has more nodes than its format numbers.
  case tooManyNodes(Int)
  /// The forest was fitted on tables of another width.
  case columns(expected: Int, found: Int)
  /// A forest that is to be gone on with did not grow from this table.
  case otherTable(String)
  /// The work was cancelled.
  case cancelled(trees: Int)
  /// A saved forest that lacks a part or contradicts itself.
  case file(problem: String, tensor: String)
}

extension ForestError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .emptyTable(let rows, let columns):
      "a table of \(rows) rows and \(columns) columns has nothing to learn from"
    case .tooLarge(let rows, let columns): "a table of \(rows) rows and \(columns) columns is too large"
    case .countMismatch(let what, let expected, let found):
      "there are \(found) \(what) where \(expected) belong"
    case .notFinite(_, _, let value): "the value \(value) cannot be ordered among others"
    case .label(_, let label, let classCount): "label \(label) is none of the \(classCount) classes"
    case .oneClass(let label): "every row that has weight belongs to class \(label)"
    case .weight(_, _, let value): "a weight of \(value) is not a finite number of 0 or more"
    case .noWeight: "all weights are 0"
    case .parameter(let name, let value, _): "\(name) cannot be \(value)"
    case .needsBootstrap(let name): "\(name) means nothing without bootstrap samples"
    case .tooManyNodes(let nodes): "a forest of \(nodes) nodes is too large to predict with"
    case .columns(let expected, let found):
      "the table has \(found) columns, the forest was fitted on \(expected)"
    case .otherTable(let problem): "the forest to go on with did not grow from this set: \(problem)"
    case .cancelled(let trees): "training was cancelled after \(trees) trees"
    case .file(let problem, _): problem
    }
  }

  /// Where it is.
  public var place: String {
    switch self {
    case .notFinite(let row, let column, _): "feature table, row \(row), column \(column) (counted from 0)"
    case .label(let row, _, _): "labels, row \(row) (counted from 0)"
    case .oneClass: "labels"
    case .weight(let what, let index, _): "\(what), number \(index) (counted from 0)"
    case .noWeight: "sample and class weights"
    case .parameter, .needsBootstrap: "forest parameters"
    case .emptyTable, .tooLarge, .countMismatch, .columns: "feature table"
    case .tooManyNodes, .otherTable, .cancelled: "forest"
    case .file(_, let tensor): "saved forest, \(tensor)"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .emptyTable: "add rows to the set, or check that its files were found"
    case .tooLarge: "hand in at most 1,000,000,000 rows and columns"
    case .countMismatch: "hand in one for each"
    case .notFinite: "leave the row out, or compute its features again"
    case .label: "number the classes from 0 and state how many there are"
    case .oneClass: "add rows of another class, or check the weights"
    case .weight: "mend or leave out the weight"
    case .noWeight: "give at least one row of each class a weight above 0"
    case .parameter(_, _, let allowed): "choose \(allowed)"
    case .needsBootstrap: "switch bootstrap on, or leave it out"
    case .tooManyNodes: "grow fewer or smaller trees"
    case .columns: "compute features with the parameters that the model states"
    case .otherTable: "go on with the set that it was trained on, or train anew"
    case .cancelled: "start it again"
    case .file: "fetch or train the model again; the file is damaged or not a forest"
    }
  }
}
