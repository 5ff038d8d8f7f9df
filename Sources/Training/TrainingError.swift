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
  case noValidation(Path)
  case otherBands(network: Int, images: Int)
  case otherLabelCount(network: Int, labels: [String])
  case lossNotFinite(epoch: Int, batch: Int?, rate: Double)
  case badCheckpoint(Path, String)
  case otherTraining(Path, String, canGoOn: Bool)
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
    case .noValidation: "there are no chunks in val to stop early by"
    case .otherBands(let network, let images):
      "the network takes images of \(network) bands, and these have \(images)"
    case .otherLabelCount(let network, let labels):
      "the network tells \(network) labels apart, and the set has \(labels.count): "
        + labels.joined(separator: ", ")
    case .lossNotFinite(_, let batch, let rate):
      (batch == nil ? "the loss on val" : "the loss")
        + " is no longer a finite number, at a learning rate of \(rate)"
    case .badCheckpoint(_, let problem): "the checkpoint cannot be used: \(problem)"
    case .otherTraining(_, let difference, _):
      "there is a checkpoint of another training here: \(difference)"
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
    case .noValidation(let set): "\(set)"
    case .otherBands, .otherLabelCount: "option --network"
    case .lossNotFinite(let epoch, let batch, _):
      "epoch \(epoch)" + (batch.map { ", batch \($0)" } ?? "")
    case .badCheckpoint(let file, _), .otherTraining(let file, _, _): "\(file)"
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
    case .noValidation:
      "slice more recordings into the set, or give --no-early-stopping and the --epochs to train"
    case .otherBands(let network, _): "give --n-mels \(network), or a network of another height"
    case .otherLabelCount(_, let labels): "give a network whose last layer has \(labels.count) channels"
    case .lossNotFinite:
      "lower --learning-rate, or give --clip-norm 1; --go-on takes up the last good epoch with other options"
    case .badCheckpoint: "remove the file, or give --restart, to train from the beginning"
    case .otherTraining(_, _, let canGoOn):
      (canGoOn ? "give the same options, or --go-on to use the checkpoint under these, or " : "give ")
        + "--restart to forget it, or another --out"
    case .noRows: "choose another --split, or slice more recordings into the set"
    }
  }
}
