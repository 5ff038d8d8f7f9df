import Basis
import Chunks
import Files
import TestSupport
import Testing

@Suite("Tags of what is no shot")
struct BackgroundTagTests {
  private let made: MadeRecordings

  init() throws { made = try MadeRecordings() }

  private func slice(_ change: (inout SlicingOptions) -> Void = { _ in }) throws -> SlicingResult {
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("tags")]
    change(&options)
    return try Slicing(options, cache: made.cache).run(into: made.set("set"))
  }

  /// What is told of tags.
  private static func told(_ result: SlicingResult) -> [String] {
    result.warnings.filter { $0.contains("tags of ENV") }
  }

  /// Recordings with shots, and with what was refused between and behind them.
  private func record() throws {
    var (shots, others) = ("", "")
    for index in 0..<6 {
      try made.record(Path("range \(index).wav"), seed: UInt64(index), count: 160_000)
      shots += "range \(index).wav,12000,50000\n"
      others += "range \(index).wav,\(14_000 + 500 * index),17000,30000,52400\n"
    }
    try made.folder.write(shots, as: "root/tags/GUN.csv")
    try made.folder.write(others, as: "root/tags/ENV.csv")
  }

  @Test("Chunks of what was refused are of the background's label, and keep 0.1 s away from every shot")
  func cut() throws {
    try record()
    let result = try slice()
    let set = try ChunkSet(opening: made.set("set"))
    let negatives = set.rows.filter { $0.label == "ENV" }
    #expect(result.failures.isEmpty && Self.told(result).isEmpty && negatives.count == 24)
    #expect(Set(negatives.compactMap(\.onset)).isSuperset(of: [17_000, 30_000, 52_400]))
    for row in negatives {
      #expect((row.start..<row.start + 4096).contains(try #require(row.onset)))
      for shot in [12_000, 50_000] {
        #expect(row.start >= shot + 1600 || row.start + 4096 <= shot - 1600, "\(row.file)")
      }
    }
    #expect(set.rows.count { $0.label == "GUN" } == 12)
  }

  @Test("One that lies so near to a shot that no chunk holds it alone is told, and is no error")
  func hidden() throws {
    try record()
    try made.folder.write("range 0.wav,12800,30000\n", as: "root/tags/ENV.csv")
    let result = try slice()
    #expect(result.failures.isEmpty)
    #expect(Self.told(result).map { $0.hasPrefix("1 tags of ENV lie so near to a shot") } == [true])
    #expect(try ChunkSet(opening: made.set("set")).rows.filter { $0.label == "ENV" }.map(\.onset) == [30_000])
  }

  @Test("They count among the negatives: of reviewed recordings only as many come besides as are wanted")
  func counted() throws {
    try record()
    let reviewed = (0..<6).map { "range \($0).wav,0,160000,listened\n" }.joined()
    try made.folder.write(reviewed, as: "root/tags/reviewed.csv")
    let result = try slice()
    #expect(result.failures.isEmpty)
    let rows = try ChunkSet(opening: made.set("set")).rows
    #expect(rows.count { $0.label == "ENV" } == 36)
    #expect(rows.count { $0.label == "ENV" && $0.kind == .shot } == 24)
    #expect(Set(rows.map(\.file)).count == rows.count)
    // Tails are of shots alone.
    for row in rows where row.kind == .tail {
      #expect([12_000, 50_000].contains { (1600..<24_001).contains(row.start - $0) })
    }
  }

  @Test("A background recording is one although something in it was refused")
  func background() throws {
    try record()
    try made.record("street/wind.wav", seed: 77)
    try made.folder.write("street/wind.wav,30000\n", as: "root/tags/ENV.csv")
    let result = try slice { $0.backgroundFolders = [$0.root.appending("street")] }
    #expect(result.failures.isEmpty && result.exclusions.isEmpty)
    let rows = try ChunkSet(opening: made.set("set")).rows.filter { $0.label == "ENV" }
    #expect(rows.count { $0.kind == .shot } == 1 && rows.contains { $0.kind == .background })
  }
}
