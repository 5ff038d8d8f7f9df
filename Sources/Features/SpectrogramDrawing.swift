import CFeatures

#if canImport(Glibc)
  import Glibc
#endif

/// A spectrogram in the making: the greatest power of each cell so far.
struct SpectrogramDrawing {
  private let time: SpectrogramTime
  private let bins: SpectrogramBins
  private let stft: STFT
  /// `[columns, rows]`.
  private var powers: [Float]
  /// The first column that frames to come may belong to.
  private var column = 0

  init(_ time: SpectrogramTime, _ bins: SpectrogramBins) throws {
    self.time = time
    self.bins = bins
    var parameters = LogMelParameters()
    (parameters.nFFT, parameters.winLength, parameters.hopLength) = (time.nFFT, time.nFFT, time.hop)
    (parameters.window, parameters.center) = (.hannPeriodic, false)
    stft = try STFT(parameters)
    powers = [Float](repeating: 0, count: time.columns * bins.rows.count)
  }

  /// The samples that the frames of `run` are made of.
  func samples(of run: Range<Int>) -> Range<Int> {
    let first = run.lowerBound * time.hop - time.nFFT / 2
    return first..<first + (run.count - 1) * time.hop + time.nFFT
  }

  /// Adds the frames of `run`, whose samples these are; what is missing is silence.
  mutating func add(_ samples: [Float], of run: Range<Int>) {
    let count = self.samples(of: run).count
    let missing = [Float](repeating: 0, count: max(0, count - samples.count))
    var levels = [SIMD8<Float>](repeating: .zero, count: bins.rows.count)
    let (stft, bins) = (stft, bins)
    (samples.prefix(count) + missing).withUnsafeBufferPointer { buffer in
      stft.forEachBlock(buffer, recordings: 1, power: 2) { block in
        for (row, covered) in bins.rows.enumerated() {
          levels[row] = SpectrogramDrawing.loudest(covered, of: block)
        }
        for (lane, frame) in block.frames.enumerated() {
          join(levels, lane: lane, frame: run.lowerBound + frame)
        }
      }
    }
  }

  /// The greatest power of some bins, frame by frame.
  private static func loudest(_ bins: Range<Int>, of block: FrameBlock) -> SIMD8<Float> {
    var loudest = SIMD8<Float>.zero
    for bin in bins {
      let powers = UnsafeRawPointer(block.spectra + bin * FrameBlock.lanes).load(as: SIMD8<Float>.self)
      loudest.replace(with: powers, where: loudest .< powers)
    }
    return loudest
  }

  /// Joins one frame's levels to every column that covers it.
  private mutating func join(_ levels: [SIMD8<Float>], lane: Int, frame: Int) {
    while column < time.columns, time.frames(of: column).upperBound <= frame { column += 1 }
    var covering = column
    while covering < time.columns, time.frames(of: covering).contains(frame) {
      let first = covering * levels.count
      for row in levels.indices { powers[first + row] = max(powers[first + row], levels[row][lane]) }
      covering += 1
    }
  }

  /// The cells as they are now.
  func cells(floorDB: Float, ceilingDB: Float) -> SpectrogramCells {
    let floor = floorDB.isFinite ? floorDB : -90
    let ceiling = max(floor + 1, ceilingDB.isFinite ? ceilingDB : -10)
    // A sine at full scale gives half the sum of the window, which is half its length.
    let fullScale = Float(time.nFFT * time.nFFT) / 16
    let step = 255 / (ceiling - floor)
    let rows = bins.rows.count
    let values = (0..<powers.count).map { cell -> UInt8 in
      let power = powers[cell % time.columns * rows + cell / time.columns]
      let decibels = power > 0 ? 10 * log10f(power / fullScale) : -.infinity
      return UInt8(min(max(((decibels - floor) * step).rounded(), 0), 255))
    }
    return SpectrogramCells(
      columns: time.columns, rows: rows, values: values, isSparse: time.isSparse)
  }
}
