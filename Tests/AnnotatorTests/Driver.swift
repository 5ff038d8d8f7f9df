import Annotation
import Annotator
import Audio
import Basis
import Onsets
import Screen

/// A recording as tests make it.
struct DrawnRecording {
  var path: Path
  var samples: [Float]
  var proposals: [Proposal]
  var marks = Marks()

  init(_ path: Path, samples: [Float], proposals: [Proposal] = [], marks: Marks = Marks()) {
    self.path = path
    self.samples = samples
    self.proposals = proposals
    self.marks = marks
  }

  /// Quiet noise, and at each of `onsets` a bang that rings for 30 ms.
  init(_ path: Path, length: Int, bangs onsets: [Int], proposals: [Proposal]? = nil, seed: UInt64 = 1) {
    var random = RandomKey(seed: seed).adding("drawn recording").generator()
    var samples = (0..<length).map { _ in Float(random.unit() - 0.5) * 0.002 }
    for onset in onsets {
      var level: Float = 0.8
      for offset in onset..<min(length, onset + 480) {
        samples[offset] += level * Float(random.unit() * 2 - 1)
        level *= 0.99
      }
    }
    self.init(path, samples: samples, proposals: proposals ?? onsets.map { Proposal(offset: $0, score: 0.9) })
  }
}

/// Plays the world outside of the annotator: does effects in memory, at once.
struct Driver {
  var model: Model
  var recordings: [DrawnRecording]
  /// What would be in the journal.
  var history = AnnotationHistory()
  /// Effects of the last message, those of answers included.
  var effects: [Effect] = []
  /// What a tap finds being played.
  var tapPosition = 0
  var hasLeft = false
  /// Whether the doubts of the queue are known.
  var isRanked = true

  init(_ recordings: [DrawnRecording], size: Size = Size(columns: 80, rows: 24), isReadOnly: Bool = false) {
    self.recordings = recordings
    model = Model(
      queue: recordings.map(\.path), labels: ["GUN", "FIREWORK"], size: size, isReadOnly: isReadOnly)
    open(0, cursor: nil)
  }

  /// Another session on the same files: only marks and history are left.
  func restarted(from index: Int? = nil) -> Driver {
    var next = Driver(recordings, size: model.size)
    next.history = history
    next.open(index ?? model.recording?.index ?? 0, cursor: nil)
    return next
  }

  /// Presses keys by their names: `driver.press("Enter", "x", "1", "0", "l")`.
  mutating func press(_ names: String...) { press(names) }

  mutating func press(_ names: [String]) {
    for name in names {
      if let key = name == " " ? .character(" ") : Key(name: name) { send(.key(key)) }
    }
  }

  /// Presses the characters of a text one by one.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { send(.key(.character(scalar))) }
  }

  mutating func send(_ message: Message) {
    effects = []
    var waiting = [message]
    while !waiting.isEmpty {
      for effect in update(&model, waiting.removeFirst()) {
        effects.append(effect)
        waiting += answers(to: effect)
      }
    }
  }

  private mutating func open(_ index: Int, cursor: Int?) {
    for message in opening(index, cursor: cursor) { send(message) }
  }

  private func opening(_ index: Int, cursor: Int?) -> [Message] {
    guard recordings.indices.contains(index) else { return [] }
    let recording = recordings[index]
    return [
      .opened(
        OpenedRecording(
          index: index, path: recording.path, length: recording.samples.count, sampleRate: 16_000,
          channels: 1,
          marks: recording.marks, cursor: cursor ?? 0)),
      .proposals(recording.proposals, index: index, isComplete: true),
    ]
  }

  private mutating func change(_ changes: [AnnotationChange]) {
    for change in changes {
      for index in recordings.indices where recordings[index].path == change.recording {
        recordings[index].marks.apply(change)
      }
    }
  }

  private mutating func answers(to effect: Effect) -> [Message] {
    let index = model.recording?.index ?? 0
    let samples = recordings.indices.contains(index) ? recordings[index].samples : []
    switch effect {
    case .perform(let act):
      history.perform(act)
      change(act.changes)
    case .undo:
      let act = history.undo()
      change(act?.inverseChanges ?? [])
      return [.undone(act)]
    case .redo:
      let act = history.redo()
      change(act?.changes ?? [])
      return [.redone(act)]
    case .open(let index, let cursor): return opening(index, cursor: cursor)
    case .openPath(let path, let cursor):
      return opening(recordings.firstIndex { $0.path == path } ?? -1, cursor: cursor)
    case .samples(let range):
      let known = range.clamped(to: 0..<samples.count)
      return [.samples(Array(samples[known]), first: known.lowerBound)]
    case .rise(let place, let forward, _):
      let rises = EnergyRises.offsets(in: samples)
      return [.rise(forward ? rises.first { $0 > place } : rises.last { $0 < place }, from: place)]
    case .burst(let start):
      let found = Burst.rate(in: samples, firstSample: 0, start: start)
      return found.map { [.burst(period: $0.period, rounds: $0.rounds)] } ?? []
    case .tap: return [.tapped(tapPosition)]
    case .doubtful:
      guard isRanked else { return [.doubtful(nil, index: index, left: nil)] }
      guard let first = doubts.first, let place = recordings.firstIndex(where: { $0.path == first.recording })
      else { return [.doubtful(nil, index: index, left: 0)] }
      let opening = place == index ? [] : opening(place, cursor: first.offset)
      return opening + [.doubtful(first.offset, index: place, left: doubts.count)]
    case .doubtfulSheet(let count):
      return [.doubtfulSheet(Array(doubts.prefix(count)), left: doubts.count)]
    case .pictures(let items, _, _): return [.pictures(items.map { _ in [] }, of: items)]
    case .save: return [.saved]
    case .quit: hasLeft = true
    default: break
    }
    return []
  }

  /// What is left to be answered in the whole queue, the scores nearest to a half first.
  private var doubts: [Sheet.Item] {
    let open = recordings.flatMap { recording in
      recording.proposals.filter { proposal in
        !recording.marks.has(near: proposal.offset, within: 320)
          && !recording.marks.rejected.contains(proposal.offset)
      }.map { Sheet.Item(recording: recording.path, offset: $0.offset, score: $0.score) }
    }
    return open.sorted { abs($0.score - 0.5) < abs($1.score - 0.5) }
  }

  /// Where tags are in a recording, those of the label on the screen and all others.
  func tags(_ index: Int = 0) -> [Int] { recordings[index].marks.offsets }
}
