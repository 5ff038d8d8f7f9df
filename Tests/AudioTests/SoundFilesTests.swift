import Audio
import Basis
import Testing

@Suite("Which files are tried as recordings")
struct SoundFilesTests {
  @Test(
    "the ending decides, in any case",
    arguments: ["a.wav", "B.WAV", "x/y.Mp3", "a.b.flac", "1 (7).ogg", "s.aiff"])
  func sounds(name: String) { #expect(SoundFiles.isSoundFile(Path(name))) }

  @Test(
    "all else is left alone", arguments: ["wav", ".wav", "index.csv", "a.wav.part", "a.wav/", "readme", ""])
  func others(name: String) {
    #expect(SoundFiles.isSoundFile(Path(name)) == (name == "a.wav/"))
  }

  @Test("endings are in lower case and without dots")
  func endings() {
    #expect(SoundFiles.extensions.allSatisfy { $0 == $0.lowercased() && !$0.contains(".") && !$0.isEmpty })
  }
}
