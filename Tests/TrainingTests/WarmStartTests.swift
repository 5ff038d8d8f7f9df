import Audio
import Basis
import Chunks
import Features
import Files
import RandomForest
import Synchronization
import TestSupport
import Testing
import Training

@Suite("Models that are gone on with")
struct WarmStartTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeSet
  private let set: ChunkSet
  private var file: Path { made.folder.path.appending("few.safetensors") }

  init() throws {
    made = try MadeSet(groups: 10, perGroup: 4)
    set = try ChunkSet(opening: made.path)
  }

  private func training(
    trees: Int, _ change: (inout ForestTraining) throws -> Void = { _ in }
  ) rethrows -> ForestTraining {
    var training = ForestTraining()
    training.forest.nTrees = trees
    training.comparesSplits = false
    try change(&training)
    return training
  }

  private func writeFew(_ trees: Int = 6, _ change: (inout ForestTraining) -> Void = { _ in }) throws {
    try training(trees: trees, change).train(on: set, positive: "GUN").model.write(to: file)
  }

  @Test("are, byte for byte, the files that a training at once writes", arguments: [1, 6, 20])
  func atOnce(trees: Int) throws {
    let change = { (training: inout ForestTraining) in
      training.forest.outOfBag = true
      training.comparesSplits = true
      training.forest.seed = 11
      training.features.nMels = 16
    }
    try writeFew(trees, change)
    let whole = try training(trees: 20, change).train(on: set, positive: "GUN").model
    let again = try training(trees: 20) {
      change(&$0)
      $0.beginning = try WarmStart(reading: file)
    }.train(on: set, positive: "GUN").model
    #expect(try again.bytes() == whole.bytes())
    let digests = try #require(try ForestModel(reading: file).card.digests)
    #expect(digests == whole.card.digests && digests.chunks.count == 64 && digests.images.count == 64)
  }

  /// Whether a training that goes on from the file is refused in three parts, and whether an image was computed first.
  private func refusal(
    _ set: ChunkSet? = nil, trees: Int = 20, _ change: (inout ForestTraining) -> Void = { _ in }
  ) throws -> (error: TrainingError, hasWorked: Bool)? {
    let progressed = Progressed()
    do {
      _ = try training(trees: trees) {
        change(&$0)
        $0.beginning = try WarmStart(reading: file)
      }.train(on: set ?? self.set, positive: nil) { _ in progressed.set() }
      return nil
    } catch let error as TrainingError {
      #expect(error.place == file.description)
      #expect(!error.what.isEmpty && error.remedy.contains("--warm-start"))
      return (error, progressed.isSet)
    }
  }

  @Test("are refused before any work where parameters, features, seed or trees are others")
  func parameters() throws {
    try writeFew()
    let changes: [(String, (inout ForestTraining) -> Void)] = [
      ("max_depth", { $0.forest.maxDepth = 3 }), ("seed", { $0.forest.seed = 1 }),
      ("criterion", { $0.forest.criterion = .entropy }), ("bootstrap", { $0.forest.bootstrap = false }),
      ("max_bins", { $0.forest.maxBins = 254 }), ("class_weight", { $0.forest.classWeight = .balanced }),
      ("max_features", { $0.forest.maxFeatures = .count(32) }),
      ("min_samples_leaf", { $0.forest.minSamplesLeaf = .fraction(0.01) }),
      ("images", { $0.features.nMels = 31 }),
    ]
    for (name, change) in changes {
      let refused = try #require(try refusal(set, change), "\(name)")
      #expect(refused.error.what.contains(name) && !refused.hasWorked, "\(refused.error.what)")
    }
    let fewer = try #require(try refusal(trees: 5))
    #expect(fewer.error == .fewerTrees(file, has: 6, asked: 5) && !fewer.hasWorked)
    // What does not decide about the trees may change.
    #expect(try refusal { $0.jobs = 3 } == nil)
    #expect(try refusal(trees: 6) { $0.forest.outOfBag = true } == nil)
  }

  private func changed(_ change: (inout [ManifestRow]) -> Void) throws -> ChunkSet {
    var rows = set.rows
    change(&rows)
    try FileSystem.writePlain(Manifest.bytes(rows), to: made.path.appending(Manifest.name))
    return try ChunkSet(opening: made.path)
  }

  @Test("are refused before any work where the set's chunks are others")
  func chunks() throws {
    try writeFew()
    let train = try #require(set.rows.firstIndex { $0.split == .train })
    let changes: [(inout [ManifestRow]) -> Void] = [
      { rows in rows.remove(at: train) }, { $0[train].weight = 0.5 }, { $0[train].split = .test },
      { $0[train].recordingSHA256 = String(repeating: "e", count: 64) },
      { $0[train].label = $0[train].label == "GUN" ? "ENV" : "GUN" },
      { $0[train].label = "DOG" }, { $0[train].start += 1 },
    ]
    for (number, change) in changes.enumerated() {
      let refused = try #require(try refusal(changed(change)), "\(number)")
      #expect(!refused.hasWorked, "\(number)")
    }
    // Without weights a weight makes no difference; what is tested on makes none ever.
    try writeFew(6) { $0.usesWeights = false }
    #expect(try refusal(changed { $0[train].weight = 0.5 }) { $0.usesWeights = false } == nil)
    #expect(try refusal(changed { $0.removeAll { $0.split == .test } }) { $0.usesWeights = false } == nil)
  }

  @Test("are refused where a chunk's sound has changed and nothing in the manifest has")
  func sound() throws {
    try writeFew()
    let row = try #require(set.rows.first { $0.split == .train })
    let samples = try set.samples(of: row)
    let bytes = WAV.bytes(pcm16: samples.map { $0 * 0.99 }).bytes
    try FileSystem.writePlain(bytes, to: made.path.appending(row.file))
    let refused = try #require(try refusal())
    #expect(refused.error.what.contains("images"))
  }

  @Test("are refused where they do not say what they were trained on, or another version trained them")
  func cards() throws {
    try writeFew()
    var model = try ForestModel(reading: file)
    let card = model.card
    model.card.digests = nil
    try model.write(to: file)
    let silent = try #require(try refusal())
    #expect(silent.error.what.contains("does not say"))
    model.card = card
    model.card.version = "0.0.1"
    try model.write(to: file)
    let refused = try #require(try refusal())
    #expect(refused.error.what.contains("0.0.1"))
    model.card = card
    model.card.parameters.append(JSON.Member("warp", .number(9)))
    try model.write(to: file)
    #expect(try refusal() != nil)
    model.card = card
    try model.write(to: file)
    #expect(try refusal() == nil)
  }
}

/// Whether something has been done, told from any thread.
private final class Progressed: Sendable {
  private let flag = Atomic<Bool>(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
