import ConvNet

// The folded network in plain floats, one image at a time: what calibration looks at, and what an integer network is
// held against. Sums run over the filters in the innermost loop, so that they are vectors of their own.

extension FoldedNetwork {
  /// The numbers behind each step for one image, `[height, width, channels]` each; the last are probabilities.
  package func activations(_ image: [Float]) -> [[Float]] {
    precondition(image.count == input.count, "an image of the network's shape")
    var all: [[Float]] = []
    all.reserveCapacity(steps.count)
    for step in steps { all.append(step.forward(all.last ?? image)) }
    return all
  }

  /// Probabilities of images, `[images, classes]`.
  package func probabilities(_ images: [Float]) -> [Float] {
    let count = images.count / max(1, input.count)
    return (0..<count).flatMap { image in
      activations(Array(images[image * input.count..<(image + 1) * input.count])).last ?? []
    }
  }
}

extension FoldedNetwork.Step {
  /// The numbers behind the step.
  func forward(_ numbers: [Float]) -> [Float] {
    switch kind {
    case .products(let products):
      return products.convolution.isDepthwise
        ? products.depthwise(numbers, input, output) : products.forward(numbers, input, output)
    case .leakyReLU(let slope): return numbers.map { $0 > 0 ? $0 : $0 * slope }
    case .maxPool(let size): return pooled(numbers, size, -.infinity) { max($0, $1) }
    case .globalMaxPool:
      return pooled(numbers, .init(height: input.height, width: input.width), -.infinity) { max($0, $1) }
    case .globalAveragePool:
      let cells = Float(input.height * input.width)
      let sums = pooled(numbers, .init(height: input.height, width: input.width), 0) { $0 + $1 }
      return sums.map { $0 / cells }
    case .head(let head): return head.probabilities(numbers, classes: output.channels)
    }
  }

  private func pooled(
    _ numbers: [Float], _ size: NetworkDescription.Size, _ start: Float, _ join: (Float, Float) -> Float
  ) -> [Float] {
    var result = [Float](repeating: start, count: output.count)
    for row in 0..<output.height * size.height {
      for column in 0..<output.width * size.width {
        let from = (row * input.width + column) * input.channels
        let into = (row / size.height * output.width + column / size.width) * input.channels
        for channel in 0..<input.channels {
          result[into + channel] = join(result[into + channel], numbers[from + channel])
        }
      }
    }
    return result
  }
}

extension FoldedNetwork.Products {
  /// Calls `body` for each cell of a kernel over each cell of the result that lies within the image: places of the
  /// result's cell, of the kernel's and of the image's.
  func forEachCell(_ input: ImageShape, _ output: ImageShape, _ body: (Int, Int, Int) -> Void) {
    let margins = convolution.margins(input, output)
    for row in 0..<output.height {
      for column in 0..<output.width {
        for y in 0..<convolution.kernel.height {
          let fromRow = row * convolution.stride.height - margins.height + y * convolution.dilation.height
          guard (0..<input.height).contains(fromRow) else { continue }
          for x in 0..<convolution.kernel.width {
            let fromColumn =
              column * convolution.stride.width - margins.width + x * convolution.dilation.width
            guard (0..<input.width).contains(fromColumn) else { continue }
            body(
              row * output.width + column, y * convolution.kernel.width + x,
              fromRow * input.width + fromColumn)
          }
        }
      }
    }
  }

  /// Sums over all channels.
  func forward(_ numbers: [Float], _ input: ImageShape, _ output: ImageShape) -> [Float] {
    let (filters, channels) = (output.channels, input.channels)
    let cells = convolution.kernel.height * convolution.kernel.width
    // Filters last, so that the innermost loop runs over neighbours.
    let turned = [Float](unsafeUninitializedCapacity: weights.count) { buffer, count in
      for filter in 0..<filters {
        for place in 0..<cells * channels {
          buffer[place * filters + filter] = weights[filter * cells * channels + place]
        }
      }
      count = weights.count
    }
    var result = biases(output)
    result.withUnsafeMutableBufferPointer { result in
      turned.withUnsafeBufferPointer { turned in
        numbers.withUnsafeBufferPointer { numbers in
          forEachCell(input, output) { into, cell, from in
            for channel in 0..<channels {
              let number = numbers[from * channels + channel]
              let line = (cell * channels + channel) * filters
              for filter in 0..<filters { result[into * filters + filter] += number * turned[line + filter] }
            }
          }
        }
      }
    }
    return rectified(result)
  }

  /// Sums of each channel by itself.
  func depthwise(_ numbers: [Float], _ input: ImageShape, _ output: ImageShape) -> [Float] {
    let channels = output.channels
    var result = biases(output)
    forEachCell(input, output) { into, cell, from in
      for channel in 0..<channels {
        result[into * channels + channel] +=
          numbers[from * channels + channel] * weights[cell * channels + channel]
      }
    }
    return rectified(result)
  }

  private func biases(_ output: ImageShape) -> [Float] {
    (0..<output.height * output.width).flatMap { _ in bias }
  }

  private func rectified(_ numbers: [Float]) -> [Float] { isRectified ? numbers.map { max(0, $0) } : numbers }
}
