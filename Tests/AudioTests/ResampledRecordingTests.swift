import Basis
import CSoxr
import Testing

@testable import Audio

/// soxr itself over a whole signal, with nothing of ours in between.
func wholeBySoxr(_ samples: [Float], from rate: Int, to wanted: Int = 16_000) -> [Float] {
  var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), UInt(SOXR_HI_PREC_CLOCK))
  var output = [Float](repeating: 0, count: samples.count * wanted / rate + 64)
  var (used, made) = (0, 0)
  let room = output.count
  output.withUnsafeMutableBufferPointer {
    _ = soxr_oneshot(
      Double(rate), Double(wanted), 1, samples, samples.count, &used, $0.baseAddress, room, &made, nil,
      &quality, nil)
  }
  return Array(output[..<made])
}

@Suite("Recordings at 16 kHz")
struct ResampledRecordingTests {
  @Test(
    "any range equals soxr's resampling of the whole to below -100 dB",
    arguments: [
      1000, 8000, 11_025, 11_127, 12_000, 22_050, 22_255, 24_000, 32_000, 44_056, 44_100, 48_000, 88_200,
      96_000,
      192_000, 250_000,
    ])
  func ranges(rate: Int) throws {
    let folder = try TemporaryFolder()
    let samples = MadeSound.noise(3 * rate + 77, seed: UInt64(rate))
    let path = folder.write(MadeSound.wav(rate: rate, samples: samples), as: "noise.wav")
    let whole = wholeBySoxr(samples, from: rate)
    let recording = try ResampledRecording(path)
    #expect(recording.length == whole.count)
    var generator = RandomKey(seed: 1).adding(rate).generator()
    let starts =
      [0, 1, 57, 300, whole.count - 4096, whole.count - 100]
      + (0..<8).map { _ in generator.below(whole.count) }
    for start in starts {
      let piece = try recording.samples(start..<(start + 4096))
      for (index, sample) in piece.enumerated() {
        let expected = start + index < whole.count ? whole[start + index] : 0
        if (sample - expected).magnitude > 1e-5 {
          Issue.record("sample \(start + index) of \(whole.count): \(sample), not \(expected)")
          break
        }
      }
    }
  }
}
