import Report
import Testing

@Suite("Pictures of waveforms")
struct WaveformPictureTests {
  /// A picture 200 × 107 pixels, one pixel for 10 samples; the strip takes all but the first 7 rows.
  private func draw(_ samples: [Float], _ onsets: [Int] = [], magnification: Int = 1) throws -> DecodedPNG {
    let canvas = try Canvas(width: 200, height: 107)
    WaveformPicture(samples: samples, onsets: onsets, magnification: magnification)
      .draw(on: canvas, in: canvas.bounds)
    return try #require(DecodedPNG(canvas.png()))
  }

  private func level(_ value: Float) -> [Float] { [Float](repeating: value, count: 2000) }

  private func rows(_ picture: DecodedPNG, _ x: Int, _ color: RGB) -> [Int] {
    (0..<picture.height).filter { picture[x, $0] == color }
  }

  @Test("silence is a line in the middle between the two lines of full scale")
  func silence() throws {
    let picture = try draw(level(0))
    let wave = rows(picture, 100, .wave)
    let scale = rows(picture, 100, .rule)
    #expect(wave.count == 1 && scale.count == 2)
    #expect(abs(wave[0] - 57) <= 1 && abs(scale[0] + scale[1] - 2 * wave[0]) <= 1)
    #expect(picture.count(of: .warning) == 0 && picture.count(of: .onset) == 0)
  }

  @Test("a sample reaches as high as it is, and full scale its line")
  func heights() throws {
    var samples = level(0)
    (samples[505], samples[1005]) = (0.5, -0.98)
    let picture = try draw(samples)
    let scale = rows(picture, 10, .rule)
    let half = Double(scale[1] - scale[0]) / 2
    let (high, low) = (rows(picture, 50, .wave), rows(picture, 100, .wave))
    #expect(abs(Double(high.count) - 0.5 * half) <= 2 && high.contains(57))
    #expect(abs(Double(low.count) - 0.98 * half) <= 2 && low.contains(57))
    #expect(try #require(high.first) < 57 && #require(low.last) > 57)
    #expect(rows(picture, 60, .wave).count == 1)
  }

  @Test("clipped samples are coloured, with a block at the edge that they run into")
  func clipped() throws {
    var samples = level(0)
    (samples[505], samples[1205]) = (1, -1.7)
    let picture = try draw(samples, [])
    #expect(picture.columns(with: .warning) == Array(48...52) + Array(118...122))
    #expect(rows(picture, 50, .warning).count > 40)
    #expect(picture[48, 7] == .warning && picture[48, 106] != .warning)
    #expect(picture[122, 106] == .warning && picture[122, 7] != .warning)
    samples[505] = 32766.0 / 32768
    #expect(try draw(samples).columns(with: .warning) == Array(118...122))
  }

  @Test("onsets have a line through the strip and a pointer above it; others than there are samples do not")
  func onsets() throws {
    let picture = try draw(level(0.1), [0, 700, 703, 1999, 2000, -1, Int.max, Int.min])
    #expect((0..<200).filter { rows(picture, $0, .onset).count >= 100 } == [0, 70, 199])
    #expect(picture[68, 2] == .onset && picture[72, 2] == .onset && picture[60, 2] == .paper)
  }

  @Test("clipping is seen under an onset too")
  func clippedOnset() throws {
    var samples = level(0)
    samples[700] = 1
    let picture = try draw(samples, [700])
    #expect(picture[70, 8] == .warning && picture[70, 90] == .onset)
  }

  @Test("quiet sounds are magnified by the power of two that leaves them within full scale")
  func magnification() throws {
    #expect(WaveformPicture.magnification(for: [level(0.2), level(0.1)]) == 4)
    #expect(WaveformPicture.magnification(for: [[0.5], [-0.126]]) == 2)
    #expect(WaveformPicture.magnification(for: [[0.51]]) == 1)
    #expect(WaveformPicture.magnification(for: [[1e-9]]) == 64)
    for none in [[], [[]], [level(0)], [[.nan]], [[.infinity, 0.1]]] as [[[Float]]] {
      #expect(WaveformPicture.magnification(for: none) == 1)
    }
    let picture = try draw(level(0) + [0.1], magnification: 8)
    #expect(rows(picture, 199, .wave).count > 30)
    #expect(rows(picture, 10, .rule).isEmpty || rows(picture, 10, .rule).allSatisfy { abs($0 - 57) <= 1 })
  }

  @Test(
    "odd samples are drawn",
    arguments: [
      [], [1], [0], [.nan], [.infinity, -.infinity], [.nan, .infinity, 0], [1e38, -1e38, 3e38, -3e38],
    ] as [[Float]])
  func odd(_ samples: [Float]) throws {
    let picture = try draw(samples, [0, 1], magnification: .max)
    #expect(picture.count(otherThan: .paper) >= 200 * 100)
    for value in [Double.nan, .infinity, -1, 1e300] {
      let canvas = try Canvas(width: 30, height: 30)
      WaveformPicture(samples: samples).draw(on: canvas, in: Box(x: value, y: 0, width: 9, height: 9))
      WaveformPicture(samples: samples).draw(on: canvas, in: Box(x: 0, y: 0, width: 9, height: value))
      #expect(DecodedPNG(try canvas.png()) != nil)
    }
    for height in 0..<20 {
      let canvas = try Canvas(width: 30, height: 30)
      let box = Box(x: 0, y: 0, width: Double(height), height: Double(height))
      WaveformPicture(samples: samples, onsets: [0]).draw(on: canvas, in: box)
      let small = try #require(DecodedPNG(canvas.png()))
      #expect((21..<30).allSatisfy { y in (0..<30).allSatisfy { small[$0, y] == .paper } })
    }
  }
}
