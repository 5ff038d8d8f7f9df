import Augmentation
import Basis
import Testing

@Suite("Added background")
struct AddedBackgroundTests {
  /// One sound in the set, another one in every folder; or none, or silent ones.
  private struct Sounds: Materials {
    var inSet: [Sound] = [Sound(path: "ENV/set.wav", length: 4096)]
    var inFolder: [Sound] = [Sound(path: "street.wav", length: 700)]
    var gain: Float = 1
    var partnerCount: Int { 0 }
    func partner(_ index: Int) -> Partner { Partner(file: "", label: "") }
    func sounds(in folder: Path?) -> [Sound] { folder == nil ? inSet : inFolder }
    func neighbours(_ range: Range<Int>) -> [Float] { [] }
    func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) -> [Float] {
      let length = sounds(in: folder).first { $0.path == sound }?.length ?? 1
      let whole = (0..<length).map { gain * Float(($0 * 7919) % 1009 - 504) / 1009 }
      return Looping.samples(of: whole, from: start, count: count)
    }
    func samples(ofPartner file: Path) -> [Float] { [] }
  }

  @Test("the achieved SNR is the drawn one within 0.1 dB", arguments: NoiseWindow.allCases)
  func achieved(window: NoiseWindow) throws {
    for (seed, item) in AchievedSNR.cases(200).enumerated() {
      let settings: [String: Setting] = [
        "snr_db": .range(-20...60), "over": .text(window.rawValue),
        "from": .text(seed % 2 == 0 ? "set" : "a"),
      ]
      let background = AddedBackground.drawn(settings, item.facts, Sounds(), seed: seed).value
      var clip = item.clip
      let skip = try background.apply(to: &clip, Sounds())
      #expect(skip == nil)
      let achieved = AchievedSNR.decibels(clip, item.clip, over: window)
      #expect(abs(achieved - background.snrDB) < 0.1, "\(item): \(achieved) in place of \(background.snrDB)")
    }
  }

  @Test("`set` takes the set's own background, anything else is a folder")
  func sources() {
    let own = AddedBackground.drawn(ClipFacts(), Sounds(), seed: 1).value
    #expect(own.folder == nil && own.sound == "ENV/set.wav")
    let other = AddedBackground.drawn(["from": .text("Noise/city")], ClipFacts(), Sounds(), seed: 1).value
    #expect(other.folder == "Noise/city" && other.sound == "street.wav")
  }

  @Test("sounds and their first samples are drawn, every place as likely")
  func places() {
    var sounds = Sounds()
    sounds.inSet = (0..<4).map { Sound(path: Path("ENV/\($0).wav"), length: 1000) }
    let drawn = (0..<2000).map { AddedBackground.drawn(ClipFacts(), sounds, seed: $0).value }
    for sound in sounds.inSet {
      #expect((430...570).contains(drawn.count { $0.sound == sound.path }))
    }
    for quarter in 0..<4 {
      #expect((430...570).contains(drawn.count { $0.start / 250 == quarter }))
    }
  }

  @Test("a sound that ends too early begins again: what is added repeats itself")
  func loops() throws {
    var clip = Clip(samples: Measured.sine(900))
    let before = clip
    let background = AddedBackground.with {
      ($0.folder, $0.sound, $0.start, $0.snrDB) = ("a", "street.wav", 650, 0)
    }
    _ = try background.apply(to: &clip, Sounds())
    let added = Measured.difference(clip.samples, before.samples)
    let sound = Sounds().samples(of: "street.wav", in: "a", from: 650, count: 4096)
    let factor = (Measured.power(added) / Measured.power(sound)).squareRoot()
    #expect(zip(added, sound).allSatisfy { abs(Double($0) - factor * Double($1)) < 1e-6 })
    #expect((0..<3000).allSatisfy { abs(added[$0] - added[$0 + 700]) < 1e-6 })
  }

  @Test("no background, silent background and silent chunks are skipped, and that is said")
  func skips() throws {
    var none = Sounds()
    none.inSet = []
    #expect(AddedBackground.drawn(ClipFacts(), none, seed: 1).skipped != nil)
    let drawn = AddedBackground.drawn(ClipFacts(), Sounds(), seed: 1).value
    var silence = Clip(samples: [Float](repeating: 0, count: 4096))
    #expect(try drawn.apply(to: &silence, Sounds()) == .silence)
    var silent = Sounds()
    silent.gain = 0
    var clip = Clip(samples: Measured.sine(900))
    let skip = try drawn.apply(to: &clip, silent)
    #expect(skip != nil && clip.samples == Measured.sine(900))
    let over: [String: Setting] = ["over": .text("onset")]
    let unknown = AddedBackground.drawn(over, ClipFacts(isPositive: true), Sounds(), seed: 1)
    #expect(unknown.skipped == .unknownWindow)
  }
}
