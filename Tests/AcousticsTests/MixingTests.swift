import Acoustics
import Basis
import Testing

@Suite("Mixing")
struct MixingTests {
  @Test("adds as far as both reach, as written out", arguments: 0..<40)
  func add(_ draw: Int) {
    let key = RandomKey(seed: 13).adding(draw)
    var generator = key.generator()
    let first = Drawn.noise(generator.integer(in: 0...300), key.adding("first"))
    let second = Drawn.noise(generator.integer(in: 0...300), key.adding("second"))
    let factor = Float(generator.number(in: -2...2))
    let expected = first.indices.map { $0 < second.count ? first[$0] + second[$0] * factor : first[$0] }
    var mixed = first
    mixed.withUnsafeMutableBufferPointer { target in
      second.withUnsafeBufferPointer { Mixing.add($0, times: factor, to: target) }
    }
    #expect(mixed == expected)
    mixed.withUnsafeMutableBufferPointer { Mixing.scale($0, by: factor) }
    let scaled = expected.map { $0 * factor }
    #expect(mixed == scaled)
  }
}
