import Basis

/// Adds a stretch of another recording.
package struct AddedBackground: WaveformTransform {
  /// dB.
  package var snrDB = 15.0
  /// Where the sounds lie; `nil` for the set's own background.
  package var folder: Path?
  /// Over what the SNR is measured.
  package var window = NoiseWindow.chunk
  /// The sound below the folder.
  package var sound: Path = ""
  /// Its sample at 16 kHz that comes first.
  package var start = 0

  package init() {}

  package static let name = "background"
  package static let summary = "Adds a stretch of background at a signal-to-noise ratio"
  package static let about = """
    Streets, voices, machines. From `set` come chunks of the set's own background, of the same split and fold alone, so
    that nothing of the test split is ever trained on. A folder has to lie outside the set: recordings that the set was
    cut from are left out. A sound that ends too early begins again. The SNR is measured as for gaussian_noise.
    """
  package static let parameters: [Parameter<AddedBackground>] = [
    .number("snr_db", \.snrDB, unit: "dB", in: -40...120, standard: 3...30, "Signal-to-noise ratio"),
    .folder(
      "from", \.folder, standard: "set", "Where sounds are taken from: the set's background, or a folder"),
    .choice("over", \.window, standard: .chunk, "What the SNR is measured over"),
    .drawnPath("sound", \.sound, "The sound, below the folder or the set"),
    .drawnCount("start", \.start, in: 0...1 << 50, "Its sample at 16 kHz that comes first"),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    let sounds = materials.sounds(in: folder)
    guard !sounds.isEmpty else { return Skip("there is no background in its split and fold") }
    var generator = key.generator()
    let drawn = sounds[generator.below(sounds.count)]
    sound = drawn.path
    start = generator.below(drawn.length)
    return window.skip(facts)
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip? {
    try NoiseMix.add(to: &clip, snrDB: snrDB, over: window) { noise in
      let samples = try materials.samples(of: sound, in: folder, from: start, count: noise.count)
      _ = noise.update(fromContentsOf: samples)
    }
  }
}
