import Basis
import Chunks
import Evaluation
import Features
import Files
import RandomForest
import TestSupport
import Testing
import Training

@Suite("Training a forest on a set")
struct ForestTrainingTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeSet
  private let set: ChunkSet

  init() throws {
    made = try MadeSet()
    set = try ChunkSet(opening: made.path)
  }

  private func training(_ change: (inout ForestTraining) -> Void = { _ in }) -> ForestTraining {
    var training = ForestTraining()
    training.forest.nTrees = 20
    training.comparesSplits = false
    change(&training)
    return training
  }

  @Test("the model learns, is written and read again, and judges the same")
  func roundTrip() throws {
    let outcome = try training().train(on: set, positive: "GUN")
    #expect(outcome.trainRows == set.rows.count { $0.split == .train })
    let file = made.folder.path.appending("m.safetensors")
    try outcome.model.write(to: file)
    let read = try ForestModel(reading: file)
    #expect(read.card == outcome.model.card)
    let first = try ModelEvaluation(outcome.model, on: set, split: .test, options: ReportOptions())
    let second = try ModelEvaluation(read, on: set, split: .test, options: ReportOptions())
    #expect(first.report == second.report)
    #expect((first.report.figures.rocAUC ?? 0) > 0.95)
    #expect(first.report.positive == "GUN")
    #expect(first.knownRecordings == 0)
    #expect(!first.report.recallByLead.isEmpty)
  }

  @Test("the same set, options and seed give the same file on any number of threads")
  func determinism() throws {
    let one = try training { $0.jobs = 1 }.train(on: set, positive: nil).model
    let seven = try training { $0.jobs = 7 }.train(on: set, positive: nil).model
    try one.write(to: made.folder.path.appending("one"))
    try seven.write(to: made.folder.path.appending("seven"))
    let bytes = try FileSystem.read(made.folder.path.appending("one"))
    #expect(bytes == (try FileSystem.read(made.folder.path.appending("seven"))))
    let other = try training { $0.forest.seed = 5 }.train(on: set, positive: nil).model
    try other.write(to: made.folder.path.appending("other"))
    #expect(bytes != (try FileSystem.read(made.folder.path.appending("other"))))
  }

  @Test("only train is learned from, and a model says when it meets what it was trained on")
  func honesty() throws {
    let model = try training().train(on: set, positive: nil).model
    let trained = Swift.Set(set.rows.filter { $0.split == .train }.map(\.recordingSHA256))
    #expect(model.card.recordings == trained.sorted())
    let own = try ModelEvaluation(model, on: set, split: .train, options: ReportOptions())
    #expect(own.knownRecordings == own.recordings && own.recordings == trained.count)
    let all = try ModelEvaluation(model, on: set, split: nil, options: ReportOptions())
    #expect(all.rows == set.rows.count && all.knownRecordings == trained.count)
    #expect(!all.isGroupedBySource)
  }

  @Test("grouped folds are compared with leaky ones, and the model keeps both figures")
  func comparison() throws {
    let outcome = try training { $0.comparesSplits = true }.train(on: set, positive: "GUN")
    let comparison = try #require(outcome.comparison)
    let auc = try #require(comparison.rows.first { $0.name == "roc_auc" })
    #expect((auc.grouped ?? 0) > 0.9 && (auc.leaky ?? 0) > 0.9)
    let names = outcome.model.card.scores.map(\.key)
    #expect(names.contains("grouped_folds_roc_auc") && names.contains("leaky_folds_roc_auc"))
  }

  @Test("features of another shape are the model's own, and it computes them when it judges")
  func features() throws {
    let model = try training {
      $0.features.nMels = 16
      $0.features.reference = .median
    }.train(on: set, positive: nil).model
    let file = made.folder.path.appending("small.safetensors")
    try model.write(to: file)
    let read = try ForestModel(reading: file)
    #expect(read.card.features.nMels == 16 && read.card.features.reference == .median)
    let judged = try ModelEvaluation(read, on: set, split: .test, options: ReportOptions())
    #expect((judged.report.figures.rocAUC ?? 0) > 0.9)
  }

  @Test("what cannot be trained or judged is named")
  func mistakes() throws {
    #expect(throws: TrainingError.unknownPositive("DOG", known: ["ENV", "GUN"])) {
      _ = try training().train(on: set, positive: "DOG")
    }
    let model = try training().train(on: set, positive: nil).model
    #expect(throws: TrainingError.unknownPositive("DOG", known: ["ENV", "GUN"])) {
      _ = try ModelEvaluation(model, on: set, split: .test, options: ReportOptions(positive: "DOG"))
    }
    let shots = set.rows.filter { $0.label == "GUN" }
    try FileSystem.writePlain(Manifest.bytes(shots), to: made.path.appending("manifest.csv"))
    let oneLabel = try ChunkSet(opening: made.path)
    #expect(throws: TrainingError.oneLabel(made.path, split: "train", labels: ["GUN"])) {
      _ = try training().train(on: oneLabel, positive: nil)
    }
  }

  @Test("a file that is no model, or one with another card, is refused", arguments: 0..<60)
  func hostile(seed: Int) throws {
    let file = made.folder.path.appending("m.safetensors")
    try training { $0.forest.nTrees = 2 }.train(on: set, positive: nil).model.write(to: file)
    var bytes = try FileSystem.read(file)
    var generator = RandomKey(seed: UInt64(seed)).adding("hostile").generator()
    if seed % 2 == 0 {
      bytes.removeLast(generator.below(bytes.count - 1) + 1)
    } else {
      for _ in 0..<8 { bytes[generator.below(min(bytes.count, 4000))] = UInt8(generator.below(256)) }
    }
    try FileSystem.writePlain(bytes, to: file)
    // Whatever the bytes are: an error in three parts, or a model that can be used.
    do {
      let model = try ForestModel(reading: file)
      _ = try? ModelEvaluation(model, on: set, split: .test, options: ReportOptions())
    } catch let error as any ThreePartError {
      #expect(!error.what.isEmpty && !error.remedy.isEmpty)
    }
  }
}
