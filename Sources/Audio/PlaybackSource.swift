import Basis

/// What is asked to be played.
struct PlaybackOrder: Sendable {
  var recording: Path
  /// Samples at 16 kHz; `until` is where it ends, or begins anew.
  var from: Int
  var until: Int?
  var speed: Double
  var loops: Bool
  /// How `from` is found in what is compressed.
  var seeking = Seeking.exact
}

/// Which samples of a recording the samples at the device were made of.
struct PlaybackPlace: Sendable {
  var from: Int
  /// Behind the last sample that is played before it ends or begins anew.
  var end: Int
  var loops: Bool
  /// Samples at the device's rate for each at 16 kHz.
  var ratio: Double

  private var length: Int { max(0, end - from) }

  /// The sample at 16 kHz that the device's sample `heard`, counted from 0, was made of.
  func position(_ heard: Int) -> Int {
    let offset = Int(Double(heard) / ratio)
    return length == 0 ? from : from + (loops ? offset % length : min(offset, length))
  }

  /// What has been played when `heard` of the device's samples have been.
  func range(_ heard: Int) -> Range<Int> { from..<from + min(Int(Double(heard) / ratio), length) }
}

/// The samples of an order at the device's rate, block by block.
final class PlaybackSource {
  /// Where the order ends: not behind the recording's end, where that is known.
  private(set) var place: PlaybackPlace
  private let sound: ResampledRecording
  private let converter: RateConverter?
  private var next: Int
  private var isOver = false

  /// Samples at 16 kHz read at a time: 32 ms.
  private static let block = 512

  /// - Throws: `AudioError` of opening.
  init(_ order: PlaybackOrder, rate: Int) throws {
    sound = try ResampledRecording(order.recording, seeking: order.seeking)
    let ratio = Double(rate) / (Double(Sampling.rate) * order.speed)
    converter = ratio == 1 ? nil : RateConverter(ratio: ratio)
    let longest = order.until ?? .max
    let end = sound.recording.info.exactSeek ? min(longest, sound.length) : longest
    place = PlaybackPlace(from: order.from, end: max(order.from, end), loops: order.loops, ratio: ratio)
    next = order.from
  }

  /// The next samples; empty behind the last one.
  func nextBlock() throws -> [Float] {
    while !isOver {
      let samples = try nextSamples()
      isOver = samples.isEmpty
      guard let converter else { return samples }
      let converted = converter.convert(samples, isLast: isOver)
      if !converted.isEmpty { return converted }
    }
    return []
  }

  private func nextSamples() throws -> [Float] {
    if next >= place.end, place.loops { next = place.from }
    guard next < place.end else { return [] }
    var samples = try sound.samples(next..<min(next + PlaybackSource.block, place.end))
    // Only now it may have shown where a recording ends that is decoded from the start.
    if sound.recording.knownFrames != nil { place.end = max(place.from, min(place.end, sound.length)) }
    samples.removeLast(max(0, min(samples.count, next + samples.count - place.end)))
    next += samples.count
    return samples.isEmpty ? try nextSamples() : samples
  }
}
