import Basis
import Chunks
import Evaluation
import Features
import Files
import GridSearch
import RandomForest
import Synchronization

/// Searches a set for the best forest, in a folder that keeps what is done.
public struct ForestSearch: Sendable {
  /// Threads; no figure depends on it.
  public var jobs = Parallel.cores
  /// Bytes that folds may take besides the features.
  public var memory = 1 << 32
  /// The part of the forests to grow on this machine; `nil` for all of them.
  public var shard: SearchShard?
  /// Told how far the work is.
  public var progress: ChunksProgressHandler = { _ in }

  /// What is searched, and on which rows.
  public let search: Search
  /// Its chunks.
  public let source: SearchSource
  /// Where it is kept.
  public let folder: SearchFolder
  /// Features that were computed elsewhere; `nil` to compute them here.
  private(set) var given: FeatureMatrix?
  /// What was computed last, for all that this search does.
  let kept = KeptMatrix()

  /// Prepares a search; everything about grid, folds and scores is checked here, before any work.
  ///
  /// - Throws: `GridSearchError`, `TrainingError.unknownPositive`.
  public init(_ plan: SearchPlan, _ source: SearchSource, in folder: SearchFolder) throws {
    guard source.rows.labels.contains(plan.positive) else {
      throw TrainingError.unknownPositive(plan.positive, known: source.rows.labels)
    }
    search = try Search(plan, rows: source.rows, length: source.set.information.length)
    self.source = source
    self.folder = folder
  }

  /// Takes the features from a file that `shotmark features` wrote, the same one for all machines.
  ///
  /// - Throws: `GridSearchError.severalFeatures` where candidates ask for more than one kind, and what is wrong with
  ///   the file.
  public mutating func take(_ file: Path) throws {
    guard let own = features.first, features.count == 1 else {
      throw GridSearchError.severalFeatures(file, kinds: features.count)
    }
    given = try FeatureMatrix(reading: file, source.set, rows: source.chunks, parameters: own)
  }

  /// The features that candidates ask for, each once.
  public var features: [LogMelParameters] {
    var known: Swift.Set<LogMelParameters> = []
    return search.settings.map(\.features).filter { known.insert($0).inserted }
  }

  /// Grows and judges the forests that the folder lacks.
  ///
  /// - Returns: all scores that are there now.
  /// - Throws: what is wrong with chunks, features or files; what was done by then is kept.
  public func run() throws -> SearchJournal {
    let matrices = SearchMatrices(self)
    let record = SearchRecord(
      plan: search.plan,
      data: SearchRecord.Data(
        set: source.set.folder.description, labels: source.rows.labels, usesWeights: source.usesWeights,
        chunks: source.chunks.count,
        rowsSHA256: source.digest, matrixSHA256: try features.map { try matrices.digest($0) }))
    var journal = try folder.begin(record)
    var runner = SearchRunner(search) { try matrices.table($0) }
    (runner.jobs, runner.memory, runner.shard) = (jobs, memory, shard)
    let report = progress
    runner.progress = { done, total in
      report(ChunksProgress(stage: "growing trees", done: done, total: max(done, total)))
    }
    var clock = ContinuousClock.now
    try runner.run(&journal) { journal in
      // A look at the table while the search goes on; a search of a second needs none.
      guard shard == nil, clock.duration(to: .now) > .seconds(1) else { return }
      try AtomicFile.write(SearchResults(search, journal).csv, to: folder.table)
      clock = .now
    }
    try journal.finish()
    return journal
  }
}

/// The features that were computed last; the forests that are chosen are mostly trained on those searched with.
final class KeptMatrix: Sendable {
  let last = Mutex<(features: LogMelParameters, matrix: FeatureMatrix)?>(nil)
}

/// The features of a search, computed when they are asked for; the last ones are kept.
struct SearchMatrices {
  private let search: ForestSearch

  init(_ search: ForestSearch) { self.search = search }

  func matrix(_ features: LogMelParameters) throws -> FeatureMatrix {
    if let given = search.given { return given }
    if let kept = search.kept.last.withLock({ $0 }), kept.features == features { return kept.matrix }
    // The old ones go before the new ones come.
    search.kept.last.withLock { $0 = nil }
    let matrix = try search.source.matrix(features, jobs: search.jobs, progress: search.progress)
    search.kept.last.withLock { $0 = (features, matrix) }
    return matrix
  }

  func digest(_ features: LogMelParameters) throws -> String { SearchSource.digest(try matrix(features)) }

  func table(_ features: LogMelParameters) throws -> FeatureTable {
    search.source.learning.table(try matrix(features))
  }
}

extension ForestSearch {
  /// Keeps the scores that other machines found as if they had been found here, and concludes the search.
  ///
  /// - Throws: as `conclude`; `GridSearchError.otherMatrix` where the features here are others.
  public func merge(_ scores: [FoldScore], _ record: SearchRecord, refits: Bool) throws -> SearchOutcome {
    if refits || search.plan.nested != nil {
      let matrices = SearchMatrices(self)
      for (features, wanted) in zip(features, record.data.matrixSHA256) {
        let own = try matrices.digest(features)
        guard own == wanted else {
          throw GridSearchError.otherMatrix(source.set.folder, has: own, wanted: wanted)
        }
      }
    }
    var journal = try folder.begin(record)
    if !scores.isEmpty { try journal.add(scores) }
    try journal.finish()
    return try conclude(journal, refits: refits)
  }
}
