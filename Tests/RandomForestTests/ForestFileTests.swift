import Basis
import Files
import Glibc
import RandomForest
import Testing

@Suite("Saved forests") struct ForestFileTests {
  private static func forest(classes: Int = 3) throws -> Forest {
    try DrawnTable(key: RandomKey(seed: 1), rows: 80, columns: 6, classes: classes)
      .fit(ForestParameters(nTrees: 4))
  }

  @Test("come back as they were, with their metadata")
  func roundTrip() throws {
    let forest = try Self.forest()
    let file = try forest.safetensors(metadata: [("labels", "[\"GUN\"]"), ("b", "ä")])
    let read = try Safetensors(bytes: file.bytes(), name: "model")
    #expect(read.metadata("labels") == "[\"GUN\"]" && read.metadata("b") == "ä")
    let again = try Forest(reading: read)
    #expect(again.feature == forest.feature && again.threshold == forest.threshold)
    #expect(again.leftChild == forest.leftChild && again.treeStarts == forest.treeStarts)
    #expect(again.rows == forest.rows && again.classWeights == forest.classWeights)
    let other = DrawnTable(key: RandomKey(seed: 2), rows: 50, columns: 6, classes: 3)
    #expect(try again.probabilities(other.table) == forest.probabilities(other.table))
    #expect(try again.safetensors().bytes() == forest.safetensors().bytes())
  }

  /// A file in which one tensor's values have been changed.
  private func changed<Value: TensorElement>(
    _ name: String, _ type: Value.Type, _ change: (inout [Value]) -> Void
  ) throws -> Safetensors {
    let file = try Self.forest().safetensors()
    return try Safetensors(
      tensors: file.tensors.map { tensor in
        guard tensor.name == name else { return tensor }
        var values = try tensor.values(as: Value.self)
        change(&values)
        return try .init(name: name, shape: tensor.shape, values: values)
      })
  }

