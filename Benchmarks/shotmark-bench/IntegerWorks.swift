import Annotation
import Audio
import Basis
import Chunks
import ConvNet
import Evaluation
import Files
import Quantization
import Training

extension Works {
  /// What whole numbers cost: each fold judged by a network of the others, in floats and in 8 bits.
  static func integerAccuracy(_ settings: Settings) throws -> Measured {
    let (table, labels) = try rows(settings)
    let folds = try folds(settings, rows: table.rows)
    let judged = folds.indices.filter { folds[$0] >= 0 }
    var right = (float: 0, integer: 0)
    var changed = 0
    for fold in Set(folds).filter({ $0 >= 0 }).sorted() {
      let (learn, judge) = (judged.filter { folds[$0] != fold }, judged.filter { folds[$0] == fold })
      let network = try trained(
        select(table, learn).values, learn.map { labels[$0] },
        seed: UInt64((try? settings.text("seed")) ?? "0") ?? 0)
      // As many of each label, evenly from all over the rows.
      let sample = [0, 1].flatMap { label -> [Int] in
        let own = learn.filter { labels[$0] == label }
        return (0..<min(250, own.count)).map { own[$0 * own.count / min(250, own.count)] }
      }
      var options = Quantizer.Options()
      options.calibration = try calibration(settings)
      let integer = try Quantizer.quantize(network, images: select(table, sample).values, options: options)
      let images = select(table, judge).values
      let float = try NetworkRunner(network, width: 33, batch: 256, threads: Parallel.cores)
        .probabilities(images)
      let whole = IntegerPredictor(integer).probabilities(images)
      for (position, row) in judge.enumerated() {
        let taken = [float, whole].map { $0[position * 2 + 1] > $0[position * 2] ? 1 : 0 }
        right.float += taken[0] == labels[row] ? 1 : 0
        right.integer += taken[1] == labels[row] ? 1 : 0
        changed += taken[0] != taken[1] ? 1 : 0
      }
    }
    let shares = [right.float, right.integer].map { Double($0) / Double(judged.count) * 100 }
    let words =
      "accuracy over five folds \(three(shares[0])) % in floats, \(three(shares[1])) % in 8 bits, "
      + "\(changed) of \(judged.count) chunks taken otherwise"
    return Measured(items: judged.count, unit: "chunks", more: [("words", .string(words))])
  }

  /// What both find along synthesised recordings with one false alarm an hour.
  static func integerListening(_ settings: Settings) throws -> Measured {
    let model = try NetworkModel(reading: settings.path("model"))
    var options = Quantizer.Options()
    options.endsWithLogits = true
    let integer = try model.quantized(by: ChunkSet(opening: settings.path("set")), options: options)
    let folder = try settings.path("recordings")
    let tags = try TagFile(reading: folder.appending("Annotations/GUN.csv"))
    let files = try FileSystem.files(below: folder, where: SoundFiles.isSoundFile)
    let items = files.map {
      Listening.Item(file: folder.appending($0), onsets: tags[$0]?.offsets ?? [])
    }
    let listening = try Listening([model, integer], to: items, positive: "GUN")
    let recalls = listening.recalls.map { three(($0 ?? 0) * 100) + " %" }
    let thresholds = listening.thresholds.map { $0.map { "\(($0 * 1e4).rounded() / 1e4)" } ?? "none" }
    let words =
      "\(three(listening.hours)) hours, \(items.reduce(0) { $0 + $1.onsets.count }) shots: recall "
      + "\(recalls[0]) in floats, \(recalls[1]) in 8 bits, thresholds \(thresholds.joined(separator: " and "))"
    return Measured(items: items.count, unit: "recordings", more: [("words", .string(words))])
  }

  /// `--calibration` entropy (which holds where nothing is said), min-max, or the per cent of a percentile.
  private static func calibration(_ settings: Settings) throws -> Calibration {
    switch try? settings.text("calibration") {
    case nil, "entropy": .entropy
    case "min-max": .minMax
    case .some(let text): .percentile(Double(text) ?? 100)
    }
  }

  private static func three(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
}
