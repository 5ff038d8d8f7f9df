import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Draws images of two kinds in turns, each as another microphone in another place would hear it.
package struct ImageDrawing {
  /// How images are altered, in dB.
  private enum Alteration {
    /// Something else beside it: how often, and how far below.
    static let (besideChance, beside) = (0.4, -36.0 ... -6.0)
    /// A microphone: so many knots of a curve over the bands, and how far from level at most.
    static let (knots, curve) = (6, 10.0)
    /// Noise of a microphone: how often, how far below, and how much more of it is high or low.
    static let (noiseChance, noise, tilt) = (0.6, -50.0 ... -12.0, -10.0...10.0)
  }

  private let kinds: [[ImageTraining.Group]]
  /// By kind and group: the sums of the chances up to each image.
  private let sums: [[[Double]]]
  private var generator: KeyedGenerator
  private var powers = [Float](repeating: 0, count: CandidateImage.bands * CandidateImage.shown)
  private var other = [Float](repeating: 0, count: CandidateImage.bands * CandidateImage.shown)

  package init(kinds: [[ImageTraining.Group]], seed: UInt64) {
    self.kinds = kinds.map { groups in groups.filter { !$0.images.isEmpty } }
    sums = self.kinds.map { groups in
      groups.map { group in
        var sum = 0.0
        return group.chances.map { chance in
          sum += chance
          return sum
        }
      }
    }
    generator = RandomKey(seed: seed).adding("images").generator()
  }

  /// As many images as a network is shown them, of the first kind and the second in turns; of silence where there are
  /// none of a kind.
  package mutating func images(_ count: Int) -> [Float] {
    let size = CandidateImage.height * CandidateImage.width
    var images = [Float](repeating: 0, count: count * size)
    for index in 0..<count {
      powers = draw(kind: index % 2, powers)
      if generator.chance(Alteration.besideChance) { addAnother() }
      hear()
      if generator.chance(Alteration.noiseChance) { addNoise() }
      images.withUnsafeMutableBufferPointer {
        CandidateImage.show(
          powers, in: UnsafeMutableBufferPointer(rebasing: $0[index * size..<(index + 1) * size]))
      }
    }
    return images
  }

  /// The powers of an image of a kind, from a drawn start on.
  private mutating func draw(kind: Int, _ room: [Float]) -> [Float] {
    guard !kinds[kind].isEmpty else { return room.map { _ in 0 } }
    var powers = room
    let group = generator.below(kinds[kind].count)
    let sums = sums[kind][group]
    let aim = generator.unit() * (sums.last ?? 0)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= aim { low = middle + 1 } else { high = middle }
    }
    let start = generator.below(CandidateImage.starts)
    CandidateImage.read(kinds[kind][group].images[low], start: start, into: &powers)
    return powers
  }

  /// Another sound of the first kind at the same time.
  private mutating func addAnother() {
    other = draw(kind: 0, other)
    let most = max(other.max() ?? 0, CandidateImage.silence)
    let gain = ImageDrawing.power(generator.number(in: Alteration.beside)) * (powers.max() ?? 0) / most
    for index in powers.indices { powers[index] += gain * other[index] }
  }

  /// Another microphone.
  private mutating func hear() {
    let most = generator.unit() * Alteration.curve
    let knots = (0..<Alteration.knots).map { _ in generator.number(in: -most...most) }
    for band in 0..<CandidateImage.bands {
      let place = Double(band * (Alteration.knots - 1)) / Double(CandidateImage.bands - 1)
      let left = min(Alteration.knots - 2, Int(place))
      let gain = ImageDrawing.power(knots[left] + (knots[left + 1] - knots[left]) * (place - Double(left)))
      for cell in band * CandidateImage.shown..<(band + 1) * CandidateImage.shown { powers[cell] *= gain }
    }
  }

  /// What a microphone hears where nothing is.
  private mutating func addNoise() {
    let most = powers.max() ?? 0
    let level = generator.number(in: Alteration.noise)
    let tilt = generator.number(in: Alteration.tilt)
    for band in 0..<CandidateImage.bands {
      let place = Double(band) / Double(CandidateImage.bands - 1) - 0.5
      let noise = most * ImageDrawing.power(level + tilt * place)
      for cell in band * CandidateImage.shown..<(band + 1) * CandidateImage.shown {
        powers[cell] += noise * Float(0.5 + generator.unit())
      }
    }
  }

  private static func power(_ decibels: Double) -> Float { powf(10, Float(decibels) / 10) }
}
