import Basis
import Files
import Testing

@Suite("Arrays for numpy")
struct NPYTests {
  @Test("what is written is read again")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    try NPY.write(float32: [1, 2, 3, 4, 5, 6], shape: [2, 3], to: folder("a.npy"))
    let array = try NPY.read(folder("a.npy"))
    #expect(array.shape == [2, 3])
    #expect(array.values == [1, 2, 3, 4, 5, 6])
  }
}
