/// What a network is made of, without its weights.
///
/// Images are `[height, width, channels]` with the mel bands from top to bottom, the frames from left to right, and one
/// channel. The width is free: a network that ends with a global pool takes any number of frames from `leastWidth` on.
public struct NetworkDescription: Equatable, Sendable {
  /// What lies beyond the edges of an image.
  public enum Padding: String, Equatable, Sendable, CaseIterable {
    /// Nothing: the image becomes smaller.
    case valid
    /// Zeros, so that a stride of 1 keeps the size; of an odd number the lower right gets one more (TensorFlow's way).
    case same
  }

  /// What follows a sum of products.
  public enum Activation: Equatable, Sendable {
    /// The sum itself.
    case linear
    /// Negative sums times the slope, 0 for a plain ReLU.
    case leakyReLU(slope: Float)
  }

  /// Two numbers, for bands and frames.
  public struct Size: Equatable, Hashable, Sendable {
    /// Bands.
    public var height: Int
    /// Frames.
    public var width: Int

    /// Two numbers.
    public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

    /// The same number twice.
    public init(_ both: Int) { self.init(height: both, width: both) }
  }

  /// A convolution over bands and frames.
  public struct Convolution: Equatable, Sendable {
    /// Channels of the result; of a depthwise convolution as many as go in.
    public var filters: Int
    /// Cells that a product reaches over.
    public var kernel: Size
    /// Cells from one product to the next.
    public var stride = Size(1)
    /// Cells from one weight of the kernel to the next.
    public var dilation = Size(1)
    /// What lies beyond the edges.
    public var padding = Padding.valid
    /// Whether each channel is convolved by itself.
    public var isDepthwise = false
    /// Whether a batch normalisation stands between the sum and the activation.
    public var isNormalised = false
    /// What follows.
    public var activation = Activation.linear

    /// A convolution.
    public init(filters: Int, kernel: Size) { (self.filters, self.kernel) = (filters, kernel) }
  }

  /// One step on the way through the network.
  public enum Layer: Equatable, Sendable {
    /// A convolution.
    case convolution(Convolution)
    /// In training each cell is 0 with this probability, and the others are scaled up to make up for it.
    case dropout(Float)
    /// The highest of each block of cells; what is left over at the edges is dropped.
    case maxPool(size: Size)
    /// The highest cell of each channel.
    case globalMaxPool
    /// The mean over the cells of each channel.
    case globalAveragePool
    /// Every number of the result from every number before it.
    case dense(units: Int, activation: Activation)
  }

  /// How the last numbers become probabilities.
  public enum Head: String, Equatable, Sendable, CaseIterable {
    /// They share 1 among them.
    case softmax
    /// Each by itself.
    case sigmoid
  }

  /// Mel bands of the images.
  public var height: Int
  /// The steps, in their order.
  public var layers: [Layer]
  /// How the last numbers become probabilities.
  public var head: Head

  /// A network.
  public init(height: Int, layers: [Layer], head: Head) {
    (self.height, self.layers, self.head) = (height, layers, head)
  }
}
