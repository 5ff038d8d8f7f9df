import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Augmenting that is killed")
struct KilledAugmentingTests {
  private func start(_ folder: Path, into set: String) throws -> pid_t {
    try MadeSetFolder.start(folder, "augment S street --root A --copies 6 --into \(set)")
  }

  @Test(
    "at any moment, by SIGKILL or Ctrl-C, and started again gives byte for byte the set of an undisturbed run",
    arguments: [SIGKILL, SIGINT])
  func killed(signal: Int32) throws {
    try MadeSetFolder.with { folder in
      let clock = ContinuousClock()
      var status: Int32 = 0
      let whole = try clock.measure { status = MadeSetFolder.end(try start(folder, into: "whole")) }
      #expect(status == 0)
      let expected = try MadeSetFolder.contents(folder.appending("whole"))
      #expect(expected.count > 200)
      var (interrupted, told) = (0, 0)
      for attempt in 0..<10 {
        let set = "killed-\(attempt)"
        let process = try start(folder, into: set)
        // Later at each attempt, so that reading, making and committing are all met.
        usleep(UInt32((whole * attempt / 10) / .microseconds(1)))
        kill(process, signal)
        let status = MadeSetFolder.end(process)
        if status & 0x7F == signal {
          interrupted += 1
          let messages = String(decoding: try FileSystem.read(folder.appending("err")), as: UTF8.self)
          // Killed while it is only just starting, it says nothing, or nothing about its work.
          #expect(signal == SIGKILL || messages.isEmpty || messages.contains("interrupted"))
          if messages.contains("the same command run again goes on where it was") { told += 1 }
        }
        let manifest = folder.appending(Path(set)).appending("manifest.csv")
        if FileSystem.exists(manifest) { #expect(try FileSystem.read(manifest) == expected["manifest.csv"]) }
        #expect(MadeSetFolder.end(try start(folder, into: set)) == 0)
        #expect(try MadeSetFolder.contents(folder.appending(Path(set))) == expected)
        #expect(!FileSystem.exists(folder.appending(Path(set)).appending(".pending")))
      }
      #expect(interrupted > 0 && (told > 0) == (signal == SIGINT))
    }
  }
}
