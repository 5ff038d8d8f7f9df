import Files
import Report
import TestSupport
import Testing

@Suite("Canvas")
struct CanvasTests {
  @Test("what is drawn is what is read back")
  func roundTrip() throws {
    let canvas = try Canvas(width: 20, height: 10)
    canvas.fill(Box(x: 2, y: 3, width: 4, height: 5), .warning)
    let pixels = Pixels(width: 3, height: 2) { x, y in RGB(UInt8(x * 100), UInt8(y * 200), 7) }
    canvas.draw(pixels, x: 15, y: 7)
    let picture = try #require(DecodedPNG(canvas.png()))
    #expect(picture.width == 20 && picture.height == 10)
    #expect(picture.count(of: .warning) == 20)
    #expect(picture[2, 3] == .warning && picture[5, 7] == .warning)
    #expect(picture[1, 3] == .paper && picture[6, 7] == .paper && picture[5, 8] == .paper)
    #expect(picture[15, 7] == RGB(0, 0, 7) && picture[17, 8] == RGB(200, 200, 7))
    #expect(picture.count(otherThan: .paper) == 26)
  }

  @Test("a frame lies inside its box and leaves the middle alone")
  func frame() throws {
    let canvas = try Canvas(width: 12, height: 12)
    canvas.frame(Box(x: 2, y: 2, width: 8, height: 6), .ink, thickness: 2)
    let picture = try #require(DecodedPNG(canvas.png()))
    #expect(picture[2, 2] == .ink && picture[9, 7] == .ink && picture[3, 6] == .ink)
    #expect(picture[4, 4] == .paper && picture[1, 2] == .paper && picture[10, 7] == .paper)
    #expect(picture.count(of: .ink) == 8 * 6 - 4 * 2)
  }

  @Test("hatching covers its box in part, and nothing outside")
  func hatching() throws {
    let canvas = try Canvas(width: 60, height: 40)
    canvas.hatch(Box(x: 10, y: 10, width: 40, height: 20), .ink)
    let picture = try #require(DecodedPNG(canvas.png()))
    let outside = (0..<60).flatMap { x in (0..<40).map { (x, $0) } }
      .filter { !(10..<50).contains($0.0) || !(10..<30).contains($0.1) }
    #expect(outside.allSatisfy { picture[$0.0, $0.1] == .paper })
    #expect((100..<600).contains(picture.count(otherThan: .paper)))
  }

  @Test("coordinates that are no numbers, or far away, draw nothing and spoil nothing")
  func absurdCoordinates() throws {
    let canvas = try Canvas(width: 30, height: 30)
    let font = Font(size: 11)
    for value in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
      let box = Box(x: value, y: 5, width: 10, height: 10)
      let size = Box(x: 5, y: 5, width: value, height: 10)
      for box in [box, size] {
        canvas.fill(box, .ink)
        canvas.frame(box, .ink)
        canvas.hatch(box, .ink)
      }
      canvas.fill(Box(x: 5, y: 5, width: -1, height: 4), .ink)
      canvas.frame(Box(x: 1, y: 1, width: 5, height: 5), .ink, thickness: value)
      canvas.pointer(x: value, y: 2, size: 3, .ink)
      canvas.text("text", x: value, y: 3, font)
      canvas.risingText("text", x: 3, y: value, font)
      canvas.draw(Pixels(width: 2, height: 2) { _, _ in .ink }, x: value, y: 0)
    }
    let picture = try #require(DecodedPNG(canvas.png()))
    #expect(picture.count(otherThan: .paper) == 0)
  }

  @Test(
    "impossible sizes are refused",
    arguments: [(0, 5), (5, 0), (-1, -1), (16_385, 1), (Int.max, Int.max), (16_384, 16_384), (Int.min, 3)])
  func sizes(_ width: Int, _ height: Int) {
    #expect(throws: ReportError.size(width: width, height: height)) {
      try Canvas(width: width, height: height)
    }
  }

  @Test("a pixel is enough")
  func onePixel() throws {
    let picture = try #require(DecodedPNG(Canvas(width: 1, height: 1, paper: .ink).png()))
    #expect(picture[0, 0] == .ink)
  }

  @Test("a full disk and a missing folder are told, and what was there stays")
  func unwritable() throws {
    let canvas = try Canvas(width: 50, height: 50)
    #expect(throws: FileError.diskFull("/dev/full")) { try canvas.writePNG(to: "/dev/full") }
    let folder = try TemporaryFolder()
    #expect(throws: FileError.self) { try canvas.writePNG(to: folder.path.appending("no/such.png")) }
    #expect(try folder.contents().isEmpty)
    try canvas.writePNG(to: folder.path.appending("picture.png"))
    #expect(try folder.contents() == ["picture.png": canvas.png()])
  }
}
