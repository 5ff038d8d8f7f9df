import Basis
import CFeatures

/// Makes a fingerprint of a recording at 16 kHz that comes in blocks; the result does not depend on their sizes.
public struct FingerprintBuilder: Sendable {
  /// An anchor is the largest magnitude this far around it: 8 ms.
  private static let neighbourhood = 128
  /// Where a key's signs stand, in samples on either side of the anchor.
  private static let offsets: [Int] = stride(from: 16, through: 88, by: 8).flatMap { [$0, -$0] }
  /// Magnitudes below this are no sound: −100 dB.
  private static let floor: Float = 1e-5

  private var band = FingerprintBand()
  private var length = 0
  /// The band's samples from `first` on.
  private var recent: [Float] = []
  private var first = 0
  /// The next sample to look at.
  private var next = 0
  private var words: [UInt64] = []
  private var sounding: [UInt64] = []
  private var word: UInt64 = 0
  private var energy: Float = 0
  private var anchors: [Fingerprint.Anchor] = []

  /// A builder that has heard nothing.
  public init() {}

  /// Goes on with `samples`; those that are not finite, or beyond ±1e12, count as 0.
  ///
  /// What lies beyond the 2³¹ samples (37 hours) of a fingerprint is left out.
  public mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    let room = Int(Int32.max) - length
    let taken = UnsafeBufferPointer(rebasing: samples[..<min(room, samples.count)])
    length += taken.count
    take(band.append(taken))
    look(upTo: first + recent.count - FingerprintBuilder.neighbourhood)
  }

  /// Goes on with `samples`.
  public mutating func append(_ samples: [Float]) {
    samples.withUnsafeBufferPointer { append($0) }
  }

  /// The fingerprint of everything heard; the builder has heard nothing afterwards.
  public mutating func finish() -> Fingerprint {
    take(band.finish())
    // What follows the end is silence.
    take([Float](repeating: 0, count: FingerprintBuilder.neighbourhood))
    look(upTo: length)
    closeWords()
    let whole = Fingerprint(length: length, words: words, sounding: sounding, anchors: [])
    var (tape, sounds): ([UInt64], [UInt8]) = ([], [])
    whole.appendTape(&tape, &sounds)
    let kept = anchors.filter { anchor in
      !FingerprintBuilder.isPeriodic(tape, around: Int(anchor.position) / Fingerprint.step)
    }
    self = FingerprintBuilder()
    return Fingerprint(length: whole.length, words: whole.words, sounding: whole.sounding, anchors: kept)
  }

  private mutating func take(_ samples: [Float]) {
    let kept = FingerprintBuilder.neighbourhood
    if next - first > 8 * kept {
      recent.removeFirst(next - first - kept)
      first = next - kept
    }
    recent += samples
  }

  /// Signs and anchors of the samples before `end`.
  private mutating func look(upTo end: Int) {
    while next < end {
      let sample = recent[next - first]
      if next % Fingerprint.step == 0 { sign(sample) }
      if abs(sample) > FingerprintBuilder.floor, isPeak(next - first) { anchors.append(anchor(next - first)) }
      next += 1
    }
  }

  private mutating func sign(_ sample: Float) {
    let index = next / Fingerprint.step
    if sample > 0 { word |= 1 << UInt64(index % Fingerprint.wordLength) }
    energy += sample * sample
    if (index + 1) % Fingerprint.wordLength == 0 { closeWord() }
  }

  private mutating func closeWord() {
    if words.count % 64 == 0 { sounding.append(0) }
    let least = FingerprintBuilder.floor * FingerprintBuilder.floor * Float(Fingerprint.wordLength)
    if energy > least { sounding[words.count / 64] |= 1 << UInt64(words.count % 64) }
    words.append(word)
    (word, energy) = (0, 0)
  }

  private mutating func closeWords() {
    let signs = (length + Fingerprint.step - 1) / Fingerprint.step
    if signs % Fingerprint.wordLength != 0 { closeWord() }
  }

  /// Whether no magnitude within the neighbourhood is larger (or equal and earlier).
  private func isPeak(_ index: Int) -> Bool {
    recent.withUnsafeBufferPointer { recent in
      let magnitude = abs(recent[index])
      for distance in 1...FingerprintBuilder.neighbourhood {
        if index >= distance, abs(recent[index - distance]) >= magnitude { return false }
        if index + distance < recent.count, abs(recent[index + distance]) > magnitude { return false }
      }
      return true
    }
  }

  private func anchor(_ index: Int) -> Fingerprint.Anchor {
    let own = recent[index] > 0
    var key: UInt32 = 0
    var magnitudes: [(magnitude: Float, bit: Int)] = []
    for (bit, offset) in FingerprintBuilder.offsets.enumerated() {
      let place = index + offset
      let sample = place >= 0 && place < recent.count ? recent[place] : 0
      if (sample > 0) == own { key |= 1 << UInt32(bit) }
      magnitudes.append((abs(sample), bit))
    }
    magnitudes.sort { ($0.magnitude, $0.bit) < ($1.magnitude, $1.bit) }
    let doubtful = magnitudes.prefix(Fingerprint.doubtfulBits).reduce(UInt32(0)) { $0 | 1 << UInt32($1.bit) }
    return Fingerprint.Anchor(position: UInt32(next), key: key, doubtful: doubtful)
  }

  /// Whether the 128 ms around sign `index` repeat so well after 1.5–25 ms that every place of a steady tone would match
  /// every other one.
  private static func isPeriodic(_ tape: [UInt64], around index: Int) -> Bool {
    let start = SignTape.bit(index - 256)
    return (6...100).contains { lag in
      cfeatures_difference(tape, start, tape, start + lag, 8) < 8 * Fingerprint.wordLength * 6 / 100
    }
  }
}
