import Basis
import Files

/// One way to change a chunk. A value of the type is a drawn change: all that is random is in it.
///
/// Drawing fills the value from a recipe's settings, parameter by parameter; applying is a pure function of the value,
/// the chunk, and the materials that it names.
package protocol Transform: Sendable, Equatable {
  /// As recipes and manifests name it: `gaussian_noise`.
  static var name: String { get }
  /// One line: what it does to a chunk. Capital letter, no full stop.
  static var summary: String { get }
  /// For its page: what it stands for, when to use it, what to mind.
  static var about: String { get }
  /// What a recipe may say about it, and what of it a manifest keeps.
  static var parameters: [Parameter<Self>] { get }

  /// Whether it asks for the recording's samples around the chunk.
  static var usesNeighbours: Bool { get }

  /// The value as what it changes.
  var change: Change { get }

  /// A change that changes nothing, or what its parameters begin with.
  init()
  /// Completes what depends on the chunk or on the materials, once the parameters are drawn.
  ///
  /// - Returns: why it cannot be done to this chunk, or `nil`.
  mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip?
}

extension Transform {
  /// It does not.
  package static var usesNeighbours: Bool { false }

  /// Nothing depends on the chunk.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? { nil }
}

/// A transform of the samples.
package protocol WaveformTransform: Transform {
  /// What it does to the places of onsets, and to what can be said about neighbours.
  func moved(_ facts: ClipFacts) -> ClipFacts
  /// Changes the chunk; the count of samples stays.
  ///
  /// - Returns: why nothing was done, or `nil`.
  /// - Throws: what is wrong with the materials.
  func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip?
}

extension WaveformTransform {
  /// Of the samples.
  package var change: Change { .waveform(self) }

  /// Onsets stay where they are; the neighbours no longer fit on to the changed sound.
  package func moved(_ facts: ClipFacts) -> ClipFacts {
    var facts = facts
    facts.neighbours = nil
    return facts
  }
}

/// A transform of the log-mel image. It cannot live in a WAV file: it is kept as drawn, and applied wherever images
/// are computed.
package protocol ImageTransform: Transform {
  /// Changes the image.
  func apply(to image: inout LogMelCells)
  /// Settles what is drawn and changes the image at once, as `settle` and `apply` do one after the other; what was
  /// drawn need not be kept in the value.
  mutating func change(
    _ image: inout LogMelCells, _ settings: Settings, _ facts: ClipFacts, _ key: RandomKey)
  /// The transform with its settings, ready to be drawn for many images at once.
  static func changing(_ settings: Settings) -> ImageChange
}

extension ImageTransform {
  /// One after the other.
  @inline(__always)
  package mutating func change(
    _ image: inout LogMelCells, _ settings: Settings, _ facts: ClipFacts, _ key: RandomKey
  ) {
    if settle(settings, facts, NoMaterials(), key) == nil { apply(to: &image) }
  }

  /// Changes an image in an array of its own.
  package func apply(to image: inout LogMelImage) { image.withCells { apply(to: &$0) } }

  /// Of the image.
  package var change: Change { .image(self) }
}

/// A drawn change, by what it changes.
package enum Change: Sendable {
  /// Of the samples.
  case waveform(any WaveformTransform)
  /// Of the log-mel image.
  case image(any ImageTransform)

  /// Whatever it changes.
  package var transform: any Transform {
    switch self {
    case .waveform(let transform): transform
    case .image(let transform): transform
    }
  }
}

/// Why a step was not done to a chunk, although it was drawn.
package struct Skip: Equatable, Sendable {
  /// A clause for people: `the chunk is silent`.
  package var reason: String

  /// A reason.
  package init(_ reason: String) { self.reason = reason }

  /// An SNR needs a signal.
  package static let silence = Skip("the chunk is silent there: an SNR is undefined")
  /// An SNR is to be measured over the onset, but nobody knows it.
  package static let unknownWindow = Skip("the onset is not known, so no SNR can be measured over it")
  /// The onset is to be spared, but nobody knows it.
  package static let unknownOnset = Skip("the onset is not known, so it cannot be spared")
}
