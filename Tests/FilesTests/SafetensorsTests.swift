import Basis
import Files
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  @Test("what is written is read again, wide types first")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let file = try Safetensors(
      tensors: [
        .init(name: "codes", shape: [3], values: [1, 2, 255] as [UInt8]),
        .init(name: "weights", shape: [2, 2], values: [0.5, -0.0, .infinity, 1e-30] as [Float]),
        .init(name: "empty", shape: [0, 7], values: [] as [Int64]),
        .init(name: "scalar", shape: [], values: [-1.5] as [Double]),
      ], metadata: [("z", "last \"first\"\n"), ("a", "é")])
    try file.write(to: folder("model.safetensors"))
    #expect(try FileSystem.read(folder("model.safetensors")) == file.bytes())
    let again = try Safetensors(reading: folder("model.safetensors"))
    #expect(again.tensors.map(\.name) == ["empty", "scalar", "weights", "codes"])
    #expect(again.metadata.map(\.0) == ["z", "a"])
    #expect(again.metadata("z") == "last \"first\"\n")
    #expect(try again.tensor("codes")?.values() == [1, 2, 255] as [UInt8])
    #expect(try again.tensor("weights")?.values(as: Float.self) == [0.5, -0.0, .infinity, 1e-30])
    #expect(try again.tensor("scalar")?.values() == [-1.5] as [Double])
    #expect(again.tensor("empty")?.shape == [0, 7])
    #expect(throws: FileError.self) { try again.tensor("codes")?.values(as: Float.self) }
  }
}
