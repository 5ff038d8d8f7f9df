import Augmentation
import Basis
import Chunks
import Evaluation
import Features
import Files
import TestSupport
import Testing
import Training

@Suite("Batches of chunks and copies made on the fly")
struct AugmentedBatchesTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeSet
  private let set: ChunkSet
  private let options: AugmentingOptions

  init() throws {
    made = try MadeSet(groups: 10, perGroup: 2)
    set = try ChunkSet(opening: made.path)
    let text = """
      {"copies": 2, "steps": [{"transform": "time_shift"}, {"transform": "mix_up", "probability": 0.5},
        {"transform": "frequency_mask"}]}
      """
    var options = AugmentingOptions(recipe: try Recipe(bytes: Array(text.utf8), name: "mine.json"))
    options.root = made.folder.path
    self.options = options
  }

  private var trained: [ManifestRow] { self.set.rows.filter { $0.split == .train } }

  private func batches(_ size: Int = 7, jobs: Int = 2) throws -> AugmentedBatches {
    try AugmentedBatches(
      CopySource(set, parents: trained, options), length: 4096, parameters: LogMelParameters(),
      labels: ["ENV", "GUN"], batchSize: size, seed: 3, jobs: jobs)
  }

  private func all(_ batches: AugmentedBatches, _ epoch: Int) throws -> [ImageBatch] {
    let ahead = batches.epoch(epoch)
    var found: [ImageBatch] = []
    while let batch = try ahead.next() { found.append(batch) }
    return found
  }

  /// Images with what they are labelled, sorted, as a bag of rows.
  private func bag(_ batches: [ImageBatch]) -> [[Float]] {
    var rows: [[Float]] = []
    for batch in batches {
      for index in 0..<batch.count {
        var row = Array(batch.images[index * 1056..<(index + 1) * 1056])
        row += batch.labels[index * 2..<index * 2 + 2]
        rows.append(row + [batch.weights[index]])
      }
    }
    return rows.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Images alone: batches are changed in place.
  private static let masks = """
    {"copies": 3, "steps": [{"transform": "time_warp"}, {"transform": "frequency_mask", "count": 2},
      {"one_of": [{"transform": "frame_mask"}, {"transform": "image_noise"}]}]}
    """

  @Test("the same holds where only images are changed")
  func masksAlone() throws {
    var options = AugmentingOptions(recipe: try Recipe(bytes: Array(Self.masks.utf8), name: "masks.json"))
    options.root = made.folder.path
    let target = made.folder.path.appending("masked")
    _ = try Augmenting(options).run(made.path, into: target)
    let more = try ChunkSet(opening: target)
    let rows = more.rows.filter { $0.split == .train }
    let matrix = try FeatureMatrix(more, rows: rows)
    let source = try CopySource(set, parents: trained, options)
    #expect(source.imageRecipe != nil)
    let batches = try AugmentedBatches(
      source, length: 4096, parameters: LogMelParameters(), labels: ["ENV", "GUN"], batchSize: 7, seed: 3)
    let wanted = rows.enumerated().map { index, row in
      Array(matrix.values[index * 1056..<(index + 1) * 1056])
        + (row.label == "GUN" ? [0, 1] : [1, 0]) + [Float(row.weight)]
    }
    #expect(bag(try all(batches, 0)) == wanted.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(Set(wanted).count == trained.count * 4)
  }

  @Test("epoch 0 holds just the images of the augmented set, with their labels' shares")
  func epochZero() throws {
    let target = made.folder.path.appending("more")
    _ = try Augmenting(options).run(made.path, into: target)
    let more = try ChunkSet(opening: target)
    let rows = more.rows.filter { $0.split == .train }
    let matrix = try FeatureMatrix(more, rows: rows)
    var wanted: [[Float]] = []
    for (index, row) in rows.enumerated() {
      var shares: [Float] = [0, 0]
      for part in try row.labelShares() { shares[part.label == "GUN" ? 1 : 0] += Float(part.share) }
      let image = Array(matrix.values[index * 1056..<(index + 1) * 1056])
      wanted.append(image + shares + [Float(row.weight)])
    }
    wanted.sort { $0.lexicographicallyPrecedes($1) }
    let found = bag(try all(batches(), 0))
    #expect(found == wanted)
    #expect(found.contains { $0[1056] > 0 && $0[1057] > 0 })
  }

  @Test("every epoch holds every chunk once, in an order and with copies of its own")
  func epochs() throws {
    let batches = try batches()
    let count = trained.count * 3
    #expect(batches.countOfEpoch == (count + 6) / 7)
    let matrix = try FeatureMatrix(set, rows: trained)
    let originals = Set(trained.indices.map { Array(matrix.values[$0 * 1056..<($0 + 1) * 1056]) })
    var seen: [[ImageBatch]] = []
    for epoch in 0..<3 {
      let found = try all(batches, epoch)
      #expect(found.map(\.count).reduce(0, +) == count && found.dropLast().allSatisfy { $0.count == 7 })
      let images = found.flatMap { batch in
        (0..<batch.count).map { Array(batch.images[$0 * 1056..<($0 + 1) * 1056]) }
      }
      #expect(images.count { originals.contains($0) } == originals.count)
      #expect(Set(images).intersection(originals) == originals)
      for other in seen {
        let copies = Set(bag(other)).intersection(bag(found)).count
        #expect(copies < originals.count + 5)
        #expect(other.first != found.first)
      }
      seen.append(found)
    }
    #expect(try all(batches, 1) == seen[1])
  }

  @Test("the batches are the same on one, two and five threads", arguments: [1, 13, 1000])
  func threads(size: Int) throws {
    let one = try all(batches(size, jobs: 1), 4)
    #expect(try all(batches(size, jobs: 2), 4) == one)
    #expect(try all(batches(size, jobs: 5), 4) == one)
  }

  @Test("a chunk that cannot be read comes out of next, and the batches behind it can still be taken")
  func errors() throws {
    let lost = trained[3].file
    try FileSystem.remove(made.path.appending(lost))
    let batches = try batches(1)
    let ahead = batches.epoch(0)
    var (failures, found) = (0, 0)
    while true {
      do {
        guard try ahead.next() != nil else { break }
        found += 1
      } catch let error as any ThreePartError {
        #expect(error.place.contains(lost.description))
        failures += 1
      }
    }
    // Itself, its two copies, and whoever was to be mixed with it.
    #expect(failures >= 3 && failures < 40)
    #expect(failures + found == batches.countOfEpoch)
  }
}
