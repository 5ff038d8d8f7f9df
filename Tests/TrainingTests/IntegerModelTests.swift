import Audio
import Basis
import Chunks
import ConvNet
import Evaluation
import Files
import Quantization
import TestSupport
import Testing
import Training

@Suite("Networks in whole numbers, beside their own floats")
struct IntegerModelTests {
  private let made: MadeSet
  private let set: ChunkSet
  private let model: NetworkModel

  init() throws {
    made = try MadeSet(groups: 20, perGroup: 3)
    set = try ChunkSet(opening: made.path)
    var training = NetworkTraining()
    training.network = .tiny
    training.epochs = 12
    training.learningRate = .constant(3e-3)
    model = try training.train(on: set, positive: "GUN").model
  }

  @Test(
    "as many chunks of each label calibrate, whatever the manifest's order; the result follows from the seed")
  func sample() throws {
    let few = try model.quantized(by: set, perLabel: 5, seed: 1, jobs: 1)
    #expect(try model.quantized(by: set, perLabel: 5, seed: 1, jobs: 3).network == few.network)
    #expect(try model.quantized(by: set, perLabel: 5, seed: 2).network != few.network)
    #expect(few.card == model.card && few.inputNote.contains("zero point"))
  }

  @Test("the rarest label decides how many of each there are")
  func balance() {
    let rows = set.rows.filter { $0.label == "ENV" } + set.rows.filter { $0.label == "GUN" }.prefix(7)
    for (most, expected) in [(3, 3), (7, 7), (50, 7)] {
      let sample = NetworkModel.sample(rows, most, 4)
      #expect(sample.count { $0.label == "GUN" } == expected)
      #expect(sample.count { $0.label == "ENV" } == expected)
      #expect(NetworkModel.sample(rows.reversed(), most, 4) == sample)
    }
    #expect(NetworkModel.sample([], 5, 4).isEmpty)
  }

  @Test("a shot's windows are those that hold its onset", arguments: [500, 2016, 4096, 5000])
  func windows(hop: Int) {
    for onset in [0, 1, 4095, 4096, 4097, 6111, 6112, 50_000, 50_001] {
      let holding = (0..<200).filter { (($0 * hop)..<($0 * hop + 4096)).contains(onset) }
      #expect(Array(Listening.windows(onset, 4096, hop)) == holding, "\(onset)")
    }
  }

  @Test("both say nearly the same of the test chunks, and the report counts them")
  func comparison() throws {
    let integer = try model.quantized(by: set)
    let report = try model.comparison(with: integer, on: set, positive: "GUN", threshold: 0.5)
    let rows = set.rows.filter { $0.split == .test }
    #expect(report.images == rows.count && rows.count > 5)
    let evaluation = try ModelEvaluation(
      model, on: set, split: .test, options: ReportOptions(positive: "GUN"))
    #expect(report.accuracy.float == evaluation.report.figures.accuracy)
    #expect(report.accuracy.float - report.accuracy.integer < 0.05 && report.largestDrift < 0.2)
    let whole = try ModelEvaluation(integer, on: set, split: .test, options: ReportOptions(positive: "GUN"))
    #expect(report.accuracy.integer == whole.report.figures.accuracy)
    #expect(report.bytes.integer < report.bytes.float / 2)
  }

  @Test("along a recording the thresholds let one false alarm an hour through, and shots are found by them")
  func listening() throws {
    // Quiet noise with a loud stretch behind each onset, as GUN chunks have it.
    let onsets = [30_000, 90_000, 150_000, 210_000]
    var generator = RandomKey(seed: 77).generator()
    let samples = (0..<16_000 * 16).map { index -> Float in
      let isShot = onsets.contains { index >= $0 && index < $0 + 3000 }
      return Float(generator.gaussian() * (isShot ? 0.3 : 0.1))
    }
    try made.folder.write(WAV.bytes(pcm16: samples).bytes, as: "range.wav")
    let items = [Listening.Item(file: made.folder.path.appending("range.wav"), onsets: onsets)]
    let integer = try model.quantized(by: set)
    let listening = try Listening([model, integer], to: items, positive: "GUN")
    #expect(abs(listening.hours - 16.0 / 3600) < 1e-4)
    #expect(listening.recalls.count == 2 && listening.thresholds.count == 2)
    // No alarm at all is allowed in sixteen seconds: the threshold lies above all windows without a shot.
    for recall in listening.recalls { #expect(try #require(recall) <= 1) }
    #expect(throws: TrainingError.self) { try Listening([model], to: items, positive: "DOG") }
    #expect(throws: AudioError.self) {
      try Listening(
        [model], to: [.init(file: made.path.appending("manifest.csv"), onsets: [])], positive: "GUN")
    }
  }
}
