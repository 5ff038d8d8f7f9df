import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Tag files as they are about")
struct TagFileRoundTripTests {
  /// A row of the original project's files: folder, name with a blank and brackets, offsets out of order.
  struct DrawnRow {
    var path: String
    var offsets: [Int]
  }

  /// As many rows as `count`, in no order, one of them with 150 offsets; a recording stands in one row alone.
  static func drawn(_ count: Int, folders: [String], seed: UInt64) -> [DrawnRow] {
    var generator = RandomKey(seed: seed).adding("original").generator()
    var names = folders.flatMap { folder in
      (1...count).map { "\(folder)/\(generator.integer(in: 1...9)) (\($0)).wav" }
    }
    generator.shuffle(&names)
    return names.prefix(count).enumerated().map { index, path in
      let tags = index == count / 2 ? 150 : generator.integer(in: 1...12)
      var offsets = (0..<tags).map { $0 * 4000 + generator.below(4000) }
      if generator.chance(0.2) { generator.shuffle(&offsets) }
      return DrawnRow(path: path, offsets: offsets)
    }
  }

  @Test(
    "files of the original's size and shape are read whole, and written sorted",
    arguments: [
      (849, ["gundata/AK-12", "gundata/IMI Desert Eagle", "gundata/Zastava M92"]),
      (513, ["envdata/coffee shop", "envdata/school (yard)", "envdata/bus,station"]),
    ])
  func original(count: Int, folders: [String]) throws {
    let rows = Self.drawn(count, folders: folders, seed: UInt64(count))
    var writer = CSV.Writer()
    for row in rows { writer.row([row.path] + row.offsets.map { "\($0)" }) }
    #expect(CSV.parse(writer.bytes).map(\.fields.count).max() == 151)
    let file = try TagFile(bytes: writer.bytes, name: "index.csv", label: "GUN")
    #expect(file.issues.isEmpty)
    #expect(file.entries.count == count)
    for (index, row) in rows.enumerated() {
      let entry = try #require(file[Path(row.path)])
      #expect(entry.offsets == row.offsets.sorted())
      #expect(entry.line == index + 1)
    }
    #expect(file.entries.map(\.path) == rows.map { Path($0.path) }.sorted())
    let written = file.bytes()
    let again = try TagFile(bytes: written, name: "GUN.csv")
    #expect(again.entries.map(\.path) == file.entries.map(\.path))
    #expect(again.entries.map(\.offsets) == file.entries.map(\.offsets))
    #expect(again.bytes() == written)
    // The same with the line ends and the byte order mark of another system.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let foreign = mark + writer.bytes.flatMap { byte -> [UInt8] in byte == 0x0A ? [0x0D, 0x0A] : [byte] }
    #expect(try TagFile(bytes: foreign, name: "GUN.csv").bytes() == written)
  }

  @Test("whatever a file holds, nothing of it is lost, and written twice it is the same", arguments: 0..<20)
  func anything(seed: Int) throws {
    var generator = RandomKey(seed: UInt64(seed)).adding("anything").generator()
    let pieces = [
      ",", "\"", "\n", "\r\n", " ", "a", "b.wav", "1", "22", "-3", "4.5", ";", "\t", "\"\"", "\"\n",
    ]
    for _ in 0..<100 {
      let text = (0..<generator.below(24)).map { _ in pieces[generator.below(pieces.count)] }.joined()
      let file = try TagFile(bytes: bytes(text), name: "GUN.csv")
      #expect(file.keptRows.count == file.issues.count)
      let written = file.bytes()
      let again = try TagFile(bytes: written, name: "GUN.csv")
      let kept = again.keptRows + again.keptRows.flatMap { CSV.parse($0).flatMap { $0.fields.map(\.bytes) } }
      for row in file.keptRows { #expect(kept.contains(row), "\(text.debugDescription)") }
      #expect(again.entries.map(\.path) == file.entries.map(\.path), "\(text.debugDescription)")
      #expect(again.entries.map(\.offsets) == file.entries.map(\.offsets), "\(text.debugDescription)")
      #expect(again.bytes() == written, "\(text.debugDescription)")
    }
  }

  @Test("the shared tag files", .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
  func shared() throws {
    let guns = try TagFile(reading: SharedData.folder.appending("gundata/index.csv"), label: "GUN")
    #expect(guns.entries.count == 150)
    #expect(guns.entries.map(\.tags.count).reduce(0, +) == 509)
    #expect(guns.issues.isEmpty)
    #expect(guns["gundata/AK-12/3 (73).wav"]?.offsets == [2282, 6796, 11724, 12369])
    let range = try TagFile(
      reading: SharedData.folder.appending("long/shotspotter_onsets.csv"), label: "GUN")
    #expect(range.entries.count == 18)
    #expect(range.entries.map(\.tags.count).reduce(0, +) == 36)
    let gaps = range.entries.flatMap { zip($0.offsets.dropFirst(), $0.offsets).map { $0 - $1 } }
    #expect(gaps.min() == 397 * 16)
    for entry in guns.entries {
      #expect(FileSystem.exists(SharedData.folder.appending(entry.path)))
    }
  }
}
