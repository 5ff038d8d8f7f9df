import Basis
import Files
import TestSupport
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  static func sample() throws -> Safetensors {
    try Safetensors(
      tensors: [
        .init(name: "codes", shape: [3], values: [1, 2, 255] as [UInt8]),
        .init(name: "weights", shape: [2, 2], values: [0.5, -0.0, .infinity, 1e-30] as [Float]),
        .init(name: "empty", shape: [0, 7], values: [] as [Int64]),
        .init(name: "scalar", shape: [], values: [-1.5] as [Double]),
        .init(name: "counts é", shape: [1, 1, 2], values: [-1, 65535] as [Int32]),
      ], metadata: [("z", "last \"first\"\n"), ("a", "é")])
  }

  @Test("what is written is read again, wide types first")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let file = try Self.sample()
    try file.write(to: folder("model.safetensors"))
    #expect(try FileSystem.read(folder("model.safetensors")) == file.bytes())
    let again = try Safetensors(reading: folder("model.safetensors"))
    #expect(again.tensors.map(\.name) == ["empty", "scalar", "weights", "counts é", "codes"])
    #expect(again.metadata.map(\.0) == ["z", "a"])
    #expect(again.metadata("z") == "last \"first\"\n")
    #expect(again.metadata("y") == nil)
    #expect(try again.tensor("codes")?.values() == [1, 2, 255] as [UInt8])
    #expect(try again.tensor("weights")?.values(as: Float.self) == [0.5, -0.0, .infinity, 1e-30])
    #expect(try again.tensor("scalar")?.values() == [-1.5] as [Double])
    #expect(again.tensor("empty")?.shape == [0, 7])
    #expect(again.tensor("none") == nil)
    #expect(throws: FileError.self) { try again.tensor("codes")?.values(as: Float.self) }
    #expect(again.bytes() == file.bytes())
  }

  @Test("the tensors begin at a multiple of eight, whatever the header's length", arguments: 0..<9)
  func alignment(length: Int) throws {
    let name = String(repeating: "n", count: length)
    let file = try Safetensors(tensors: [.init(name: name, shape: [1], values: [1.0 as Double])]).bytes()
    #expect(file.count.isMultiple(of: 8))
    #expect((Int(file[0]) + Int(file[1]) << 8).isMultiple(of: 8))
    #expect(try Safetensors(bytes: file, name: "x").tensor(name)?.values() == [1.0] as [Double])
  }

  @Test("what cannot be a file is refused before it is one")
  func refused() throws {
    let tensor = try Safetensors.Tensor(name: "a", shape: [1], values: [1 as Float])
    #expect(throws: FileError.self) { try Safetensors(tensors: [tensor, tensor]) }
    #expect(throws: FileError.self) { try Safetensors(tensors: [], metadata: [("a", ""), ("a", "")]) }
    #expect(throws: FileError.self) {
      try Safetensors(tensors: [.init(name: "__metadata__", shape: [1], values: [1 as Float])])
    }
    for shape in [[2], [], [-1], [1, -1], [Int.max, 2], [0]] where !shape.isEmpty {
      #expect(throws: FileError.self) {
        try Safetensors.Tensor(name: "a", shape: shape, values: [1 as Float])
      }
    }
  }

  /// A file of this header and this many bytes behind it.
  static func file(_ header: String, _ count: Int) -> [UInt8] {
    let text = bytes(header)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text
      + [UInt8](repeating: 0, count: count)
  }

  static func tensor(_ dtype: String, _ shape: String, _ offsets: String) -> String {
    "{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  @Test("a header that other people wrote: blanks, any order of keys, tensors and metadata")
  func foreign() throws {
    let header = """
      {"b": {"shape":[2], "data_offsets" : [4, 12], "dtype":"F32"}, "__metadata__": {"format":"pt"},
       "a": \(Self.tensor("I8", "[2,2]", "[0,4]")), "c": \(Self.tensor("BF16", "[0]", "[12,12]"))}   
      """
    let file = try Safetensors(bytes: Self.file(header, 12), name: "x")
    #expect(file.tensors.map(\.name) == ["a", "b", "c"])
    #expect(file.metadata("format") == "pt")
    #expect(try Safetensors(bytes: Self.file("{}", 0), name: "x").tensors.isEmpty)
  }

  @Test(
    "hostile headers are refused",
    arguments: [
      "", "[]", "{", "{\"a\":1}", "{\"a\":{}}",
      "{\"a\":\(tensor("F32", "[1]", "[0,4]"))}",
      "{\"a\":\(tensor("F32", "[3]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[8,0]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[-8,0]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[0.0,8.0]"))}",
      "{\"a\":\(tensor("F32", "[2.0]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[-1,-2]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[\"2\"]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[4611686018427387904,2]", "[0,0]"))}",
      "{\"a\":\(tensor("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]"))}",
      "{\"a\":\(tensor("F32", "[18446744073709551618]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[9223372036854775800,9223372036854775808]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[9223372036854775799,9223372036854775807]"))}",
      "{\"a\":\(tensor("X32", "[2]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8]")),\"b\":\(tensor("F32", "[2]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[1]", "[0,4]")),\"b\":\(tensor("U8", "[5]", "[3,8]"))}",
      "{\"a\":\(tensor("U8", "[3]", "[0,3]")),\"b\":\(tensor("F32", "[1]", "[4,8]"))}",
      "{\"a\":\(tensor("F32", "[1]", "[4,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8]")),\"a\":\(tensor("F32", "[2]", "[0,8]"))}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8]")),\"__metadata__\":{\"b\":1}}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8]")),\"__metadata__\":[]}",
      "{\"a\":\(tensor("F32", "[2]", "[0,8]"))} x",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":\(String(repeating: "[", count: 100_000))",
    ])
  func hostile(header: String) {
    #expect(throws: FileError.self) { try Safetensors(bytes: Self.file(header, 8), name: "x") }
  }

  @Test(
    "lengths beyond the file, or beyond all reason",
    arguments: [
      [], [1, 2, 3], [0, 0, 0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D],
      [UInt8](repeating: 0xFF, count: 64), [0, 0, 0, 0, 0, 0, 0, 0x80, 0x7B, 0x7D],
    ] as [[UInt8]])
  func lengths(file: [UInt8]) {
    #expect(throws: FileError.self) { try Safetensors(bytes: file, name: "x") }
  }

  @Test("no bytes make the reader trap, and what it takes is consistent", arguments: 0..<20)
  func mutations(seed: Int) throws {
    var generator = RandomKey(seed: UInt64(seed)).adding("safetensors").generator()
    let whole = try Self.sample().bytes()
    for _ in 0..<200 {
      var file = whole
      for _ in 0..<1 + generator.below(2) {
        file[generator.below(file.count)] = UInt8(generator.below(256))
      }
      if generator.chance(0.2) { file.removeLast(generator.below(file.count)) }
      guard let read = try? Safetensors(bytes: file, name: "x") else { continue }
      for tensor in read.tensors {
        #expect(tensor.bytes.count == tensor.shape.reduce(tensor.dtype.width, *))
      }
    }
  }

  @Test("Python's safetensors reads what we write, and we what it writes", .enabled(if: Python.isAvailable))
  func python() throws {
    // Skipped where no Python with numpy and safetensors is found: see `Python`.
    let folder = try TemporaryFolder()
    try Self.sample().write(to: folder("ours.safetensors"))
    let script = """
      import sys, numpy
      from safetensors import safe_open
      from safetensors.numpy import save_file
      with safe_open(sys.argv[1], "np") as file:
          print(sorted(file.metadata().items()))
          tensors = {name: file.get_tensor(name) for name in file.keys()}
      for name in sorted(tensors): print(name, tensors[name].dtype, tensors[name].shape, tensors[name].ravel())
      save_file(tensors, sys.argv[2], metadata={"who": "numpy"})
      """
    let output = Python.output(of: script, folder("ours.safetensors"), folder("theirs.safetensors"))
    #expect(
      output == """
        [('a', 'é'), ('z', 'last "first"\\n')]
        codes uint8 (3,) [  1   2 255]
        counts é int32 (1, 1, 2) [   -1 65535]
        empty int64 (0, 7) []
        scalar float64 () [-1.5]
        weights float32 (2, 2) [ 5.e-01 -0.e+00     inf  1.e-30]

        """)
    let theirs = try Safetensors(reading: folder("theirs.safetensors"))
    let ours = try Self.sample()
    #expect(theirs.metadata("who") == "numpy")
    #expect(Set(theirs.tensors.map(\.name)) == Set(ours.tensors.map(\.name)))
    for tensor in ours.tensors {
      #expect(theirs.tensor(tensor.name)?.bytes == tensor.bytes)
      #expect(theirs.tensor(tensor.name)?.shape == tensor.shape)
      #expect(theirs.tensor(tensor.name)?.dtype == tensor.dtype)
    }
  }
}
