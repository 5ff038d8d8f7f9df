/// A block of numbers on its way through a network: `[height, width, channels]`.
public struct ImageShape: Equatable, Hashable, Sendable {
  /// Bands.
  public var height: Int
  /// Frames.
  public var width: Int
  /// Channels.
  public var channels: Int

  /// A shape.
  public init(height: Int, width: Int, channels: Int) {
    (self.height, self.width, self.channels) = (height, width, channels)
  }

  /// Numbers in it.
  public var count: Int { height * width * channels }
}

extension NetworkDescription.Convolution {
  /// Cells of the result along one side, and zeros put before and behind; `nil` where the kernel does not fit.
  static func side(
    _ size: Int, kernel: Int, stride: Int, dilation: Int, _ padding: NetworkDescription.Padding
  ) -> (size: Int, before: Int, behind: Int)? {
    let reach = (kernel - 1) * dilation + 1
    switch padding {
    case .valid: return size >= reach ? ((size - reach) / stride + 1, 0, 0) : nil
    case .same:
      let result = (size + stride - 1) / stride
      let zeros = max(0, (result - 1) * stride + reach - size)
      return size > 0 ? (result, zeros / 2, zeros - zeros / 2) : nil
    }
  }

  /// The shape of the result; `nil` where the kernel does not fit.
  public func shape(of input: ImageShape) -> ImageShape? {
    typealias Own = NetworkDescription.Convolution
    guard
      let vertical = Own.side(
        input.height, kernel: kernel.height, stride: stride.height, dilation: dilation.height, padding),
      let horizontal = Own.side(
        input.width, kernel: kernel.width, stride: stride.width, dilation: dilation.width, padding)
    else { return nil }
    return ImageShape(
      height: vertical.size, width: horizontal.size, channels: isDepthwise ? input.channels : filters)
  }
}

extension NetworkDescription {
  /// The shape behind each layer for images of a width; `nil` where they are too small for a layer.
  public func shapes(width: Int) -> [ImageShape]? {
    var shape = ImageShape(height: height, width: width, channels: 1)
    var shapes: [ImageShape] = []
    for layer in layers {
      switch layer {
      case .convolution(let convolution):
        guard let next = convolution.shape(of: shape) else { return nil }
        shape = next
      case .dropout: break
      case .maxPool(let size):
        shape.height /= max(1, size.height)
        shape.width /= max(1, size.width)
      case .globalMaxPool, .globalAveragePool: (shape.height, shape.width) = (1, 1)
      case .dense(let units, _): shape = ImageShape(height: 1, width: 1, channels: units)
      }
      guard shape.height > 0, shape.width > 0, shape.channels > 0 else { return nil }
      shapes.append(shape)
    }
    return shapes
  }

  /// Frames that the network needs at least; `nil` where none of up to 65,536 are enough.
  public var leastWidth: Int? {
    // A width that is enough stays so when it grows.
    guard shapes(width: 65_536) != nil else { return nil }
    var (low, high) = (1, 65_536)
    while low < high {
      let middle = (low + high) / 2
      if shapes(width: middle) == nil { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether every layer takes images of any width.
  public var isFullyConvolutional: Bool {
    !layers.contains { if case .dense = $0 { true } else { false } }
  }

  /// Labels that it tells apart.
  public var classCount: Int { leastWidth.flatMap { shapes(width: $0) }?.last?.channels ?? 0 }
}
