import Basis
import ConvNet

// The integer network in plain code, one sum after the other, as TensorFlow Lite's reference kernels do it: what the
// fast way and other people's interpreters are held against.

extension IntegerNetwork {
  /// The codes behind each step for one image of codes, `[height, width, channels]` each; the last are what comes out.
  public func activations(_ image: [Int8]) -> [[Int8]] {
    precondition(image.count == inputShape.count, "an image of the network's shape")
    var all: [[Int8]] = []
    for step in steps { all.append(step.reference(all.last ?? image)) }
    return all
  }
}

extension IntegerNetwork.Step {
  /// The codes behind the step.
  func reference(_ codes: [Int8]) -> [Int8] {
    switch kind {
    case .products(let products): reference(products, codes)
    case .leakyReLU(_, let table): codes.map { table[Int($0) + 128] }
    case .maxPool(let size): blocks(codes, size).map { Int8(clamping: $0.max() ?? -128) }
    case .averagePool(let size):
      // The mean of the codes, halves away from zero.
      blocks(codes, size).map { block in
        let sum = block.reduce(0, +)
        return Int8(clamping: (sum + (sum > 0 ? block.count / 2 : -(block.count / 2))) / max(1, block.count))
      }
    case .head(let head): head(codes)
    }
  }

  /// The codes that each code of the result is made of.
  private func blocks(_ codes: [Int8], _ size: NetworkDescription.Size) -> [[Int]] {
    (0..<output.count).map { place in
      let (cell, channel) = (place / output.channels, place % output.channels)
      let (row, column) = (cell / output.width * size.height, cell % output.width * size.width)
      return (0..<size.height * size.width).map { part in
        let from = (row + part / size.width) * input.width + column + part % size.width
        return Int(codes[from * input.channels + channel])
      }
    }
  }

  private func reference(_ products: IntegerNetwork.Products, _ codes: [Int8]) -> [Int8] {
    let (convolution, filters) = (products.convolution, output.channels)
    let margins = convolution.margins(input, output)
    let depth = convolution.isDepthwise ? 1 : input.channels
    var result = [Int8](repeating: 0, count: output.count)
    for row in 0..<output.height {
      for column in 0..<output.width {
        for filter in 0..<filters {
          var sum: Int32 = 0
          for y in 0..<convolution.kernel.height {
            let fromRow =
              row * convolution.stride.height - margins.height + y * convolution.dilation.height
            for x in 0..<convolution.kernel.width {
              let fromColumn =
                column * convolution.stride.width - margins.width + x * convolution.dilation.width
              guard (0..<input.height).contains(fromRow), (0..<input.width).contains(fromColumn) else {
                continue
              }
              let cell = (fromRow * input.width + fromColumn) * input.channels
              let weight = y * convolution.kernel.width + x
              for channel in 0..<depth {
                let code = codes[cell + (convolution.isDepthwise ? filter : channel)]
                let place =
                  convolution.isDepthwise
                  ? weight * filters + filter
                  : (filter * convolution.kernel.height * convolution.kernel.width + weight) * depth + channel
                sum &+= (Int32(code) - Int32(from.zeroPoint)) * Int32(products.weights[place])
              }
            }
          }
          let whole = sum &+ products.bias[filter]
          let multiplier = products.multipliers[filter]
          let scaled = products.isDense ? multiplier.productRoundedOnce(whole) : multiplier.product(whole)
          let code = Int(scaled) + into.zeroPoint
          result[(row * output.width + column) * filters + filter] = Int8(
            clamping: products.isRectified ? max(into.zeroPoint, code) : code)
        }
      }
    }
    return result
  }
}
