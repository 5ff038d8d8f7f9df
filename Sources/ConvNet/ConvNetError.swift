import Basis

/// What can be wrong with a network.
public enum ConvNetError: ThreePartError, Equatable {
  /// The images are too narrow for its layers.
  case tooNarrow(width: Int, least: Int?)
  /// A weight is not there.
  case missing(String)
  /// A weight has another number of numbers.
  case size(String, has: Int, wanted: Int)
  /// A weight holds something that is no finite number.
  case notFinite(String)
  /// There is no such weight.
  case unknown(String)
  /// The network needs more memory than there is.
  case tooLarge(bytes: Int)
  /// The system does not give so many threads.
  case threads(Int)
  /// oneDNN refuses a layer, or cannot compute it.
  case engine(Int32, layer: Int?)
  /// A batch has another number of something than belongs there.
  case batch(String, has: Int, wanted: Int)
  /// The network takes images of no other width than it was trained on.
  case otherWidth(Int, trained: Int)
}

extension ConvNetError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .tooNarrow(let width, let least):
      least.map { "images of \(width) frames are too narrow for the network, which needs \($0)" }
        ?? "no image is large enough for the network's layers"
    case .missing(let name): "the weight \(name) is missing"
    case .size(let name, let has, let wanted): "the weight \(name) has \(has) numbers where \(wanted) belong"
    case .notFinite(let name): "the weight \(name) holds something that is no finite number"
    case .unknown(let name): "the network has no weight \(name)"
    case .tooLarge(let bytes):
      "the network needs \(bytes / 1_000_000) MB of memory, more than this machine has"
    case .threads(let count): "the system does not give \(count) threads"
    case .engine(let status, let layer):
      "oneDNN cannot compute \(layer.map { "layer \($0)" } ?? "the network") (its status is \(status))"
    case .batch(let name, let has, let wanted): "a batch has \(has) \(name) where \(wanted) belong"
    case .otherWidth(let width, let trained):
      "images of \(width) frames do not fit a network with a dense layer, trained on \(trained) frames"
    }
  }

  /// Where it is.
  public var place: String { "network" }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .tooNarrow: "use longer chunks or a shorter hop, or fewer strides and pools"
    case .missing, .size, .notFinite, .unknown: "fetch or train the model again; the file is damaged"
    case .tooLarge: "use smaller batches, fewer filters or smaller kernels"
    case .threads: "use from 1 thread up to as many as there are cores"
    case .engine: "use a smaller kernel, dilation or batch"
    case .batch: "hand in as many as the network's description and the batch's size ask for"
    case .otherWidth: "cut the images to the trained width, or train a network that ends with a global pool"
    }
  }
}
