import Basis

/// A picture of a stretch of sound: time from left to right, frequency from the top down, level as a number.
public struct SpectrogramCells: Equatable, Sendable {
  /// Cells side by side.
  public let columns: Int
  /// Cells one above the other.
  public let rows: Int
  /// `[rows, columns]`, the highest frequencies first: 0 at the floor or below, 255 at the ceiling or above, in equal
  /// steps of dB between them.
  public internal(set) var values: [UInt8]
  /// Whether only a part of the frames was computed, so that there may be more than is shown.
  public let isSparse: Bool

  /// A picture from its values; missing ones are 0, further ones are left out.
  package init(columns: Int, rows: Int, values: [UInt8], isSparse: Bool) {
    (self.columns, self.rows, self.isSparse) = (max(0, columns), max(0, rows), isSparse)
    let count = self.columns * self.rows
    self.values = values.prefix(count) + [UInt8](repeating: 0, count: max(0, count - values.count))
  }

  /// The value of a cell; 0 outside.
  public subscript(column column: Int, row row: Int) -> UInt8 {
    (0..<columns).contains(column) && (0..<rows).contains(row) ? values[row * columns + column] : 0
  }

  /// The spectrogram of `range`, each cell the loudest of all frames and bins that it covers.
  ///
  /// 0 dB is a sine at full scale. Frames are tapered with a periodic Hann window of 512 samples (32 ms, bins 31 Hz apart);
  /// where a column is less than 16 samples, of 256, less than 4, of 128, so that an onset stands where it is. They are
  /// centred at multiples of a hop of a quarter window, or of a column where that is less, counted from the recording's
  /// first sample: a picture that is moved keeps its frames. Column i covers the frames centred from
  /// `range.lowerBound + i · range.count / columns` on, a row the bins within its equal part of fMin...fMax, or the
  /// nearest frame or bin where there is none within.
  ///
  /// A range with more than `budget` frames is looked at here and there: each column at `budget / 16 / columns` groups (one
  /// at least) of 16 frames, each in the middle of its equal part of the column. The same range shows the same cells always.
  /// - Parameters:
  ///   - provider: gives the samples of any range at 16 kHz, as many as asked for, zeros outside the recording; asked in
  ///     ascending order.
  ///   - range: samples at 16 kHz.
  ///   - columns: 1...65,536; `rows` likewise. Values outside are brought inside, as are the following.
  ///   - fMin: Hz, of the lowest row's lower edge, 0...8000; `fMax` of the highest row's upper edge, above it.
  ///   - floorDB: shown as 0; `ceilingDB`, above it, as 255.
  ///   - budget: the most frames, unless columns are more; the default takes about 30 ms, and reading 4 minutes of sound.
  ///   - isCancelled: asked every few milliseconds.
  /// - Returns: `nil` where it was cancelled.
  /// - Throws: what `provider` throws.
  public static func cells(
    samples provider: (Range<Int>) throws -> [Float], range: Range<Int>, columns: Int, rows: Int,
    fMin: Float = 0, fMax: Float = 8000, floorDB: Float = -90, ceilingDB: Float = -10,
    budget: Int = 32_768, isCancelled: () -> Bool = { false }
  ) throws -> SpectrogramCells? {
    let time = SpectrogramTime(range, columns: columns, budget: budget)
    let bins = SpectrogramBins(nFFT: time.nFFT, rows: rows, fMin: fMin, fMax: fMax)
    var drawing = try SpectrogramDrawing(time, bins)
    for run in time.runs {
      if isCancelled() { return nil }
      drawing.add(try provider(drawing.samples(of: run)), of: run)
    }
    return drawing.cells(floorDB: floorDB, ceilingDB: ceilingDB)
  }
}
