import Basis
import Files
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// A Python with numpy and safetensors, by which other people's readers judge our files: the environment's
/// `SHOTMARK_PYTHON`, else `python3`. Where it lacks them, the tests that need it are skipped.
enum Python {
  static let command: String = getenv("SHOTMARK_PYTHON").map { String(cString: $0) } ?? "python3"
  static let isAvailable = output(of: "import numpy, safetensors.numpy; print('yes')") == "yes\n"

  /// What the script prints, or `nil` where it fails. `arguments` are paths without blanks or quotes.
  static func output(of script: String, _ arguments: Path...) -> String? {
    guard let folder = try? TemporaryFolder() else { return nil }
    guard (try? FileSystem.writePlain(Array(script.utf8), to: folder("script.py"))) != nil else { return nil }
    let words = [Path(command), folder("script.py")] + arguments
    let line = words.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
    guard let stream = popen(line + " 2>" + folder("errors").description, "r") else { return nil }
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
