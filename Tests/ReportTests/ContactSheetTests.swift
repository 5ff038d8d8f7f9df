import Files
import Report
import TestSupport
import Testing

@Suite("Contact sheets")
struct ContactSheetTests {
  private func sheet(_ count: Int, columns: Int = 4) throws -> ContactSheet {
    try ContactSheet(title: "street", entries: (0..<count).map { try MadeEntry.make($0) }, columns: columns)
  }

  @Test("24 entries fill a page, the 25th begins the next", arguments: [(0, 0), (1, 1), (24, 1), (25, 2)])
  func pages(_ entries: Int, _ pages: Int) throws {
    let folder = try TemporaryFolder()
    let sheet = try sheet(entries)
    #expect(sheet.pageCount == pages)
    let written = try sheet.write(into: folder.path)
    #expect(written == (0..<pages).map { folder.path.appending("sheet-\($0 + 1).png") })
    #expect(try folder.contents().keys.sorted() == written.map(\.name.description))
  }

  @Test("the same sheet gives the same bytes, another one others")
  func deterministic() throws {
    #expect(try sheet(3).page(0) == sheet(3).page(0))
    var other = try sheet(3)
    other.entries[2].captions = ["gain db -3.2"]
    #expect(try sheet(3).page(0) != other.page(0))
  }

  @Test("entries stand in rows of so many, none touching another or the edge")
  func grid() throws {
    let picture = try #require(DecodedPNG(sheet(7, columns: 3).page(0)))
    // Below the header, from one entry to the next.
    func bands(_ count: Int, _ isEmpty: (Int) -> Bool) -> [Int] {
      var lengths: [Int] = []
      for index in 0..<count {
        if isEmpty(index) { lengths.append(0) } else { lengths.append((lengths.last ?? 0) + 1) }
      }
      return lengths.filter { $0 >= 300 && $0 % 300 == 0 }
    }
    let across = bands(picture.width) { x in
      (80..<picture.height).allSatisfy { picture[x, $0] == .paper }
    }
    #expect(across.count == 3)
    let edges = [0, picture.width - 1].allSatisfy { x in
      picture.column(x).allSatisfy { $0 == .paper }
    }
    #expect(edges)
    #expect((0..<picture.width).allSatisfy { picture[$0, picture.height - 1] == .paper })
    // The third row has one entry: to its right there is nothing.
    let last = picture.height - 200
    #expect((450..<picture.width).allSatisfy { picture[$0, last] == .paper })
    #expect((0..<450).contains { picture[$0, last] != .paper })
  }

  @Test("before and after are drawn where they belong: clipping shows in the second strip only")
  func beforeAndAfter() throws {
    var entry = try MadeEntry.make(1)
    entry.after.samples[2000] = 1
    let picture = try #require(
      DecodedPNG(ContactSheet(title: "", entries: [entry]).page(0)))
    // The legend has a sign of that colour too.
    let rows = (80..<picture.height).filter { y in
      (0..<picture.width).contains { picture[$0, y] == .warning }
    }
    let onsets = (80..<picture.height).filter { y in
      picture[28 + 91, y] == .onset || picture[28 + 92, y] == .onset
    }
    let (firstOnset, lastOnset) = (try #require(onsets.first), try #require(onsets.last))
    #expect(try #require(rows.first) > (firstOnset + lastOnset) / 2)
    #expect(try #require(rows.last) <= lastOnset)
  }

  @Test("one scale for all images, told by the loudest and quietest cell")
  func sharedScale() throws {
    let loud = try LogMelView(values: [12], nMels: 1, frames: 1)
    var entries = try (0..<2).map { try MadeEntry.make($0) }
    entries[1].after.image = loud
    let sheet = ContactSheet(title: "", entries: entries)
    #expect(sheet.scale.upperBound == 12 && sheet.scale.lowerBound == -68)
    #expect(ContactSheet(title: "", entries: entries, scale: -90 ... -10).scale == -90 ... -10)
  }

  @Test("absurd names, captions and sounds are drawn, no page grows without bounds")
  func absurd() throws {
    let endless = String(repeating: "street\u{0}\n\u{1B}[2J ", count: 20_000)
    let empty = SoundView(samples: [])
    let odd = SoundView(samples: [.nan, .infinity, -.infinity], onsets: [-1, 2, .max])
    let entry = ContactSheet.Entry(
      title: endless, subtitle: endless, before: empty, after: odd,
      captions: [String](repeating: endless, count: 1000))
    for columns in [Int.min, 2, Int.max] {
      let sheet = ContactSheet(
        title: endless, entries: Array(repeating: entry, count: 24), columns: columns)
      let picture = try #require(DecodedPNG(sheet.page(0)))
      #expect(picture.height < 24 * 500 && picture.width < 3000)
      #expect((0..<picture.height).allSatisfy { picture[picture.width - 1, $0] == .paper })
    }
  }

  @Test("pages that there are not are refused", arguments: [-1, 1, Int.max])
  func noSuchPage(_ index: Int) throws {
    let sheet = try sheet(2)
    #expect(throws: ReportError.noSuchPage(index, pages: 1)) { try sheet.page(index) }
  }

  @Test("a folder that there is not is told")
  func noFolder() throws {
    let sheet = try sheet(1)
    #expect(throws: FileError.self) { try sheet.write(into: "/no/such/folder") }
  }
}
