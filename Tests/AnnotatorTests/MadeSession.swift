import Annotation
import Annotator
import Audio
import Basis
import Onsets
import Screen

/// An annotator whose effects are answered from a made sound, all at once.
struct MadeSession {
  var model: Model
  let sound: MadeSound
  private(set) var performed: [Effect] = []

  /// One recording of a queue of three, with these proposals.
  init(
    _ sound: MadeSound, size: Size, marks: Marks = Marks(), proposals: [Proposal] = [],
    path: Path = "gundata/AK-12/3 (20).wav", glyphs: GlyphTier = .braille, colors: ColorTier = .truecolor,
    isReadOnly: Bool = false
  ) {
    self.sound = sound
    model = Model(
      queue: ["gundata/AK-12/1 (7).wav", path, "long/field.wav"], labels: ["GUN", "ENV"], size: size,
      isReadOnly: isReadOnly, glyphs: glyphs, colors: colors)
    send(
      .opened(
        OpenedRecording(
          index: 1, path: path, length: sound.samples.count, sampleRate: 48_000, channels: 2, marks: marks)))
    send(.proposals(proposals, index: 1, isComplete: true))
  }

  mutating func send(_ message: Message) {
    var effects = update(&model, message)
    while !effects.isEmpty { effects = effects.flatMap { answer($0) } }
  }

  /// Presses keys, by their names with blanks between them.
  mutating func press(_ names: String) {
    for name in names.split(separator: " ") {
      if let key = name == "Space" ? .character(" ") : Key(name: String(name)) { send(.key(key)) }
    }
  }

  private mutating func answer(_ effect: Effect) -> [Effect] {
    performed.append(effect)
    switch effect {
    case .overview(let index, let columns):
      return update(
        &model,
        .overview(sound.peaks(0..<sound.samples.count, columns: columns), index: index, isSparse: false))
    case .look(let look):
      let outline = sound.peaks(look.range, columns: look.outlineColumns)
      let cells = sound.cells(look.range, columns: look.columns, rows: look.rows)
      return update(&model, .outline(outline, look, isSparse: false))
        + update(&model, .spectrogram(cells, look))
    case .samples(let range):
      return update(&model, .samples(Array(sound.samples[range]), first: range.lowerBound))
    case .sheet(let offsets, let length, let columns):
      let pictures = offsets.map { offset in
        sound.peaks(offset - length / 4..<offset + length * 3 / 4, columns: columns)
      }
      return update(&model, .sheet(pictures, index: model.recording?.index ?? 0))
    case .burst(let start):
      let rate = Burst.rate(in: sound.samples, firstSample: 0, start: start)
      return rate.map { update(&model, .burst(period: $0.period, rounds: $0.rounds)) } ?? []
    case .save: return update(&model, .saved)
    default: return []
    }
  }

  private static let shots = [24_000, 56_000, 61_000, 88_000, 130_011, 300_000, 480_000]

  private static let rangeSound: MadeSound = {
    var sound = MadeSound(seconds: 40, background: 0.01, seed: 1)
    for shot in shots {
      sound.addShot(at: shot, amplitude: shot == 56_000 ? 1.6 : 0.5)
      sound.addShot(at: shot + 2800, amplitude: 0.2, decay: 0.999)
    }
    for round in 0..<6 { sound.addShot(at: 104_000 + round * 1700, amplitude: 0.4, decay: 0.99) }
    return sound
  }()

  /// A range of shots with echoes, a burst, one shot that clips, marks and spans in it.
  static func range(
    _ size: Size, glyphs: GlyphTier = .braille, colors: ColorTier = .truecolor, isReadOnly: Bool = false
  ) -> MadeSession {
    let path: Path = "gundata/AK-12/3 (20).wav"
    let marks = Marks(
      tags: [Marks.Tag(label: "GUN", offset: 24_000), Marks.Tag(label: "ENV", offset: 56_000)],
      ignored: [IgnoredSpan(path: path, start: 70_000, end: 80_000, reason: "wind")],
      reviewed: [ReviewedSpan(path: path, start: 0, end: 200_000, how: .seen)], rejected: [26_800])
    let offsets = shots[2...] + (0..<6).map { 104_000 + $0 * 1700 } + [90_800]
    let proposals = offsets.sorted().enumerated().map { index, offset in
      Proposal(offset: offset, score: [0.97, 0.31, 0.88, 0.52, 0.75][index % 5])
    }
    var session = MadeSession(
      rangeSound, size: size, marks: marks, proposals: proposals, path: path, glyphs: glyphs, colors: colors,
      isReadOnly: isReadOnly)
    session.send(.echoes([2800], index: 1))
    return session
  }
}
