import Basis
import Features

#if canImport(Glibc)
  import Glibc
#endif

/// What the cells of a spectrogram are: each frame's Fourier sum written out, each cell the loudest that it covers.
struct NaiveSpectrogram {
  let range: Range<Int>
  let columns: Int
  let rows: Int
  let fMin: Double
  let fMax: Double

  private var width: Int { range.count / columns }
  var nFFT: Int { width >= 16 ? 512 : width >= 4 ? 256 : 128 }
  var hop: Int { min(max(1, width), nFFT / 4) }

  /// Levels in dB, `[rows, columns]`.
  func levels(_ sample: (Int) -> Float) -> [Double] {
    var spectra: [Int: [Double]] = [:]
    var levels: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        var loudest = 0.0
        for frame in frames(column) {
          let spectrum = spectra[frame] ?? powers(frame, sample)
          spectra[frame] = spectrum
          for bin in bins(row) { loudest = max(loudest, spectrum[bin]) }
        }
        levels.append(10 * log10(loudest))
      }
    }
    return levels
  }

  /// Frames centred at multiples of the hop within the column.
  private func frames(_ column: Int) -> [Int] {
    let start = range.lowerBound + column * range.count / columns
    let end = max(start + 1, range.lowerBound + (column + 1) * range.count / columns)
    return (start..<end).filter { $0 % hop == 0 }.map { $0 / hop }
  }

  private func bins(_ row: Int) -> [Int] {
    func edge(_ row: Int) -> Double { fMin + (fMax - fMin) * Double(rows - row) / Double(rows) }
    let (bottom, top) = (edge(row + 1), edge(row))
    func hertz(_ bin: Int) -> Double { Double(bin) * 16_000 / Double(nFFT) }
    let within = (0...nFFT / 2).filter {
      hertz($0) >= bottom && (hertz($0) < top || row == 0 && hertz($0) <= top)
    }
    if !within.isEmpty { return within }
    // The higher of two that are as near.
    let middle = (bottom + top) / 2
    return [(0...nFFT / 2).reversed().min { abs(hertz($0) - middle) < abs(hertz($1) - middle) } ?? 0]
  }

  /// Powers, a full-scale sine's being 1.
  private func powers(_ frame: Int, _ sample: (Int) -> Float) -> [Double] {
    let tapered = (0..<nFFT).map { index -> Double in
      let taper = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(nFFT))
      return taper * Double(sample(frame * hop - nFFT / 2 + index))
    }
    return (0...nFFT / 2).map { bin in
      var (real, imaginary) = (0.0, 0.0)
      for (index, value) in tapered.enumerated() {
        let angle = 2 * Double.pi * Double(bin * index % nFFT) / Double(nFFT)
        real += value * cos(angle)
        imaginary -= value * sin(angle)
      }
      return (real * real + imaginary * imaginary) * 16 / Double(nFFT * nFFT)
    }
  }
}
