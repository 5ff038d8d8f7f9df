import Basis
import ConvNet
import Foundation

/// Networks in plain loops and double precision: what the fast ones are held against.
struct NaiveNetwork {
  typealias Image = (shape: ImageShape, values: [Double])

  var description: NetworkDescription
  var width: Int
  var values: [String: [Double]]
  /// Seed and step of training; `nil` for prediction.
  var training: (seed: UInt64, step: Int)?

  init(_ network: Network, training: (seed: UInt64, step: Int)? = nil) {
    (description, width, self.training) = (network.description, network.width, training)
    values = network.values.mapValues { $0.map(Double.init) }
  }

  /// The last numbers of each image.
  func logits(_ images: [[Double]]) -> [[Double]] {
    let shape = ImageShape(height: description.height, width: width, channels: 1)
    var batch: [Image] = images.map { (shape, $0) }
    for (index, layer) in description.layers.enumerated() { batch = run(layer, index, batch) }
    return batch.map(\.values)
  }

  private func run(_ layer: NetworkDescription.Layer, _ index: Int, _ batch: [Image]) -> [Image] {
    switch layer {
    case .convolution(let convolution):
      let sums = batch.map { convolve($0, convolution, index) }
      let normal = convolution.isNormalised ? normalise(sums, index) : sums
      return normal.map { ($0.shape, activate($0.values, convolution.activation)) }
    case .dropout(let rate): return drop(batch, Double(rate), index)
    case .maxPool(let size): return batch.map { pool($0, size) }
    case .globalMaxPool:
      return batch.map { image in
        channels(image) { column in column.reduce(-.infinity) { $0 > $1 ? $0 : $1 } }
      }
    case .globalAveragePool:
      return batch.map { image in channels(image) { $0.reduce(0, +) / Double($0.count) } }
    case .dense(let units, let activation):
      let (weight, bias) = (values["\(index).weight"]!, values["\(index).bias"]!)
      return batch.map { image in
        let count = image.values.count
        let sums = (0..<units).map { unit in
          (0..<count).reduce(bias[unit]) { $0 + weight[unit * count + $1] * image.values[$1] }
        }
        return (ImageShape(height: 1, width: 1, channels: units), activate(sums, activation))
      }
    }
  }

  private func activate(_ sums: [Double], _ activation: NetworkDescription.Activation) -> [Double] {
    guard case .leakyReLU(let slope) = activation else { return sums }
    return sums.map { $0 > 0 ? $0 : $0 * Double(slope) }
  }

  private func channels(_ image: Image, _ body: ([Double]) -> Double) -> Image {
    let count = image.shape.channels
    let results = (0..<count).map { channel in
      body(stride(from: channel, to: image.values.count, by: count).map { image.values[$0] })
    }
    return (ImageShape(height: 1, width: 1, channels: count), results)
  }

  private func convolve(_ image: Image, _ layer: NetworkDescription.Convolution, _ index: Int) -> Image {
    let (input, output) = (image.shape, layer.shape(of: image.shape)!)
    let (weight, bias) = (values["\(index).weight"]!, values["\(index).bias"])
    // TensorFlow's "same": of an odd number of zeros one more behind.
    func before(_ size: Int, _ result: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
      layer.padding == .valid ? 0 : max(0, (result - 1) * stride + (kernel - 1) * dilation + 1 - size) / 2
    }
    let top = before(
      input.height, output.height, layer.kernel.height, layer.stride.height, layer.dilation.height)
    let left = before(input.width, output.width, layer.kernel.width, layer.stride.width, layer.dilation.width)
    var results: [Double] = []
    for y in 0..<output.height {
      for x in 0..<output.width {
        for filter in 0..<output.channels {
          var sum = bias?[filter] ?? 0
          for ky in 0..<layer.kernel.height {
            for kx in 0..<layer.kernel.width {
              let row = y * layer.stride.height + ky * layer.dilation.height - top
              let column = x * layer.stride.width + kx * layer.dilation.width - left
              guard (0..<input.height).contains(row), (0..<input.width).contains(column) else { continue }
              let cell = (row * input.width + column) * input.channels
              let tap = ky * layer.kernel.width + kx
              if layer.isDepthwise {
                sum += image.values[cell + filter] * weight[tap * input.channels + filter]
              } else {
                let taps = layer.kernel.height * layer.kernel.width
                let start = (filter * taps + tap) * input.channels
                for channel in 0..<input.channels {
                  sum += image.values[cell + channel] * weight[start + channel]
                }
              }
            }
          }
          results.append(sum)
        }
      }
    }
    return (output, results)
  }

