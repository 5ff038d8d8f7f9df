import Basis
import CDNN

/// Which cells a dropout drops: that depends on the seed, the layer, the step and the cell's place in the batch alone.
struct DropoutMask {
  /// Keyed by the seed and the layer.
  let key: RandomKey
  /// Cells of one image.
  let cells: Int
  /// Of 65,536 cells so many are dropped.
  let threshold: UInt32
  /// What the others are multiplied by.
  let scale: Float

  init(rate: Float, key: RandomKey, cells: Int) {
    (self.key, self.cells) = (key, cells)
    threshold = UInt32((Double(rate) * 65_536).rounded())
    scale = 1 / (1 - rate)
  }

  /// The mask of a lane's images.
  func form(_ part: StepPart) -> cdnn_dropout {
    cdnn_dropout(
      key: key.adding(part.number).value, first: UInt32(truncatingIfNeeded: part.firstImage &* cells),
      threshold: threshold, scale: scale)
  }
}

/// Cells that are dropped in training. The gradient is dropped by the same mask, which is drawn again instead of kept.
final class DropoutPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let mask: DropoutMask

  init(_ mask: DropoutMask, input: Flow, images: Int) throws {
    output = try Flow(input.shape, images: images, hasGradient: true)
    (self.input, self.mask) = (input, mask)
  }

  func forward(_ part: StepPart) -> Int32 {
    var form = mask.form(part)
    cdnn_drop(input.values.start, output.values.start, input.values.count, &form)
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let from = output.gradient, let to = input.gradient else { return 0 }
    var form = mask.form(part)
    cdnn_drop(from.start, to.start, from.count, &form)
    return 0
  }
}
