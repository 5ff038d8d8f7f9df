import Basis
import Files
import Testing

@Suite("CSV")
struct CSVTests {
  @Test("fields, lines and raw rows")
  func fields() throws {
    let rows = CSV.parse(bytes("\u{FEFF}a,\"b,\"\"c\"\"\nd\" ,\r\n\r\n x ,12\r"))
    #expect(rows.map { $0.fields.map(\.text) } == [["a", "b,\"c\"\nd", ""], [" x ", "12"]])
    #expect(rows.map(\.line) == [1, 4])
    #expect(rows[1].fields[1].integer == 12)
    #expect(rows[0].fields[1].quoted)
    #expect(rows[1].raw == bytes(" x ,12"))
  }
}
