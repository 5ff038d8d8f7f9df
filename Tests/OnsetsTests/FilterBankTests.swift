import Basis
import Onsets
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The bank of filters") struct FilterBankTests {
  /// The same sections one after the other, in double precision, from their definition.
  private static func naive(_ sections: [[Double]], _ input: [Double]) -> [Double] {
    sections.reduce(input) { samples, section in
      var output: [Double] = []
      for index in samples.indices {
        func past(_ values: [Double], _ lag: Int) -> Double { index >= lag ? values[index - lag] : 0 }
        let forward =
          section[0] * samples[index] + section[1] * past(samples, 1) + section[2] * past(samples, 2)
        output.append(forward - section[3] * past(output, 1) - section[4] * past(output, 2))
      }
      return output
    }
  }

  /// scipy.signal.butter(2, [300/8000, 1200/8000], "band", output="sos") and so on, without the ones.
  private static let lanes: [[[Double]]] = [
    [
      [
        0.024827907338755256, 0.04965581467751051, 0.024827907338755256, -1.5420736003484117,
        0.6861518396266575,
      ],
      [1, -2, 1, -1.8674421576391464, 0.8842926571888442],
    ],
    [
      [
        0.12245397472965125, 0.2449079494593025, 0.12245397472965125, -0.4502519573226317, 0.4371871081517945,
      ],
      [1, -2, 1, -1.4253916747534646, 0.6540063038533075],
    ],
    [
      [
        0.23764399438510755, -0.4752879887702151, 0.23764399438510755, -0.10705898446510163,
        0.29149894423475253,
      ],
      [1, 2, 1, 1.4671977908316878, 0.6208332270387382],
    ],
    [[0.9459768560027902, -1.8919537120055805, 0.9459768560027902, -1.8890330793945245, 0.8948743446166354]],
  ]

  @Test("agrees with its sections run one by one")
  func naive() {
    var generator = RandomKey(seed: 1).generator()
    let samples = (0..<4000).map { _ in Float(generator.gaussian()) }
    var bank = FilterBank()
    var heard: [Float] = []
    let power = samples.withUnsafeBufferPointer { bank.power($0, heard: &heard) }
    let expected = FilterBankTests.lanes.map { FilterBankTests.naive($0, samples.map(Double.init)) }
    for lane in 0..<4 {
      let sum = expected[lane].reduce(0) { $0 + $1 * $1 }
      #expect(abs(Double(power[lane]) / sum - 1) < 1e-3)
    }
    #expect(zip(heard, expected[FilterBank.highPass]).allSatisfy { abs(Double($0) - $1) < 1e-3 })
  }

  @Test("lets each band through and little else", arguments: [(100, -1), (600, 0), (2000, 1), (5000, 2)])
  func bands(frequency: Int, lane: Int) {
    var bank = FilterBank()
    var heard: [Float] = []
    let samples = (0..<16_000).map { Float(sin(2 * Double.pi * Double($0 * frequency) / 16_000)) }
    let power = samples.withUnsafeBufferPointer { bank.power($0, heard: &heard) }
    for band in 0..<3 {
      let share = power[band] / 8000
      #expect(band == lane ? share > 0.8 : share < 0.1, "band \(band): \(share)")
    }
  }
}
