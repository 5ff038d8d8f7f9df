import Basis
import Features
import Testing

@Suite("Short-time Fourier transform")
struct STFTTests {
  @Test("magnitudes are those of the direct sum", arguments: 0..<15)
  func naiveTwin(_ draw: Int) throws {
    let key = RandomKey(seed: 51).adding(draw)
    let parameters = DrawnParameters.make(key)
    var generator = key.adding("length").generator()
    let samples = TestSignal.noise(generator.integer(in: 1...1200), key: key.adding("samples"))
    let stft = try STFT(parameters)
    let magnitudes = stft.magnitudes(samples)
    let expected = NaiveLogMel.magnitudes(samples, parameters)
    #expect(magnitudes.count == stft.bins * expected.count)
    #expect(stft.frames(samples.count) == expected.count)
    let largest = expected.joined().max() ?? 0
    for (frame, spectrum) in expected.enumerated() {
      let worst = spectrum.indices.map {
        abs(Double(magnitudes[$0 * expected.count + frame]) - spectrum[$0])
      }
      .max()
      #expect((worst ?? 0) <= 2e-6 * largest)
    }
  }

  @Test("every power of two that the lanes take, and those that they do not", arguments: 1...14)
  func powersOfTwo(_ exponent: Int) throws {
    var parameters = LogMelParameters()
    parameters.nFFT = 1 << exponent
    (parameters.winLength, parameters.hopLength) = (parameters.nFFT, max(1, parameters.nFFT / 3))
    parameters.window = .rectangular
    parameters.center = false
    // A single sample of 1 has a flat spectrum; a cosine of bin 1 has one line.
    var impulse = [Float](repeating: 0, count: parameters.nFFT)
    impulse[parameters.nFFT / 3] = 1
    let stft = try STFT(parameters)
    #expect(stft.magnitudes(impulse).allSatisfy { abs($0 - 1) < 1e-5 })
    let alternating = impulse.indices.map { $0 % 2 == 0 ? Float(1) : -1 }
    let lines = stft.magnitudes(alternating)
    #expect(lines.last == Float(parameters.nFFT))
    #expect(lines.dropLast().allSatisfy { $0 < 1e-4 * Float(parameters.nFFT) })
  }

  @Test("mirrored ends meet librosa's count of frames and stay finite for one sample")
  func oneSample() throws {
    var parameters = LogMelParameters()
    parameters.padMode = .reflect
    #expect(try STFT(parameters).magnitudes([1]).count == 257)
  }
}
