import Basis

/// What can be wrong with a network, or with the images, that are to become an integer network or a file.
public enum QuantizationError: ThreePartError, Equatable {
  /// There are no images to calibrate with.
  case noImages
  /// The images are not whole ones.
  case imageSize(has: Int, wanted: Int)
  /// An image holds something that is no finite number.
  case notFinite(image: Int)
  /// A layer's numbers became infinite.
  case overflow(layer: String)
  /// The network takes images of one width only.
  case fixedWidth(width: Int, wanted: Int)
  /// The network ends with more than one cell.
  case manyCells(height: Int, width: Int)
  /// The model does not fit into a file.
  case tooLarge(bytes: Int)
  /// A share of values that cannot be kept.
  case percentile(Double)
  /// A name that C does not allow.
  case name(String)
}

extension QuantizationError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .noImages: "there are no images to calibrate with"
    case .imageSize(let has, let wanted): "\(has) numbers are not a whole count of images of \(wanted)"
    case .notFinite(let image): "image \(image) holds something that is no finite number"
    case .overflow(let layer): "the numbers behind \(layer) grow beyond what a float can hold"
    case .fixedWidth(let width, let wanted):
      "the network has dense layers for images of \(width) frames, and cannot take \(wanted)"
    case .manyCells(let height, let width):
      "the network ends with \(height) × \(width) cells where one probability a label belongs"
    case .tooLarge(let bytes): "a model of \(bytes) bytes does not fit into a .tflite file"
    case .percentile(let percentile): "\(percentile) % of the values cannot be kept"
    case .name(let name): "'\(name)' cannot be part of a name in C"
    }
  }

  /// Where it is.
  public var place: String {
    switch self {
    case .noImages, .imageSize, .notFinite: "calibration images"
    case .percentile: "calibration"
    case .name: "C array"
    case .overflow, .fixedWidth, .manyCells, .tooLarge: "network"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .noImages: "calibrate with a set that has chunks in it"
    case .imageSize: "use images of the bands and frames that the network takes"
    case .notFinite: "compute the features again; the file is damaged"
    case .overflow: "train the model again, with a lower learning rate"
    case .fixedWidth: "use the width that it was trained with, or a global pool in place of the dense layer"
    case .manyCells: "end the layers with global_max_pool or global_average_pool"
    case .tooLarge: "use fewer filters"
    case .percentile: "keep more than 50 and at most 100 %"
    case .name: "use letters, digits and underscores"
    }
  }
}
