import Audio
import Basis
import CSndfile
import Files
import TestSupport
import Testing

@Suite("Outlines without a pyramid")
struct EnvelopeTests {
  @Test("what is within the budget is looked at sample by sample", arguments: 0..<8)
  func exact(seed: Int) throws {
    let folder = try TemporaryFolder()
    let count = [1, 900, 66_000, 140_000][seed % 4]
    let bytes = MadeSound.wav(
      rate: 8000, channels: 2, data: MadeSound.bytes(MadeSound.integers(2 * count, seed: UInt64(seed))))
    let recording = try Recording(opening: folder.write(bytes, as: "a.wav"))
    let samples = try recording.readMono(frames: 0..<count)
    var generator = RandomKey(seed: UInt64(seed)).generator()
    for (range, columns) in NaivePeaks.views(count, &generator) {
      let naive = NaivePeaks.peaks(samples, range, columns: columns)
      #expect(
        try Envelope.peaks(recording, range, columns: columns) == Envelope(peaks: naive, isSparse: false))
    }
  }

  @Test("a longer range gets a sparse look that says so, and shows only what is there")
  func sparse() throws {
    let folder = try TemporaryFolder()
    // Rising, so that each column's samples tell it.
    let integers = (0..<1_000_000).map { Int16($0 / 31) }
    let path = try folder.write(MadeSound.wav(rate: 8000, data: MadeSound.bytes(integers)), as: "a.wav")
    let recording = try Recording(opening: path)
    let samples = integers.map { Float($0) / 32768 }
    for columns in [1, 7, 300, 1200] {
      let envelope = try Envelope.peaks(recording, 0..<1_000_000, columns: columns, budget: 900_000)
      #expect(envelope.isSparse)
      #expect(envelope == (try Envelope.peaks(recording, 0..<1_000_000, columns: columns, budget: 900_000)))
      for (part, peak) in zip(
        NaivePeaks.parts(0..<1_000_000, columns: columns, frames: 1_000_000), envelope.peaks)
      {
        #expect(peak.low >= samples[part.lowerBound] && peak.high <= samples[part.upperBound - 1])
        // Not a corner of the column: both halves of it.
        let middle = samples[(part.lowerBound + part.upperBound) / 2]
        #expect(peak.low <= middle && peak.high >= middle)
      }
    }
    #expect(try !Envelope.peaks(recording, 0..<900_000, columns: 300, budget: 900_000).isSparse)
    #expect(try !Envelope.peaks(recording, -(1 << 40)..<900_000, columns: 300, budget: 900_000).isSparse)
  }

  @Test(
    "long recordings that are decoded from the start are looked at here and there all the same",
    arguments: [
      Int(SF_FORMAT_OGG) | Int(SF_FORMAT_VORBIS), Int(SF_FORMAT_OGG) | Int(SF_FORMAT_OPUS),
      Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III),
    ])
  func compressed(format: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a")
    let half = 100 * 24_000
    let quiet = [Float](repeating: 0, count: half)
    guard
      MadeSound.write(
        quiet + MadeSound.noise(half, seed: 2), rate: 24_000, channels: 1, format: format, to: path)
    else {
      return  // This libsndfile was built without the encoder.
    }
    let recording = try Recording(opening: path)
    let before = try recording.readMono(frames: 1000..<1100)
    let envelope = try Envelope.peaks(recording, 0..<2 * half, columns: 100)
    #expect(envelope.isSparse)
    #expect(envelope.peaks[..<49].allSatisfy { $0.high < 0.1 })
    #expect(envelope.peaks[51...].allSatisfy { $0.high > 0.3 && $0.low < -0.3 })
    #expect(try recording.readMono(frames: 1000..<1100) == before)
  }
}
