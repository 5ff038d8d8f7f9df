import Basis
import Files

/// Least and greatest samples of a whole recording at ever coarser steps, from which any stretch of it is drawn at once.
///
/// The peaks are those of the mono mix at the recording's own rate, exact: no sample is passed over. Samples that are not
/// finite numbers, and frames that cannot be decoded, are left out.
public final class PeakPyramid: Sendable {
  /// The recording's true number of frames.
  public let frames: Int
  /// The recording's own rate in Hz.
  public let sampleRate: Int

  /// Frames in each block of the finest level, the last block but excepted.
  let blockLength: Int
  /// Peaks of blocks, the finest level first; each block of the next is `fold` of the one before.
  let levels: [[Peak]]

  private static let fold = 16
  init(finest: [Peak], blockLength: Int, frames: Int, sampleRate: Int) {
    self.frames = frames
    self.sampleRate = sampleRate
    self.blockLength = blockLength
    var levels = [finest]
    while let last = levels.last, last.count > PeakPyramid.fold {
      levels.append(PeakPyramid.folded(last, by: PeakPyramid.fold))
    }
    self.levels = levels
  }

  /// The peaks of `fold` neighbours each.
  static func folded(_ peaks: [Peak], by fold: Int) -> [Peak] {
    stride(from: 0, to: peaks.count, by: fold).map { start in
      var peak = Peak.none
      for index in start..<min(start + fold, peaks.count) { peak.join(peaks[index]) }
      return peak
    }
  }

  /// The peak of each of `columns` equal parts of `range`.
  ///
  /// Column i begins at frame `range.lowerBound + i · range.count / columns`, rounded down, and has one frame at least.
  /// A part that lies outside the recording, or of which nothing can be decoded, is 0...0.
  /// - Parameters:
  ///   - range: frames at the recording's own rate.
  ///   - columns: at least 1.
  ///   - recording: the same recording: what the blocks do not cover exactly is read from it, at most two blocks a
  ///     column. That takes microseconds where sound is not compressed. Where a position is found by decoding, borders
  ///     between columns are rounded to the nearest block (512 frames; more in recordings of more than 2^30): in FLACs
  ///     where a column has 4 blocks or more, in what is decoded from the start and too long to be kept whole where it has
  ///     one. No peak is lost by that; it may show in the next column. `nil` rounds all borders.
  /// - Returns: as many peaks as columns.
  /// - Throws: `AudioError.changed`, `.system` of reading.
  public func peaks(_ range: Range<Int>, columns: Int, recording: Recording? = nil) throws -> [Peak] {
    let parts = PeakColumns(range, count: columns, frames: frames)
    let rounding = recording.map { PeakPyramid.roundedBlocks($0) } ?? 0
    var peaks = [Peak](repeating: .none, count: max(0, columns))
    var outside: [Recording.PeakPart] = []
    for column in 0..<parts.count {
      let part = parts[column]
      if part.isEmpty { continue }
      if let rounding, part.count / blockLength >= rounding {
        peaks[column] = peak(ofBlocks: nearestBlocks(part))
        continue
      }
      let blocks = blocks(within: part)
      guard !blocks.isEmpty else {
        outside.append(.init(frames: part, column: column))
        continue
      }
      peaks[column] = peak(ofBlocks: blocks)
      let covered = blocks.lowerBound * blockLength..<min(blocks.upperBound * blockLength, frames)
      for rest in [part.lowerBound..<covered.lowerBound, covered.upperBound..<part.upperBound]
      where !rest.isEmpty {
        outside.append(.init(frames: rest, column: column))
      }
    }
    try recording?.join(outside, to: &peaks)
    return peaks.map(\.shown)
  }

  /// From how many blocks a column on its borders are rounded; `nil` for never.
  private static func roundedBlocks(_ recording: Recording) -> Int? {
    switch recording.cost {
    case .free: nil
    case .some: 4
    case .all: 1
    }
  }

  /// The blocks that lie wholly within `part`; the recording's last one ends where the recording does.
  private func blocks(within part: Range<Int>) -> Range<Int> {
    let first = (part.lowerBound + blockLength - 1) / blockLength
    let last = part.upperBound == frames ? levels[0].count : part.upperBound / blockLength
    return first..<max(first, last)
  }

  private func nearestBlocks(_ part: Range<Int>) -> Range<Int> {
    let last = max(0, levels[0].count - 1)
    let first = min((part.lowerBound + blockLength / 2) / blockLength, last)
    let end = part.upperBound == frames ? last + 1 : (part.upperBound + blockLength / 2) / blockLength
    return first..<max(first + 1, min(end, last + 1))
  }

  private func peak(ofBlocks blocks: Range<Int>) -> Peak {
    var peak = Peak.none
    var (first, end, level) = (blocks.lowerBound, min(blocks.upperBound, levels[0].count), 0)
    while first < end {
      let isLast = level == levels.count - 1
      while first < end, isLast || first % PeakPyramid.fold != 0 {
        peak.join(levels[level][first])
        first += 1
      }
      while end > first, end % PeakPyramid.fold != 0 {
        end -= 1
        peak.join(levels[level][end])
      }
      first /= PeakPyramid.fold
      end /= PeakPyramid.fold
      level += 1
    }
    return peak
  }
}
