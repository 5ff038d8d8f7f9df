import Basis
import Files

/// The log of a loop: `rounds.csv`, a row a round.
public struct RoundLog: Sendable {
  /// A round: what was labelled, and what a model made of it.
  public struct Round: Sendable, Equatable {
    /// From 1.
    public var number: Int
    /// Recordings that somebody has labelled.
    public var recordings: Int
    /// Onsets that they hold.
    public var labels: Int
    /// Chunks of the set.
    public var chunks: Int
    /// The area under the ROC curve on the split val; `nil` where it holds too little.
    public var validationAUC: Double?
    /// F at 50 ms on the labelled recordings that the model was not trained on; `nil` where there are none.
    public var f: Double?
    /// How many recordings these are.
    public var heldOut: Int
    /// The model's file within the loop's folder.
    public var model: Path
    /// SHA-256 of all that the round follows from.
    public var inputs: String
  }

  private static let columns = [
    "round", "recordings", "labels", "chunks", "val_roc_auc", "f_50_ms", "held_out", "model", "inputs",
  ]

  /// The rounds so far.
  public private(set) var rounds: [Round] = []
  private let file: Path

  /// Reads a log; there is none at first.
  ///
  /// - Throws: `FileError`, and `LabellingError.badLog` where it is no log.
  public init(reading file: Path) throws {
    self.file = file
    guard FileSystem.exists(file) else { return }
    for (index, row) in CSV.parse(try FileSystem.read(file)).enumerated() {
      let texts = row.fields.map(\.text)
      if index == 0, texts == RoundLog.columns { continue }
      guard index > 0, texts.count == RoundLog.columns.count, let number = Int(texts[0]),
        number == index, let recordings = Int(texts[1]), let labels = Int(texts[2]),
        let chunks = Int(texts[3]), let heldOut = Int(texts[6])
      else { throw LabellingError.badLog(file, row: row.line) }
      rounds.append(
        Round(
          number: number, recordings: recordings, labels: labels, chunks: chunks,
          validationAUC: Double(texts[4]), f: Double(texts[5]), heldOut: heldOut, model: Path(texts[7]),
          inputs: texts[8]))
    }
  }

  /// Adds a round and writes the log.
  mutating func add(_ round: Round) throws {
    rounds.append(round)
    var writer = CSV.Writer()
    writer.row(RoundLog.columns)
    func text(_ figure: Double?) -> String { figure.map { "\(($0 * 10_000).rounded() / 10_000)" } ?? "" }
    for round in rounds {
      writer.row([
        "\(round.number)", "\(round.recordings)", "\(round.labels)", "\(round.chunks)",
        text(round.validationAUC), text(round.f), "\(round.heldOut)", round.model.description, round.inputs,
      ])
    }
    try AtomicFile.write(writer.bytes, to: file)
  }
}

/// What can be wrong with a loop.
public enum LabellingError: ThreePartError, Equatable {
  /// A row of the log is none.
  case badLog(Path, row: Int)
  /// Nobody has labelled anything with the label.
  case nothingLabelled(Path, label: String)

  /// What is wrong.
  public var what: String {
    switch self {
    case .badLog: "the log of rounds has a row that is none"
    case .nothingLabelled(_, let label): "no recording is labelled with \(label) yet"
    }
  }
  /// Where it is.
  public var place: String {
    switch self {
    case .badLog(let file, let row): "\(file), row \(row)"
    case .nothingLabelled(let tags, _): tags.description
    }
  }
  /// How to mend it.
  public var remedy: String {
    switch self {
    case .badLog: "correct the row, or move the file away: the loop then begins with round 1"
    case .nothingLabelled: "label a handful of recordings first: shotmark annotate DIR"
    }
  }
}
