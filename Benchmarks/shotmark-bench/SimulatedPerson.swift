import Annotator
import Audio
import Basis
import Evaluation
import Onsets
import Screen

/// Somebody who knows where the shots are and presses the annotator's keys to say so.
///
/// They look at each proposal and accept or reject it; where all in view are right (or wrong) they settle them with one
/// key, in a long recording they use the contact sheet; to what is missing they go by columns, mark it with Space, and
/// nudge the mark where it is off; what lies beside an onset they reject and mark anew. Time is the keystroke-level model's (Card, Moran and Newell, 1980): 0.28 s
/// a key and 1.35 s a decision; on a contact sheet half a second a picture.
struct SimulatedPerson {
  private static let keySeconds = 0.28
  private static let decisionSeconds = 1.35
  private static let glanceSeconds = 0.5
  /// What counts as right: 5 ms.
  private static let collar = 80
  private static let long = 60 * Sampling.rate

  private let sound: ResampledRecording
  private let truth: [Int]
  private let ignored: [Range<Int>]
  private var model: Model
  private(set) var keys = 0
  private(set) var seconds = 0.0

  /// Opens a recording; `truth` are its onsets in samples at 16 kHz, ascending.
  init(_ file: Path, truth: [Int], ignored: [Range<Int>]) throws {
    sound = try ResampledRecording(file)
    self.truth = truth
    self.ignored = ignored
    model = Model(queue: [file], labels: ["GUN"], size: Size(columns: 120, rows: 40))
    var scanner = OnsetScanner()
    try ResampledRecording(file).stream(blockLength: 1 << 16) { scanner.append($0) }
    send(
      .opened(OpenedRecording(index: 0, path: file, length: sound.length, sampleRate: 16_000, channels: 1)))
    send(.proposals(scanner.finish(), index: 0, isComplete: true))
  }

  /// Annotates the whole recording.
  mutating func work() {
    while !model.pending.isEmpty {
      if sound.length > SimulatedPerson.long { settleSheet() } else { settleOne() }
    }
    for onset in truth where !isMarked(onset) { mark(onset) }
    press([model.marks.tags.isEmpty ? "e" : "n"])
  }

  /// What came of it, to be scored.
  var result: RecordingOnsets {
    RecordingOnsets(estimated: model.marks.offsets, reference: truth, ignored: ignored)
  }

  private func isMarked(_ onset: Int) -> Bool {
    model.marks.offsets.contains { abs($0 - onset) <= SimulatedPerson.collar }
  }

  /// Whether a proposal would be a right mark that is not there yet.
  private func isRight(_ offset: Int) -> Bool {
    truth.contains { abs($0 - offset) <= SimulatedPerson.collar && !isMarked($0) }
  }

  /// Marks what nothing proposed: to its column, Space, and a nudge where that was not it.
  private mutating func mark(_ onset: Int) {
    seconds += SimulatedPerson.decisionSeconds
    if model.viewport.length > 2 * Sampling.rate { press(["z", "3"]) }
    let columns =
      Double(onset - model.cursor) * Double(model.layout.waveform.columns) / Double(model.viewport.length)
    let count = Int(columns.rounded())
    if count != 0 { press(digits(abs(count)) + [count < 0 ? "h" : "l"]) }
    press(["Space"])
    guard let nearest = model.marks.nearest(onset, within: 2 * Snap.reach), !isMarked(onset) else { return }
    seconds += SimulatedPerson.decisionSeconds
    let off = onset - nearest.offset
    press(digits(abs(off)) + [off < 0 ? "<" : ">"])
  }

  private func digits(_ number: Int) -> [String] { number == 1 ? [] : String(number).map { String($0) } }

  private mutating func settleOne() {
    let shown = model.pending.filter { model.viewport.range.contains($0.offset) }
    let right = shown.count { isRight($0.offset) }
    if shown.count > 1, right == 0 || right == shown.count {
      seconds += SimulatedPerson.decisionSeconds + SimulatedPerson.glanceSeconds * Double(shown.count)
      press([right == 0 ? "X" : "A"])
      return
    }
    seconds += SimulatedPerson.decisionSeconds
    let offset = model.focus ?? model.pending.first?.offset ?? 0
    press([isRight(offset) ? "Enter" : "x"])
  }

  private mutating func settleSheet() {
    if case .sheet = model.mode {} else { press(["g"]) }
    guard case .sheet(let sheet) = model.mode else { return }
    seconds += SimulatedPerson.decisionSeconds + SimulatedPerson.glanceSeconds * Double(sheet.items.count)
    for (index, offset) in sheet.items.map(\.offset).enumerated()
    where sheet.isChosen[index] != isRight(offset) {
      press([String(UnicodeScalar(UInt8(97 + index)))])
    }
    press(["Enter"])
  }

  private mutating func press(_ names: [String]) {
    for name in names {
      guard let key = Key(name: name) else { continue }
      keys += 1
      seconds += SimulatedPerson.keySeconds
      send(.key(key))
    }
  }

  private mutating func send(_ message: Message) {
    var waiting = [message]
    while !waiting.isEmpty {
      for effect in update(&model, waiting.removeFirst()) {
        guard case .samples(let range) = effect else { continue }
        waiting.append(.samples((try? sound.samples(range)) ?? [], first: range.lowerBound))
      }
    }
  }
}
