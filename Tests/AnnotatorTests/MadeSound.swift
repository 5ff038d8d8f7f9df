import Audio
import Basis
import Features

/// Sound made of sums and products alone, so that every machine makes the same.
struct MadeSound {
  private(set) var samples: [Float]

  /// Noise of some amplitude.
  init(seconds: Double, background: Float, seed: UInt64) {
    var random = RandomKey(seed: seed).adding("background").generator()
    samples = (0..<Int(seconds * Double(Sampling.rate))).map { _ in
      background * Float(random.unit() * 2 - 1)
    }
  }

  /// A shot: noise that rises at once and dies away.
  mutating func addShot(at offset: Int, amplitude: Float, decay: Float = 0.996) {
    var random = RandomKey(seed: 3).adding(offset).generator()
    var level = amplitude
    var place = offset
    while place < samples.count, level > 0.001 {
      if place >= 0 { samples[place] += level * Float(random.unit() * 2 - 1) }
      level *= decay
      place += 1
    }
  }

  /// Least and greatest sample of each of `columns` equal parts.
  func peaks(_ range: Range<Int>, columns: Int) -> [Peak] {
    (0..<max(0, columns)).map { column in
      let first = range.lowerBound + column * range.count / columns
      let end = max(first + 1, range.lowerBound + (column + 1) * range.count / columns)
      var peak = Peak(low: .infinity, high: -.infinity)
      for place in (first..<end).clamped(to: 0..<samples.count) {
        peak = Peak(low: min(peak.low, samples[place]), high: max(peak.high, samples[place]))
      }
      return peak.low <= peak.high ? peak : Peak(low: 0, high: 0)
    }
  }

  /// A picture that is like a spectrogram: louder is brighter, and darker from the bottom up.
  func cells(_ range: Range<Int>, columns: Int, rows: Int) -> SpectrogramCells {
    let peaks = peaks(range, columns: columns)
    var values: [UInt8] = []
    for row in 0..<rows {
      for peak in peaks {
        let level = max(-peak.low, peak.high) * 255 * Float(row + 2) / Float(rows + 1)
        values.append(UInt8(max(0, min(255, level))))
      }
    }
    return SpectrogramCells(columns: columns, rows: rows, values: values, isSparse: false)
  }
}
