import Audio
import Basis
import Files
import TestSupport
import Testing

@Suite("16-bit WAV")
struct WAVTests {
  @Test("the file, byte for byte")
  func bytes() {
    let (bytes, saturated) = WAV.bytes(pcm16: [0, 0.5, -1], sampleRate: 16_000)
    let expected: [UInt8] =
      Array("RIFF".utf8) + [42, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, 1, 0, 1, 0]
      + [0x80, 0x3E, 0, 0] + [0, 0x7D, 0, 0] + [2, 0, 16, 0] + Array("data".utf8) + [6, 0, 0, 0]
      + [0, 0] + [0, 0x40] + [0, 0x80]
    #expect(bytes == expected)
    #expect(saturated == 0)
    #expect(WAV.bytes(pcm16: []).bytes.count == 44)
    let stereo = WAV.bytes(pcm16: [0, 0.5, 1, -1], sampleRate: 48_000, channels: 2).bytes
    #expect(stereo == MadeSound.wav(rate: 48_000, channels: 2, data: [0, 0, 0, 0x40, 0xFF, 0x7F, 0, 0x80]))
  }

  /// What `WAV.bytes` must do with one sample.
  private func naive(_ sample: Float) -> (Int16, saturated: Bool) {
    let scaled = (Double(sample) * 32768).rounded(.toNearestOrEven)
    if scaled.isNaN { return (0, true) }
    if scaled > 32767 { return (32767, true) }
    if scaled < -32768 { return (-32768, true) }
    return (Int16(scaled), false)
  }

  @Test("samples are rounded to the nearest, held within the range and counted")
  func rounding() {
    let edges: [Float] = [
      1, -1, 32767.0 / 32768, 32767.4 / 32768, 32767.5 / 32768, 1.5 / 32768, 2.5 / 32768, -0.5 / 32768,
      -1.00001,
      .infinity, -.infinity, .nan, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0,
    ]
    for count in [0, 1, 7, 8, 63, 4096] {
      let samples = edges + MadeSound.noise(count, seed: 3, amplitude: 1.3)
      let (bytes, saturated) = WAV.bytes(pcm16: samples)
      let expected = samples.map(naive)
      #expect(bytes.dropFirst(44).elementsEqual(MadeSound.bytes(expected.map(\.0))))
      #expect(saturated == expected.count { $0.saturated })
    }
  }

  @Test("reading a 16-bit file and writing it gives its bytes again")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let bytes = MadeSound.wav(rate: 16_000, data: MadeSound.bytes(MadeSound.integers(5000, seed: 4)))
    let samples = try ResampledRecording(folder.write(bytes, as: "a.wav")).samples(0..<5000)
    #expect(WAV.bytes(pcm16: samples).bytes == bytes)
    #expect(WAV.bytes(pcm16: samples).saturated == 0)
    let copy = folder.path.appending("b.wav")
    #expect(try WAV.writePCM16(samples + [2], to: copy) == 1)
    #expect(try WAV.writePCM16(samples, to: copy) == 0)
    #expect(try Recording(opening: copy).readMono(frames: 0..<9999) == samples)
  }

  @Test("where it cannot be written, the system's reason is told")
  func refusal() {
    #expect(throws: FileError.self) { try WAV.writePCM16([0], to: "/nowhere/at/all.wav") }
    #expect(throws: FileError.self) { try WAV.writePCM16([0], to: "/") }
  }
}
