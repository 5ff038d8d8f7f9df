import Augmentation
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Chunks of every kind that transforms may meet, drawn.
enum DrawnClips {
  /// A chunk and what is known of it.
  struct Case: Sendable, CustomStringConvertible {
    var name: String
    var clip: Clip
    var facts: ClipFacts
    var description: String { name }
  }

  /// Shots in noise, silence, full scale, a constant, single samples; with and without a known onset.
  static func cases(_ count: Int, seed: UInt64 = 1) -> [Case] {
    (0..<count).map { number in
      var generator = RandomKey(seed: seed).adding("clip").adding(number).generator()
      let kind = number % 6
      let onset = generator.integer(in: 0...3900)
      let samples = (0..<Sampling.chunkLength).map { index -> Float in
        switch kind {
        case 0: return 0
        case 1: return index / 40 % 2 == 0 ? 1 : -1
        case 2: return index == onset ? 1 : 0
        default:
          let noise = Float(generator.gaussian()) * 0.005
          let shot = index < onset ? 0 : exp(-Float(index - onset) / 300) * Float(generator.gaussian()) * 0.3
          return max(-1, min(1, noise + shot))
        }
      }
      let isKnown = kind != 4
      return Case(
        name: ["silence", "full scale", "one sample", "shot", "shot at an unknown onset", "loud shot"][kind]
          + " \(number)",
        clip: Clip(samples: samples, onset: isKnown ? onset : nil, label: "GUN"),
        facts: ClipFacts(onset: isKnown ? onset : nil, isPositive: true))
    }
  }
}

/// Sounds that need no files: a partner and a background made from their names.
struct MadeMaterials: Materials {
  /// The recording that the chunk lies in, and where the chunk begins in it.
  var recording: [Float] = []
  var start = 0

  var partnerCount: Int { 3 }
  func partner(_ index: Int) -> Partner {
    Partner(file: Path("ENV/\(index).wav"), label: index == 0 ? "GUN" : "ENV")
  }
  func sounds(in folder: Path?) -> [Sound] {
    [Sound(path: "a.wav", length: 5000), Sound(path: "b.wav", length: 900)]
  }
  func neighbours(_ range: Range<Int>) -> [Float] {
    range.map { recording.indices.contains($0 + start) ? recording[$0 + start] : 0 }
  }
  func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) -> [Float] {
    let length = sounds(in: folder).first { $0.path == sound }?.length ?? 1
    return (0..<count).map { MadeMaterials.noise(sound, ($0 + start) % length) }
  }
  func samples(ofPartner file: Path) -> [Float] {
    (0..<Sampling.chunkLength).map { MadeMaterials.noise(file, $0) }
  }

  private static func noise(_ name: Path, _ index: Int) -> Float {
    var generator = RandomKey(seed: 5).adding(name.bytes).adding(index).generator()
    return Float(generator.number(in: -0.1...0.1))
  }
}
