import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A Python by whose packages other people's readers judge our files: the environment's `SHOTMARK_PYTHON`, else
/// `python3`. Where it lacks a package, the tests that need it are skipped.
public enum Python {
  static let command: String = getenv("SHOTMARK_PYTHON").map { String(cString: $0) } ?? "python3"

  /// Whether numpy and safetensors are there.
  public static let isAvailable = has("numpy, safetensors.numpy")

  /// Whether modules, with commas between, can be imported.
  public static func has(_ modules: String) -> Bool {
    output(of: "import \(modules); print('yes')") == "yes\n"
  }

  /// What the script prints, or `nil` where it fails. `arguments` are paths without blanks or quotes.
  public static func output(of script: String, _ arguments: Path...) -> String? {
    guard let folder = try? TemporaryFolder() else { return nil }
    let file = folder.path.appending("script.py")
    guard (try? FileSystem.writePlain(Array(script.utf8), to: file)) != nil else { return nil }
    let words = [Path(command), file] + arguments
    let line = words.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
    let errors = folder.path.appending("errors").description
    guard let stream = popen(line + " 2>" + errors, "r") else { return nil }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      output += buffer[..<count]
    }
    return pclose(stream) == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
