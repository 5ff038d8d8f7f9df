import Basis

/// A chunk on its way through a recipe: samples, and where its shots are.
package struct Clip: Equatable, Sendable {
  /// Mono at 16 kHz, full scale ±1; transforms keep the count.
  package var samples: [Float]
  /// The place of the onset that the chunk was cut for, in samples from its begin; none where nobody knows it.
  package var onset: Int?
  /// The places of all known onsets, ascending, `onset` among them; before the first step those around the chunk too,
  /// since a shift may bring them in, after the last one only those in it.
  package var onsets: [Int]
  /// How much of each label it is, adding up to 1; one label unless chunks were mixed.
  package var labels: [LabelShare]

  /// A chunk of one label.
  package init(samples: [Float], onset: Int? = nil, onsets: [Int]? = nil, label: String = "") {
    self.samples = samples
    self.onset = onset
    self.onsets = onsets ?? onset.map { [$0] } ?? []
    labels = [LabelShare(label: label, share: 1)]
  }

  /// Begins with another chunk of the same length in the storage of this one; `fill` writes all of its samples.
  package mutating func refill(
    onset: Int? = nil, onsets: [Int]? = nil, label: String = "",
    _ fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    try samples.withUnsafeMutableBufferPointer { try fill($0) }
    self.onset = onset
    self.onsets = onsets ?? onset.map { [$0] } ?? []
    let whole = LabelShare(label: label, share: 1)
    if labels != [whole] { labels = [whole] }
  }
}

/// A label, and how much of a chunk it is.
package struct LabelShare: Equatable, Sendable {
  /// The label.
  package var label: String
  /// In `0...1`.
  package var share: Double

  /// A label and its share.
  package init(label: String, share: Double) {
    self.label = label
    self.share = share
  }
}
