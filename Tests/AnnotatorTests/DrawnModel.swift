import Annotation
import Annotator
import Audio
import Basis
import Features
import Onsets
import Screen

/// Models with anything in them, also what `update` would never put there.
enum DrawnModel {
  static func model(_ number: Int) -> Model {
    var random = RandomKey(seed: 11).adding(number).generator()
    var model = Model(
      queue: ["a.wav", "b.wav"], labels: number % 7 == 0 ? [] : ["GUN", "ENV", "X"], size: size(&random),
      isReadOnly: random.below(4) == 0, glyphs: [.ascii, .halfBlocks, .braille][random.below(3)],
      colors: [.none, .eight, .indexed256, .truecolor][random.below(4)])
    guard random.below(12) > 0 else { return model }
    let length = [0, 1, 2, 4096, 160_000, 1 << 30][random.below(6)]
    _ = update(&model, .opened(recording(&random, length: length)))
    _ = update(&model, .proposals(proposals(&random, length), index: 1, isComplete: random.below(2) == 0))
    let cursor = place(&random, length)
    let viewport = Viewport(start: place(&random, length), length: 1 + random.below(max(1, length * 2)))
    model.focus = model.pending.first?.offset
    model.echoes = (0..<random.below(4)).map { _ in place(&random, length) }
    model.count = random.below(3) == 0 ? random.below(1000) : nil
    model.ignoreStart = random.below(3) == 0 ? place(&random, length) : nil
    model.learning = random.below(3) == 0 ? score(&random) : nil
    model.heard = random.below(3) == 0 ? place(&random, length) : nil
    model.speed = random.below(2) == 0 ? 1 : 0.5
    addPictures(&model, &random, length, cursor: cursor, viewport: viewport)
    if random.below(2) == 0 {
      let words = "a word\u{7}\u{1F600}"
      _ = update(&model, random.below(2) == 0 ? .note(words) : .trouble(words))
    }
    (model.cursor, model.viewport) = (cursor, viewport)
    model.mode = mode(&random, model, length)
    return model
  }

  /// Mostly usual, sometimes absurd.
  static func size(_ random: inout KeyedGenerator) -> Size {
    let odd = [(0, 0), (1, 1), (1000, 1), (1, 1000), (40, 10), (39, 10), (40, 9), (41, 11), (300, 100)]
    if random.below(3) == 0 {
      let (columns, rows) = odd[random.below(odd.count)]
      return Size(columns: columns, rows: rows)
    }
    return Size(columns: 40 + random.below(200), rows: 10 + random.below(60))
  }

  private static func place(_ random: inout KeyedGenerator, _ length: Int) -> Int {
    switch random.below(12) {
    case 0: .max
    case 1: .min
    case 2: -random.below(length + 2)
    case 3: length + random.below(length + 2)
    default: random.below(max(1, length))
    }
  }

  private static func recording(_ random: inout KeyedGenerator, length: Int) -> OpenedRecording {
    let path = path(&random, 200)
    let tags = (0..<random.below(20)).map { _ in
      Marks.Tag(label: ["GUN", "ENV", "odd"][random.below(3)], offset: place(&random, length))
    }
    func bounds() -> (Int, Int) { (place(&random, length), place(&random, length)) }
    let ignored = (0..<random.below(4)).map { _ in
      let (start, end) = bounds()
      return IgnoredSpan(path: path, start: start, end: end, reason: "wind")
    }
    let reviewed = (0..<random.below(4)).map { _ in
      let (start, end) = bounds()
      return ReviewedSpan(path: path, start: start, end: end, how: .seen)
    }
    return OpenedRecording(
      index: 1, path: path, length: length, sampleRate: random.below(400_000), channels: random.below(9),
      marks: Marks(tags: tags, ignored: ignored, reviewed: reviewed), cursor: 0)
  }

  /// Any bytes but those that names in braille begin with: where a screen has no braille, a name may well have some.
  private static func path(_ random: inout KeyedGenerator, _ most: Int) -> Path {
    Path(
      bytes: (0..<random.below(most)).map { _ in
        let byte = UInt8(random.below(256))
        return byte == 0xE2 ? 0x3F : byte
      })
  }

  private static func proposals(_ random: inout KeyedGenerator, _ length: Int) -> [Proposal] {
    (0..<random.below(40)).map { _ in
      Proposal(offset: random.below(max(1, length)), score: score(&random))
    }
  }

  private static func score(_ random: inout KeyedGenerator) -> Double {
    random.below(10) == 0 ? [.nan, -.infinity, .infinity, 7][random.below(4)] : random.unit()
  }

  private static func peaks(_ random: inout KeyedGenerator) -> [Peak] {
    func amplitude() -> Float {
      switch random.below(20) {
      case 0: .nan
      case 1: .infinity
      case 2: -.infinity
      case 3: 1e30
      case 4: 0
      default: Float(random.unit() * 2 - 1)
      }
    }
    return (0..<random.below(300)).map { _ in Peak(low: amplitude(), high: amplitude()) }
  }

  private static func addPictures(
    _ model: inout Model, _ random: inout KeyedGenerator, _ length: Int, cursor: Int, viewport: Viewport
  ) {
    let start = random.below(max(1, length))
    let tame = Viewport(start: max(-1 << 40, min(1 << 40, viewport.start)), length: viewport.length)
    let range = random.below(2) == 0 ? tame.range : start..<start + random.below(length + 2)
    let look = Look(
      index: 1, range: range, outlineColumns: random.below(300), columns: random.below(200),
      rows: random.below(90))
    (model.overview, model.overviewIsSparse) = (peaks(&random), random.below(2) == 0)
    if random.below(4) > 0 {
      _ = update(&model, .outline(peaks(&random), look, isSparse: random.below(2) == 0))
    }
    if random.below(4) > 0 {
      let (columns, rows) = (random.below(200), random.below(90))
      let values = (0..<columns * rows).map { _ in UInt8(random.below(256)) }
      let cells = SpectrogramCells(
        columns: columns, rows: rows, values: values, isSparse: random.below(2) == 0)
      _ = update(&model, .spectrogram(cells, look))
    }
    var values = (0..<random.below(6000)).map { _ in Float(random.unit() * 4 - 2) }
    if random.below(4) == 0, !values.isEmpty { values[0] = .nan }
    _ = update(&model, .samples(values, first: max(0, min(1 << 40, cursor)) - random.below(4000)))
  }

  private static func mode(_ random: inout KeyedGenerator, _ model: Model, _ length: Int) -> Mode {
    switch random.below(14) {
    case 0: .burst(BurstLaying(start: place(&random, length), period: 1600, rounds: random.below(500)))
    case 1: .burst(BurstLaying(start: random.below(length + 1), period: .nan, rounds: 5))
    case 2: .tapping
    case 3: .prompt(Prompt(.time, text: String(repeating: "1", count: random.below(200))))
    case 4: .prompt(Prompt(.reason(0..<1), text: "wïnd"))
    case 5: .label
    case 6: .zoom
    case 7: .help([0, 5, -3, .max, .min][random.below(5)])
    case 8: .confirmingNothing
    case 9: .confirmingQuit
    case 10, 11:
      .sheet(
        Sheet(
          (0..<random.below(30)).map { _ in
            Sheet.Item(recording: path(&random, 60), offset: place(&random, length), score: score(&random))
          },
          isChosen: (0..<random.below(30)).map { _ in random.below(2) == 0 },
          pictures: (0..<random.below(30)).map { _ in peaks(&random) }, isOfQueue: random.below(2) == 0))
    default: .normal
    }
  }
}
