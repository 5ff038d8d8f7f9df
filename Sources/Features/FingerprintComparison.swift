import CFeatures

/// A stretch that agrees in two fingerprints.
struct SignStretch: Equatable {
  /// Signs of the first fingerprint.
  var signs: Range<Int>
  /// The same moments lie this many signs later in the second.
  var shift: Int
  /// Whether every sign is turned.
  var inverted: Bool
  /// Signs where both sound.
  var compared: Int
  /// Those of them that differ.
  var errors: Int

  /// The part that differs; 1 where nothing sounds.
  var errorRate: Double { compared > 0 ? Double(errors) / Double(compared) : 1 }
  /// How many more signs agree than differ: what the best of several stretches is chosen by.
  var weight: Int { compared - 2 * errors }
}

/// Two fingerprints against each other at one shift.
struct FingerprintComparison {
  let first: SignTape
  let second: SignTape

  /// The part of differing signs at which a stretch stops paying: a correlation of 0.81.
  private static let breakEven = 0.2
  /// How far the balance may fall before the search gives up: about 64 ms of unrelated sound.
  private static let patience = 128
  /// What a word of silence costs, so that a search does not run through hours of it.
  private static let silence = 4
  /// Words compared at a time.
  private static let batch = 16

  /// Whether the sign at the seed is turned.
  func isInverted(_ seed: Int, shift: Int) -> Bool {
    guard seed < first.signCount, seed + shift < second.signCount else { return false }
    let (one, other) = (SignTape.bit(seed), SignTape.bit(seed + shift))
    return (first.words[one >> 6] >> UInt64(one & 63) ^ second.words[other >> 6] >> UInt64(other & 63)) & 1
      == 1
  }

  /// Whether the 64 ms around the seed agree well enough to look further: a word or two may be far off.
  func isPromising(_ seed: Int, shift: Int, inverted: Bool) -> Bool {
    guard seed >= 0, seed < first.signCount, seed + shift >= 0, seed + shift < second.signCount else {
      return false
    }
    let signs = 8 * SignTape.wordLength
    let errors = difference(seed - signs / 2, shift: shift, words: 8)
    return (inverted ? signs - errors : errors) < signs * 5 / 16
  }

  /// The best stretch around sign `seed` of the first fingerprint, where `seed + shift` is the same moment of the second
  /// (extension with a drop-off: Altschul et al., Basic local alignment search tool, 1990).
  func stretch(around seed: Int, shift: Int, inverted: Bool) -> SignStretch {
    let forward = extend(seed, shift: shift, inverted: inverted, backward: false)
    let backward = extend(seed, shift: shift, inverted: inverted, backward: true)
    return SignStretch(
      signs: (seed - backward.words * SignTape.wordLength)..<(seed + forward.words * SignTape.wordLength),
      shift: shift, inverted: inverted, compared: forward.compared + backward.compared,
      errors: forward.errors + backward.errors)
  }

  private struct Extent {
    var words = 0
    var compared = 0
    var errors = 0
  }

  private func extend(_ seed: Int, shift: Int, inverted: Bool, backward: Bool) -> Extent {
    // Whole words between the seed and the nearer end of the two.
    let behind = min(first.signCount - seed, second.signCount - seed - shift)
    let room = (backward ? min(seed, seed + shift) : behind) / SignTape.wordLength
    var (best, extent) = (Extent(), Extent())
    var (balance, highest) = (0, 0)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: FingerprintComparison.batch) { counts in
      while extent.words < room {
        let words = min(FingerprintComparison.batch, room - extent.words)
        let near =
          backward
          ? seed - (extent.words + words) * SignTape.wordLength : seed + extent.words * SignTape.wordLength
        cfeatures_differences(
          first.words, SignTape.bit(near), second.words, SignTape.bit(near + shift), words, counts.baseAddress
        )
        for word in 0..<words {
          let at = backward ? words - 1 - word : word
          extent.words += 1
          if sounds(near + at * SignTape.wordLength, shift: shift) {
            let errors = inverted ? SignTape.wordLength - Int(counts[at]) : Int(counts[at])
            extent.compared += SignTape.wordLength
            extent.errors += errors
            balance += Int(FingerprintComparison.breakEven * 64 * 16) - errors * 16
          } else {
            balance -= FingerprintComparison.silence * 16
          }
          if balance > highest { (highest, best) = (balance, extent) }
          if balance < highest - FingerprintComparison.patience * 16 { return best }
        }
      }
      return best
    }
  }

  /// Whether both sound in the middle of the word at `index`.
  @inline(__always)
  private func sounds(_ index: Int, shift: Int) -> Bool {
    let (one, other) = ((index + 32) >> 6, (index + shift + 32) >> 6)
    return one < first.count && other < second.count && first.sounding[one] & second.sounding[other] == 1
  }

  private func difference(_ start: Int, shift: Int, words: Int) -> Int {
    cfeatures_difference(first.words, SignTape.bit(start), second.words, SignTape.bit(start + shift), words)
  }

  /// By how much another shift must be worse, as a part of the signs.
  private static let distinction = 0.1

  /// Whether no other shift does nearly as well: 20–100 ms off, where steady tones and chords agree with themselves, and
  /// 1.5–20 ms off, where voices do; there a nearly perfect copy needs less of a difference.
  func isDistinct(_ stretch: SignStretch) -> Bool {
    let rate = stretch.errorRate
    let clearly = rate + FingerprintComparison.distinction
    return !agrees(stretch, off: 12..<160, below: min(clearly, 4 * rate + 0.02))
      && !agrees(stretch, off: 160..<800, below: clearly)
  }

  /// Whether at most the part `most` of the signs differs where the second fingerprint is off by any of `lags`. At most half a second
  /// from the middle of the stretch is looked at.
  private func agrees(_ stretch: SignStretch, off lags: Range<Int>, below most: Double) -> Bool {
    let words = min(64, stretch.signs.count / SignTape.wordLength)
    let start = stretch.signs.lowerBound + (stretch.signs.count - words * SignTape.wordLength) / 2
    let signs = words * SignTape.wordLength
    return lags.contains { lag in
      [stretch.shift - lag, stretch.shift + lag].contains { shift in
        let errors = difference(start, shift: shift, words: words)
        return Double(stretch.inverted ? signs - errors : errors) <= most * Double(signs)
      }
    }
  }
}
