import Basis
import Features
import TestSupport

/// A front end's C source, compiled with every warning an error, and run on chunks.
struct CompiledLogMel {
  let source: LogMelSource
  let parameters: LogMelParameters
  let samples: Int

  /// The compilers that are installed.
  static let compilers = ["clang", "gcc"].compactMap { Program.installed($0) }
  /// Languages that the file has to be.
  static let languages = [["-std=c99", "-Wmissing-prototypes"], ["-x", "c++", "-std=c++11"]]

  struct Images {
    /// Chunk by chunk, of samples as floats.
    var floats: [[Float]]
    /// Chunk by chunk, of samples as 16-bit numbers.
    var words: [[Float]]
    /// The same, quantised.
    var bytes: [[Int8]]
    /// Of the first chunk of 16-bit numbers: the bands of each frame that lies within the chunk.
    var frames: [[Float]]
    var tableBytes: Int
    var memoryBytes: Int
  }

  struct Failed: Error, CustomStringConvertible { let description: String }

  init(_ parameters: LogMelParameters, samples: Int, name: [UInt8] = Array("front".utf8)) throws {
    (self.parameters, self.samples) = (parameters, samples)
    source = try LogMelSource(
      parameters, samples: samples, name: name, notes: [("Model", Array("a */ model".utf8))])
  }

  func run(
    floats: [[Float]], words: [[Int16]], scale: Float = 0.4, zeroPoint: Int32 = 10,
    language: [String] = languages[0], compiler: Path? = compilers.first
  ) throws -> Images {
    guard let compiler else { throw Failed(description: "no compiler") }
    let folder = try TemporaryFolder()
    try folder.write(source.text, as: "front.c")
    try folder.write(main(scale, zeroPoint), as: "main.c")
    try folder.write(floats.flatMap { $0.withUnsafeBytes { Array($0) } }, as: "floats")
    try folder.write(words.flatMap { $0.withUnsafeBytes { Array($0) } }, as: "words")
    let warnings = [
      "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wconversion",
      "-Wdouble-promotion", "-Wshadow", "-O2",
    ]
    // By itself, so that nothing that another file includes is missed; then with the program that asks it.
    for words in [
      language + warnings + ["-fsyntax-only", "front.c"],
      language + warnings + ["main.c", "-lm", "-o", "program"],
    ] {
      let compiled = try Program.run(compiler, words.map { Array($0.utf8) }, in: folder.path)
      guard compiled.status == 0 else { throw Failed(description: compiled.messages) }
    }
    let run = try Program.run(folder.path.appending("program"), [], in: folder.path)
    guard run.status == 0 else { throw Failed(description: "status \(run.status) \(run.messages)") }
    return try images(run.output, floats: floats.count, words: words.count)
  }

  private var insideFrames: Int {
    parameters.reference != .none || samples < parameters.nFFT
      ? 0 : (samples - parameters.nFFT) / parameters.hopLength + 1
  }

  private func images(_ output: [UInt8], floats: Int, words: Int) throws -> Images {
    let size = source.bands * source.frames
    let insideFrames = words > 0 ? insideFrames : 0
    let wanted = size * (4 * floats + 5 * words) + 4 * source.bands * insideFrames + 8
    guard output.count == wanted else { throw Failed(description: "\(output.count) bytes, not \(wanted)") }
    var rest = output[...]
    func word() -> UInt32 {
      defer { rest.removeFirst(4) }
      return rest.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    func image(_ count: Int) -> [Float] { (0..<count).map { _ in Float(bitPattern: word()) } }
    var images = Images(floats: [], words: [], bytes: [], frames: [], tableBytes: 0, memoryBytes: 0)
    for _ in 0..<floats { images.floats.append(image(size)) }
    for _ in 0..<words {
      images.words.append(image(size))
      images.bytes.append(rest.prefix(size).map { Int8(bitPattern: $0) })
      rest.removeFirst(size)
    }
    for _ in 0..<insideFrames { images.frames.append(image(source.bands)) }
    (images.tableBytes, images.memoryBytes) = (Int(word()), Int(word()))
    return images
  }

  private func main(_ scale: Float, _ zeroPoint: Int32) -> String {
    let (name, upper) = (source.name, source.name.uppercased())
    let tables =
      ["window", "cosine", "first", "count", "weight"] + (parameters.nFFT % 4 == 0 ? [] : ["sine"])
    var memory = ["spectrum", parameters.reference == .none ? "column" : "cells"]
    let isPower = parameters.nFFT & (parameters.nFFT - 1) == 0
    if !isPower { memory.append("tapered") }
    if parameters.nFFT % 2 == 0 { memory.append("work") }
    func sizes(_ names: [String]) -> String {
      names.map { "sizeof \(name)_\($0)" }.joined(separator: " + ")
    }
    let streaming = """
        if (chunk == 0) {
          int frame;
          for (frame = 0; frame < \(insideFrames); frame++) {
            \(name)_frame(words + frame * \(upper)_HOP, image);
            if (fwrite(image, 4 * \(upper)_BANDS, 1, frames) != 1) return 5;
          }
        }
      """
    return """
      #include <stdio.h>
      #include <stdint.h>
      #include "front.c"
      int main(void) {
        static float samples[\(upper)_SAMPLES], image[\(upper)_BANDS * \(upper)_FRAMES];
        static int16_t words[\(upper)_SAMPLES];
        static int8_t bytes[\(upper)_BANDS * \(upper)_FRAMES];
        static char copied[4096];
        FILE *in = fopen("floats", "rb"), *frames = tmpfile();
        uint32_t sizes[2] = {(uint32_t)(\(sizes(tables))), (uint32_t)(\(sizes(memory)))};
        size_t count;
        int chunk;
        if (!in || !frames || \(upper)_FFT != \(parameters.nFFT)) return 3;
        while (fread(samples, sizeof samples, 1, in) == 1) {
          \(name)_log_mel(samples, image);
          fwrite(image, sizeof image, 1, stdout);
        }
        if (!freopen("words", "rb", in)) return 4;
        for (chunk = 0; fread(words, sizeof words, 1, in) == 1; chunk++) {
          \(name)_log_mel_int16(words, image);
          fwrite(image, sizeof image, 1, stdout);
          \(name)_log_mel_int8(words, bytes, \(CText.decimal(scale)), \(zeroPoint));
          fwrite(bytes, sizeof bytes, 1, stdout);
        \(insideFrames > 0 ? streaming : "(void)chunk;")
        }
        rewind(frames);
        while ((count = fread(copied, 1, sizeof copied, frames)) > 0) fwrite(copied, 1, count, stdout);
        fwrite(sizes, sizeof sizes, 1, stdout);
        return 0;
      }

      """
  }
}
