import Basis

/// What drawing needs to know of a chunk, without its sound.
package struct ClipFacts: Equatable, Sendable {
  /// Samples in the chunk.
  package var length: Int
  /// The place of the onset that the chunk was cut for, in samples from its begin; none where nobody knows it.
  package var onset: Int?
  /// The places of all known onsets of its recording, counted from the chunk's begin: negative ones lie before it.
  package var nearby: [Int]
  /// Whether somebody tagged a shot in it, although `onset` may be unknown.
  package var isPositive: Bool
  /// The chunk's label.
  package var label: String
  /// What of the recording around the chunk can be fetched; `nil` where it is not at hand, or the sound has been
  /// changed already, so that nothing would fit on to it.
  package var neighbours: Neighbours?

  /// How much of a recording lies before a chunk, and behind it.
  package struct Neighbours: Equatable, Sendable {
    /// Samples at 16 kHz before the chunk.
    package var before: Int
    /// Samples at 16 kHz behind the chunk.
    package var behind: Int

    /// So many samples before a chunk, and behind it.
    package init(before: Int, behind: Int) {
      self.before = before
      self.behind = behind
    }
  }

  /// What is known of a chunk.
  package init(
    length: Int = Sampling.chunkLength, onset: Int? = nil, nearby: [Int]? = nil, isPositive: Bool? = nil,
    label: String = "", neighbours: Neighbours? = nil
  ) {
    self.length = length
    self.onset = onset
    self.nearby = nearby ?? onset.map { [$0] } ?? []
    self.isPositive = isPositive ?? (onset != nil)
    self.label = label
    self.neighbours = neighbours
  }

  /// The onsets in the chunk.
  package var onsets: [Int] { nearby.filter { (0..<length).contains($0) } }

  /// The places where an onset may come to lie: with less than 10 ms of a shot a chunk is neither class.
  package var placesForOnset: Range<Int> { 0..<max(1, length - ClipFacts.shortestShot) }

  /// 10 ms at 16 kHz.
  static let shortestShot = 160
}
