import Basis
import Features
import Testing

@Suite("Log-mel images")
struct LogMelTests {
  @Test("the original's parameters give librosa's numbers within 0.001 dB")
  func original() throws {
    let image = try LogMel()(TestSignal.click)
    #expect(image.count == 32 * 33)
    expect(image, frames: 33, columns: [0, 8, 16, 32], LibrosaReference.original)
  }

  @Test("other parameters give librosa's numbers within 0.001 dB")
  func powers() throws {
    var parameters = LogMelParameters()
    (parameters.nFFT, parameters.hopLength, parameters.winLength) = (400, 160, 320)
    (parameters.window, parameters.padMode) = (.hannPeriodic, .reflect)
    (parameters.nMels, parameters.fMin, parameters.fMax) = (20, 50, 7000)
    (parameters.melScale, parameters.norm, parameters.power) = (.htk, .none, 2)
    let image = try LogMel(parameters)(TestSignal.click)
    #expect(image.count == 20 * 26)
    expect(image, frames: 26, columns: [0, 12, 25], LibrosaReference.powers)
  }

  private func expect(_ image: [Float], frames: Int, columns: [Int], _ reference: [[Double]]) {
    for (column, values) in zip(columns, reference) {
      for (band, value) in values.enumerated() {
        #expect(abs(Double(image[band * frames + column]) - value) < 1e-3, "band \(band), frame \(column)")
      }
    }
  }

  @Test("drawn parameters and lengths agree with the direct sum", arguments: 0..<40)
  func naiveTwin(_ draw: Int) throws {
    let key = RandomKey(seed: 1).adding(draw)
    let parameters = DrawnParameters.make(key)
    var generator = key.adding("length").generator()
    let samples = TestSignal.noise(generator.integer(in: 1...1500), key: key.adding("samples"))
    let image = try LogMel(parameters)(samples)
    let expected = NaiveLogMel.image(samples, parameters)
    #expect(image.count == expected.count)
    let worst = zip(image, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(worst < 1e-3, "\(parameters)")
  }

  @Test(
    "silence is flat at the offset's level, whatever the reference",
    arguments: LogMelParameters.Reference.allCases)
  func silence(_ reference: LogMelParameters.Reference) throws {
    var parameters = LogMelParameters()
    parameters.reference = reference
    let image = try LogMel(parameters)([Float](repeating: 0, count: 4096))
    #expect(image.allSatisfy { abs($0 + 100) < 1e-3 })
  }

  @Test("an image against its maximum or median does not change with gain", arguments: [0.001, 0.3, 7, 4000])
  func gain(_ gain: Float) throws {
    var parameters = LogMelParameters()
    for reference in [LogMelParameters.Reference.maximum, .median] {
      parameters.reference = reference
      let logMel = try LogMel(parameters)
      let plain = logMel(TestSignal.click)
      let scaled = logMel(TestSignal.click.map { $0 * gain })
      #expect(zip(plain, scaled).allSatisfy { abs($0 - $1) < 1e-3 })
    }
    parameters.reference = .maximum
    #expect(abs(try #require(LogMel(parameters)(TestSignal.click).max())) < 1e-3)
  }

  @Test("samples that are no numbers, or beyond all measure, count as 0")
  func notFinite() throws {
    let logMel = try LogMel()
    var broken = TestSignal.click
    var mended = broken
    for (index, value) in [(5, Float.nan), (700, .infinity), (2000, -.infinity), (4095, 1e30)] {
      broken[index] = value
      mended[index] = 0
    }
    #expect(logMel(broken) == logMel(mended))
    #expect(logMel([Float](repeating: 1e12, count: 4096)).allSatisfy { $0.isFinite })
  }

  @Test("recordings shorter than a frame are padded where frames are centred, else give none")
  func short() throws {
    var parameters = LogMelParameters()
    for padMode in LogMelParameters.PadMode.allCases {
      parameters.padMode = padMode
      #expect(try LogMel(parameters)([]) == [])
      #expect(try LogMel(parameters)([0.5]).count == 32)
      #expect(try LogMel(parameters)([Float](repeating: 0.1, count: 300)).count == 3 * 32)
    }
    parameters.center = false
    #expect(try LogMel(parameters)([Float](repeating: 0.1, count: 511)) == [])
    #expect(try LogMel(parameters)([Float](repeating: 0.1, count: 512)).count == 32)
  }

  @Test(
    "many chunks at once are each as by themselves, bit for bit, on any number of threads",
    arguments: [1, 2, 5])
  func batches(jobs: Int) throws {
    for nFFT in [512, 400] {
      var parameters = LogMelParameters()
      (parameters.nFFT, parameters.winLength, parameters.hopLength) = (nFFT, nFFT, 126)
      parameters.reference = .median
      let logMel = try LogMel(parameters)
      let samples = TestSignal.noise(37 * 1000 + 5, key: RandomKey(seed: 2))
      let images = logMel.images(of: samples, length: 1000, jobs: jobs)
      let single = (0..<37).flatMap { logMel(Array(samples[$0 * 1000..<($0 + 1) * 1000])) }
      #expect(images.count == 37 * 32 * logMel.frames(1000))
      #expect(images.map(\.bitPattern) == single.map(\.bitPattern))
    }
    #expect(try LogMel().images(of: [], jobs: jobs) == [])
    #expect(try LogMel().images(of: [1, 2], length: 0, jobs: jobs) == [])
  }

  @Test("a long recording's middle is that of a cut around it")
  func long() throws {
    let samples = TestSignal.noise(40_000, key: RandomKey(seed: 3))
    let logMel = try LogMel()
    let whole = logMel(samples)
    let cut = logMel(Array(samples[126 * 100..<126 * 100 + 4096]))
    for frame in 3...29 {
      for band in 0..<32 {
        #expect(whole[band * logMel.frames(40_000) + 100 + frame] == cut[band * 33 + frame])
      }
    }
  }
}
