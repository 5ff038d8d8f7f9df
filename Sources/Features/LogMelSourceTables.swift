import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A constant table of the C source, or a piece of its working memory.
struct LogMelSourceTable: Sendable {
  let name: String
  let type: String
  let count: Int
  /// What is said about it.
  let comment: String
  /// The constants; none for working memory.
  var values: [String] = []

  /// Bytes of one value.
  private var width: Int {
    switch type {
    case "float", "int32_t": 4
    case "uint16_t": 2
    default: 1
    }
  }

  var bytes: Int { width * count }

  var summary: String { "\(name): \(count) of \(type), \(bytes) bytes" }

  /// Up to the values, or to the semicolon.
  var declaration: String {
    values.isEmpty
      ? "/* \(comment) */\nstatic \(type) @_\(name)[\(count)]"
      : "/* \(comment) */\nstatic const \(type) @_\(name)[\(count)] = "
  }

  private static func floats(_ name: String, _ values: [Double], _ comment: String) -> LogMelSourceTable {
    LogMelSourceTable(
      name: name, type: "float", count: values.count, comment: comment,
      values: values.map { CText.decimal(Float($0)) })
  }

  private static func integers(_ name: String, _ values: [Int], _ comment: String) -> LogMelSourceTable {
    let most = values.max() ?? 0
    return LogMelSourceTable(
      name: name, type: most <= 0xFF ? "uint8_t" : most <= 0xFFFF ? "uint16_t" : "int32_t",
      count: values.count, comment: comment, values: values.map { "\($0)" })
  }
}

extension LogMelSourceTable {
  /// Everything that would have to be computed at start.
  static func tables(_ parameters: LogMelParameters, _ bank: MelFilterBank) -> [LogMelSourceTable] {
    let n = parameters.nFFT
    let angles = (0...n / 2).map { 2 * Double.pi * Double($0) / Double(n) }
    var tables = [
      floats("window", parameters.window.values(parameters.winLength), "The taper of a frame."),
      floats("cosine", angles.map { cos($0) }, "cos(2 pi k / FFT) for k up to FFT / 2."),
    ]
    // Of other lengths the sines are no cosines a quarter away.
    if n % 4 != 0 {
      tables.append(floats("sine", angles.map { sin($0) }, "sin(2 pi k / FFT) for k up to FFT / 2."))
    }
    return tables + [
      integers("first", bank.bands.map(\.firstBin), "The lowest bin of each band."),
      integers("count", bank.bands.map(\.weights.count), "How many bins each band has."),
      floats(
        "weight", bank.bands.flatMap { $0.weights.map(Double.init) }, "The weights of the bins, band by band."
      ),
    ]
  }

  /// Everything that changes while an image is made.
  static func memory(_ parameters: LogMelParameters, frames: Int) -> [LogMelSourceTable] {
    let length = FFTLength(parameters.nFFT)
    func floats(_ name: String, _ count: Int, _ comment: String) -> LogMelSourceTable {
      LogMelSourceTable(name: name, type: "float", count: count, comment: comment)
    }
    var memory: [LogMelSourceTable] = []
    if length.odd > 1 { memory.append(floats("tapered", parameters.nFFT, "A frame times its window.")) }
    if length.isEven { memory.append(floats("work", parameters.nFFT, "Complex numbers of the transform.")) }
    memory.append(floats("spectrum", parameters.nFFT / 2 + 1, "What the bands are made of."))
    memory.append(
      parameters.reference == .none
        ? floats("column", parameters.nMels, "The bands of one frame.")
        : floats("cells", parameters.nMels * frames, "An image before its reference is known."))
    return memory
  }
}

/// The length of an FFT of real samples, taken apart.
struct FFTLength {
  /// Whether two real samples are one complex number.
  let isEven: Bool
  /// Complex numbers that are transformed.
  let complex: Int
  /// How often halving is possible, as a power of two.
  let parts: Int
  /// What remains then.
  let odd: Int

  init(_ length: Int) {
    isEven = length % 2 == 0
    complex = isEven ? length / 2 : length
    parts = complex & -complex
    odd = complex / parts
  }
}
