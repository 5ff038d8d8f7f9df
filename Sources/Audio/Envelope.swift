/// The outline of a stretch of a recording, straight from its file: what is shown while there is no pyramid.
public struct Envelope: Equatable, Sendable {
  /// The peak of each column.
  public var peaks: [Peak]
  /// Whether only a part of the samples was looked at, so that there may be more than is shown.
  public var isSparse: Bool

  /// An outline.
  public init(peaks: [Peak], isSparse: Bool) {
    self.peaks = peaks
    self.isSparse = isSparse
  }

  /// Frames of a short look into a long recording: 43 ms at 48 kHz.
  private static let lookLength = 2048
  /// Looks into a long recording that is not compressed; one a column where there are more columns.
  private static let looks = 600

  /// The peaks of `columns` equal parts of `range`, as `PeakPyramid.peaks` gives them.
  ///
  /// A range of more than `budget` frames gets a sparse look: in each column `600 / columns` stretches of 2048 frames (one
  /// at least, one in compressed recordings), each in the middle of its equal part of the column. The same look finds the
  /// same peaks. An hour or ten take the same time, some milliseconds.
  /// - Parameters:
  ///   - range: frames at the recording's own rate.
  ///   - budget: the most frames to be read; 2^21 are 44 s at 48 kHz.
  /// - Throws: `AudioError.changed`, `.system` of reading.
  public static func peaks(
    _ recording: Recording, _ range: Range<Int>, columns: Int, budget: Int = 1 << 21
  ) throws -> Envelope {
    let frames = recording.knownFrames ?? recording.info.claimedFrames
    let isSparse = range.clamped(to: 0..<max(0, frames)).count > max(0, budget)
    // What is decoded from the start may go on behind the header's claim.
    let end = isSparse || recording.info.exactSeek ? frames : 1 << 46
    let parts = PeakColumns(range, count: columns, frames: end)
    var peaks = [Peak](repeating: .none, count: max(0, columns))
    if isSparse {
      let looks = recording.info.sampleWidth == nil ? parts.count : looks
      try recording.glance(at: stretches(of: parts, looks: looks), joining: &peaks)
    } else {
      let all = (0..<parts.count).map { Recording.PeakPart(frames: parts[$0], column: $0) }
      try recording.join(all.filter { !$0.frames.isEmpty }, to: &peaks)
    }
    return Envelope(peaks: peaks.map(\.shown), isSparse: isSparse)
  }

  private static func stretches(of parts: PeakColumns, looks: Int) -> [Recording.PeakPart] {
    let perColumn = max(1, looks / max(1, parts.count))
    return (0..<parts.count).flatMap { column in
      let part = parts[column]
      return (0..<perColumn).map { look in
        let middle = part.lowerBound + part.count / (2 * perColumn) * (2 * look + 1)
        let stretch = (middle - lookLength / 2)..<(middle + lookLength / 2)
        return Recording.PeakPart(frames: stretch.clamped(to: part), column: column)
      }
    }
  }
}
