import Basis
import Evaluation
import Files
import Labelling
import Synthesis

extension Works {
  /// Keys until F of confirmed labels and unreviewed proposals stays at 0.95, in the order of the files, in random orders
  /// and by doubt. One recording in eight is labelled already; `train onsets` learns from these and from recordings of
  /// another seed, and proposes in the rest.
  ///
  /// `--proposals rule` takes those of `shotmark onsets` instead; `--root` and `--tags` name recordings that are not
  /// rendered.
  static func labellingCurve(_ settings: Settings, _ setting: SceneSetting) throws -> Measured {
    let collection = try LabellingCollection(settings, setting)
    let orders = LabellingOrders(collection)
    let (file, random, doubt) = (orders.file, orders.random, orders.doubt())
    let keys = [file, random, doubt, orders.doubt(keysPerJump: 1)].map { $0.keys(toReach: 0.95) }
    func shown(_ keys: Int?) -> String { keys.map { "\($0)" } ?? "never" }
    func part(_ keys: Int?, of whole: Int?) -> String {
      guard let keys, let whole, whole > 0 else { return "" }
      return " (\(Double(100 * keys / whole) / 100) of these)"
    }
    let before = Double(Int(1000 * (file.points.first?.f ?? 0))) / 1000
    return Measured(
      items: collection.proposals.count, unit: "proposals",
      more: [
        (
          "words",
          .string(
            "\(shown(keys[0])) keys in the order of the files, \(shown(keys[1])) in random order (median of 20), "
              + "\(shown(keys[2])) by doubt\(part(keys[2], of: keys[0])), \(shown(keys[3])) where a jump to another "
              + "recording is a key\(part(keys[3], of: keys[0])); F \(before) before any key, "
              + "\(collection.recordings.reduce(0) { $0 + $1.truth.count }) shots in \(collection.recordings.count) "
              + "recordings")
        ), ("f_by_threshold", orders.byThreshold), ("curve_file_order", sampled(file)),
        ("curve_random_order", sampled(random)), ("curve_doubt", sampled(doubt)),
      ])
  }

  /// F after each twentieth of the keys.
  private static func sampled(_ curve: LabellingCurve) -> JSON.Value {
    let last = curve.points.last?.keys ?? 0
    return .array(
      (0...20).map { part in
        let reached = curve.points.last { $0.keys <= last * part / 20 }
        return .number(((reached?.f ?? 0) * 1000).rounded() / 1000)
      })
  }
}

/// The orders in which the proposals of a collection can be answered, and what each is worth.
private struct LabellingOrders {
  private let collection: LabellingCollection
  private let collar = Sampling.rate / 20
  private let threshold = DoubtRanking().threshold

  init(_ collection: LabellingCollection) { self.collection = collection }

  /// That of the files.
  var file: LabellingCurve { byRecording(collection.recordings.map(\.path)) }

  /// The median of twenty random ones of files.
  var random: LabellingCurve {
    let curves = (0..<20).map { number -> LabellingCurve in
      var paths = collection.recordings.map(\.path)
      var random = RandomKey(seed: 41).adding(number).generator()
      random.shuffle(&paths)
      return byRecording(paths)
    }
    let keys = { (curve: LabellingCurve) in curve.keys(toReach: 0.95) ?? .max }
    return curves.sorted { keys($0) < keys($1) }[curves.count / 2]
  }

  /// The most doubtful ones first, in the light of the answers so far.
  func doubt(keysPerJump: Int = 0) -> LabellingCurve {
    LabellingCurve(
      doubting: collection.proposals, of: collection.recordings, threshold: threshold, collar: collar,
      keysPerJump: keysPerJump)
  }

  /// F of the proposals from a score on, before any key.
  var byThreshold: JSON.Value {
    .array(
      [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map { threshold in
        let curve = LabellingCurve(
          collection.proposals, of: collection.recordings, threshold: threshold, collar: collar)
        return .number(((curve.points.first?.f ?? 0) * 1000).rounded() / 1000)
      })
  }

  /// All of a recording's before those of the next.
  private func byRecording(_ paths: [Path]) -> LabellingCurve {
    let found = Dictionary(grouping: collection.proposals, by: \.recording)
    let known = Dictionary(collection.recordings.map { ($0.path, $0) }) { first, _ in first }
    return LabellingCurve(
      paths.flatMap { found[$0] ?? [] }, of: paths.compactMap { known[$0] }, threshold: threshold,
      collar: collar)
  }
}
