// What libFuzzer throws bytes at: every reader of files that a person may hand in. The first byte chooses the reader;
// a refusal is an error that is thrown, everything else is a finding. Built and run by Scripts/fuzz.

import Annotation
import Basis
import Chunks
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
]

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
        try? readers[Int(choice) % readers.count](Array(input.dropFirst()))
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
