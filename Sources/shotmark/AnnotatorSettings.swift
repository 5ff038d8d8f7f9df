import Annotation
import Annotator
import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What the annotator remembers of a person: their keys, and by how much their taps come late.
struct AnnotatorSettings: Sendable {
  let state: StateFolder
  private static let latencyFile: Path = "tap-latency"

  /// Samples at 16 kHz; 0 until somebody has tapped.
  var tapLatency: Int {
    let bytes = (try? FileSystem.read(state.path.appending(AnnotatorSettings.latencyFile), limit: 64)) ?? []
    let text = String(decoding: bytes.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
    return Int(text).map { min($0, Sampling.rate / 2) } ?? 0
  }

  /// Remembers it for the next sessions; where that fails it is measured again.
  func remember(tapLatency: Int) {
    try? FileSystem.makeFolder(state.path)
    try? AtomicFile.write(
      Array("\(tapLatency)\n".utf8), to: state.path.appending(AnnotatorSettings.latencyFile))
  }

  /// The keys as `keys.json` in the configuration folder says, or the standard ones where there is none.
  static func keymap() throws -> Keymap {
    guard let folder = configurationFolder else { return .standard }
    let file = folder.appending("keys.json")
    guard FileSystem.exists(file) else { return .standard }
    return try Keymap(json: FileSystem.read(file, limit: 1 << 20), name: file)
  }

  /// `$XDG_CONFIG_HOME/shotmark`, or `~/.config/shotmark`.
  private static var configurationFolder: Path? {
    func variable(_ name: String) -> Path? {
      guard let value = getenv(name) else { return nil }
      let path = Path(bytes: UnsafeRawBufferPointer(start: value, count: strlen(value)))
      return path.isAbsolute ? path : nil
    }
    return (variable("XDG_CONFIG_HOME") ?? variable("HOME")?.appending(".config"))?.appending("shotmark")
  }
}
