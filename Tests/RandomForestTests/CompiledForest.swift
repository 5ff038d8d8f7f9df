import Basis
import Files
import RandomForest
import TestSupport
import Testing

/// A forest's C source, compiled by a compiler of this machine with every warning an error, and run on rows.
struct CompiledForest {
  let source: ForestSource
  let columns: Int
  let classes: Int

  /// The compilers that are installed.
  static let compilers = ["clang", "cc"].compactMap { Program.installed($0) }

  struct Result {
    var probabilities: [Float]
    var decisions: [Int]
    var labels: [[UInt8]]
    var tableBytes: Int
  }

  struct Failed: Error, CustomStringConvertible { let description: String }

  /// - Parameter file: the name of the file, any bytes that a file's name may have.
  func run(
    _ table: FeatureTable, compiler: Path, options: [String] = ["-O1"], file: Path = "forest.c"
  ) throws -> Result {
    let folder = try TemporaryFolder()
    try folder.write(Array(source.text.utf8), as: file)
    try folder.write(main, as: "main.c")
    try folder.write(table.values.withUnsafeBytes { Array($0) }, as: "rows")
    let warnings = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wmissing-prototypes"]
    // By itself, so that nothing that another file includes is missed; then with the program that asks it.
    for words in [
      warnings + options + ["-c", "-o", "alone.o", "./"],
      warnings + options + ["main.c", "-lm", "-o", "program", "-DSOURCE=\"copy.c\""],
    ] {
      var arguments = words.map { Array($0.utf8) }
      if words.last == "./" { arguments[arguments.count - 1] += file.bytes }
      try folder.write(Array(source.text.utf8), as: "copy.c")
      let compiled = try Program.run(compiler, arguments, in: folder.path)
      guard compiled.status == 0 else { throw Failed(description: compiled.messages) }
    }
    let run = try Program.run(folder.path.appending("program"), [], in: folder.path)
    guard run.status == 0 else { throw Failed(description: "status \(run.status)") }
    return try result(run.output, rows: table.rows)
  }

  private func result(_ bytes: [UInt8], rows: Int) throws -> Result {
    var result = Result(probabilities: [], decisions: [], labels: [], tableBytes: 0)
    var place = 0
    func word() -> UInt32 {
      defer { place += 4 }
      return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }
    let fixed = 4 * rows * (classes + 1) + 4
    guard bytes.count > fixed else { throw Failed(description: "\(bytes.count) bytes of output") }
    for _ in 0..<rows {
      for _ in 0..<classes { result.probabilities.append(Float(bitPattern: word())) }
      result.decisions.append(Int(word()))
    }
    result.tableBytes = Int(word())
    result.labels = bytes[fixed...].split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      Array($0)
    }
    return result
  }

  private var main: String {
    let name = source.name
    let upper = name.uppercased()
    return """
      #include <stdint.h>
      #include <stdio.h>
      #include <string.h>
      #ifdef SHORT_DOUBLES
      #define double float
      #endif
      #include SOURCE
      int main(void) {
        static float row[\(columns)];
        float probabilities[\(classes)];
        FILE *rows = fopen("rows", "rb");
        unsigned bytes, label;
        if (!rows || \(upper)_FEATURES != \(columns) || \(upper)_CLASSES != \(classes)) return 3;
        while (fread(row, sizeof row, 1, rows) == 1) {
          int best;
          \(name)_predict(row, probabilities);
          best = \(name)_classify(row);
          fwrite(probabilities, sizeof probabilities, 1, stdout);
          fwrite(&best, sizeof best, 1, stdout);
        }
        bytes = sizeof \(name)_tree_start + sizeof \(name)_feature + sizeof \(name)_threshold
          + sizeof \(name)_left + sizeof \(name)_right + sizeof \(name)_leaf;
        fwrite(&bytes, sizeof bytes, 1, stdout);
        for (label = 0; label < \(classes); label++)
          fwrite(\(name)_labels[label], 1, strlen(\(name)_labels[label]) + 1, stdout);
        return 0;
      }

      """
  }
}
