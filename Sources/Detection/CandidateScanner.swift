import Basis
import Onsets

/// Collects the candidates of a recording that comes in blocks: the same whatever their sizes.
///
/// Keeps some four seconds of the recording, and each candidate.
package struct CandidateScanner {
  /// Frames before an arrival and after it that are measured.
  static let (past, future) = (600, 440)
  /// Frames that are kept before anything is forgotten.
  private static let patience = 8192

  private var search = ArrivalSearch()
  private var sound = CandidateSound()
  private var rest: [Float] = []
  /// Arrivals that are measured.
  private var done = 0
  private var candidates: [Candidate] = []

  /// A scanner that has heard nothing.
  package init() {}

  /// Goes on with `samples` at 16 kHz, mono; those that are not finite count as 0.
  package mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    for start in stride(from: 0, to: samples.count, by: Sampling.rate) {
      let block = UnsafeBufferPointer(rebasing: samples[start..<min(start + Sampling.rate, samples.count)])
      search.append(block)
      sound.append(block)
      measure(all: false)
    }
  }

  /// Goes on with `samples`.
  package mutating func append(_ samples: [Float]) { samples.withUnsafeBufferPointer { append($0) } }

  /// Hands over the candidates that were found since the last time.
  ///
  /// - Returns: the sample before which there are no others.
  package mutating func take(into found: inout [Candidate]) -> Int {
    found += candidates
    candidates.removeAll(keepingCapacity: true)
    let heard = (sound.end - CandidateScanner.future) * CandidateSound.frame
    let next = done < search.arrivals.count ? search.arrivals[done].offset : search.looked - 320
    return max(0, min(heard, next))
  }

  /// All candidates that were not taken, ascending; the scanner has heard nothing afterwards.
  package mutating func finish() -> [Candidate] {
    search.finish()
    sound.finish()
    measure(all: true)
    defer { self = CandidateScanner() }
    return candidates
  }

  /// Measures the arrivals that are settled and heard to the end.
  private mutating func measure(all: Bool) {
    while done < search.arrivals.count {
      let arrival = search.arrivals[done]
      let frame = arrival.offset / CandidateSound.frame
      let isSettled =
        arrival.offset + 320 <= search.looked && frame + CandidateScanner.future <= sound.end
      guard all || isSettled else { break }
      if arrival.offset < search.length { candidates.append(Candidate(arrival, in: sound)) }
      done += 1
    }
    // What is looked at lags behind by a second at most.
    let next = search.looked / CandidateSound.frame - CandidateScanner.future - 64
    let oldest = done < search.arrivals.count ? search.arrivals[done].offset / CandidateSound.frame : next
    sound.forget(before: min(next, oldest) - CandidateScanner.past, patience: CandidateScanner.patience)
  }
}
