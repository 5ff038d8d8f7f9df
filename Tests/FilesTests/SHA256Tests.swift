import Basis
import Files
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test("digests of known messages")
  func known() throws {
    // printf abc | sha256sum
    #expect(
      SHA256.hex(of: bytes("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex(of: [UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
