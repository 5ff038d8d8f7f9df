/// How alike candidates sound, and how alike what rises around them.
enum CandidateLikeness {
  /// Steps of 0.125 ms by which two sounds may be shifted against each other.
  private static let shifts = 8

  /// The largest correlation of two sounds at any shift within a millisecond, −1…1.
  static func sound(_ first: Candidate, _ second: Candidate) -> Float {
    first.sound.withUnsafeBufferPointer { first in
      second.sound.withUnsafeBufferPointer { second in
        let length = min(first.count, second.count)
        var best: Float = -1
        for shift in -shifts...shifts {
          var sum: Float = 0
          for index in max(0, -shift)..<min(length, length - shift) {
            sum += first[index] * second[index + shift]
          }
          best = max(best, sum)
        }
        return best
      }
    }
  }

  /// The correlations of what rises before two candidates, and after them: 0…1.
  ///
  /// The 10 ms before and after an arrival are its own. A step to either side is allowed for.
  static func rises(_ first: Candidate, _ second: Candidate) -> (past: Float, future: Float) {
    let middle = Candidate.risesBefore / 2
    let end = min(first.rises.count, second.rises.count)
    return (
      correlation(first.rises, second.rises, 1..<middle - 5),
      correlation(first.rises, second.rises, middle + 5..<end - 1)
    )
  }

  private static func correlation(_ first: [UInt8], _ second: [UInt8], _ range: Range<Int>) -> Float {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        var (product, left, right) = (1, 1, 1)
        for index in range {
          // What rises 5 dB at least: noise does so less.
          let one = max(0, Int(first[index]) - 64)
          let other = max(
            0, max(Int(second[index - 1]), max(Int(second[index]), Int(second[index + 1]))) - 64)
          product += one * other
          left += one * one
          right += other * other
        }
        return Float(product) / (Float(left) * Float(right)).squareRoot()
      }
    }
  }
}
