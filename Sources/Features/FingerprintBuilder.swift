import Basis
import CFeatures

/// Makes a fingerprint of a recording at 16 kHz that comes in blocks; the result does not depend on their sizes.
public struct FingerprintBuilder: Sendable {
  /// An anchor is the largest magnitude this far around it: 6 ms.
  private static let neighbourhood = 96
  /// Samples on either side that an anchor depends on.
  private static let reach = 160
  /// Where a key's signs stand, in samples on either side of the anchor.
  private static let offsets: [Int] = stride(from: 14, through: 158, by: 16).flatMap { [$0, -$0] }
  /// Magnitudes below this are no sound: −100 dB.
  private static let floor: Float = 1e-5

  /// Samples worked on at a time.
  private static let blockLength = 1 << 16

  private var band = FingerprintBand()
  private var length = 0
  /// The band's samples from `first` on.
  private var recent: [Float] = []
  private var first = 0
  /// The next sample to look at.
  private var next = 0
  private var words: [UInt64] = []
  private var sounding: [UInt8] = []
  private var word: UInt64 = 0
  private var energy: Float = 0
  private var anchors: [Fingerprint.Anchor] = []

  /// A builder that has heard nothing.
  public init() {}

  /// Goes on with `samples`; those that are not finite, or beyond ±1e12, count as 0.
  ///
  /// What lies beyond the 2³¹ samples (37 hours) of a fingerprint is left out.
  public mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    var rest = UnsafeBufferPointer(rebasing: samples[..<min(Int(Int32.max) - length, samples.count)])
    while !rest.isEmpty {
      let block = UnsafeBufferPointer(rebasing: rest[..<min(FingerprintBuilder.blockLength, rest.count)])
      rest = UnsafeBufferPointer(rebasing: rest[block.count...])
      length += block.count
      take(band.append(block))
      look(upTo: first + recent.count - FingerprintBuilder.reach)
    }
  }

  /// Goes on with `samples`.
  public mutating func append(_ samples: [Float]) {
    samples.withUnsafeBufferPointer { append($0) }
  }

  /// The fingerprint of everything heard; the builder has heard nothing afterwards.
  public mutating func finish() -> Fingerprint {
    take(band.finish())
    // What follows the end is silence.
    take([Float](repeating: 0, count: FingerprintBuilder.reach))
    look(upTo: length)
    closeWords()
    let tape = SignTape(words, sounding: sounding)
    let kept = anchors.filter { anchor in
      !FingerprintBuilder.isPeriodic(tape, around: Int(anchor.position) / Fingerprint.step)
    }
    let whole = Fingerprint(length: length, tape: tape, anchors: kept)
    self = FingerprintBuilder()
    return whole
  }

  private mutating func take(_ samples: [Float]) {
    let kept = FingerprintBuilder.reach
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
    if sample > 0 { word |= 1 << UInt64(index % SignTape.wordLength) }
    energy += sample * sample
    if (index + 1) % SignTape.wordLength == 0 { closeWord() }
  }

  private mutating func closeWord() {
    let least = FingerprintBuilder.floor * FingerprintBuilder.floor * Float(SignTape.wordLength)
    sounding.append(energy > least ? 1 : 0)
    words.append(word)
    (word, energy) = (0, 0)
  }

  private mutating func closeWords() {
    let signs = (length + Fingerprint.step - 1) / Fingerprint.step
    if signs % SignTape.wordLength != 0 { closeWord() }
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

  /// Whether the 128 ms around sign `index` repeat so well after 20–50 ms that every place of a steady tone would match
  /// every other one.
  private static func isPeriodic(_ tape: SignTape, around index: Int) -> Bool {
    let words = 16
    let start = SignTape.bit(index) - words / 2 * SignTape.wordLength
    guard start >= 0, index < tape.signCount else { return false }
    let most = words * SignTape.wordLength * 2 / 100
    return (160...400).contains { lag in
      // A quarter of it rules most lags out.
      cfeatures_difference(tape.words, start, tape.words, start + lag, words / 4) < most
        && cfeatures_difference(tape.words, start, tape.words, start + lag, words) < most
    }
  }
}
