import Basis

/// A stretch of a recording whose candidates are judged together: half a minute, with 5 s at either end that are only
/// context. So hours are gone through in bounded memory, and nothing is judged without what is before and behind it.
package struct CandidateStretch: Equatable, Sendable {
  /// Samples of a stretch, and of its beginning and end that are only context: 30 and 5 s.
  package static let (length, context) = (30 * Sampling.rate, 5 * Sampling.rate)

  /// What is heard.
  package let heard: Range<Int>
  /// What is told of.
  package let told: Range<Int>

  /// The stretch that begins at a sample, in a recording that goes on behind it.
  package init(from start: Int) {
    let end = start + CandidateStretch.length
    heard = start..<end
    told = CandidateStretch.first(start)..<end - CandidateStretch.context
  }

  /// What is left of a recording from a sample on.
  package init(restFrom start: Int) {
    heard = start..<Int.max
    told = CandidateStretch.first(start)..<Int.max
  }

  /// Where the next one begins.
  package var next: Int { heard.upperBound - 2 * CandidateStretch.context }

  /// All stretches of a recording of so many samples.
  package static func all(of length: Int) -> [CandidateStretch] {
    var (stretches, start): ([CandidateStretch], Int) = ([], 0)
    while start + CandidateStretch.length <= length {
      let stretch = CandidateStretch(from: start)
      stretches.append(stretch)
      start = stretch.next
    }
    return stretches + [CandidateStretch(restFrom: start)]
  }

  /// The first sample that is told of: nothing lies before a recording.
  private static func first(_ start: Int) -> Int { start == 0 ? 0 : start + CandidateStretch.context }
}
