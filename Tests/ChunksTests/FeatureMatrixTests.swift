import Basis
import Chunks
import Features
import Files
import TestSupport
import Testing

@Suite("The features of a set")
struct FeatureMatrixTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeRecordings

  init() throws { made = try MadeRecordings() }

  @Test("each image is that of its chunk, for any number of threads, and is written with its rows")
  func images() throws {
    try made.recordStandard()
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("GUN.csv")]
    _ = try Slicing(options, cache: made.cache).run(into: made.set("set"))
    let set = try ChunkSet(opening: made.set("set"))
    let matrix = try FeatureMatrix(set, rows: set.rows, jobs: 3)
    #expect(matrix.values == (try FeatureMatrix(set, rows: set.rows, jobs: 1)).values)
    #expect((matrix.nMels, matrix.frames) == (32, 33))
    let logMel = try LogMel()
    for (index, row) in set.rows.enumerated() {
      let samples = try set.samples(of: row)
      #expect(Array(matrix.values[index * 1056..<(index + 1) * 1056]) == logMel(samples))
      let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / 4096
      #expect(abs(matrix.levels[index] - Decibels.ofPower(power)) < 1e-6)
    }
    try matrix.write(to: made.set("X.npy"))
    let (shape, values) = try NPY.read(made.set("X.npy"))
    #expect(shape == [50, 32, 33] && values == matrix.values)
    #expect(try Manifest.rows(FileSystem.read(made.set("X.csv")), name: "X.csv") == set.rows)
  }
}
