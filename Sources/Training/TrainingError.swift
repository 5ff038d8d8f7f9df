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
    }
  }

  /// Where it was met.
  public var place: String {
    switch self {
    case .oneLabel(let set, _, _), .otherLength(_, _, let set), .unknownLabel(_, let set, _),
      .noRows(let set, _):
      "\(set)"
    case .noCard(let file, _), .wrongKind(let file, _, _): "\(file)"
    case .unknownPositive: "option --positive"
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
    case .noRows: "choose another --split, or slice more recordings into the set"
    }
  }
}
