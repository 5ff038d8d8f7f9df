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
    }
  }

  /// Where it is.
  public var place: String { "network" }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .tooNarrow: "use longer chunks or a shorter hop, or fewer strides and pools"
    case .missing, .size, .notFinite, .unknown: "fetch or train the model again; the file is damaged"
    }
  }
}
