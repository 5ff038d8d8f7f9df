import Annotation
import Audio
import Basis
import Features
import Onsets
import Screen

/// All that the annotator knows. `update` changes it, `view` draws it; both are pure.
package struct Model: Equatable, Sendable {
  // What does not change while it runs.
  package let keymap: Keymap
  /// The recordings to be annotated, below the root.
  package let queue: [Path]
  /// Whether somebody else has the tag files: then nothing can be changed.
  package let isReadOnly: Bool
  package let glyphs: GlyphTier
  package let colors: ColorTier

  package var size: Size
  /// Labels that `"` and a digit choose from, from 1.
  package var labels: [String]
  /// The label of the next marks.
  package var label: String

  // The recording on the screen.
  package var recording: OpenedRecording?
  package var marks = Marks()
  /// Recordings of the queue that were tried and could not be used, by number.
  package internal(set) var unreadable: Set<Int> = []
  /// What the detector suggests, by offset.
  package var proposals: [Proposal] = []
  /// Those that are neither marked nor rejected, by offset.
  package internal(set) var pending: [Proposal] = []
  /// Whether the detector has heard all of the recording.
  package var hasAllProposals = false
  /// Delays at which the recording's shots echo, in samples.
  package var echoes: [Int] = []

  // The place.
  package var cursor = 0
  package var viewport = Viewport(start: 0, length: 1)
  /// The proposal that `accept` is about.
  package var focus: Int?
  /// Whether the most doubtful proposal of the queue comes behind each answer, instead of the next one of the recording.
  package internal(set) var isByDoubt = false
  /// Proposals passed by, for `back`; the last one last.
  package var passed: [Int] = []

  // What the keys mean.
  package var mode = Mode.normal
  package var count: Int?
  /// Where an ignored span begins, until its end is said.
  package var ignoreStart: Int?

  // Listening.
  package var speed = 1.0
  /// The sample that is heard now.
  package var heard: Int?
  /// Where what is heard now began.
  package var playStart: Int?
  /// What of the recording was played.
  package var played: [Range<Int>] = []
  /// By how many samples this person's taps come late.
  package var tapLatency: Int
  /// By how much the last taps differed from the onsets that they were snapped to.
  package var tapDifferences: [Int] = []
  /// A tap that waits for the samples around it.
  package var openTap: Int?

  // Pictures.
  package var overview: [Peak] = []
  package var overviewIsSparse = false
  package var outline: Picture<[Peak]>?
  package var spectrogram: Picture<SpectrogramCells>?
  /// Samples around the cursor.
  package var near = Samples(first: 0, values: [])
  /// What was asked for last.
  package var asked: Look?
  package var askedOverview: Int?
  package var askedSamples: Range<Int>?

  /// How far learning has come, 0–1; `nil` where nothing is being learnt.
  package var learning: Double?

  // The status line.
  package var note: Note?
  package var isSaved = true
  /// Keys pressed, for the benchmark.
  package var keyCount = 0

  /// A word for the person.
  package struct Note: Equatable, Sendable {
    package var text: String
    package var isTrouble: Bool
  }

  /// A picture and what it is of.
  package struct Picture<Content: Equatable & Sendable>: Equatable, Sendable {
    package var look: Look
    package var content: Content
    /// Whether only a part of the sound was looked at.
    package var isSparse: Bool
  }

  /// A stretch of the recording at 16 kHz.
  package struct Samples: Equatable, Sendable {
    package var first: Int
    package var values: [Float]

    package var range: Range<Int> { first..<first + values.count }

    /// The sample at an offset; `nil` where it is not there.
    package subscript(offset: Int) -> Float? { range.contains(offset) ? values[offset - first] : nil }
  }

  package init(
    queue: [Path], labels: [String], size: Size, keymap: Keymap = .standard, isReadOnly: Bool = false,
    glyphs: GlyphTier = .braille, colors: ColorTier = .indexed256, tapLatency: Int = 0
  ) {
    self.queue = queue
    self.labels = labels.isEmpty ? ["GUN"] : labels
    label = self.labels.first ?? "GUN"
    self.size = size
    self.keymap = keymap
    self.isReadOnly = isReadOnly
    self.glyphs = glyphs
    self.colors = colors
    self.tapLatency = tapLatency
  }

  /// Samples of the recording at 16 kHz; 0 while there is none.
  package var length: Int { recording?.length ?? 0 }
  /// Where everything stands.
  package var layout: Layout { Layout(size) }
  /// The chunk that would be cut at the cursor, its lead the mean of what slicing draws.
  package var chunk: Range<Int> {
    let start = cursor - Model.meanLead
    return start..<start + Sampling.chunkLength
  }

  /// The middle of the leads that slicing draws from, 0–3072.
  static let meanLead = 1536
  /// How near a proposal must be to count as the one at the cursor: 40 ms.
  static let reach = 640
  /// How near a mark settles a proposal: 20 ms, within which two arrivals count as one.
  static let settledReach = 320
  /// How near a refusal keeps a proposal away: 5 ms.
  static let rejectedReach = 80
}
