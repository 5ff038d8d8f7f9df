import Basis
import Files
import Testing

@Suite("shotmark features")
struct FeaturesRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try Program.run(Program.shotmark, line.split(separator: " ").map { Array($0.utf8) }, in: folder)
  }

  @Test("The images of a set go into a file that numpy loads, its rows beside it in the same order")
  func images() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth --into A --minutes 1 -q").status == 0)
      #expect(try shotmark(folder, "slice A/Annotations --root A --into S -q").status == 0)
      let run = try shotmark(folder, "features S --out out/X.npy")
      #expect(run.status == 0, "\(run.messages)")
      let (shape, values) = try NPY.read(folder.appending("out/X.npy"))
      let rows = try CSV.parse(FileSystem.read(folder.appending("out/X.csv")))
      #expect(shape == [rows.count - 1, 32, 33])
      #expect(values.allSatisfy { $0.isFinite })
      #expect(
        try FileSystem.read(folder.appending("out/X.csv"))
          == FileSystem.read(folder.appending("S/manifest.csv")))

      // More bands, and images without their level: the largest value of each is 0 dB.
      #expect(try shotmark(folder, "features S -o Y.npy --n-mels 40 --reference maximum").status == 0)
      let (other, levelled) = try NPY.read(folder.appending("Y.npy"))
      #expect(other == [rows.count - 1, 40, 33])
      #expect(abs(levelled.max() ?? 1) < 0.1)
      try numpy(agrees: shape, in: folder)
    }
  }

  /// What numpy says about the file, where there is numpy.
  private func numpy(agrees shape: [Int], in folder: Path) throws {
    guard let python = Program.installed("python3") else { return }
    let script = "import numpy; x = numpy.load('out/X.npy'); print(x.dtype, list(x.shape))"
    let run = try Program.run(python, [Array("-c".utf8), Array(script.utf8)], in: folder)
    guard !run.messages.contains("No module named") else { return }
    #expect(run.text == "float32 \(shape)\n", "\(run.messages)")
  }

  @Test("Parameters that do not fit together are refused before anything is written")
  func refused() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth --into A --minutes 1 -q").status == 0)
      #expect(try shotmark(folder, "slice A/Annotations --root A --into S -q").status == 0)
      let run = try shotmark(folder, "features S --out X.npy --f-min 4000 --f-max 100")
      #expect(run.status == 1 && run.messages.hasPrefix("error: "))
      #expect(!FileSystem.exists(folder.appending("X.npy")))
      let none = try shotmark(folder, "features A --out X.npy")
      #expect(none.status == 1 && none.messages.split(separator: "\n").count == 3)
    }
  }
}
