import Basis

/// What can go wrong between sets and models.
public enum TrainingError: ThreePartError, Equatable {
  case oneLabel(Path, split: String, labels: [String])
  case noCard(Path, String)
  case wrongKind(Path, has: String, wanted: String)
  case otherLength(model: Int, set: Int, Path)
  case unknownLabel(String, Path, known: [String])
  case unknownPositive(String, known: [String])
  case noRows(Path, split: String)
  case cannotGoOn(Path, String)
  case fewerTrees(Path, has: Int, asked: Int)
  case noTreeFits(oneTree: Int, limit: Int, isSource: Bool)
}

extension TrainingError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .oneLabel(_, let split, let labels):
      labels.isEmpty
        ? "there are no chunks to train on in \(split)"
        : "all chunks to train on in \(split) are labelled \(labels.joined(separator: ", "))"
    case .noCard(_, let problem): "this is no model of Shotmark: \(problem)"
    case .wrongKind(_, let has, let wanted): "the model is a \(has), not a \(wanted)"
    case .otherLength(let model, let set, _):
      "the model was trained on chunks of \(model) samples, and the set's have \(set)"
    case .unknownLabel(let label, _, let known):
      "the set holds chunks labelled \(label), which the model does not know (it knows \(known.joined(separator: ", ")))"
    case .unknownPositive(let label, let known):
      "there is no label \(label) (there are \(known.joined(separator: ", ")))"
    case .noRows(_, let split): "the set has no chunks in \(split)"
    case .cannotGoOn(_, let problem): "the model cannot be gone on with: \(problem)"
    case .fewerTrees(_, let has, let asked): "the model has \(has) trees, and \(asked) are asked for"
    case .noTreeFits(let oneTree, let limit, let isSource):
      (isSource ? "the C tables of one tree take" : "a model of one tree takes")
        + " \(oneTree) bytes, and at most \(limit) are allowed"
    }
  }

  /// Where it was met.
  public var place: String {
    switch self {
    case .oneLabel(let set, _, _), .otherLength(_, _, let set), .unknownLabel(_, let set, _),
      .noRows(let set, _):
      "\(set)"
    case .noCard(let file, _), .wrongKind(let file, _, _): "\(file)"
    case .cannotGoOn(let file, _), .fewerTrees(let file, _, _): "\(file)"
    case .unknownPositive: "option --positive"
    case .noTreeFits: "option --max-bytes"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .oneLabel: "slice chunks of another label into the set, background for instance (--background-from)"
    case .noCard: "give a file that 'shotmark train' has written"
    case .wrongKind: "give a model of the right kind"
    case .otherLength: "slice a set with the model's --length, or train a model on this one"
    case .unknownLabel: "train a model on a set with this label, or evaluate on one without it"
    case .unknownPositive: "choose one of the labels"
    case .cannotGoOn:
      "give the set and options that it was trained with ('shotmark info' lists them), or leave out --warm-start"
    case .fewerTrees(_, let has, _): "give --n-trees of at least \(has), or leave out --warm-start"
    case .noTreeFits(let oneTree, _, _):
      "give --max-bytes of at least \(oneTree), or smaller trees (--max-depth, --max-leaf-nodes, --min-samples-leaf)"
    case .noRows: "choose another --split, or slice more recordings into the set"
    }
  }
}
