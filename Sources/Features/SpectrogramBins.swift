import Basis

/// Which bins of a spectrum each row of a spectrogram covers.
struct SpectrogramBins {
  /// Of each row, the highest frequencies first: never empty.
  let rows: [Range<Int>]

  init(nFFT: Int, rows count: Int, fMin: Float, fMax: Float) {
    let count = min(max(1, count), 1 << 16)
    let nyquist = Double(Sampling.rate) / 2
    let low = fMin.isFinite ? min(max(0, Double(fMin)), nyquist) : 0
    let high = fMax.isFinite ? min(max(low, Double(fMax)), nyquist) : nyquist
    let (first, last) = (low / nyquist * Double(nFFT / 2), high / nyquist * Double(nFFT / 2))
    // Multiplied first: edges that lie on a bin are exact.
    func edge(_ row: Int) -> Double { first + (last - first) * Double(count - row) / Double(count) }
    rows = (0..<count).map { row in
      let (top, bottom) = (edge(row), edge(row + 1))
      // The uppermost row has its upper edge too.
      let end = row == 0 ? Int(top.rounded(.down)) + 1 : Int(top.rounded(.up))
      let start = Int(bottom.rounded(.up))
      if start < end { return start..<min(end, nFFT / 2 + 1) }
      let nearest = min(Int(((top + bottom) / 2).rounded()), nFFT / 2)
      return nearest..<nearest + 1
    }
  }
}
