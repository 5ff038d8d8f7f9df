import Basis
import Files
import RandomForest
import TestSupport
import Testing

@Suite(
  "Forests as C source", .enabled(if: !CompiledForest.compilers.isEmpty, "needs a C compiler"))
struct ForestSourceTests {
  private static let labels = (0..<300).map { Array("label\($0)".utf8) }

  private func expectSame(
    _ forest: Forest, _ table: FeatureTable, compiler: Path, _ optimization: String
  ) throws {
    let source = ForestSource(forest, name: Array("forest".utf8), labels: Self.labels, notes: [])
    let compiled = CompiledForest(source: source, columns: forest.columns, classes: forest.classCount)
    let result = try compiled.run(table, compiler: compiler, options: [optimization])
    #expect(result.probabilities == (try forest.probabilities(table).map { Float($0) }))
    #expect(result.decisions == (try forest.predict(table)))
    #expect(result.labels == Array(Self.labels.prefix(forest.classCount)))
    #expect(result.tableBytes == source.tableBytes)
  }

  @Test(
    "judge as the forest does, to the last bit, with any parameters",
    arguments: [2, 2, 2, 3, 5, 30].enumerated().map { ($0.offset, $0.element) })
  func twin(seed: Int, classes: Int) throws {
    let key = RandomKey(seed: UInt64(seed)).adding("source")
    let rows = 300
    let drawn = DrawnTable(
      key: key, rows: rows, columns: 4 + 7 * seed, classes: classes, weighted: seed % 2 == 1)
    var parameters = ForestParameters.drawn(key, rows: rows, classes: classes)
    parameters.nTrees = 31
    let forest = try drawn.fit(parameters)
    // Rows that it was trained on, others, and the thresholds themselves, where a bit decides.
    let others = DrawnTable(
      key: key.adding("others"), rows: 500, columns: drawn.table.columns, classes: classes)
    var values = drawn.table.values + others.table.values
    for (place, threshold) in forest.threshold.prefix(2000).enumerated() {
      values[place % values.count / forest.columns * forest.columns + max(0, Int(forest.feature[place]))] =
        threshold
    }
    let table = FeatureTable(rows: rows + 500, columns: drawn.table.columns, values: values)
    for (compiler, optimization) in zip(CompiledForest.compilers, ["-Os", "-O2", "-O0"]) {
      try expectSame(forest, table, compiler: compiler, optimization)
    }
  }

  @Test(
    "judge as the forest does where leaves hold parts that no float has, and splits outgrow 8 and 16 bits")
  func wide() throws {
    let rows = 1500
    let drawn = DrawnTable(key: RandomKey(seed: 8), rows: rows, columns: 300, classes: 2)
    var random = RandomKey(seed: 9).generator()
    // Labels of chance make deep trees.
    let labels = (0..<rows).map { _ in random.below(2) }
    for (leaf, trees) in [(ForestParameters.SampleCount.count(1), 400), (.count(7), 40)] {
      let forest = try Forest.fit(
        drawn.table, labels: labels, classCount: 2,
        parameters: ForestParameters(nTrees: trees, minSamplesLeaf: leaf))
      #expect(forest.columns > 255 && forest.nodeCount > (trees == 400 ? 2 * 65536 : 512))
      try expectSame(forest, drawn.table, compiler: CompiledForest.compilers[0], "-Os")
    }
  }

  @Test("are off by no more than they say where a double has 32 bits", arguments: [2, 3])
  func shortDoubles(classes: Int) throws {
    let drawn = DrawnTable(key: RandomKey(seed: 12), rows: 400, columns: 10, classes: classes)
    for trees in [1, 50, 400] {
      let forest = try drawn.fit(ForestParameters(nTrees: trees, minSamplesLeaf: .count(5)))
      let source = ForestSource(forest, name: [], labels: Self.labels, notes: [])
      #expect(source.text.contains("\(trees + 2) / 16777216"))
      let result = try CompiledForest(source: source, columns: 10, classes: classes)
        .run(
          drawn.table, compiler: CompiledForest.compilers[0],
          options: ["-DSHORT_DOUBLES", "-Wno-keyword-macro"])
      let bound = Double(trees + 2) / 16_777_216
      for (found, expected) in zip(result.probabilities, try forest.probabilities(drawn.table)) {
        #expect(abs(Double(found) - expected) <= bound)
      }
    }
  }

