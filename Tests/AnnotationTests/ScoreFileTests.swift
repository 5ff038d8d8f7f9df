import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Files of scores") struct ScoreFileTests {
  @Test("lie beside their tag file, and are read as they were written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let file = ScoreFile.path(beside: folder.path.appending("a b/GUN.csv"))
    #expect(file == folder.path.appending("a b/GUN.scores.csv"))
    #expect(ScoreFile.path(beside: "GUN.csv") == "GUN.scores.csv")
    try FileSystem.makeFolder(file.folder)
    let rows = [
      ScoreFile.Row(path: "b.wav", offset: 3, score: 1), ScoreFile.Row(path: "b.wav", offset: 2, score: 0),
      ScoreFile.Row(path: "a, \"x\".wav", offset: 700, score: 0.1234),
    ]
    try ScoreFile(rows).write(to: file)
    #expect(
      try FileSystem.read(file) == Array("\"a, \"\"x\"\".wav\",700,0.1234\nb.wav,2,0.0\nb.wav,3,1.0\n".utf8))
    #expect(try ScoreFile(reading: file) == ScoreFile(rows))
  }

  @Test("count the rows that make no sense, and keep the others")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "a.wav,5,0.5\na.wav,6\na.wav,-1,0.5\na.wav,7,1.5\na.wav,8,x\n", as: "G.scores.csv")
    let scores = try ScoreFile(reading: file)
    #expect(scores.rows == [ScoreFile.Row(path: "a.wav", offset: 5, score: 0.5)])
    #expect(scores.unreadable == 4)
  }
}
