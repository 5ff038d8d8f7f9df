import Basis
import CAudio

/// One thread's reader of a recording's peaks.
struct PeakReader {
  private let reader: FrameReader
  private let blockLength: Int
  private var channels: Int { reader.file.info.channels }

  init(_ path: Path, blockLength: Int) throws {
    reader = try FrameReader(opening: path)
    self.blockLength = blockLength
  }

  /// Writes the peaks of the blocks of `frames`, which begin with a block. Behind damage it goes on at the next 64 blocks.
  func read(_ frames: Range<Int>, into peaks: UnsafeMutablePointer<Peak>) throws {
    var start = frames.lowerBound
    while start < frames.upperBound {
      do {
        return try readUndamaged(
          start..<frames.upperBound, into: peaks + (start - frames.lowerBound) / blockLength)
      } catch AudioError.damaged(_, let frame, _) {
        let step = 64 * blockLength
        start = max(frame, start) / step * step + step
      }
    }
  }

  private func readUndamaged(_ frames: Range<Int>, into peaks: UnsafeMutablePointer<Peak>) throws {
    let start = frames.lowerBound
    _ = try reader.forEachBlock(of: frames.count, from: start, multiple: blockLength) { block, done, got in
      let target = peaks + done / blockLength
      target.withMemoryRebound(to: Float.self, capacity: 2 * ((got + blockLength - 1) / blockLength)) {
        switch block {
        case .integers(let samples): audio_peaks_int16(samples, got, channels, blockLength, $0)
        case .floats(let samples): peaksOfFloats(block, samples, got, into: $0)
        }
      }
    }
  }

  private func peaksOfFloats(
    _ block: DecodedFrames, _ samples: UnsafePointer<Float>, _ count: Int,
    into peaks: UnsafeMutablePointer<Float>
  ) {
    if channels == 1 { return audio_peaks_float(samples, count, blockLength, peaks) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { mono in
      guard let address = mono.baseAddress else { return }
      block.mix(count, channels: channels, into: address)
      audio_peaks_float(address, count, blockLength, peaks)
    }
  }
}
