import Augmentation
import Basis
import Files
import Testing

@Suite("Drawn copies")
struct DrawnCopyTests {
  private static func copy(_ transforms: any WaveformTransform...) -> DrawnCopy {
    DrawnCopy(steps: transforms.map { DrawnStep($0) })
  }

  @Test("what would lie beyond full scale is turned down as a whole, and scaled_db says by how much")
  func fullScale() throws {
    for (seed, item) in DrawnClips.cases(200).enumerated() {
      let gain = Gain.drawn(["gain_db": .range(-10...40)], item.facts, seed: seed).value
      var clip = item.clip
      let done = try Self.copy(gain).apply(to: &clip, NoMaterials())
      let peak = Double(Measured.peak(item.clip.samples)) * Decibels.amplitude(gain.gainDB)
      if peak > 1.000_001 {
        #expect(abs(Measured.peak(clip.samples) - 1) < 1e-6)
        #expect(abs(done.scaledDB + Decibels.ofAmplitude(peak)) < 1e-4, "\(item)")
        // Turned down, not cut: it is still the same waveform.
        let factor = Float(1 / Double(Measured.peak(item.clip.samples)))
        #expect(zip(clip.samples, item.clip.samples).allSatisfy { abs($0 - $1 * factor) < 1e-5 })
        #expect(done.text.contains("scaled_db"))
      } else if peak < 0.999_999 {
        #expect(done.scaledDB == 0 && !done.text.contains("scaled_db"))
        #expect(abs(Double(Measured.peak(clip.samples)) - peak) < 1e-6)
      }
    }
  }

  @Test("only the end counts: what was too loud in between is left alone")
  func between() throws {
    var clip = Clip(samples: Measured.sine(500))
    let (up, down) = (Gain.with { $0.gainDB = 40 }, Gain.with { $0.gainDB = -40 })
    let done = try Self.copy(up, down).apply(to: &clip, NoMaterials())
    #expect(done.scaledDB == 0)
    #expect(zip(clip.samples, Measured.sine(500)).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("skipped steps are not done, keep their reason, and leave the samples the parent's")
  func skipped() throws {
    var clip = Clip(samples: Measured.sine(500))
    let copy = DrawnCopy(steps: [DrawnStep(Polarity(), skipped: Skip("it is Sunday"))])
    let done = try copy.apply(to: &clip, NoMaterials())
    #expect(clip.samples == Measured.sine(500) && done.keepsSamples && !done.changesImage)
    let read = try DrawnCopy(text: done.text, name: "manifest.csv")
    #expect(read.steps[0].skipped == Skip("it is Sunday"))
  }

  @Test("what turns out to be impossible is marked when it is applied")
  func impossible() throws {
    var silence = Clip(samples: [Float](repeating: 0, count: 4096))
    let done = try Self.copy(AddedGaussianNoise(), Polarity()).apply(to: &silence, NoMaterials())
    #expect(done.steps[0].skipped == .silence && done.steps[1].skipped == nil && !done.keepsSamples)
  }

  @Test("image steps leave the samples, waveform steps leave the image")
  func kinds() throws {
    let mask = FrequencyMask.with { ($0.starts, $0.widths) = ([0.25], [0.5]) }
    let copy = DrawnCopy(steps: [DrawnStep(mask)])
    #expect(copy.keepsSamples && copy.changesImage)
    var clip = Clip(samples: Measured.sine(500))
    #expect(try copy.apply(to: &clip, NoMaterials()) == copy)
    #expect(clip.samples == Measured.sine(500))
    var image = DrawnImages.image()
    Self.copy(Polarity()).apply(to: &image)
    #expect(image == DrawnImages.image())
    copy.apply(to: &image)
    #expect(image != DrawnImages.image())
  }

  @Test("scaled_db and labels come back from the manifest's text")
  func kept() throws {
    var copy = Self.copy(Polarity())
    copy.scaledDB = -3.25
    copy.labels = [LabelShare(label: "GUN", share: 0.625), LabelShare(label: "Eule „ä“", share: 0.375)]
    #expect(try DrawnCopy(text: copy.text, name: "manifest.csv") == copy)
  }

  @Test(
    "what no transform can have kept is refused, with the place",
    arguments: [
      #"{"steps": [{"transform": "gain"}]}"#, #"{"steps": [{"transform": "gain", "gain_db": 1e9}]}"#,
      #"{"steps": [{"transform": "loud", "gain_db": 1}]}"#, #"{"steps": 7}"#, "{}",
      #"{"steps": [{"transform": "time_shift", "samples": 1.5, "keep_onset": true, "fill": "silence"}]}"#,
      #"{"steps": [{"transform": "time_shift", "samples": 1, "keep_onset": true, "fill": "water"}]}"#,
      #"{"steps": [{"transform": "background", "snr_db": 1, "from": {"hex": "f"}, "over": "chunk"}]}"#,
    ])
  func damaged(text: String) {
    #expect(throws: FileError.self) { try DrawnCopy(text: text, name: "manifest.csv") }
  }
}
