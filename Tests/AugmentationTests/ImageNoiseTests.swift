import Augmentation
import Testing

@Suite("Noise on images")
struct ImageNoiseTests {
  @Test("every cell is multiplied by a factor of its own from the range")
  func factors() {
    var noise = ImageNoise()
    (noise.least, noise.most, noise.seed) = (0.66, 0.99, 8)
    var loud = LogMelImage(values: [Float](repeating: -50, count: 1056), nMels: 32, frames: 33)
    noise.apply(to: &loud)
    #expect(loud.values.allSatisfy { (-49.5 ... -33).contains($0) } && Set(loud.values).count > 1000)
  }
}
