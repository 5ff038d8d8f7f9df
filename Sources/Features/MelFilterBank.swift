/// Triangles over the bins of an FFT, each kept as the few weights that are not 0.
public struct MelFilterBank: Sendable {
  /// One triangle: `weights[i]` belongs to FFT bin `firstBin + i`.
  public struct Band: Equatable, Sendable {
    /// The lowest FFT bin with a weight above 0.
    public let firstBin: Int
    /// The weights from there on.
    public let weights: [Float]
  }

  /// The bands from low to high.
  public let bands: [Band]

  /// The bank that `librosa.filters.mel` makes for the same parameters.
  ///
  /// Throws `FeatureError.emptyBand` where no FFT bin falls into a band (librosa warns and lets the band be 0
  /// everywhere: a feature that says nothing).
  public init(_ parameters: LogMelParameters) throws {
    try parameters.validate()
    let triangles = MelFilterBank.triangles(parameters)
    if let empty = triangles.firstIndex(where: { $0.weights.isEmpty }) {
      throw FeatureError.emptyBand(
        index: empty, nMels: parameters.nMels, nFFT: parameters.nFFT,
        fitting: MelFilterBank.fittingCount(parameters))
    }
    bands = triangles
  }

  /// The weights as a matrix `[nMels, nFFT / 2 + 1]`, row-major.
  public func matrix(bins: Int) -> [Float] {
    var matrix = [Float](repeating: 0, count: bands.count * bins)
    for (row, band) in bands.enumerated() {
      for (index, weight) in band.weights.enumerated() { matrix[row * bins + band.firstBin + index] = weight }
    }
    return matrix
  }

  /// Band edges and centres in Hz, `nMels + 2` of them, equally far apart in mels.
  static func edges(_ parameters: LogMelParameters) -> [Double] {
    let low = parameters.melScale.mels(hertz: parameters.fMin)
    let high = parameters.melScale.mels(hertz: parameters.fMax)
    let last = parameters.nMels + 1
    return (0...last).map { index in
      parameters.melScale.hertz(mels: low + (high - low) * Double(index) / Double(last))
    }
  }

  /// Triangle m rises from edge m to edge m + 1 and falls to edge m + 2
  /// (Slaney 1998; as laid out by librosa.filters.mel).
  private static func triangles(_ parameters: LogMelParameters) -> [Band] {
    let edges = edges(parameters)
    let binWidth = Double(parameters.sampleRate) / Double(parameters.nFFT)
    let bins = parameters.nFFT / 2 + 1
    return (0..<parameters.nMels).map { band in
      let (low, peak, high) = (edges[band], edges[band + 1], edges[band + 2])
      let scale = parameters.norm == .slaney ? 2 / (high - low) : 1
      let first = max(0, Int(low / binWidth))
      let last = min(bins - 1, Int(high / binWidth) + 1)
      var weights: [Float] = []
      var firstBin = first
      for bin in stride(from: first, through: last, by: 1) {
        let frequency = Double(bin) * binWidth
        let height = min((frequency - low) / (peak - low), (high - frequency) / (high - peak))
        if height > 0 {
          if weights.isEmpty { firstBin = bin }
          weights.append(Float(height * scale))
        }
      }
      return Band(firstBin: firstBin, weights: weights)
    }
  }

  private static func fittingCount(_ parameters: LogMelParameters) -> Int {
    var fewer = parameters
    while fewer.nMels > 1 {
      fewer.nMels -= 1
      if triangles(fewer).allSatisfy({ !$0.weights.isEmpty }) { return fewer.nMels }
    }
    return 0
  }
}
