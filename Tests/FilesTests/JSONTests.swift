import Basis
import Files
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("what is written is read again")
  func roundTrip() throws {
    let value: JSON.Value = ["a": [1, 2.5, -3e-7], "b": ["x\n\"é\u{1}": .null, "y": true], "c": []]
    for pretty in [true, false] {
      #expect(try JSON.parse(value.bytes(pretty: pretty), name: "x.json") == value)
    }
  }
}
