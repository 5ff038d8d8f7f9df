import Report
import Testing

@Suite("Pictures of log-mel images")
struct ImagePictureTests {
  /// A picture 40 × 37 pixels: the strip of 40 × 30 lies below the pointers.
  private func draw(_ image: LogMelView, scale: ClosedRange<Double>? = nil) throws -> DecodedPNG {
    let canvas = try Canvas(width: 40, height: 37)
    ImagePicture(image, scale: scale).draw(on: canvas, in: canvas.bounds)
    return try #require(DecodedPNG(canvas.png()))
  }

  /// dB = -10 · band - frame, 3 bands and 4 frames: cells of 10 × 10 pixels.
  private func image(masked: [Bool] = [], onsets: [Double] = []) throws -> LogMelView {
    let values = (0..<12).map { Float(-10 * ($0 / 4) - $0 % 4) }
    return try LogMelView(values: values, nMels: 3, frames: 4, masked: masked, onsets: onsets)
  }

  @Test("low bands lie at the bottom, early frames to the left, each cell in its level's colour")
  func places() throws {
    let picture = try draw(image())
    for band in 0..<3 {
      for frame in 0..<4 {
        let color = LevelColors.color(Double(-10 * band - frame), on: -23...0)
        let (x, y) = (10 * frame, 7 + 10 * (2 - band))
        #expect([picture[x, y], picture[x + 9, y + 9], picture[x, y + 9]] == [color, color, color])
      }
    }
    #expect(picture[5, 3] == .paper)
  }

  @Test("one scale makes two images comparable")
  func scale() throws {
    #expect(try draw(image(), scale: -80...0)[0, 30] == LevelColors.color(0, on: -80...0))
    #expect(try draw(image(), scale: 10...20).count(of: LevelColors.color(0)) == 1200)
    let louder = try LogMelView(values: [20, .nan, -300], nMels: 1, frames: 3)
    #expect(try LogMelView.scale(of: [image(), louder]) == -60...20)
    #expect(try LogMelView.scale(of: [image()]) == -23...0)
    #expect(LogMelView.scale(of: []) == -80...0)
    #expect(try LogMelView.scale(of: [LogMelView(values: [.nan], nMels: 1, frames: 1)]) == -80...0)
  }

  @Test("masked and unknown cells are grey and hatched, and do not stretch the scale")
  func masks() throws {
    var masked = [Bool](repeating: false, count: 12)
    masked[11] = true
    let hidden = try image(masked: masked)
    #expect(LogMelView.scale(of: [hidden]) == -22...0)
    let picture = try draw(hidden)
    let cell = (30..<40).flatMap { x in (7..<17).compactMap { picture[x, $0] } }
    #expect(Set(cell) == [.masked, .hatching])
    #expect(picture.count(of: .masked) + picture.count(of: .hatching) == 100)
    let unknown = try LogMelView(values: [0, .nan, .infinity, -5], nMels: 1, frames: 4)
    let drawn = try draw(unknown)
    #expect(drawn.count(of: .masked) + drawn.count(of: .hatching) == 2 * 10 * 30)
  }

  @Test("an onset has a pointer above its place, and a line")
  func onset() throws {
    let marked = try draw(image(onsets: [1]))
    #expect(marked[15, 5] == .onset && marked[13, 2] == .onset)
    #expect(marked[15, 20] != marked[13, 20] && marked[14, 20] == marked[13, 20])
    let plain = try draw(image())
    let outside = try draw(image(onsets: [-3, 4, 1000, .nan, .infinity]))
    #expect((0..<40).allSatisfy { plain.column($0) == outside.column($0) })
  }

  @Test("counts that do not agree are refused")
  func shapes() {
    for (count, nMels, frames, masks) in [
      (11, 3, 4, 0), (12, 3, 4, 11), (12, -3, -4, 0), (0, Int.max, 2, 0), (1, 0, 1, 0),
    ] {
      #expect(throws: ReportError.self) {
        try LogMelView(
          values: [Float](repeating: 0, count: count), nMels: nMels, frames: frames,
          masked: [Bool](repeating: true, count: masks))
      }
    }
  }

  @Test("images without cells, and with more cells than pixels, are drawn")
  func extremes() throws {
    #expect(try draw(LogMelView(values: [], nMels: 0, frames: 5)).count(of: .ground) == 1200)
    let many = try LogMelView(
      values: [Float](repeating: 1, count: 200_000), nMels: 400, frames: 500, onsets: [499])
    #expect(try draw(many).count(of: LevelColors.color(0.5)) > 1000)
  }
}
