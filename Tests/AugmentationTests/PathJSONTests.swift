import Augmentation
import Basis
import Files
import Testing

@Suite("Paths in manifests")
struct PathJSONTests {
  private static func background(_ sound: Path, _ folder: Path? = nil) -> DrawnCopy {
    let step = AddedBackground.with { ($0.sound, $0.folder) = (sound, folder) }
    return DrawnCopy(steps: [DrawnStep(step)])
  }

  @Test("any bytes of a path come back, whether they are UTF-8 or not")
  func bytes() throws {
    for seed in 0..<500 {
      var generator = RandomKey(seed: 6).adding(seed).generator()
      let length = generator.integer(in: 1...12)
      let highest = seed % 2 == 0 ? 255 : 126
      let bytes = (0..<length).map { _ in UInt8(generator.integer(in: 1...highest)) }
      let copy = Self.background(Path(bytes: bytes), Path(bytes: bytes.reversed()))
      let read = try DrawnCopy(text: copy.text, name: "manifest.csv")
      #expect(read == copy, "\(bytes)")
      #expect(read.text == copy.text)
    }
  }

  @Test("UTF-8 stands as text, other bytes as hexadecimal digits")
  func shown() {
    #expect(Self.background("Straße/ü.wav").text.contains(#""sound":"Straße/ü.wav""#))
    #expect(Self.background(Path(bytes: [0x47, 0xFF, 0x0A])).text.contains(#"{"hex":"47ff0a"}"#))
  }

  @Test(
    "what is no path is refused", arguments: [#"{"hex": "4"}"#, #"{"hex": "4x"}"#, #"{"hex": "+4"}"#, "7"])
  func refused(value: String) {
    let text = Self.background("a.wav").text.replacing(#""a.wav""#, with: value)
    #expect(text.contains(value))
    #expect(throws: FileError.self) { try DrawnCopy(text: text, name: "manifest.csv") }
  }
}
