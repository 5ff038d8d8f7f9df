import Augmentation
import Basis
import Chunks
import Features
import Files
import TestSupport
import Testing

@Suite("Images of copies")
struct ChunkImagesTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  @Test("a band mask covers the drawn bands of the copy's image with its least value, and nothing else")
  func masked() throws {
    try made.augment(
      #"{"steps": [{"transform": "gain"}, {"transform": "frequency_mask", "bands": [1, 10]}]}"#)
    let more = try ChunkSet(opening: made.made.set("more"))
    let matrix = try FeatureMatrix(more, rows: more.rows, jobs: 2)
    let logMel = try LogMel()
    for (index, row) in more.rows.enumerated() {
      let plain = logMel(try more.samples(of: row))
      let image = Array(matrix.values[index * 1056..<(index + 1) * 1056])
      guard let mask = try MadeAugmenting.step(FrequencyMask.self, of: row) else {
        #expect(row.parent == nil && image == plain)
        continue
      }
      let first = Int((mask.starts[0] * 32).rounded())
      let covered = first..<first + Int((mask.widths[0] * 32).rounded())
      #expect((1...10).contains(covered.count))
      var wanted = plain
      for band in covered {
        for frame in 0..<33 { wanted[band * 33 + frame] = plain.min() ?? 0 }
      }
      #expect(image == wanted, "\(row.file)")
    }
  }

  @Test("a frame mask that is to spare the onset leaves the frames around the copy's own lead as they are")
  func spared() throws {
    try made.augment(
      #"{"copies": 4, "labels": ["GUN"], "steps": [{"transform": "time_shift"}, {"transform": "frame_mask", "frames": 12}]}"#
    )
    let more = try ChunkSet(opening: made.made.set("more"))
    let copies = try made.copies()
    let matrix = try FeatureMatrix(more, rows: copies)
    let (logMel, parameters) = (try LogMel(), LogMelParameters())
    var changed = 0
    for (index, row) in copies.enumerated() {
      let plain = logMel(try more.samples(of: row))
      let image = matrix.values[index * 1056..<(index + 1) * 1056]
      let onset = parameters.frames(holding: try #require(row.lead), of: 33)
      for band in 0..<32 {
        for frame in onset {
          #expect(image[image.startIndex + band * 33 + frame] == plain[band * 33 + frame], "\(row.file)")
        }
      }
      if Array(image) != plain { changed += 1 }
    }
    #expect(changed > copies.count / 2)
  }
}