  @Test("judge as the forest does where trees are a leaf alone")
  func stumps() throws {
    let drawn = DrawnTable(key: RandomKey(seed: 4), rows: 30, columns: 3, classes: 3)
    let forest = try drawn.fit(ForestParameters(nTrees: 5, minSamplesLeaf: .count(30)))
    #expect(forest.nodeCount == 5)
    try expectSame(forest, drawn.table, compiler: CompiledForest.compilers[0], "-Os")
  }

  /// Bytes that end comments and strings, join lines, make trigraphs, formats, or turn the direction of writing.
  private static let hostile: [[UInt8]] = [
    Array("*/ int main(void) { return 1; } /*".utf8), Array("\"quoted\" \\".utf8), Array("a\nb\r\tc".utf8),
    Array("??/".utf8), Array("??/\n??=error".utf8), Array("%s%n".utf8), Array("\u{202E}gnp.exe".utf8),
    [0xFF, 0xFE, 0x80, 0x31], Array("\\u0041\\".utf8), Array("//".utf8), Array("/".utf8), [],
    Array("int".utf8), Array("9 lives".utf8), Array("_Bool".utf8), Array("__x".utf8), Array("été".utf8),
    Array(String(repeating: "long", count: 60).utf8), [1, 2, 3], Array("-O2".utf8), Array("a*/b".utf8),
  ]

  @Test(
    "compile whatever files and labels are called, and say the labels as they are",
    arguments: 0..<hostile.count)
  func hostileNames(index: Int) throws {
    let name = Self.hostile[index]
    let drawn = DrawnTable(key: RandomKey(seed: 4), rows: 60, columns: 3, classes: 3)
    let forest = try drawn.fit(ForestParameters(nTrees: 2))
    let labels = (0..<3).map { Self.hostile[(index + $0) % Self.hostile.count] }
    let source = ForestSource(
      forest, name: name, labels: labels, notes: [("Model", name), ("*/", name), ("Set??/", name)])
    let isIdentifier = source.name.utf8.enumerated().allSatisfy { place, byte in
      (0x41...0x5A).contains(byte & 0xDF) || place > 0 && ((0x30...0x39).contains(byte) || byte == 0x5F)
    }
    #expect(isIdentifier && (1...47).contains(source.name.utf8.count))
    #expect(source.text.utf8.allSatisfy { $0 == 10 || (0x20...0x7E).contains($0) })
    // A slash or nothing is no file's name.
    let isName = !name.isEmpty && !name.contains(0x2F) && name.count < 200
    let file = isName ? Path(bytes: name + Array(".c".utf8)) : "forest.c"
    for compiler in CompiledForest.compilers {
      let result = try CompiledForest(source: source, columns: 3, classes: 3)
        .run(drawn.table, compiler: compiler, file: file)
      #expect(result.labels == labels)
      #expect(result.decisions == (try forest.predict(drawn.table)))
    }
  }

  @Test("take ever more bytes with ever more trees, never fewer than the least")
  func sizes() throws {
    for classes in [2, 4] {
      let drawn = DrawnTable(key: RandomKey(seed: 5), rows: 200, columns: 20, classes: classes)
      let forest = try drawn.fit(ForestParameters(nTrees: 60))
      var last = 0
      for trees in 1...60 {
        let bytes = ForestSource.tableBytes(forest, trees: trees)
        #expect(bytes > last)
        #expect(bytes >= ForestSource.leastBytes(trees: trees, nodes: forest.treeStarts[trees]))
        last = bytes
      }
      let source = ForestSource(forest, name: [], labels: [], notes: [])
      #expect(source.tableBytes == last)
    }
  }
}
