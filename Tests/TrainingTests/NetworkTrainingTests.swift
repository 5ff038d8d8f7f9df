import Augmentation
import Basis
import Chunks
import ConvNet
import Evaluation
import Files
import TestSupport
import Testing
import Training

@Suite("Training a network on a set")
struct NetworkTrainingTests {
  private let made: MadeSet
  private let set: ChunkSet

  init() throws {
    made = try MadeSet(groups: 20, perGroup: 3)
    set = try ChunkSet(opening: made.path)
  }

  private var quick: NetworkTraining {
    var training = NetworkTraining()
    training.network = .tiny
    training.epochs = 6
    training.learningRate = .constant(3e-3)
    training.jobs = 1
    return training
  }

  private func train(
    _ training: NetworkTraining, in folder: Path? = nil, _ beginning: TrainingFolder.Beginning = .goOnIfSame,
    epochDone: (NetworkHistory, Bool) throws -> Void = { _, _ in }
  ) throws -> NetworkTraining.Outcome {
    let folder = try folder.map { try TrainingFolder(besides: $0, beginning) }
    let outcome = try training.train(on: set, positive: "GUN", folder: folder, epochDone: epochDone)
    try folder?.finish()
    return outcome
  }

  @Test("a network learns what a shot is, and the model's file says it again")
  func learns() throws {
    var training = quick
    training.epochs = 20
    let outcome = try train(training)
    let file = made.folder.path.appending("gun.safetensors")
    try outcome.model.write(to: file)
    let model = try ModelFile.read(file)
    #expect(model.card == outcome.model.card && model.card.kind == "network")
    let evaluation = try ModelEvaluation(
      model, on: set, split: .test, options: ReportOptions(positive: "GUN"))
    #expect(try #require(evaluation.report.figures.rocAUC) > 0.95)
    // The figures of val are those of the weights in the file.
    let val = try ModelEvaluation(model, on: set, split: .val, options: ReportOptions(positive: "GUN"))
    let best = outcome.history.epochs[outcome.bestEpoch - 1]
    #expect(val.report.figures.accuracy == best.validationAccuracy)
    #expect(abs((val.report.figures.logLoss ?? 0) - (best.validationLoss ?? 9)) < 1e-3)
    #expect(best.validationLoss == outcome.history.epochs.compactMap(\.validationLoss).min())
  }

  @Test("the same seed and threads give the same bytes, another seed others")
  func deterministic() throws {
    let first = try train(quick).model
    #expect(try train(quick).model.network == first.network)
    var other = quick
    other.seed = 1
    #expect(try train(other).model.network != first.network)
  }

  @Test("a training that ends early has waited so many epochs, and keeps the best one")
  func stopsEarly() throws {
    var training = quick
    training.epochs = 60
    training.learningRate = .constant(2e-2)
    training.earlyStopping = EarlyStopping(patience: 3)
    let outcome = try train(training)
    #expect(outcome.history.epochs.count < 60)
    #expect(outcome.history.epochs.count == outcome.bestEpoch + 3)
  }

  private struct Killed: Error {}

  /// The steps of the only event file in a folder, in its order; the first event tells the version.
  private static func steps(_ folder: Path) throws -> [Int] {
    let files = try FileSystem.files(below: folder) { $0.description.hasPrefix("events.out.tfevents.") }
    guard files.count == 1 else { return [] }
    var rest = try FileSystem.read(folder.appending(files[0]))[...]
    var steps: [Int] = []
    while let record = RecordFraming.next(&rest) {
      for field in ProtocolBuffer.fields(of: record) ?? [] where field.number == 2 {
        steps.append(Int(field.word))
      }
    }
    return steps
  }

