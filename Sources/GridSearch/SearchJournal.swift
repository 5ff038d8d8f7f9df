import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The scores of a search as they come in: a table that rows are only ever added to, each once it is on the disk.
///
/// Columns: `stage,iter,candidate,fold,nodes`, then the scores. A row that a crash tore is left out when the table is
/// read again, and so is what another run of the same search has to do anew.
public struct SearchJournal {
  /// The table; `nil` for a journal in memory alone.
  public let file: Path?
  private let scoreNames: [String]
  /// What is there, in no order.
  public private(set) var rows: [FoldScore.Place: FoldScore]
  private var output: Descriptor?
  /// Two runs that wrote into one table would tear it.
  private let lock: FolderLock?

  /// Reads what is there already, and keeps others from the folder as long as this journal lives.
  ///
  /// - Throws: `FileError.busy` where another run has the folder, `GridSearchError.torn` where a whole row makes no sense, `FileError`.
  public init(_ file: Path, scores: [String]) throws {
    self.file = file
    scoreNames = scores
    rows = [:]
    lock = try FolderLock(file.folder)
    guard FileSystem.exists(file) else { return }
    for score in try SearchJournal.read(file, scores: scores) { rows[score.place] = score }
  }

  /// A journal that nobody keeps.
  public init(scores: [String]) {
    (file, scoreNames, rows, lock) = (nil, scores, [:], nil)
  }

  static func header(_ scores: [String]) -> [String] {
    ["stage", "iter", "candidate", "fold", "nodes"] + scores
  }

  /// The rows of a table; what stands behind the last line end is torn.
  static func read(_ file: Path, scores: [String]) throws -> [FoldScore] {
    var bytes = try FileSystem.read(file)
    let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    bytes.removeSubrange(end...)
    let table = CSV.parse(bytes)
    guard let first = table.first else { return [] }
    let header = header(scores)
    guard first.fields.map({ $0.text }) == header else {
      throw GridSearchError.torn(file, line: 1, what: "the columns are not \(header.joined(separator: ","))")
    }
    return try table.dropFirst().map { row in
      guard row.fields.count == header.count, let score = FoldScore(row.fields.map { $0.text }) else {
        throw GridSearchError.torn(file, line: row.line, what: "the row is not one of a search")
      }
      return score
    }
  }

  /// Adds rows behind the others; they are on the disk when this returns.
  public mutating func add(_ scores: [FoldScore]) throws {
    if let file {
      let output = try output ?? open(file)
      self.output = output
      var writer = CSV.Writer()
      for score in scores { writer.row(score.fields) }
      try writer.bytes.withUnsafeBytes { try output.write($0) }
      try output.synchronize()
    }
    for score in scores { rows[score.place] = score }
  }

  /// Opens the table behind what was read of it: the rest is torn.
  private func open(_ file: Path) throws -> Descriptor {
    try AtomicFile.write(SearchJournal.bytes(rows.values, scores: scoreNames), to: file)
    return try Descriptor(file, O_WRONLY | O_APPEND | O_CLOEXEC)
  }

  /// A table of rows in the order of stages, rounds, candidates and folds: the same for the same rows.
  static func bytes(_ rows: some Sequence<FoldScore>, scores: [String]) -> [UInt8] {
    var writer = CSV.Writer()
    writer.row(header(scores))
    for score in rows.sorted(by: { $0.place < $1.place }) { writer.row(score.fields) }
    return writer.bytes
  }

  /// Puts the table in order, once nothing more comes.
  public mutating func finish() throws {
    output = nil
    guard let file else { return }
    try AtomicFile.write(SearchJournal.bytes(rows.values, scores: scoreNames), to: file)
  }
}

extension FoldScore.Place: Comparable {
  /// By stage, round, candidate and fold.
  public static func < (left: Self, right: Self) -> Bool {
    (left.stage, left.iteration, left.candidate, left.fold)
      < (right.stage, right.iteration, right.candidate, right.fold)
  }
}

extension FoldScore {
  fileprivate var fields: [String] {
    [place.stage, place.iteration, place.candidate, place.fold, nodes].map { String($0) }
      + scores.map { ScoreText.text($0) }
  }

  fileprivate init?(_ fields: [String]) {
    let numbers = fields.prefix(5).compactMap { NumberText.whole($0) }
    let scores = fields.dropFirst(5).compactMap { ScoreText.value($0) }
    guard numbers.count == 5, scores.count == fields.count - 5 else { return nil }
    place = Place(stage: numbers[0], iteration: numbers[1], candidate: numbers[2], fold: numbers[3])
    nodes = numbers[4]
    self.scores = scores
  }
}

/// Scores in tables: as many digits as give the same number back; empty where there is no value.
enum ScoreText {
  static func text(_ score: Double) -> String { score.isNaN ? "" : "\(score)" }

  static func value(_ text: String) -> Double? { text.isEmpty ? .nan : NumberText.decimal(text) }
}
