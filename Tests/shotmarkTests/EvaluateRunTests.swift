import Basis
import Files
import Testing

@Suite("shotmark evaluate")
struct EvaluateRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try MadeSetFolder.shotmark(folder, line)
  }

  /// Of all pairs of a positive and a negative, weighted, the part that is in order; ties count half.
  private func naiveAUC(_ rows: [[String: String]]) -> Double {
    let scored = rows.map { row in
      (
        isPositive: row["label"] == "GUN", score: Double(row["GUN"] ?? "") ?? .nan,
        weight: Double(row["weight"] ?? "") ?? .nan
      )
    }
    var (right, all) = (0.0, 0.0)
    for positive in scored where positive.isPositive {
      for negative in scored where !negative.isPositive {
        let weight = positive.weight * negative.weight
        all += weight
        right += weight * (positive.score > negative.score ? 1 : positive.score == negative.score ? 0.5 : 0)
      }
    }
    return right / all
  }

  @Test("The file of probabilities holds every judged chunk once, and gives the figures that --json prints")
  func probabilities() throws {
    try MadeSetFolder.with { folder in
      #expect(try shotmark(folder, "augment S light --root A --copies 1 --into S -q").status == 0)
      let train = try shotmark(folder, "train forest S --out m.safetensors --n-trees 20 --no-comparison -q")
      #expect(train.status == 0, "\(train.messages)")
      for split in ["test", "train", "all"] {
        let run = try shotmark(
          folder, "evaluate m.safetensors S --split \(split) --probabilities P.csv --json -q")
        #expect(run.status == 0, "\(run.messages)")
        let rows = try MadeSetFolder.table(folder.appending("P.csv"))
        let judged = try MadeSetFolder.table(folder.appending("S/manifest.csv")).filter {
          $0["parent"] == "" && (split == "all" || $0["split"] == split)
        }
        #expect(rows.map { $0["file"] } == judged.map { $0["file"] })
        #expect(rows.map { $0["group"] } == judged.map { $0["group"] })
        #expect(rows.map { $0["label"] } == judged.map { $0["label"] })
        for row in rows {
          let sum = (Double(row["GUN"] ?? "") ?? .nan) + (Double(row["ENV"] ?? "") ?? .nan)
          #expect(abs(sum - 1) < 1e-9)
          #expect((Double(row["level"] ?? "") ?? .nan) < 0)
        }
        let json = try JSON.parse(run.output, name: "output")
        let auc = try #require(json["roc_auc"]?.double)
        #expect(abs(auc - naiveAUC(rows)) < 1e-9, "\(split)")
      }
      let full = try shotmark(folder, "evaluate m.safetensors S --probabilities /dev/full --json")
      #expect(full.status == 1 && full.messages.hasPrefix("error: "))
      #expect(full.messages.split(separator: "\n").count == 3, "\(full.messages)")
    }
  }

  @Test("A recipe on the fly trains the same trees as a set augmented by it")
  func onTheFly() throws {
    try MadeSetFolder.with { folder in
      #expect(try shotmark(folder, "augment S light --root A --into T --seed 4 -q").status == 0)
      for line in ["T --out set.safetensors", "S --recipe light --root A --out fly.safetensors"] {
        let run = try shotmark(folder, "train forest \(line) --seed 4 --n-trees 20 --no-comparison -q")
        #expect(run.status == 0, "\(run.messages)")
      }
      let (one, other) = (
        try Safetensors(reading: folder.appending("set.safetensors")),
        try Safetensors(reading: folder.appending("fly.safetensors"))
      )
      #expect(try Safetensors(tensors: one.tensors).bytes() == Safetensors(tensors: other.tensors).bytes())
    }
  }
}
