import Basis
import Files
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Signals")
struct InterruptionTests {
  /// The status of long work that gets `number` half a second after its start.
  private func status(after number: Int32, _ prefix: String = "") throws -> Finished {
    let shell = try #require(Program.installed("sh"))
    return try Scratch.folder { folder in
      let script = """
        \(prefix)
        "$0" synth --into Long --minutes 600 & child=$!
        while [ ! -e Long/synth.json ]; do sleep 0.05; done
        sleep 0.3; kill -\(number) $child; wait $child; echo $?
        kill -9 $child 2> /dev/null; true
        """
      let words = [Array("-c".utf8), Array(script.utf8), Program.shotmark.bytes]
      return try Program.run(shell, words, in: folder)
    }
  }

  @Test("A polite kill ends with 143 and a word on how to go on")
  func terminated() throws {
    let run = try status(after: SIGTERM)
    #expect(run.text == "143\n")
    #expect(run.messages.contains("interrupted: the same command run again goes on where it was\n"))
  }

  @Test("What was started with signals ignored goes on ignoring them")
  func ignored() throws {
    let shell = try #require(Program.installed("sh"))
    try Scratch.folder { folder in
      let script = """
        trap '' INT
        "$0" synth --into Short --minutes 1 -q & child=$!
        while [ ! -e Short/synth.json ]; do sleep 0.05; done
        kill -2 $child; wait $child; echo $?
        """
      let run = try Program.run(
        shell, [Array("-c".utf8), Array(script.utf8), Program.shotmark.bytes], in: folder)
      #expect(run.text == "0\n")
    }
  }
}
