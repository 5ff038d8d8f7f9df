import Basis
import Files
import TestSupport
import Testing

@Suite("The demo's tags")
struct DemoTagsTests {
  // A property, since the folder must live as long as the test.
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Annotations holds what shotmark synth writes beside the recordings that make demo renders")
  func committed() throws {
    let package = Path(#filePath).folder.folder.folder
    let script = String(decoding: try FileSystem.read(package.appending("Scripts/demo")), as: UTF8.self)
    let minutes = try #require(script.split(separator: "--minutes ").last?.split(separator: "\n").first)
    // What is rendered is of no interest here: the tags are planned before the first sample.
    let rendered = try Program.shotmark(
      "synth", "--into", folder.path.description, "--minutes", String(minutes))
    #expect(rendered.status == 0)
    for name in ["GUN.csv", "reviewed.csv", "ignore.csv"] {
      #expect(
        try FileSystem.read(package.appending("Annotations").appending(name))
          == FileSystem.read(folder.path.appending("Annotations").appending(name)))
    }
  }
}
