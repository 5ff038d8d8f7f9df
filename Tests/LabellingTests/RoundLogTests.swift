import Basis
import Labelling
import TestSupport
import Testing

@Suite("The log of rounds")
struct RoundLogTests {
  private func log(_ text: String) throws -> RoundLog {
    // Of its own: other cases read the same text at the same time.
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try RoundLog(reading: folder.write(text, as: "rounds.csv"))
    }
  }
  private let head = "round,recordings,labels,chunks,val_roc_auc,f_50_ms,held_out,model,inputs\n"

  @Test("Figures that could not be made are empty, and there is no log at first")
  func read() throws {
    let rounds = try log(head + "1,3,12,48,,,0,round-001.safetensors,ab\n2,5,20,80,0.9,0.75,2,m,cd\n").rounds
    #expect(rounds.map(\.number) == [1, 2] && rounds.map(\.f) == [nil, 0.75] && rounds.last?.labels == 20)
    #expect(try RoundLog(reading: "/nonexistent/rounds.csv").rounds.isEmpty)
  }

  @Test(
    "A row that is none is told with its line",
    arguments: ["2,3,12,48,,,0,m,ab\n", "1,3,12\n", "1,x,12,48,,,0,m,ab\n", "\n,\n"])
  func wrong(row: String) throws {
    #expect(throws: LabellingError.self) { try log(head + row) }
    #expect(throws: LabellingError.self) { try log("1,3,12,48,,,0,m,ab\n") }
  }
}
