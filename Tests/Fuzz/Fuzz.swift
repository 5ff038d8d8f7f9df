// What libFuzzer throws bytes at: every reader of files that a person may hand in. The first byte chooses the reader;
// a refusal is an error that is thrown, everything else is a finding. Built and run by Scripts/fuzz.

import Annotation
import Augmentation
import Basis
import Chunks
import ConvNet
import Features
import Files
import RandomForest
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// A reader; what it makes of the bytes must be readable again where it can be written.
typealias Reader = @Sendable ([UInt8]) throws -> Void

let readers: [Reader] = [
  { bytes in
    var writer = CSV.Writer()
    for row in CSV.parse(bytes) { writer.row(row.fields.map(\.bytes)) }
    require(
      CSV.parse(bytes).map { $0.fields.map(\.bytes) }
        == CSV.parse(writer.bytes).map { $0.fields.map(\.bytes) })
  },
  { bytes in
    let value = try JSON.parse(bytes, name: "fuzz.json")
    let text = value.text(pretty: false)
    try require(JSON.parse(Array(text.utf8), name: "again.json").text(pretty: false) == text)
  },
  { bytes in
    let file = try TagFile(bytes: bytes, name: "GUN.csv")
    let again = try TagFile(bytes: file.bytes(), name: "GUN.csv")
    // Rows with torn quotes are kept, but may be told apart in another way: the tags must stay the same.
    require(again.entries.map(\.path) == file.entries.map(\.path))
    require(again.entries.map(\.offsets) == file.entries.map(\.offsets))
  },
  { bytes in _ = try SpanFile<ReviewedSpan>(bytes: bytes, name: "reviewed.csv") },
  { bytes in _ = try SpanFile<IgnoredSpan>(bytes: bytes, name: "ignore.csv") },
  { bytes in _ = try NPY.parse(bytes, name: "X.npy") },
  { bytes in
    let file = try Safetensors(bytes: bytes, name: "model.safetensors")
    _ = try? ModelCard(metadata: file.metadata, of: "model.safetensors")
    let forest = try Forest(reading: file)
    // What a file claims may be huge; only what a person would wait for is asked of it.
    guard forest.columns <= 1 << 16 else { return }
    let row = [Float](repeating: 0.5, count: forest.columns)
    let table = FeatureTable(rows: 1, columns: forest.columns, values: row)
    _ = try forest.probabilities(table)
  },
  { bytes in _ = try Fingerprint(bytes: bytes) },
  { bytes in
    let records = try Journal.read(bytes, name: "journal")
    try require(Journal.read(Journal.bytes(of: records), name: "journal") == records)
  },
]

/// Readers of other tools' labels, behind the others: what they make of a file must be the same once it is written by
/// us, unless that is refused.
let labelReaders: [Reader] = LabelFormat.allCases.map { format in
  { bytes in
    _ = LabelFormat.guess(name: "labels.txt", bytes: bytes)
    let labels = try format.read(bytes, name: "GUN.csv")
    let again = try format.read(format.bytes(of: labels, name: "GUN.csv"), name: "GUN.csv")
    func offsets(_ labels: ForeignLabels) -> [[Int]] {
      labels.recordings.map { $0.marks.map(\.offset) }.filter { !$0.isEmpty }
    }
    // A list of onsets keeps no labels: equal times are one.
    require(format == .onsets || offsets(again) == offsets(labels))
  }
}

/// Readers of recipes and of what manifests keep of copies, behind the others: what is read is also done to a chunk.
let augmentationReaders: [Reader] = [
  { bytes in
    let recipe = try PreparedRecipe(Recipe(bytes: bytes, name: "fuzz.json"))
    for (number, chunk) in chunks.enumerated() {
      let key = RandomKey(seed: UInt64(number))
      try apply(recipe.draw(chunk.facts, NoMaterials(), key: key), to: chunk.clip)
    }
  },
  { bytes in
    let copy = try DrawnCopy(text: String(decoding: bytes, as: UTF8.self), name: "manifest.csv")
    for chunk in chunks { try apply(copy, to: chunk.clip) }
  },
]

/// Readers of networks, behind the others.
let networkReaders: [Reader] = [
  { bytes in
    let network = try NetworkDescription(JSON.parse(bytes, name: "network.json"), name: "network.json")
    try require(NetworkDescription(network.json, name: "again.json") == network)
    let width = min(network.leastWidth ?? 1, 64)
    require(network.multiplyAdds(width: width) >= 0 && network.parameterCount(width: width) >= 0)
  },
  { bytes in
    let file = try Safetensors(bytes: bytes, name: "model.safetensors")
    let card = try ModelCard(metadata: file.metadata, of: "model.safetensors")
    _ = try NetworkModel(card: card, file, of: "model.safetensors")
  },
  { bytes in
    var rest = bytes[...]
    while let record = RecordFraming.next(&rest) { _ = ProtocolBuffer.fields(of: record) }
  },
]

/// Small chunks: with a shot, without one, silent, of the least length.
let chunks: [(clip: Clip, facts: ClipFacts)] = [(512, 100), (512, nil), (512, 511), (16, 3)].map {
  length, onset in
  let samples = (0..<length).map { onset == 511 ? 0 : Float($0 * 37 % 101) / 101 - 0.5 }
  return (
    Clip(samples: samples, onset: onset, label: "GUN"),
    ClipFacts(
      length: length, onset: onset, label: "GUN", neighbours: ClipFacts.Neighbours(before: 700, behind: 90))
  )
}

/// Does what was drawn; what comes out must be sound of the same length, and the same once it was written and read.
func apply(_ copy: DrawnCopy, to clip: Clip) throws {
  var changed = clip
  let done = try copy.apply(to: &changed, NoMaterials())
  require(changed.samples.count == clip.samples.count)
  require(changed.samples.allSatisfy { $0.isFinite && abs($0) <= 1.001 })
  try require(DrawnCopy(text: done.text, name: "again") == done)
  var image = LogMelImage(values: [Float](repeating: -50, count: 35), nMels: 5, frames: 7, onset: 2...3)
  copy.apply(to: &image)
  require(image.values.count == 35 && image.values.allSatisfy { $0.isFinite })
}

/// All of them.
let allReaders = readers + labelReaders + augmentationReaders + networkReaders

/// Ends the process, as libFuzzer expects of a finding.
func require(_ holds: @autoclosure () throws -> Bool) rethrows {
  if try !holds() { fatalError("what was written is not what was read") }
}

@main struct Fuzz {
  static func main() throws {
    if let folder = getenv("SHOTMARK_SEEDS") { try Seeds.write(into: Path(String(cString: folder))) }
    var count = CommandLine.argc
    var words = Optional(CommandLine.unsafeArgv)
    exit(
      runFuzzer(&count, &words) { start, count in
        let input = UnsafeBufferPointer(start: start, count: count)
        guard let choice = input.first else { return 0 }
        try? allReaders[Int(choice) % allReaders.count](Array(input.dropFirst()))
        return 0
      })
  }
}

/// libFuzzer's loop, for programs that have a main function of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
