import CInteger
import ConvNet

/// A step with its weights laid out for the loops in C.
enum FastStep: Sendable {
  case products(FastProducts)
  case lookUp(table: [Int8], count: Int)
  case maxPool(ImageShape, NetworkDescription.Size)
  /// What needs no speed: one image after the other.
  case plain(IntegerNetwork.Step)

  /// The steps of a network. Where a leaky ReLU rises, the highest of some codes is the same behind it as before it:
  /// then a pool goes first, and leaves less to look up.
  static func steps(_ network: IntegerNetwork) -> [FastStep] {
    var steps: [FastStep] = []
    for step in network.steps {
      switch step.kind {
      case .products(let products): steps.append(.products(FastProducts(products, step)))
      case .leakyReLU(_, let table): steps.append(.lookUp(table: table, count: step.output.count))
      case .maxPool(let size):
        if case .lookUp(let table, _)? = steps.last, zip(table, table.dropFirst()).allSatisfy(<=) {
          steps.removeLast()
          steps += [.maxPool(step.input, size), .lookUp(table: table, count: step.output.count)]
        } else {
          steps.append(.maxPool(step.input, size))
        }
      case .averagePool, .head: steps.append(.plain(step))
      }
    }
    return steps
  }

  /// Codes of one image behind the step.
  var output: Int {
    switch self {
    case .products(let products): products.output.count
    case .lookUp(_, let count): count
    case .maxPool(let input, let size):
      input.height / size.height * (input.width / size.width) * input.channels
    case .plain(let step): step.output.count
    }
  }

  /// Numbers that patches need room for.
  var patchCount: Int {
    if case .products(let products) = self { products.tile * products.stride } else { 0 }
  }

  /// Turns the codes of some images into those behind the step.
  func run(_ images: Int, _ scratch: Scratch, _ level: Int32) {
    switch self {
    case .products(let products):
      products.run(images, scratch, level)
      scratch.swap()
    case .lookUp(let table, let count):
      table.withUnsafeBufferPointer { table in
        guard let table = table.baseAddress else { return }
        integer_look_up(table, images * count, scratch.codes)
      }
    case .maxPool(let input, let size):
      for image in 0..<images {
        integer_max_pool(
          scratch.codes + image * input.count, Int32(input.height), Int32(input.width), Int32(input.channels),
          Int32(size.height), Int32(size.width), scratch.next + image * output)
      }
      scratch.swap()
    case .plain(let step):
      for image in 0..<images {
        let own = UnsafeBufferPointer(
          start: scratch.codes + image * step.input.count, count: step.input.count)
        for (place, code) in step.reference(Array(own)).enumerated() {
          scratch.next[image * step.output.count + place] = code
        }
      }
      scratch.swap()
    }
  }
}

/// Sums of products, laid out.
struct FastProducts: Sendable {
  let output: ImageShape
  /// Rows of patches that are made at a time.
  let tile: Int
  /// Numbers in a row, an even count.
  let stride: Int
  private let geometry: integer_geometry
  private let isDepthwise: Bool
  private let isDense: Bool
  private let weights: [Int16]
  private let bias: [Int32]
  private let multipliers: [Int32]
  private let shifts: [Int32]
  private let zero: (from: Int32, into: Int32)
  private let lowest: Int32

  init(_ products: IntegerNetwork.Products, _ step: IntegerNetwork.Step) {
    let (convolution, lanes) = (products.convolution, Int(INTEGER_LANES))
    output = step.output
    (isDepthwise, isDense) = (convolution.isDepthwise, products.isDense)
    let margins = convolution.margins(step.input, step.output)
    geometry = integer_geometry(
      height: Int32(step.input.height), width: Int32(step.input.width), channels: Int32(step.input.channels),
      output_height: Int32(output.height), output_width: Int32(output.width),
      kernel_height: Int32(convolution.kernel.height), kernel_width: Int32(convolution.kernel.width),
      stride_height: Int32(convolution.stride.height), stride_width: Int32(convolution.stride.width),
      dilation_height: Int32(convolution.dilation.height), dilation_width: Int32(convolution.dilation.width),
      top: Int32(margins.height), left: Int32(margins.width))
    let length = convolution.kernel.height * convolution.kernel.width * step.input.channels
    stride = isDepthwise ? length : (length + 1) / 2 * 2
    tile = max(8, min(64, (1 << 16) / max(1, stride)))
    let filters = output.channels
    let padded = (filters + lanes - 1) / lanes * lanes
    if isDepthwise {
      weights = products.weights.map(Int16.init)
    } else {
      var laid = [Int16](repeating: 0, count: padded * stride)
      for filter in 0..<filters {
        for place in 0..<length {
          let at = ((filter / lanes * (stride / 2) + place / 2) * lanes + filter % lanes) * 2 + place % 2
          laid[at] = Int16(products.weights[filter * length + place])
        }
      }
      weights = laid
    }
    let rest = [Int32](repeating: 0, count: padded - filters)
    bias = products.bias + rest
    multipliers = products.multipliers.map(\.multiplier) + rest
    shifts = products.multipliers.map { Int32($0.shift) } + rest
    zero = (Int32(step.from.zeroPoint), Int32(step.into.zeroPoint))
    lowest = products.isRectified ? zero.into : -128
  }

  /// From the scratch's codes into its next ones.
  func run(_ images: Int, _ scratch: Scratch, _ level: Int32) {
    bias.withUnsafeBufferPointer { bias in
      multipliers.withUnsafeBufferPointer { multipliers in
        shifts.withUnsafeBufferPointer { shifts in
          weights.withUnsafeBufferPointer { weights in
            guard let bias = bias.baseAddress, let multipliers = multipliers.baseAddress,
              let shifts = shifts.baseAddress, let weights = weights.baseAddress
            else { return }
            let scaling = integer_scaling(
              bias: bias, multipliers: multipliers, shifts: shifts, filters: Int32(output.channels),
              zero: zero.into, lowest: lowest, rounded_once: isDense)
            run(images, scratch, level, weights, scaling)
          }
        }
      }
    }
  }

  private func run(
    _ images: Int, _ scratch: Scratch, _ level: Int32, _ weights: UnsafePointer<Int16>,
    _ scaling: integer_scaling
  ) {
    var (geometry, scaling) = (geometry, scaling)
    let rows = images * output.height * output.width
    for first in Swift.stride(from: 0, to: rows, by: tile) {
      let count = min(tile, rows - first)
      integer_patches(&geometry, scratch.codes, zero.from, first, count, stride, scratch.patches)
      let codes = scratch.next + first * output.channels
      if isDepthwise {
        let cells = Int(geometry.kernel_height) * Int(geometry.kernel_width)
        integer_depthwise(scratch.patches, count, cells, weights, &scaling, codes)
      } else {
        integer_products(level, scratch.patches, count, stride / 2, weights, &scaling, codes)
      }
    }
  }
}
