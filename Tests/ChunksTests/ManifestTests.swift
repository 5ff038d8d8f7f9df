import Basis
import Chunks
import Evaluation
import Testing

@Suite("The manifest")
struct ManifestTests {
  private func drawn(_ seed: Int) -> ManifestRow {
    var generator = RandomKey(seed: UInt64(seed)).adding("manifest").generator()
    let name = Path(bytes: (0..<generator.below(20) + 1).map { _ in UInt8(generator.integer(in: 1...255)) })
    let recording = Path(
      bytes: name.bytes.filter { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ".") } + [0x61])
    let isShot = generator.chance(0.5)
    let start = generator.integer(in: -4000...1_000_000)
    var row = ManifestRow(
      file: Path("GUN").appending(recording).appendingToName("_0.wav"), label: "GUN", recording: recording,
      recordingSHA256: String(repeating: "a1", count: 32), onset: isShot ? start + 5 : nil,
      onsets: isShot ? [start + 5, start + 900] : [], start: start, lead: isShot ? 5 : nil,
      padding: generator.below(100), overlap: generator.below(2), weight: generator.unit(),
      kind: isShot ? .shot : .tail, group: recording, split: Split.allCases[generator.below(3)],
      fold: generator.chance(0.3) ? nil : generator.below(5), seed: generator.next())
    if generator.chance(0.3) {
      row.parent = "GUN/a,b.wav"
      row.recipe = "Augment/light.json"
      row.parameters = #"{"gain":-3.5,"x":"a,b"}"#
    }
    return row
  }

  @Test("what is written is read again, whatever the paths' bytes", arguments: 0..<50)
  func roundTrip(seed: Int) throws {
    let rows = (0..<20).map { drawn(seed * 100 + $0) }
    #expect(try Manifest.rows(Manifest.bytes(rows), name: "manifest.csv") == rows)
  }

  @Test("columns are found by name, whatever their order")
  func order() throws {
    let rows = [drawn(1)]
    let lines = String(decoding: Manifest.bytes([]), as: UTF8.self)
    #expect(lines == Manifest.columns.joined(separator: ",") + "\n")
    let text = """
      seed,kind,file,label,recording,recording_sha256,onset,onsets,start,lead,padding,overlap,weight,group,split,\
      fold,parent,recipe,parameters,extra
      7,background,ENV/a.wav_0.wav,ENV,a.wav,ff,,,12,,0,0,1,a.wav,train,3,,,,more
      """
    let read = try Manifest.rows(Array(text.utf8), name: "m")
    #expect(read.count == 1 && read[0].seed == 7 && read[0].start == 12 && read[0].fold == 3)
    #expect(rows.count == 1)
  }

  @Test(
    "what is no number, kind or split is named with its row and column",
    arguments: [
      ("start", "12,,", "x,,"), ("kind", "background", "noise"), ("split", "train", "trial"),
      ("fold", ",3,", ",9,"),
      ("weight", "0,0,1,", "0,0,7,"), ("file", "ENV/a.wav_0.wav", "../a.wav"),
    ])
  func mistakes(column: String, good: String, bad: String) throws {
    let header = Manifest.columns.joined(separator: ",")
    let line = "ENV/a.wav_0.wav,ENV,a.wav,ff,,,12,,0,0,1,background,a.wav,train,3,,,,0"
    #expect(try Manifest.rows(Array("\(header)\n\(line)\n".utf8), name: "m").count == 1)
    let broken = "\(header)\n\(line.replacing(good, with: bad, maxReplacements: 1))\n"
    let error = #expect(throws: ChunksError.self) { try Manifest.rows(Array(broken.utf8), name: "m") }
    #expect(error?.place == "m, row 2, column '\(column)'")
  }

  @Test("a missing column is named; an empty file holds no rows; a torn last row is an error")
  func torn() throws {
    #expect(throws: ChunksError.manifestColumn("m", "seed")) {
      try Manifest.rows(Array(Manifest.columns.dropLast().joined(separator: ",").utf8), name: "m")
    }
    #expect(try Manifest.rows([], name: "m").isEmpty)
    let whole = Manifest.bytes([drawn(3)])
    #expect(throws: ChunksError.self) { try Manifest.rows(Array(whole.dropLast(30)), name: "m") }
  }
}
