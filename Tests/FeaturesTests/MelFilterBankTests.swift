import Basis
import Features
import Testing

@Suite("Mel bands")
struct MelFilterBankTests {
  @Test("bands are librosa's")
  func librosa() throws {
    // M = librosa.filters.mel(sr=16000, n_fft=512, n_mels=32, fmin=10, fmax=8000) (librosa 0.11.0), then for rows 0, 13 and 31:
    // first and last bin above 0, sum, largest weight.
    try expect(LogMelParameters(), 0, 1...6, sum: 0.03197297, largest: 0.010090812)
    try expect(LogMelParameters(), 13, 40...47, sum: 0.03214468, largest: 0.007829208)
    try expect(LogMelParameters(), 31, 213...255, sum: 0.032001566, largest: 0.0014563354)
    // The same with htk=True, norm=None.
    var parameters = LogMelParameters()
    (parameters.melScale, parameters.norm) = (.htk, .none)
    try expect(parameters, 0, 1...4, sum: 1.8815777, largest: 0.937288)
    try expect(parameters, 13, 39...48, sum: 5.0016327, largest: 0.92096955)
    try expect(parameters, 31, 217...256, sum: 19.605894, largest: 0.98245)
  }

  private func expect(
    _ parameters: LogMelParameters, _ index: Int, _ bins: ClosedRange<Int>, sum: Float, largest: Float
  ) throws {
    let band = try MelFilterBank(parameters).bands[index]
    // The last band's upper edge is half the sample rate but for rounding: its last weight may be a trace above 0.
    #expect(band.firstBin == bins.lowerBound)
    #expect(abs(band.firstBin + band.weights.count - 1 - bins.upperBound) <= 1)
    #expect(abs(band.weights.reduce(0, +) / sum - 1) < 1e-5)
    #expect(abs((band.weights.max() ?? 0) / largest - 1) < 1e-5)
  }

  @Test(
    "neighbouring bands without norm add up to 1 between the first and the last centre", arguments: 0..<10)
  func partition(_ draw: Int) throws {
    var parameters = DrawnParameters.make(RandomKey(seed: 42).adding(draw))
    parameters.norm = .none
    let bank = try MelFilterBank(parameters)
    let bins = parameters.nFFT / 2 + 1
    let matrix = bank.matrix(bins: bins)
    let low = parameters.melScale.mels(hertz: parameters.fMin)
    let high = parameters.melScale.mels(hertz: parameters.fMax)
    let step = (high - low) / Double(parameters.nMels + 1)
    for bin in 0..<bins {
      let mels = parameters.melScale.mels(
        hertz: Double(bin) * Double(parameters.sampleRate) / Double(parameters.nFFT))
      let sum = stride(from: bin, to: matrix.count, by: bins).reduce(Float(0)) { $0 + matrix[$1] }
      if mels >= low + step, mels <= high - step { #expect(abs(sum - 1) < 1e-5) }
      if mels <= low || mels >= high { #expect(sum < 1e-6) }
    }
  }

  @Test("a band without a bin is refused, and the count that would fit is named")
  func emptyBand() throws {
    var parameters = LogMelParameters()
    parameters.nMels = 200
    let error = #expect(throws: FeatureError.self) { try MelFilterBank(parameters) }
    guard case .emptyBand(_, 200, 512, let fitting) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    parameters.nMels = fitting
    #expect(try MelFilterBank(parameters).bands.count == fitting)
    parameters.nMels = fitting + 1
    #expect(throws: FeatureError.self) { try MelFilterBank(parameters) }
  }
}
