import Basis
import Files
import TestSupport
import Testing

@Suite("Arrays for numpy")
struct NPYTests {
  @Test("what is written is read again", arguments: [[6], [2, 3], [1, 2, 3, 1], [0], [0, 32, 33], []])
  func roundTrip(shape: [Int]) throws {
    let folder = try TemporaryFolder()
    let values = (0..<shape.reduce(1, *)).map { Float($0) - 0.5 }
    try NPY.write(float32: values, shape: shape, to: folder("a.npy"))
    let array = try NPY.read(folder("a.npy"))
    #expect(array.shape == shape)
    #expect(array.values == values)
    let size = try FileSystem.status(folder("a.npy")).size
    #expect((size - values.count * 4).isMultiple(of: 64))
  }

  @Test("in pieces, and only whole")
  func pieces() throws {
    let folder = try TemporaryFolder()
    let file = try NPYFile(shape: [3, 2], to: folder("a.npy"))
    try file.append([1, 2])
    #expect(throws: FileError.self) { try file.commit() }
    try file.append([3, 4, 5, 6])
    #expect(throws: FileError.self) { try file.append([7]) }
    #expect(!FileSystem.exists(folder("a.npy")))
    try file.commit()
    #expect(try NPY.read(folder("a.npy")).values == [1, 2, 3, 4, 5, 6])
    #expect(throws: FileError.self) { try NPYFile(shape: [Int.max, 2], to: folder("b.npy")) }
    #expect(throws: FileError.self) { try NPYFile(shape: [-1], to: folder("b.npy")) }
    #expect(throws: FileError.self) { try NPY.write(float32: [1], shape: [2], to: folder("b.npy")) }
    #expect(try folder.contents().keys.sorted() == ["a.npy"])
  }

  static func file(_ header: String, count: Int, version: UInt8 = 1) -> [UInt8] {
    let text = bytes(header)
    let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) }
    return [0x93] + bytes("NUMPY") + [version, 0] + length + text + [UInt8](repeating: 0, count: count)
  }

  @Test("headers of other writers and versions")
  func foreign() throws {
    let header = "{'shape':(2 ,) , 'fortran_order' : False, 'descr': '<f8'}"
      .replacing("'fortran_order' :", with: "'fortran_order':")
    #expect(try NPY.parse(Self.file(header, count: 16), name: "x").values == [0, 0])
    #expect(try NPY.parse(Self.file(header, count: 16, version: 3), name: "x").shape == [2])
  }

  @Test(
    "what does not fit is refused",
    arguments: [
      "", "{}", "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -2), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387906,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (x,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2",
      "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }",
      "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }",
      "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }",
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
    ])
  func refused(header: String) {
    #expect(throws: FileError.self) { try NPY.parse(Self.file(header, count: 8), name: "x") }
  }

  @Test("torn files")
  func torn() throws {
    let folder = try TemporaryFolder()
    try NPY.write(float32: [1, 2, 3, 4, 5, 6, 7, 8], shape: [8], to: folder("a.npy"))
    let whole = try FileSystem.read(folder("a.npy"))
    for length in 0..<whole.count {
      #expect(throws: FileError.self) { try NPY.parse(Array(whole.prefix(length)), name: "x") }
    }
    #expect(throws: FileError.self) { try NPY.parse(whole + [0], name: "x") }
  }

  @Test("numpy reads what we write, and we what it writes", .enabled(if: Python.isAvailable))
  func python() throws {
    // Skipped where no Python with numpy and safetensors is found: see `Python`.
    let folder = try TemporaryFolder()
    try NPY.write(float32: [1, 2.5, -3, .infinity, 5, 6], shape: [2, 3], to: folder("a.npy"))
    let script = """
      import numpy, sys
      a = numpy.load(sys.argv[1])
      print(a.dtype, a.shape, a.flags.c_contiguous, a.tolist())
      numpy.save(sys.argv[2], a.T.copy())
      numpy.save(sys.argv[3], numpy.array([0.1, 2], dtype='f8'))
      """
    let output = Python.output(of: script, folder("a.npy"), folder("b.npy"), folder("c.npy"))
    #expect(output == "float32 (2, 3) True [[1.0, 2.5, -3.0], [inf, 5.0, 6.0]]\n")
    let array = try NPY.read(folder("b.npy"))
    #expect(array.shape == [3, 2])
    #expect(array.values == [1, .infinity, 2.5, 5, -3, 6])
    #expect(try NPY.read(folder("c.npy")).values == [0.1, 2])
  }
}
