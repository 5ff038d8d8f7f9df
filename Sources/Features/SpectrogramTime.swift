/// Which frames a spectrogram's columns cover, and which of them are computed.
struct SpectrogramTime {
  let columns: Int
  let isSparse: Bool
  /// Samples in a frame.
  let nFFT: Int
  /// Samples from the centre of one frame to that of the next; frame k is centred at sample k · hop.
  let hop: Int
  /// The frames to be computed, in ascending runs that hold no frame twice.
  private(set) var runs: [Range<Int>] = []

  private let range: Range<Int>

  /// Frames computed at a time.
  private static let runLength = 256
  /// Frames of a look into a long range.
  private static let lookLength = 16

  init(_ range: Range<Int>, columns: Int, budget: Int) {
    // No recording is so long; within these nothing overflows.
    self.range = range.clamped(to: -(1 << 50)..<(1 << 50))
    self.columns = min(max(1, columns), 1 << 16)
    let width = self.range.count / self.columns
    nFFT = width >= 16 ? 512 : width >= 4 ? 256 : 128
    hop = min(max(1, width), nFFT / 4)
    let budget = min(max(0, budget), 1 << 26)
    isSparse = self.range.count / hop > max(budget, self.columns)
    if self.range.isEmpty { return }
    runs = isSparse ? looks(budget: budget) : whole()
  }

  private func border(_ column: Int) -> Int {
    range.lowerBound + column * (range.count / columns) + column * (range.count % columns) / columns
  }

  /// The frames of one column.
  func frames(of column: Int) -> Range<Int> {
    let (start, end) = (border(column), max(border(column) + 1, border(column + 1)))
    let first = SpectrogramTime.up(start, hop)
    let last = SpectrogramTime.up(end, hop)
    // With a hop of 1 there is a frame at every sample, and else no column is narrower than a hop.
    return first..<max(first + 1, last)
  }

  /// `number / divisor`, rounded up.
  private static func up(_ number: Int, _ divisor: Int) -> Int {
    number / divisor + (number % divisor > 0 ? 1 : 0)
  }

  private func whole() -> [Range<Int>] {
    let all = frames(of: 0).lowerBound..<frames(of: columns - 1).upperBound
    return stride(from: all.lowerBound, to: all.upperBound, by: SpectrogramTime.runLength).map {
      $0..<min($0 + SpectrogramTime.runLength, all.upperBound)
    }
  }

  private func looks(budget: Int) -> [Range<Int>] {
    let perColumn = max(1, budget / SpectrogramTime.lookLength / columns)
    return (0..<columns).flatMap { column -> [Range<Int>] in
      let all = frames(of: column)
      if all.count <= perColumn * SpectrogramTime.lookLength { return [all] }
      return (0..<perColumn).map { look in
        let middle = all.lowerBound + all.count * (2 * look + 1) / (2 * perColumn)
        let first = middle - SpectrogramTime.lookLength / 2
        return (first..<first + SpectrogramTime.lookLength).clamped(to: all)
      }
    }
  }
}
