import CDNN

/// What a pass has to know of the step that it is a part of.
struct StepPart {
  /// Which lane this is, and how many there are.
  var lane: Int
  var lanes: Int
  /// Where the lane's images begin in the batch.
  var firstImage: Int
  /// Images of the whole batch.
  var batch: Int
  /// Steps done before.
  var number: Int
}

/// A layer for some images of a fixed shape: forward from what comes in to what goes out, and backward from the loss's
/// derivatives by what goes out to those by what comes in and by its weights.
///
/// Derivatives by weights are written, not added. Everything that a pass needs is made with it: neither direction
/// allocates.
protocol LayerPass: AnyObject {
  /// What goes out.
  var output: Flow { get }
  /// Called when weights have changed.
  func load() -> Int32
  /// - Returns: 0, or oneDNN's number of what went wrong.
  func forward(_ part: StepPart) -> Int32
  func backward(_ part: StepPart) -> Int32
  /// Called once a step by one lane, when its results count.
  func keep()
}

extension LayerPass {
  func load() -> Int32 { 0 }
  func keep() {}
}

/// A layer's numbers in the row of all weights and in the row of the gradients; the latter only in training.
struct LayerNumbers {
  let weights: Numbers<Float>
  let gradients: Numbers<Float>?
  let row: ParameterRow
  let layer: Int

  func weight(_ name: String) -> UnsafeMutablePointer<Float>? {
    row.start(layer, name).map { weights.start + $0 }
  }

  func gradient(_ name: String) -> UnsafeMutablePointer<Float>? {
    guard let gradients, let start = row.start(layer, name) else { return nil }
    return gradients.start + start
  }
}

extension NetworkDescription.Activation {
  /// What negative sums are multiplied by.
  var slope: Float {
    switch self {
    case .linear: 1
    case .leakyReLU(let slope): slope
    }
  }
}
