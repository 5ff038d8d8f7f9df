import CAcoustics
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The discrete Fourier transform of 2M real samples that continue with the opposite sign, as M complex numbers.
///
/// Its frequencies lie a quarter of a step beside those of the circular transform of M samples, (k − ¼) · rate / M, so that
/// none is 0. Products of two spectra are skew-circular convolutions (H. J. Nussbaumer: Fast Fourier transform and convolution
/// algorithms, 1982; the weights are those of the right-angle convolution in R. Crandall and C. Pomerance: Prime
/// numbers, 2005, §9.5): half the work of the circular transform of twice as many samples.
///
/// Ours rather than a library's, which chooses its way by the processor, and with it the last bits.
final class SkewCircularTransform: Sendable {
  /// M: half of the samples, a power of two from 64 on.
  let length: Int
  /// The table that the M numbers fill: both powers of two, `rows` the smaller one.
  let rows, columns: Int

  private let rowTurns, columnTurns, weights, rotations: AlignedFloats

  /// The largest M: 17 minutes at 16 kHz.
  static let longest = 1 << 24

  private static let made = Mutex<[Int: SkewCircularTransform]>([:])

  /// The smallest transform with M at least `length`, made once and shared; `nil` above `longest`.
  static func covering(_ length: Int) -> SkewCircularTransform? {
    guard length <= longest else { return nil }
    var exponent = 6
    while 1 << exponent < length { exponent += 1 }
    return made.withLock { made in
      if let known = made[exponent] { return known }
      let new = SkewCircularTransform(exponent: exponent)
      made[exponent] = new
      return new
    }
  }

  private init(exponent: Int) {
    length = 1 << exponent
    rows = 1 << (exponent / 2)
    columns = length / rows
    rowTurns = SkewCircularTransform.turns(rows)
    columnTurns = SkewCircularTransform.turns(columns)
    (weights, rotations) = (AlignedFloats(2 * length), AlignedFloats(2 * length))
    for row in 0..<rows {
      let frequency = SkewCircularTransform.reversed(row, of: rows)
      for column in 0..<columns {
        let place = (column / 8 * rows + row) * 16 + column % 8
        SkewCircularTransform.write(row * columns + column, of: 4 * length, to: weights, at: place, apart: 8)
        SkewCircularTransform.write(-frequency * column, of: length, to: rotations, at: place, apart: 8)
      }
    }
  }

  /// cos and sin of 2π j / count.
  private static func turns(_ count: Int) -> AlignedFloats {
    let turns = AlignedFloats(2 * count)
    for index in 0..<count { write(index, of: count, to: turns, at: 2 * index, apart: 1) }
    return turns
  }

  private static func write(_ part: Int, of whole: Int, to floats: AlignedFloats, at place: Int, apart: Int) {
    let angle = 2 * Double.pi * Double(part % whole) / Double(whole)
    floats.address[place] = Float(cos(angle))
    floats.address[place + apart] = Float(sin(angle))
  }

  /// The frequency that ends in a row: its digits of two bits in reverse, and a last one of one bit where one is left.
  static func reversed(_ row: Int, of rows: Int) -> Int {
    var (rest, span, frequency, weight) = (row, rows, 0, 1)
    while span >= 4 {
      span /= 4
      frequency += rest / span * weight
      rest %= span
      weight *= 4
    }
    return span == 2 ? frequency + rest * weight : frequency
  }

  /// Floats of a spectrum: 2M.
  var spectrumCount: Int { 2 * length }

  /// The place of the real part of frequency k in a spectrum, for every k; the imaginary part lies 8 behind it.
  var places: [Int] {
    var places = [Int](repeating: 0, count: length)
    for row in 0..<rows {
      for column in 0..<columns {
        let frequency =
          SkewCircularTransform.reversed(row, of: rows) + rows
          * SkewCircularTransform.reversed(column, of: columns)
        places[frequency] = (row / 8 * columns + column) * 16 + row % 8
      }
    }
    return places
  }

  /// The tables as the C loops want them, valid while the transform lives.
  var tables: AcousticsTransform {
    AcousticsTransform(
      rows: Int32(rows), columns: Int32(columns), rowTurns: rowTurns.address,
      columnTurns: columnTurns.address, weights: weights.address, rotations: rotations.address)
  }
}