  private func normalise(_ batch: [Image], _ index: Int) -> [Image] {
    let count = batch[0].shape.channels
    var (mean, variance) = (values["\(index).mean"]!, values["\(index).variance"]!)
    let (scale, shift) = (values["\(index).scale"]!, values["\(index).shift"]!)
    if training != nil {
      for channel in 0..<count {
        let own = batch.flatMap { image in
          stride(from: channel, to: image.values.count, by: count).map { image.values[$0] }
        }
        mean[channel] = own.reduce(0, +) / Double(own.count)
        variance[channel] =
          own.reduce(0) { $0 + ($1 - mean[channel]) * ($1 - mean[channel]) } / Double(own.count)
      }
    }
    return batch.map { image in
      let results = image.values.indices.map { place in
        let channel = place % count
        return (image.values[place] - mean[channel]) / (variance[channel] + 1e-3).squareRoot()
          * scale[channel] + shift[channel]
      }
      return (image.shape, results)
    }
  }

  private func drop(_ batch: [Image], _ rate: Double, _ index: Int) -> [Image] {
    guard let training else { return batch }
    let key = RandomKey(seed: training.seed).adding("dropout").adding(index).adding(training.step).value
    let threshold = UInt32((rate * 65_536).rounded())
    return batch.enumerated().map { image, own in
      let results = own.values.indices.map { place in
        var word = UInt32(image * own.values.count + place) ^ UInt32(truncatingIfNeeded: key)
        word = word &* 0x9E37_79B1
        word = (word ^ word >> 16 ^ UInt32(key >> 32)) &* 0x85EB_CA6B
        word = (word ^ word >> 13) &* 0xC2B2_AE35
        return word >> 16 < threshold ? 0 : own.values[place] / (1 - rate)
      }
      return (own.shape, results)
    }
  }

  private func pool(_ image: Image, _ size: NetworkDescription.Size) -> Image {
    let input = image.shape
    let output = ImageShape(
      height: input.height / size.height, width: input.width / size.width, channels: input.channels)
    var results: [Double] = []
    for y in 0..<output.height {
      for x in 0..<output.width {
        for channel in 0..<input.channels {
          var best = -Double.infinity
          for row in y * size.height..<(y + 1) * size.height {
            for column in x * size.width..<(x + 1) * size.width {
              let value = image.values[(row * input.width + column) * input.channels + channel]
              best = value > best ? value : best
            }
          }
          results.append(best)
        }
      }
    }
    return (output, results)
  }

  /// The loss of a batch, written down anew.
  func loss(_ loss: Loss, _ images: [[Double]], targets: [[Double]], weights: [Double]) -> Double {
    let rows = zip(logits(images), zip(targets, weights)).map { logits, truth -> Double in
      let count = Double(logits.count)
      let (smoothing, gamma) = (Double(loss.labelSmoothing), Double(loss.focalGamma))
      let smooth = truth.0.map { $0 * (1 - smoothing) + smoothing / count }
      func term(_ probability: Double) -> Double { -pow(1 - probability, gamma) * log(probability) }
      if loss.head == .softmax {
        let whole = logits.reduce(0) { $0 + exp($1) }
        return truth.1 * zip(smooth, logits).reduce(0) { $0 + $1.0 * term(exp($1.1) / whole) }
      }
      let sum = zip(smooth, logits).reduce(0) { sum, own in
        let probability = 1 / (1 + exp(-own.1))
        return sum + own.0 * term(probability) + (1 - own.0) * term(1 - probability)
      }
      return truth.1 * sum / count
    }
    return rows.reduce(0, +) / Double(rows.count)
  }
}
