import Features
import Testing

@Suite("Errors of features")
struct FeatureErrorTests {
  private static let errors: [FeatureError] = [
    .outOfRange(option: "hopLength", value: "0", allowed: "from 1 to 9"),
    .aboveNyquist(fMax: 9000, sampleRate: 16_000), .emptyFrequencyRange(fMin: 5, fMax: 5),
    .windowLongerThanFFT(winLength: 600, nFFT: 512),
    .emptyBand(index: 0, nMels: 128, nFFT: 512, fitting: 57),
    .emptyBand(index: 0, nMels: 1, nFFT: 2, fitting: 0), .noPlan(nFFT: 7), .noFrame(samples: 5, nFFT: 7),
    .notAFingerprint(reason: "its checksum differs"),
  ]

  @Test("each says what, where and how to mend it, in one line each", arguments: errors)
  func parts(_ error: FeatureError) {
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty && !part.hasSuffix(".") && !part.contains("\n"))
    }
  }

  @Test("figures are named")
  func figures() {
    #expect(
      FeatureError.aboveNyquist(fMax: 9000, sampleRate: 16_000).description == """
        error: fMax 9000.0 Hz lies above 8000.0 Hz, half the sample rate
           at: log-mel parameters: fMax, sampleRate
          fix: set fMax to 8000.0 or less
        """)
  }
}
