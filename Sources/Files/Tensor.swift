import Basis

extension Safetensors {
  /// The types of elements, by their names in the file.
  public enum DType: String, CaseIterable, Sendable {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case uint16 = "U16"
    case int16 = "I16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case uint32 = "U32"
    case int32 = "I32"
    case float32 = "F32"
    case uint64 = "U64"
    case int64 = "I64"
    case float64 = "F64"

    /// Bytes an element.
    public var width: Int {
      switch self {
      case .bool, .uint8, .int8: 1
      case .uint16, .int16, .float16, .bfloat16: 2
      case .uint32, .int32, .float32: 4
      case .uint64, .int64, .float64: 8
      }
    }
  }

  /// One tensor, row-major and little-endian.
  public struct Tensor: Sendable {
    /// Its name.
    public let name: String
    /// The type of its elements.
    public let dtype: DType
    /// Its extents; empty for a single number.
    public let shape: [Int]
    /// Its elements: a view of the file's bytes where it was read.
    public let bytes: ArraySlice<UInt8>

    /// The count of its elements.
    public var count: Int { bytes.count / dtype.width }

    init(checkedName name: String, dtype: DType, shape: [Int], bytes: ArraySlice<UInt8>) {
      self.name = name
      self.dtype = dtype
      self.shape = shape
      self.bytes = bytes
    }

    /// The same tensor under another name.
    package func renamed(_ name: String) -> Tensor {
      Tensor(checkedName: name, dtype: dtype, shape: shape, bytes: bytes)
    }

    /// A tensor of raw elements. Throws `FileError.malformed` where shape and count of bytes disagree.
    public init(name: String, dtype: DType, shape: [Int], bytes: [UInt8]) throws {
      guard Safetensors.byteCount(shape, dtype) == bytes.count else {
        throw Safetensors.malformed(
          "safetensors", "the tensor \(name) of shape \(shape) has \(bytes.count) bytes of \(dtype.rawValue)",
          "give it the shape of its values")
      }
      self.init(checkedName: name, dtype: dtype, shape: shape, bytes: bytes[...])
    }

    /// A tensor of these values. Throws `FileError.malformed` where shape and count of values disagree.
    public init<Value: TensorElement>(name: String, shape: [Int], values: [Value]) throws {
      try self.init(
        name: name, dtype: Value.dtype, shape: shape, bytes: values.withUnsafeBytes { Array($0) })
    }

    /// Its elements. Throws `FileError.malformed` where they are of another type.
    public func values<Value: TensorElement>(as type: Value.Type = Value.self) throws -> [Value] {
      guard dtype == Value.dtype else {
        throw Safetensors.malformed(
          "safetensors", "the tensor \(name) holds \(dtype.rawValue) where \(Value.dtype.rawValue) is wanted",
          "make the file anew with this version")
      }
      return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
        initialized = count
      }
    }
  }

  /// The bytes that a tensor takes; `nil` where an extent is negative or the product overflows.
  static func byteCount(_ shape: [Int], _ dtype: DType) -> Int? {
    var count = dtype.width
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}

/// A number that tensors can hold: any bytes of its width are one.
public protocol TensorElement: BitwiseCopyable, Sendable {
  /// Its name in the file.
  static var dtype: Safetensors.DType { get }
}

extension UInt8: TensorElement {
  /// `uint8`.
  public static var dtype: Safetensors.DType { .uint8 }
}
extension Int8: TensorElement {
  /// `int8`.
  public static var dtype: Safetensors.DType { .int8 }
}
extension UInt16: TensorElement {
  /// `uint16`.
  public static var dtype: Safetensors.DType { .uint16 }
}
extension Int16: TensorElement {
  /// `int16`.
  public static var dtype: Safetensors.DType { .int16 }
}
extension UInt32: TensorElement {
  /// `uint32`.
  public static var dtype: Safetensors.DType { .uint32 }
}
extension Int32: TensorElement {
  /// `int32`.
  public static var dtype: Safetensors.DType { .int32 }
}
extension UInt64: TensorElement {
  /// `uint64`.
  public static var dtype: Safetensors.DType { .uint64 }
}
extension Int64: TensorElement {
  /// `int64`.
  public static var dtype: Safetensors.DType { .int64 }
}
extension Float: TensorElement {
  /// `float32`.
  public static var dtype: Safetensors.DType { .float32 }
}
extension Double: TensorElement {
  /// `float64`.
  public static var dtype: Safetensors.DType { .float64 }
}
