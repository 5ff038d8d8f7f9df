import Annotator
import Testing

@Suite("Times") struct TimeTextTests {
  @Test(
    "are read as people write them",
    arguments: [
      ("0", 0), ("83.5", 1_336_000), ("1:23.5", 1_336_000), ("1:02:03", 59_568_000), ("#120000", 120_000),
      ("0:00.001", 16),
    ])
  func reading(text: String, samples: Int) { #expect(TimeText.samples(text) == samples) }

  @Test(
    "that are none are refused",
    arguments: [
      "", ":", "1:", "a", "-1", "1:60", "1:2:3:4", "1e5", "inf", "#", "#-1", "#99999999999999999999",
      "9999999999999",
    ])
  func refused(text: String) { #expect(TimeText.samples(text) == nil) }

  @Test("are written to the millisecond")
  func writing() {
    #expect(TimeText.full(0) == "0:00.000" && TimeText.full(16_000 * 3723 + 16 * 45) == "1:02:03.045")
  }
}