  @Test(
    "broken off behind any epoch and begun again, it ends with the same bytes", arguments: [nil, "masks"])
  func resumed(_ recipe: String?) throws {
    var training = quick
    training.epochs = 4
    training.optimizer.weightDecay = 0.01
    if recipe != nil {
      let text = #"{"copies": 1, "steps": [{"transform": "gain"}, {"transform": "frame_mask"}]}"#
      var options = AugmentingOptions(recipe: try Recipe(bytes: Array(text.utf8), name: "masks.json"))
      options.root = made.folder.path
      training.augmenting = options
    }
    let whole = try train(training)
    for epoch in 1...3 {
      let out = made.folder.path.appending("killed-\(epoch).safetensors")
      #expect(throws: Killed.self) {
        _ = try train(training, in: out) { history, _ in
          if history.epochs.count == epoch { throw Killed() }
        }
      }
      var resumedBehind = 0
      let outcome = try train(training, in: out) { history, isNew in
        if !isNew { resumedBehind = history.epochs.count }
      }
      #expect(resumedBehind == epoch)
      #expect(outcome.model.network == whole.model.network)
      #expect(outcome.history == whole.history)
      let folder = made.folder.path.appending("killed-\(epoch).training")
      #expect(try FileSystem.read(folder.appending("history.csv")) == whole.history.bytes)
      #expect(!FileSystem.exists(folder.appending("checkpoint.safetensors")))
      #expect(try Self.steps(folder) == [1, 2, 3, 4])
    }
  }

  @Test(
    "a checkpoint of another training, or a torn one, is refused; told so, it is gone on with or forgotten")
  func otherTraining() throws {
    let out = made.folder.path.appending("m.safetensors")
    func breakOff(_ training: NetworkTraining) throws {
      #expect(throws: Killed.self) { _ = try train(training, in: out, .anew) { _, _ in throw Killed() } }
    }
    try breakOff(quick)
    var other = quick
    other.learningRate = .constant(1e-4)
    let error = try #require(throws: TrainingError.self) { _ = try train(other, in: out) }
    #expect(error.what.contains("learning_rate") && error.remedy.contains("--go-on"))
    let changes: [(name: String, change: (inout NetworkTraining) -> Void)] = [
      ("seed", { $0.seed = 4 }), ("batch_size", { $0.batchSize = 8 }), ("epochs", { $0.epochs = 7 }),
      ("clip_norm", { $0.optimizer.clipNorm = 1 }), ("label_smoothing", { $0.labelSmoothing = 0.1 }),
      ("class_weight", { $0.classWeight = .balanced }), ("threads", { $0.jobs = 2 }),
      ("patience", { $0.earlyStopping = nil }),
    ]
    for (name, change) in changes {
      var changed = quick
      change(&changed)
      let error = try #require(throws: TrainingError.self) { _ = try train(changed, in: out) }
      #expect(error.what.contains(name), "\(name): \(error.what)")
    }
    var seen: [Bool] = []
    _ = try train(other, in: out, .goOnOtherwise) { _, isNew in seen.append(isNew) }
    #expect(seen == [false, true, true, true, true, true])
    try breakOff(quick)
    other.network = .separable
    let network = try #require(throws: TrainingError.self) { _ = try train(other, in: out, .goOnOtherwise) }
    #expect(network.what.contains("network") && !network.remedy.contains("--go-on"))
    let checkpoint = made.folder.path.appending("m.training/checkpoint.safetensors")
    let bytes = try FileSystem.read(checkpoint)
    var generator = RandomKey(seed: 2).generator()
    for attempt in 0..<60 {
      var torn = bytes
      if attempt % 2 == 0 { torn.removeLast(1 + generator.below(bytes.count - 1)) }
      for _ in 0..<3 where !torn.isEmpty { torn[generator.below(min(4000, torn.count))] ^= 0x24 }
      try FileSystem.writePlain(torn, to: checkpoint)
      // Whatever it is, it is an error of three parts or a checkpoint that can be used.
      do { _ = try train(quick, in: out) } catch { #expect(error is any ThreePartError, "\(error)") }
      try? FileSystem.remove(checkpoint)
    }
    try FileSystem.writePlain(bytes, to: checkpoint)
    #expect(try train(other, in: out, .anew).history.epochs.count == 6)
  }

  @Test("a loss that is no number stops with the epoch, the batch and the rate, and keeps the checkpoint")
  func notFinite() throws {
    var training = quick
    training.scalesInput = false
    training.network = .original
    training.learningRate = .steps([.init(epoch: 0, rate: 1e-4), .init(epoch: 2, rate: 1e25)])
    let out = made.folder.path.appending("m.safetensors")
    let error = try #require(throws: TrainingError.self) { _ = try train(training, in: out) }
    guard case .lossNotFinite(let epoch, _, let rate) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(epoch == 3 && rate > 1e24)
    let kept = made.folder.path.appending("m.training/checkpoint.safetensors")
    #expect(try Safetensors(reading: kept).tensors.count > 10)
    // With a lower rate it goes on behind the second epoch.
    training.learningRate = .constant(1e-4)
    var counts: [Int] = []
    _ = try train(training, in: out, .goOnOtherwise) { history, _ in counts.append(history.epochs.count) }
    #expect(counts == [2, 3, 4, 5, 6])
  }

  @Test("sets and networks that do not fit are refused in words")
  func misfits() throws {
    var training = quick
    training.features.nMels = 20
    #expect(throws: TrainingError.otherBands(network: 32, images: 20)) { _ = try train(training) }
    training = quick
    training.features.hopLength = 512
    #expect(throws: ConvNetError.self) { _ = try train(training) }
    training = quick
    training.network.layers[training.network.layers.count - 2] = .convolution(
      .init(filters: 3, kernel: .init(1)))
    #expect(throws: TrainingError.otherLabelCount(network: 3, labels: ["ENV", "GUN"])) {
      _ = try train(training)
    }
  }

  @Test("labels that count alike have the same say however rare; smoothing, focal loss and sigmoid train too")
  func choices() throws {
    var training = quick
    training.epochs = 12
    training.classWeight = .balanced
    training.labelSmoothing = 0.1
    training.focalGamma = 2
    training.network.head = .sigmoid
    training.learningRate = .cosine(5e-3, warmUp: 2, epochs: 12)
    training.optimizer.clipNorm = 1
    let outcome = try train(training)
    let best = outcome.history.epochs[outcome.bestEpoch - 1]
    #expect(try #require(best.validationROCAUC) > 0.9)
    #expect(outcome.history.epochs[0].learningRate < outcome.history.epochs[3].learningRate)
  }

  @Test("a model file whose bytes are shuffled, torn or misshapen is refused in three parts")
  func shuffled() throws {
    let model = try train(quick).model
    let file = made.folder.path.appending("gun.safetensors")
    try model.write(to: file)
    let bytes = try FileSystem.read(file)
    var generator = RandomKey(seed: 5).generator()
    var refused = 0
    for attempt in 0..<200 {
      var wrong = bytes
      switch attempt % 4 {
      case 0: wrong.removeLast(1 + generator.below(bytes.count - 1))
      case 1: generator.shuffle(&wrong)
      case 2: for _ in 0..<4 { wrong[generator.below(6000)] = UInt8(generator.below(256)) }
      default: for _ in 0..<400 { wrong[generator.below(wrong.count)] = 0xFF }
      }
      try FileSystem.writePlain(wrong, to: file)
      do {
        _ = try ModelFile.read(file)
      } catch {
        refused += 1
        #expect(error is any ThreePartError, "\(error)")
      }
    }
    #expect(refused > 100)
  }

  @Test("the search for a rate grows it by the same factor, and finds where the loss falls")
  func rates() throws {
    let search = try RateSearch(quick, on: set, steps: 80)
    #expect(search.points.count > 30)
    #expect(abs(search.points[0].rate - 1e-7) < 1e-12)
    let factor = search.points[1].rate / search.points[0].rate
    for (left, right) in zip(search.points, search.points.dropFirst()) {
      #expect(abs(right.rate / left.rate - factor) < 1e-6)
    }
    let steepest = try #require(search.steepest)
    #expect(steepest > 1e-5 && steepest < 1)
  }
}
