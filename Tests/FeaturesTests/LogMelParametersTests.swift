import Features
import Testing

@Suite("Log-mel parameters")
struct LogMelParametersTests {
  @Test("the defaults are the original's and make sense")
  func defaults() throws {
    let parameters = LogMelParameters()
    try parameters.validate()
    #expect(try LogMel(parameters).frames(4096) == 33)
  }

  @Test("what makes no sense is refused, by its option's name")
  func refused() {
    expect("sampleRate") { $0.sampleRate = 0 }
    expect("nFFT") { $0.nFFT = 1 }
    expect("nFFT") { $0.nFFT = Int.max }
    expect("hopLength") { $0.hopLength = 0 }
    expect("hopLength") { $0.hopLength = -5 }
    expect("winLength") { $0.winLength = 0 }
    expect("winLength") { $0.winLength = 513 }
    expect("nMels") { $0.nMels = 0 }
    expect("nMels") { $0.nMels = 1 << 40 }
    expect("power") { $0.power = 3 }
    expect("amplitudeOffset") { $0.amplitudeOffset = 0 }
    expect("amplitudeOffset") { $0.amplitudeOffset = .nan }
    expect("fMin") { $0.fMin = -1 }
    expect("fMin") { $0.fMin = .nan }
    expect("fMin") { $0.fMin = 8000 }
    expect("fMax") { $0.fMax = 8001 }
    expect("fMax") { $0.fMax = .infinity }
    expect("nMels") { $0.nMels = 4096 }
  }

  private func expect(_ option: String, _ change: (inout LogMelParameters) -> Void) {
    var parameters = LogMelParameters()
    change(&parameters)
    let error = #expect(throws: FeatureError.self) { try LogMel(parameters) }
    #expect(error?.place.contains(option) == true)
  }
}
