import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Which recordings share content: the same stretch of sound at any shift, through another sample rate, gain, polarity or codec.
///
/// Anchors with the same key propose a shift, the signs around them are compared at that shift and as far on either side as they
/// agree. What counts is a stretch with fewer than 20 % differing signs, in which those that agree outnumber the others by 112 ms
/// worth, and which agrees at no other shift nearly as well: steady tones agree everywhere, noise and silence nowhere.
public struct FingerprintIndex: Sendable {
  /// By how many signs those that agree must outnumber the others: 112 ms of a perfect copy, 160 ms at a correlation
  /// of 0.89.
  private static let least = 896
  /// The largest part of differing signs.
  private static let worst = 0.2
  /// Stretches tried with one other recording: a bound for sounds that agree with themselves all over.
  private static let trials = 256

  private var ids: [Int] = []
  private var tapes: [SignTape] = []
  /// The last anchor of each key, or −1.
  private var heads = [Int32](repeating: -1, count: 1 << Fingerprint.keyBits)
  private var entries: [Entry] = []

  /// An anchor of a recording, and the one before it with the same key, or −1.
  private struct Entry {
    var previous: Int32
    var recording: Int32
    var position: UInt32
  }

  /// An empty index.
  public init() {}

  /// Recordings in it.
  public var count: Int { ids.count }
  /// Bytes in memory beside the fingerprints themselves, about.
  public var byteCount: Int { heads.count * 4 + entries.count * 12 }

  /// Adds the recording `id`. More than 2³¹ anchors (a year of sound) do not fit: what is beyond is not found.
  public mutating func add(id: Int, _ fingerprint: Fingerprint) {
    let number = Int32(truncatingIfNeeded: ids.count)
    ids.append(id)
    tapes.append(fingerprint.tape)
    guard entries.count + fingerprint.anchors.count < Int(Int32.max) else { return }
    for anchor in fingerprint.anchors {
      let key = Int(anchor.key)
      entries.append(Entry(previous: heads[key], recording: number, position: anchor.position))
      heads[key] = Int32(truncatingIfNeeded: entries.count - 1)
    }
  }

  /// The recordings that share a stretch with `query`, with the stretch of each that agrees in the most signs, in the order
  /// in which they were added; a recording that was added itself is among them.
  public func matches(of query: Fingerprint) -> [Overlap] {
    find(query).sorted { $0.key < $1.key }.map { number, stretch in
      Overlap(
        id: ids[number], start: stretch.signs.lowerBound * Fingerprint.step,
        shift: stretch.shift * Fingerprint.step, length: stretch.signs.count * Fingerprint.step,
        score: cos(Double.pi * stretch.errorRate), isInverted: stretch.inverted)
    }
  }

  /// The best stretch of each recording, by its number.
  private func find(_ query: Fingerprint) -> [Int: SignStretch] {
    var trials: [Int: Trials] = [:]
    // A key that stands for more than that tells nothing: it belongs to some tone.
    let limit = max(2000, entries.count / 200)
    for anchor in query.anchors {
      let seed = Int(anchor.position) / Fingerprint.step
      anchor.forEachKey { key in
        var next = heads[Int(key)]
        var room = limit
        while next >= 0, room > 0 {
          room -= 1
          let entry = entries[Int(next)]
          next = entry.previous
          let number = Int(entry.recording)
          let distance = Int(entry.position) - Int(anchor.position)
          let shift = (distance + Fingerprint.step / 2) >> 1
          let comparison = FingerprintComparison(first: query.tape, second: tapes[number])
          let inverted = comparison.isInverted(seed, shift: shift)
          guard comparison.isPromising(seed, shift: shift, inverted: inverted) else { continue }
          trials[number, default: Trials()].consider(seed, shift, inverted, comparison)
        }
      }
    }
    var found: [Int: SignStretch] = [:]
    for (number, tried) in trials {
      found[number] = tried.best(FingerprintComparison(first: query.tape, second: tapes[number]))
    }
    return found
  }

  /// What was tried with one other recording.
  private struct Trials {
    var stretches: [SignStretch] = []

    /// The heaviest that agrees at no other shift nearly as well.
    func best(_ comparison: FingerprintComparison) -> SignStretch? {
      stretches.sorted { ($1.weight, $0.shift) < ($0.weight, $1.shift) }
        .first { $0.errorRate < FingerprintIndex.worst && comparison.isDistinct($0) }
    }

    mutating func consider(_ seed: Int, _ shift: Int, _ inverted: Bool, _ comparison: FingerprintComparison) {
      guard stretches.count < FingerprintIndex.trials else { return }
      for stretch in stretches where abs(stretch.shift - shift) <= 2 && stretch.signs.contains(seed) {
        return
      }
      // An anchor's place is right to a sign.
      let candidates = (-1...1).map {
        comparison.stretch(around: seed, shift: shift + $0, inverted: inverted)
      }
      guard let stretch = candidates.max(by: { $0.weight < $1.weight }),
        stretch.weight >= FingerprintIndex.least
      else { return }
      stretches.append(stretch)
    }
  }

  /// Which of `fingerprints` share content with each other, on up to `jobs` threads: each pair once, in order; `Overlap.id` is
  /// the second one's place in the list.
  public static func overlaps(
    among fingerprints: [Fingerprint], jobs: Int = Parallel.cores
  ) -> [(first: Int, overlap: Overlap)] {
    var index = FingerprintIndex()
    for (number, fingerprint) in fingerprints.enumerated() { index.add(id: number, fingerprint) }
    let filled = index
    let found = Parallel.map(fingerprints.count, jobs: jobs) { filled.matches(of: fingerprints[$0]) }
    var pairs: [[Int: Overlap]] = Array(repeating: [:], count: fingerprints.count)
    for (number, overlaps) in found.enumerated() {
      for overlap in overlaps where overlap.id != number {
        let first = min(number, overlap.id)
        let seen = number < overlap.id ? overlap : overlap.seen(from: number)
        // Both directions look from their own anchors; the longer stretch counts.
        if (pairs[first][seen.id]?.length ?? 0) < seen.length { pairs[first][seen.id] = seen }
      }
    }
    return pairs.enumerated().flatMap { first, others in
      others.sorted { $0.key < $1.key }.map { (first, $0.value) }
    }
  }
}

extension Overlap {
  /// The same stretch, told of the other recording; `id` is the one that was asked about before.
  func seen(from asker: Int) -> Overlap {
    Overlap(
      id: asker, start: start + shift, shift: -shift, length: length, score: score, isInverted: isInverted)
  }
}
