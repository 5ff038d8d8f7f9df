extension EvaluationError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .groupTwice: "the group is named twice"
    case .negativeCount(_, let label, let count): "the group counts \(count) rows of \(label)"
    case .foldUnknown(_, let fold, _, .test): "the group lies in the test split and has fold \(fold)"
    case .foldUnknown(_, let fold, let folds, _):
      "the group has fold \(fold), but folds run from 0 to \(folds - 1)"
    case .tooFewFolds(let folds): "\(folds) folds were asked for"
    case .columnLength(let column, let expected, let found):
      "\(column) has \(found) values where \(expected) are needed"
    case .classesUnusable(let classes):
      classes.isEmpty ? "there are no classes" : "a class is named twice: \(classes.joined(separator: ", "))"
    case .classUnknown(_, let index, let classes):
      "the true class is number \(index), but there are \(classes.count) classes"
    case .positiveUnknown(let name, _): "\(name) is none of the classes"
    case .probabilityUnusable(_, let name, let value): "the probability of \(name) is \(value)"
    case .weightUnusable(_, let value): "the weight is \(value)"
    case .optionOutOfRange(let name, let value, _): "\(name) is \(value)"
    case .collarUnusable(let milliseconds): "a collar of \(milliseconds) ms was asked for"
    }
  }

  /// Where it is.
  public var place: String {
    switch self {
    case .groupTwice(let id), .negativeCount(let id, _, _), .foldUnknown(let id, _, _, _): "group \(id)"
    case .tooFewFolds: "the number of folds"
    case .columnLength(let column, _, _): column
    case .classesUnusable, .positiveUnknown: "the list of classes"
    case .classUnknown(let row, _, _), .probabilityUnusable(let row, _, _), .weightUnusable(let row, _):
      "row \(row + 1) of those to be judged"
    case .optionOutOfRange(let name, _, _): "the option \(name)"
    case .collarUnusable: "the list of collars"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .groupTwice: "count the rows of a group together"
    case .negativeCount: "count rows from 0"
    case .foldUnknown: "mend split and fold in the manifest, or slice into a new set"
    case .tooFewFolds: "ask for at least 2"
    case .columnLength: "give each row one value, and each class of a row one probability"
    case .classesUnusable: "name each class once"
    case .classUnknown(_, _, let classes): "use only the classes \(classes.joined(separator: ", "))"
    case .positiveUnknown(_, let classes): "name one of \(classes.joined(separator: ", "))"
    case .probabilityUnusable: "look for a feature or a weight of the model that is not a number"
    case .weightUnusable: "give a finite weight of at least 0"
    case .optionOutOfRange(_, _, let range): "give a value in \(range)"
    case .collarUnusable: "give a finite number of milliseconds of at least 0"
    }
  }
}
