import Basis
import Features
import Files
import Testing
import Training

@Suite("What a model says about itself")
struct ModelCardTests {
  @Test("feature parameters come back as they were")
  func parameters() {
    var parameters = LogMelParameters()
    #expect(LogMelParameters(json: parameters.json) == parameters)
    parameters.nMels = 20
    parameters.fMin = 33.3
    parameters.window = .hannPeriodic
    parameters.reference = .maximum
    parameters.center = false
    #expect(LogMelParameters(json: parameters.json) == parameters)
  }

  @Test(
    "parameters that are missing or impossible are refused", arguments: ["nFFT", "window", "fMax", "nMels"])
  func impossible(name: String) {
    let whole = LogMelParameters().json.object ?? []
    let missing = JSON.Value(.object(whole.filter { $0.key != name }))
    #expect(LogMelParameters(json: missing) == nil)
    let absurd = JSON.Value(.object(whole.map { $0.key == name ? JSON.Member(name, .number(-7)) : $0 }))
    #expect(LogMelParameters(json: absurd) == nil)
  }

  @Test("a file without a card, or with a broken one, is named")
  func noCard() {
    for metadata in [[], [("shotmark", "{}")], [("shotmark", #"{"kind":"forest","labels":["GUN","GUN"]}"#)]] {
      #expect(throws: TrainingError.self) { _ = try ModelCard(metadata: metadata, of: "m.safetensors") }
    }
    #expect(throws: FileError.self) { _ = try ModelCard(metadata: [("shotmark", "{,}")], of: "m") }
  }
}
