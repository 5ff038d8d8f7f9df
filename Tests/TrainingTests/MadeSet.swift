import Audio
import Basis
import Chunks
import Evaluation
import Files
import TestSupport

/// A set of made-up chunks: GUN is noise that begins in the middle of the chunk, ENV is noise all through.
struct MadeSet {
  let folder: TemporaryFolder
  var path: Path { folder.path.appending("set") }

  init(groups: Int = 20, perGroup: Int = 6, noise: Double = 0.1) throws {
    folder = try TemporaryFolder()
    var rows: [ManifestRow] = []
    let split = try GroupedSplit(
      groups: (0..<groups).map { GroupCount(id: "g\($0)", counts: ["GUN": perGroup, "ENV": perGroup]) },
      seed: 1)
    for group in 0..<groups {
      for number in 0..<perGroup * 2 {
        let label = number % 2 == 0 ? "GUN" : "ENV"
        let recording = Path("g\(group)/\(label).wav")
        let file = Path(label).appending(recording).appendingToName("_\(number / 2).wav")
        var generator = RandomKey(seed: 9).adding(file.bytes).generator()
        let lead = 500 + generator.below(2000)
        let samples = (0..<4096).map { index -> Float in
          let isShot = label == "GUN" && index >= lead
          return Float(generator.gaussian() * noise * (isShot ? 3 : 1))
        }
        try folder.write(WAV.bytes(pcm16: samples).bytes, as: Path("set").appending(file))
        let place = split["g\(group)"]
        var digits = String(group, radix: 16) + (label == "GUN" ? "a" : "b")
        digits = String(repeating: "0", count: 64 - digits.count) + digits
        let isShot = label == "GUN"
        let start = number * 5000
        rows.append(
          ManifestRow(
            file: file, label: label, recording: recording, recordingSHA256: digits,
            onset: isShot ? start + lead : nil, onsets: isShot ? [start + lead] : [], start: start,
            lead: isShot ? lead : nil, kind: isShot ? .shot : .background, group: Path("g\(group)"),
            split: place?.split ?? .train, fold: place?.fold, seed: 1))
      }
    }
    rows.sort { $0.file < $1.file }
    try folder.write(Manifest.bytes(rows), as: "set/manifest.csv")
    try folder.write(SetInformation(length: 4096).bytes, as: "set/set.json")
  }
}
