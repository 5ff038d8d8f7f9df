import Report
import Testing

@Suite("Pictures of transforms")
struct TransformPictureTests {
  @Test(
    "480 × 200 pixels in 15 kB, for white noise too", arguments: [TransformPicture.Subject.waveform, .logMel])
  func size(_ subject: TransformPicture.Subject) throws {
    let bytes = try TransformPicture(
      before: MadeEntry.view(1, gain: 1), after: MadeEntry.view(2, gain: 0.9), subject: subject
    ).png()
    #expect(bytes.count <= 15_000)
    let picture = try #require(DecodedPNG(bytes))
    #expect(picture.width == 480 && picture.height == 200)
    #expect(picture.column(0).allSatisfy { $0 == .paper } && picture.column(479).allSatisfy { $0 == .paper })
  }

  @Test("before lies above after, both as tall, and marks stand below each other")
  func waveforms() throws {
    let silence = [Float](repeating: 0, count: 4000)
    let picture = try #require(
      DecodedPNG(
        TransformPicture(
          before: SoundView(samples: silence, onsets: [1000]),
          after: SoundView(samples: silence, onsets: [1000]), subject: .waveform
        ).png()))
    let tall = (0..<480).filter { x in picture.column(x).count { $0 == .onset } > 100 }
    #expect(tall.count == 1)
    let rows = (0..<200).filter { picture[300, $0] == .wave }
    #expect(rows.count == 2 && rows[0] < 100 && rows[1] > 100)
  }

  @Test("both images share one scale")
  func images() throws {
    let loud = try LogMelView(values: [0, 0], nMels: 1, frames: 2)
    let quiet = try LogMelView(values: [-40, -40], nMels: 1, frames: 2)
    let picture = try #require(
      DecodedPNG(
        TransformPicture(
          before: SoundView(samples: [], image: loud), after: SoundView(samples: [], image: quiet),
          subject: .logMel
        ).png()))
    #expect(picture[100, 100] == LevelColors.color(1) && picture[380, 100] == LevelColors.color(0))
  }

  @Test(
    "without samples and images there is still a picture",
    arguments: [TransformPicture.Subject.waveform, .logMel])
  func nothing(_ subject: TransformPicture.Subject) throws {
    let empty = SoundView(samples: [])
    let picture = TransformPicture(before: empty, after: empty, subject: subject)
    #expect(try DecodedPNG(picture.png())?.count(of: .ground) ?? 0 > 10_000)
    #expect(try picture.png() == picture.png())
  }
}
