import CFeatures

#if canImport(Glibc)
  import Glibc
#endif

/// The tables with which `CFeatures` transforms eight frames side by side.
///
/// Unlike FFTW's, its results are the same on every processor, and it takes a third of the time.
final class LaneFFT: @unchecked Sendable {
  /// The lengths it takes: powers of two.
  static let lengths = 32...8192

  /// The tables as C wants them; read-only once made.
  private let tables: CFeaturesFFT
  private let taper: UnsafeMutablePointer<Float>
  private let rotations: UnsafeMutablePointer<Float>
  private let splits: UnsafeMutablePointer<Float>
  private let positions: UnsafeMutablePointer<Int32>

  /// `nil` where `taper.count` is not a length that it takes.
  init?(taper: [Float]) {
    let length = taper.count
    guard LaneFFT.lengths.contains(length), length & (length - 1) == 0 else { return nil }
    self.taper = LaneFFT.copy(taper.map { $0 / 2 })
    rotations = LaneFFT.copy(LaneFFT.rotations(length / 2))
    splits = LaneFFT.copy((0...length / 4).flatMap { LaneFFT.rotation($0, length) })
    positions = LaneFFT.copy((0..<length / 2).map { Int32(LaneFFT.position($0, of: length / 2)) })
    tables = CFeaturesFFT(
      length: Int32(length), taper: self.taper, rotations: rotations, splits: splits, positions: positions)
  }

  deinit {
    taper.deallocate()
    rotations.deallocate()
    splits.deallocate()
    positions.deallocate()
  }

  /// Magnitudes (or powers, `power` 2) of eight frames, `[bins][8]`; `work` holds 8 · length floats.
  func spectra(
    _ frames: [UnsafePointer<Float>?], power: Int, work: UnsafeMutablePointer<Float>,
    into spectra: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: tables) { cfeatures_spectra($0, frames, Int32(power), work, spectra) }
  }

  private static func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: values.count)
    memory.initialize(from: values, count: values.count)
    return memory
  }

  /// cos and sin of −2π · step / span.
  private static func rotation(_ step: Int, _ span: Int) -> [Float] {
    let angle = -2 * Double.pi * Double(step) / Double(span)
    return [Float(cos(angle)), Float(sin(angle))]
  }

  /// The rotations of all passes over `total` complex values, in the order in which the passes read them.
  private static func rotations(_ total: Int) -> [Float] {
    var rotations: [Float] = []
    var span = total
    if total.trailingZeroBitCount % 2 == 1 {
      for step in stride(from: 1, to: span / 2, by: 1) { rotations += rotation(step, span) }
      span /= 2
    }
    while span > 1 {
      for step in stride(from: 1, to: span / 4, by: 1) {
        for part in 1...3 { rotations += rotation(step * part, span) }
      }
      span /= 4
    }
    return rotations
  }

  /// Where the passes leave frequency `frequency` of `total`: its digits in reverse order.
  private static func position(_ frequency: Int, of total: Int) -> Int {
    var (rest, span, position) = (frequency, total, 0)
    if total.trailingZeroBitCount % 2 == 1 {
      span /= 2
      position = rest % 2 * span
      rest /= 2
    }
    while span > 1 {
      span /= 4
      position += rest % 4 * span
      rest /= 4
    }
    return position
  }
}