  private func expectRefused(_ file: Safetensors, _ comment: Comment) {
    #expect(comment) {
      try Forest(reading: file)
    } throws: { error in
      guard let error = error as? ForestError, case .file = error else { return false }
      return !error.what.isEmpty && !error.place.isEmpty && !error.remedy.isEmpty
    }
  }

  @Test("whose children loop, leave the tree or meet are refused")
  func children() throws {
    expectRefused(try changed("left_child", Int32.self) { $0[0] = 0 }, "a loop")
    expectRefused(try changed("left_child", Int32.self) { $0[0] = .max }, "outside")
    expectRefused(try changed("left_child", Int32.self) { $0[0] = -7 }, "negative")
    expectRefused(try changed("right_child", Int32.self) { $0[0] = 1 }, "both the same")
    expectRefused(try changed("left_child", Int32.self) { $0[1] = 1 }, "itself")
    expectRefused(try changed("feature", Int32.self) { $0[0] = -1 }, "nodes that nothing leads to")
    expectRefused(
      try changed("feature", Int32.self) { feature in
        for node in feature.indices { feature[node] = 0 }
      }, "no leaf anywhere")
  }

  @Test("with numbers that make no sense are refused")
  func numbers() throws {
    expectRefused(try changed("feature", Int32.self) { $0[0] = 6 }, "a column too many")
    expectRefused(try changed("feature", Int32.self) { $0[0] = .min }, "a negative column")
    expectRefused(try changed("columns", Int64.self) { $0[0] = 0 }, "no columns")
    expectRefused(try changed("columns", Int64.self) { $0[0] = .max }, "absurd columns")
    expectRefused(try changed("threshold", Float.self) { $0[0] = .nan }, "a threshold that is no number")
    expectRefused(try changed("class_weight", Double.self) { $0[0] = -1 }, "a negative weight")
    expectRefused(try changed("class_weight", Double.self) { $0[0] = .infinity }, "an infinite weight")
    expectRefused(try changed("rows", Int32.self) { $0[0] = -1 }, "negative rows")
    expectRefused(try changed("tree_start", Int64.self) { $0[1] = .max }, "a tree that starts nowhere")
    expectRefused(try changed("tree_start", Int64.self) { $0[1] = 0 }, "an empty tree")
    expectRefused(try changed("tree_start", Int64.self) { $0[1] += 1 }, "a tree that starts in another")
    expectRefused(try changed("tree_start", Int64.self) { $0[0] = -1 }, "a negative start")
  }

  @Test("that lack a tensor, or have one of another type or shape, are refused")
  func shapes() throws {
    let tensors = try Self.forest().safetensors().tensors
    for missing in tensors {
      expectRefused(try Safetensors(tensors: tensors.filter { $0.name != missing.name }), "missing")
      let bytes = try Safetensors.Tensor(name: missing.name, shape: [1], values: [UInt8(1)])
      let other = tensors.filter { $0.name != missing.name } + [bytes]
      expectRefused(try Safetensors(tensors: other), "\(missing.name) of another type")
    }
    let empty = try Safetensors.Tensor(name: "class_weight", shape: [0, 2], values: [Double]())
    expectRefused(
      try Safetensors(tensors: tensors.filter { $0.name != "class_weight" } + [empty]), "no nodes")
  }

  @Test("with any bytes changed are refused, or predict without harm")
  func damaged() throws {
    let bytes = try Self.forest().safetensors().bytes()
    let table = DrawnTable(key: RandomKey(seed: 3), rows: 5, columns: 6, classes: 2).table
    var random = RandomKey(seed: 4).generator()
    var refused = 0
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0...random.below(3) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
      if random.chance(0.1) { damaged.removeLast(1 + random.below(damaged.count - 1)) }
      do {
        let forest = try Forest(reading: Safetensors(bytes: damaged, name: "model"))
        #expect(try forest.probabilities(table).count == 5 * forest.classCount)
      } catch {
        #expect(error is any ThreePartError)
        refused += 1
      }
    }
    #expect(refused > 50)
  }

  /// The interpreter: `SHOTMARK_PYTHON`, or `python3` where it has the `safetensors` package.
  private static let python = getenv("SHOTMARK_PYTHON").map { String(cString: $0) } ?? "python3"
  private static let hasSafetensors = system("\(python) -c 'import safetensors.numpy' 2>/dev/null") == 0

  @Test(
    "load with Python's safetensors, and ten lines predict there as here",
    .enabled(if: hasSafetensors, "needs python3 with the packages safetensors and numpy"))
  func loadsInPython() throws {
    let forest = try Self.forest()
    let table = DrawnTable(key: RandomKey(seed: 5), rows: 20, columns: 6, classes: 3).table
    var template = Array("/tmp/forest-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { Path(String(cString: $0)) })
    defer { _ = system("rm -r \(folder)") }
    try forest.safetensors(metadata: [("labels", "x")]).write(to: folder.appending("m.safetensors"))
    try NPY.write(float32: table.values, shape: [20, 6], to: folder.appending("x.npy"))
    let script = """
      import numpy as np
      from safetensors.numpy import load_file
      f = load_file("\(folder)/m.safetensors")
      out = []
      for x in np.load("\(folder)/x.npy"):
          p = 0
          for n in f["tree_start"][:-1]:
              while f["feature"][n] >= 0:
                  goes_left = x[f["feature"][n]] <= f["threshold"][n]
                  n = f["left_child"][n] if goes_left else f["right_child"][n]
              p = p + f["class_weight"][n] / f["class_weight"][n].sum()
          out.append(p / (len(f["tree_start"]) - 1))
      np.save("\(folder)/p.npy", np.array(out, dtype=np.float32))
      """
    try FileSystem.writePlain(Array(script.utf8), to: folder.appending("s.py"))
    try #require(system("\(Self.python) \(folder)/s.py") == 0)
    let (shape, found) = try NPY.read(folder.appending("p.npy"))
    let expected = try forest.probabilities(table)
    #expect(shape == [20, 3])
    #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 })
  }
}
