import Basis
import Features
import Files

/// What a folder says about the search in it: the plan, and what the plan was run on. Parts of a search on several
/// machines say the same.
public struct SearchRecord: Equatable, Sendable {
  /// What the search was run on.
  public struct Data: Equatable, Sendable {
    /// The set's folder as it was given.
    public var set: String
    /// Labels in the order of the classes.
    public var labels: [String]
    /// Whether chunks count by the manifest's weights.
    public var usesWeights: Bool
    /// Chunks that are learned from or judged.
    public var chunks: Int
    /// SHA-256 of what is known of the chunks: files, labels, weights, groups and folds.
    public var rowsSHA256: String
    /// SHA-256 of the features under each kind of parameters, in the order in which the search meets them.
    public var matrixSHA256: [String]

    /// What a search was run on.
    public init(
      set: String, labels: [String], usesWeights: Bool, chunks: Int, rowsSHA256: String,
      matrixSHA256: [String]
    ) {
      self.set = set
      self.labels = labels
      self.usesWeights = usesWeights
      self.chunks = chunks
      self.rowsSHA256 = rowsSHA256
      self.matrixSHA256 = matrixSHA256
    }
  }

  /// What decides the figures.
  public var plan: SearchPlan
  /// What it was run on.
  public var data: Data

  /// A record.
  public init(plan: SearchPlan, data: Data) {
    self.plan = plan
    self.data = data
  }

  /// The record as JSON.
  public var json: JSON.Value {
    .object(
      [
        ("shotmark", .string(Shotmark.version)), ("set", .string(data.set)),
        ("labels", .array(data.labels.map { .string($0) })), ("weights", .bool(data.usesWeights)),
        ("chunks", .number(data.chunks)),
        ("rows_sha256", .string(data.rowsSHA256)),
        ("matrix_sha256", .array(data.matrixSHA256.map { .string($0) })),
      ] + plan.members)
  }

  /// The file's bytes.
  public var bytes: [UInt8] { Array((json.text(pretty: true) + "\n").utf8) }

  /// The first thing in which another record differs, in words; `nil` where they are equal. Where the set lies does
  /// not count.
  public func difference(to other: JSON.Value) -> String? {
    for member in json.object ?? [] where member.key != "set" {
      let (own, theirs) = (member.value, other[member.key] ?? .null)
      if own == theirs { continue }
      if member.key == "settings" {
        let name = own.object?.first { $0.value != theirs[$0.key] ?? .null }?.key ?? ""
        return "\(name) was \((theirs[name] ?? .null).text(pretty: false)), "
          + "and is \((own[name] ?? .null).text(pretty: false)) now"
      }
      let texts = [theirs, own].map { $0.text(pretty: false) }
      return texts.contains { $0.count > 60 }
        ? "\(member.key) was another" : "\(member.key) was \(texts[0]), and is \(texts[1]) now"
    }
    return nil
  }
}
