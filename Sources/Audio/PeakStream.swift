/// A pyramid of frames that come one after the other, nobody knows how many.
struct PeakStream {
  private let resolution: PeakResolution
  private var length: Int
  private var finest: [Peak] = []
  private var frames = 0
  /// The peak of the block that is not full yet.
  private var last = Peak.none
  private var mono: [Float] = []

  init(_ resolution: PeakResolution) {
    self.resolution = resolution
    length = resolution.finestLength
  }

  mutating func append(_ block: DecodedFrames, count: Int, channels: Int) {
    if mono.count < count { mono = [Float](repeating: 0, count: count) }
    var samples: [Float] = []
    swap(&samples, &mono)
    samples.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      block.mix(count, channels: channels, into: address)
      var done = 0
      while done < count {
        let part = min(count - done, length - frames % length)
        append(Recording.peak(address + done, part), of: part)
        done += part
      }
    }
    swap(&samples, &mono)
  }

  private mutating func append(_ peak: Peak, of count: Int) {
    last.join(peak)
    frames += count
    guard frames % length == 0 else { return }
    finest.append(last)
    last = .none
    if finest.count == resolution.mostBlocks {
      finest = PeakPyramid.folded(finest, by: 2)
      length *= 2
    }
  }

  /// The pyramid of all that came.
  func pyramid(sampleRate: Int) -> PeakPyramid {
    let all = frames % length == 0 ? finest : finest + [last]
    return PeakPyramid(finest: all, blockLength: length, frames: frames, sampleRate: sampleRate)
  }
}
