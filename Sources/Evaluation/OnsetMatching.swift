import Basis

/// Estimated onsets against reference onsets: each pairs with at most one of the others, no further than the collar.
public enum OnsetMatching {
  /// The collars unless told otherwise, in milliseconds: 5, 25, 50 and 500.
  public static let defaultCollars: [Double] = [5, 25, 50, 500]

  /// The largest possible set of one-to-one pairs with |estimated − reference| ≤ collar.
  ///
  /// All windows are equally wide, so the earliest two that can pair may always be paired: O(n log n).
  /// - Parameters:
  ///   - estimated: offsets in any order, repeated ones included.
  ///   - reference: offsets in any order.
  ///   - collar: in samples; a negative one pairs nothing.
  /// - Returns: positions in `estimated` and in `reference`, by rising time.
  public static func pairs(
    estimated: [Int], reference: [Int], collar: Int
  ) -> [(estimated: Int, reference: Int)] {
    let guesses = estimated.indices.sorted { (estimated[$0], $0) < (estimated[$1], $1) }
    let truths = reference.indices.sorted { (reference[$0], $0) < (reference[$1], $1) }
    var pairs: [(estimated: Int, reference: Int)] = []
    var (guess, truth) = (0, 0)
    while guess < guesses.count, truth < truths.count {
      let (early, late) = (estimated[guesses[guess]], reference[truths[truth]])
      if distance(early, late) <= collar.magnitude, collar >= 0 {
        pairs.append((guesses[guess], truths[truth]))
        guess += 1
        truth += 1
      } else if early < late {
        guess += 1
      } else {
        truth += 1
      }
    }
    return pairs
  }

  /// How many onsets have a neighbour nearer than the collar: wide collars flatter these.
  public static func unresolved(_ onsets: [Int], collar: Int) -> Int {
    let sorted = onsets.sorted()
    func isNear(_ left: Int, _ right: Int) -> Bool {
      collar > 0 && distance(sorted[left], sorted[right]) < collar.magnitude
    }
    return sorted.indices.count { index in
      (index > 0 && isNear(index - 1, index)) || (index + 1 < sorted.count && isNear(index, index + 1))
    }
  }

  /// |a − b|, which fits an unsigned word for any two offsets.
  static func distance(_ first: Int, _ second: Int) -> UInt {
    first > second ? UInt(bitPattern: first &- second) : UInt(bitPattern: second &- first)
  }

  /// The whole samples at 16 kHz in a collar; the largest offset for collars beyond any recording.
  package static func samples(milliseconds: Double) -> Int {
    Int(exactly: (milliseconds * Double(Sampling.rate) / 1000).rounded(.down)) ?? Int.max
  }
}
