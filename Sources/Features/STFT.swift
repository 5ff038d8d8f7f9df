import CFFTW

/// The short-time Fourier transform's magnitudes: how a recording is cut into frames, tapered and transformed.
///
/// Samples that are not finite, or beyond ±1e12, count as 0.
public struct STFT: Sendable {
  /// How frames are cut and tapered; the mel options play no part here.
  public let parameters: LogMelParameters
  /// Frequencies in a frame, `nFFT / 2 + 1`: bin k lies at k · sampleRate / nFFT Hz.
  public var bins: Int { parameters.nFFT / 2 + 1 }

  /// The window, centred among `nFFT` values.
  private let taper: [Float]
  private let transform: Transform

  private enum Transform {
    case lanes(LaneFFT)
    case library(RealFFT)
  }

  /// Throws a `FeatureError` where an option makes no sense.
  public init(_ parameters: LogMelParameters) throws {
    try parameters.validate()
    self.parameters = parameters
    let window = parameters.window.values(parameters.winLength)
    let before = (parameters.nFFT - parameters.winLength) / 2
    var taper = [Float](repeating: 0, count: parameters.nFFT)
    for (index, value) in window.enumerated() { taper[before + index] = Float(value) }
    self.taper = taper
    if let lanes = LaneFFT(taper: taper) {
      transform = .lanes(lanes)
    } else {
      transform = .library(try RealFFT(length: parameters.nFFT))
    }
  }

  /// How many frames `sampleCount` samples give, as librosa counts them: centred `1 + sampleCount / hopLength` (for an
  /// even nFFT), else `1 + (sampleCount − nFFT) / hopLength`; 0 for no samples, or fewer than one frame needs.
  public func frames(_ sampleCount: Int) -> Int {
    guard sampleCount > 0 else { return 0 }
    let padding = parameters.center ? parameters.nFFT / 2 * 2 : 0
    let room = sampleCount + padding - parameters.nFFT
    return room < 0 ? 0 : 1 + room / parameters.hopLength
  }

  /// Magnitudes `[bins, frames]`, row-major, as `abs(librosa.stft(...))`.
  public func magnitudes(_ samples: [Float]) -> [Float] {
    let count = frames(samples.count)
    var output = [Float](repeating: 0, count: bins * count)
    samples.withUnsafeBufferPointer { samples in
      forEachBlock(samples, recordings: 1, power: 1) { block in
        for bin in 0..<bins {
          for (lane, frame) in block.frames.enumerated() {
            output[bin * count + frame] = block.spectra[bin * FrameBlock.lanes + lane]
          }
        }
      }
    }
    return output
  }

  /// Calls `body` with up to eight frames at a time, in order, through `recordings` recordings of the same length that stand
  /// one behind the other in `samples`.
  func forEachBlock(
    _ samples: UnsafeBufferPointer<Float>, recordings: Int, power: Int, _ body: (FrameBlock) -> Void
  ) {
    guard recordings > 0, samples.count >= recordings, let address = samples.baseAddress else { return }
    let length = samples.count / recordings
    let count = frames(length)
    let block = FrameBlock(nFFT: parameters.nFFT)
    for first in stride(from: 0, to: count * recordings, by: FrameBlock.lanes) {
      block.frames = first..<min(first + FrameBlock.lanes, count * recordings)
      for (lane, frame) in block.frames.enumerated() {
        let recording = UnsafeBufferPointer(start: address + frame / count * length, count: length)
        block.sources[lane] = source(
          frame % count, of: recording, padded: block.padded + lane * parameters.nFFT)
      }
      transform(block, power: power)
      body(block)
    }
  }

  private func transform(_ block: FrameBlock, power: Int) {
    switch transform {
    case .lanes(let lanes): lanes.spectra(block.sources, power: power, work: block.work, into: block.spectra)
    case .library(let fft):
      for lane in 0..<block.frames.count {
        fft.spectrum(
          block.sources[lane], taper: taper, power: power, work: block.work, lane: lane, of: block.spectra)
      }
    }
  }

  /// Where one frame's samples begin: in the recording itself, or in `padded` where it reaches beyond an end.
  private func source(
    _ frame: Int, of recording: UnsafeBufferPointer<Float>, padded: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float>? {
    let start = frame * parameters.hopLength - (parameters.center ? parameters.nFFT / 2 : 0)
    if start >= 0, start + parameters.nFFT <= recording.count, let address = recording.baseAddress {
      return address + start
    }
    let inside = max(0, start)..<max(0, start, min(recording.count, start + parameters.nFFT))
    if let address = recording.baseAddress {
      (padded + (inside.lowerBound - start)).update(from: address + inside.lowerBound, count: inside.count)
    }
    for position in start..<inside.lowerBound { padded[position - start] = beyond(position, of: recording) }
    for position in inside.upperBound..<max(inside.upperBound, start + parameters.nFFT) {
      padded[position - start] = beyond(position, of: recording)
    }
    return UnsafePointer(padded)
  }

  /// What stands at `position` beyond either end.
  private func beyond(_ position: Int, of recording: UnsafeBufferPointer<Float>) -> Float {
    switch parameters.padMode {
    case .constant: 0
    case .edge: position < 0 ? recording[0] : recording[recording.count - 1]
    case .reflect: recording[STFT.reflected(position, recording.count)]
    }
  }

  /// `position` folded into `0..<count` by mirrors at the first and the last sample.
  private static func reflected(_ position: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let folded = ((position % period) + period) % period
    return min(folded, period - folded)
  }

  /// The sample, or 0 where it is not finite or so large that a spectrum could overflow.
  @inline(__always)
  static func usable(_ sample: Float) -> Float { abs(sample) <= 1e12 ? sample : 0 }
}
