import ConvNet

/// A model as the file has it: tensors, and operators from some to others (schema.fbs of TensorFlow Lite, version 3).
struct TFLiteGraph {
  /// What a tensor's numbers are.
  enum Kind: Int {
    case float32 = 0
    case int32 = 2
    case int8 = 9
  }

  /// Scales of a tensor, one or one for each index of a dimension.
  struct Scales: Equatable {
    var scales: [Float]
    var zeroPoint = 0
    var dimension = 0

    init(_ scales: [Float], dimension: Int = 0) { (self.scales, self.dimension) = (scales, dimension) }

    init(_ quantization: AffineQuantization) {
      (scales, zeroPoint) = ([quantization.scale], quantization.zeroPoint)
    }
  }

  struct Tensor {
    var name: String
    var shape: [Int]
    var kind: Kind
    /// Of a constant its numbers.
    var bytes: [UInt8]?
    var scales: Scales?
  }

  /// An operator's code and version, and the first runtime that has it.
  struct Code: Hashable {
    var code: Int
    var version: Int
    var runtime: String

    static func convolution(_ kind: Kind) -> Code {
      Code(code: 3, version: kind == .int8 ? 3 : 1, runtime: kind == .int8 ? "1.14.0" : "1.5.0")
    }
    static func depthwise(_ kind: Kind, isDilated: Bool) -> Code {
      if kind == .int8 { return Code(code: 4, version: 3, runtime: "1.14.0") }
      return Code(code: 4, version: isDilated ? 2 : 1, runtime: isDilated ? "1.12.0" : "1.5.0")
    }
    static func dense(_ kind: Kind, isPerChannel: Bool) -> Code {
      if isPerChannel { return Code(code: 9, version: 12, runtime: "2.17.0") }
      return Code(code: 9, version: kind == .int8 ? 4 : 1, runtime: kind == .int8 ? "1.14.0" : "1.5.0")
    }
    static func maxPool(_ kind: Kind) -> Code {
      Code(code: 17, version: kind == .int8 ? 2 : 1, runtime: kind == .int8 ? "1.14.0" : "1.5.0")
    }
    static let averagePool = Code(code: 1, version: 2, runtime: "1.14.0")
    static func leakyReLU(_ kind: Kind) -> Code {
      Code(code: 98, version: kind == .int8 ? 2 : 1, runtime: kind == .int8 ? "2.3.0" : "1.13.1")
    }
    static let reduceMax = Code(code: 82, version: 1, runtime: "1.11.0")
    static let mean = Code(code: 40, version: 1, runtime: "1.6.0")
    static let reshape = Code(code: 22, version: 1, runtime: "1.5.0")
    static func head(_ head: NetworkDescription.Head, _ kind: Kind) -> Code {
      Code(
        code: head == .softmax ? 25 : 14, version: kind == .int8 ? 2 : 1,
        runtime: kind == .int8 || head == .sigmoid ? "1.14.0" : "1.5.0")
    }
  }

  /// What an operator is told besides its tensors: fields of a table of a type.
  struct Options {
    var type: Int
    var fields: [(number: Int, field: FlatBuffer.Field)]
    /// The new shape; of a reshape only.
    var shape: [Int]?

    /// Fused activations: none or a plain ReLU.
    private static func fused(_ isRectified: Bool) -> FlatBuffer.Field { .int8(isRectified ? 1 : 0) }

    static func convolution(_ own: NetworkDescription.Convolution, isRectified: Bool) -> Options {
      let padding = FlatBuffer.Field.int8(own.padding == .same ? 0 : 1)
      let strides: [(number: Int, field: FlatBuffer.Field)] = [
        (0, padding), (1, .int32(own.stride.width)), (2, .int32(own.stride.height)),
      ]
      let dilations = [own.dilation.width, own.dilation.height]
      // Depthwise ones have a field more: filters for each channel.
      let (type, next) = own.isDepthwise ? (2, 4) : (1, 3)
      let multiplier: [(number: Int, field: FlatBuffer.Field)] = own.isDepthwise ? [(3, .int32(1))] : []
      return Options(
        type: type,
        fields: strides + multiplier + [
          (next, fused(isRectified)), (next + 1, .int32(dilations[0], default: 1)),
          (next + 2, .int32(dilations[1], default: 1)),
        ])
    }

    static func pool(_ size: NetworkDescription.Size) -> Options {
      Options(
        type: 5,
        fields: [
          (0, .int8(1)), (1, .int32(size.width)), (2, .int32(size.height)), (3, .int32(size.width)),
          (4, .int32(size.height)),
        ])
    }

    static func dense(isRectified: Bool) -> Options { Options(type: 8, fields: [(0, fused(isRectified))]) }
    static func leakyReLU(_ slope: Float) -> Options { Options(type: 75, fields: [(0, .float(slope))]) }
    static let softmax = Options(type: 9, fields: [(0, .float(1))])
    /// Joined dimensions stay, with one index.
    static let reducer = Options(type: 27, fields: [(0, .int8(1))])
    static func reshape(_ shape: [Int]) -> Options { Options(type: 17, fields: [], shape: shape) }
    /// Of a logistic.
    static let none = Options(type: 0, fields: [])
  }

  struct Operation {
    var code: Code
    var inputs: [Int]
    var output: Int
    var options: Options
  }

  var tensors: [Tensor] = []
  private(set) var operations: [Operation] = []

  /// The images are the first tensor, the probabilities the last that an operator writes.
  var input: Int { 0 }
  var output: Int { operations.last?.output ?? 0 }

  /// Adds a tensor; returns its number.
  mutating func add(_ tensor: Tensor) -> Int {
    tensors.append(tensor)
    return tensors.count - 1
  }

  /// Adds an operator that writes a new tensor; returns the tensor's number.
  mutating func add(_ code: Code, _ inputs: [Int], _ options: Options, into tensor: Tensor) -> Int {
    let output = add(tensor)
    operations.append(Operation(code: code, inputs: inputs, output: output, options: options))
    return output
  }
}
