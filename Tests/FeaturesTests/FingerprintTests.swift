import Basis
import Features
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Fingerprints")
struct FingerprintTests {
  @Test("the result does not depend on the sizes of the blocks", arguments: 0..<8)
  func blocks(_ draw: Int) {
    let key = RandomKey(seed: 21).adding(draw)
    var generator = key.generator()
    let samples = Sound.hiss(generator.integer(in: 0...20_000), key.adding("samples"))
    var builder = FingerprintBuilder()
    var position = 0
    while position < samples.count {
      let largest = [1, 100, 5000][generator.below(3)]
      let end = min(samples.count, position + generator.integer(in: 1...largest))
      builder.append(Array(samples[position..<end]))
      position = end
    }
    #expect(builder.finish() == Fingerprint(samples))
    #expect(builder.finish().length == 0)
  }

  @Test("signs are those of the band-pass summed directly")
  func naiveSigns() {
    let samples = Sound(RandomKey(seed: 22)).samples(3001)
    let signs = Fingerprint(samples).signs
    #expect(signs.count == 1501)
    let taps = (-160...160).map { offset in
      (0.54 + 0.46 * cos(Double.pi * Double(offset) / 161))
        * stride(from: 305.0, to: 1300, by: 10).reduce(0) {
          $0 + $1 * cos(2 * Double.pi * $1 * Double(offset) / 16_000)
        }
    }
    for (index, sign) in signs.enumerated() {
      var sum = 0.0
      for (tap, weight) in taps.enumerated() {
        let place = 2 * index + tap - 160
        if samples.indices.contains(place) { sum += weight * Double(samples[place]) }
      }
      if abs(sum) > 1 { #expect(sign == (sum > 0), "sign \(index)") }
    }
  }

  @Test("anchors ascend, lie apart, and do not move with gain")
  func anchors() {
    let samples = Sound(RandomKey(seed: 23)).samples(32_000)
    let positions = Fingerprint(samples).anchorPositions
    #expect(positions.count > 40)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $1 - $0 > 96 })
    #expect(Fingerprint(samples.map { $0 / 8 }).anchorPositions == positions)
  }

  @Test("samples that are no numbers count as 0; silence and nothing have no anchors")
  func odd() {
    var samples = Sound(RandomKey(seed: 24)).samples(8000)
    var mended = samples
    for (index, value) in [(3, Float.nan), (4000, .infinity), (7999, -1e30)] {
      samples[index] = value
      mended[index] = 0
    }
    #expect(Fingerprint(samples) == Fingerprint(mended))
    #expect(Fingerprint([]).anchorPositions.isEmpty)
    #expect(Fingerprint([Float](repeating: 0, count: 50_000)).anchorPositions.isEmpty)
    #expect(
      Fingerprint([Float](repeating: 0.5, count: 50_000)).anchorPositions.allSatisfy {
        $0 < 400 || $0 > 49_600
      })
  }
}
