import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("shotmark train fcn")
struct TrainNetworkRunTests {
  private static let quick = "train fcn S --network tiny --schedule constant --jobs 1 --epochs 8 -q "

  @Test("A network is trained, judged and described; the epochs are in a table")
  func train() throws {
    try MadeSetFolder.with { folder in
      let run = try MadeSetFolder.shotmark(
        folder, "train fcn S --network tiny --epochs 3 --out gun.safetensors")
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.text.contains("gun.safetensors: 7098 weights of epoch"), "\(run.text)")
      #expect(run.text.contains("chunks of val: loss"))
      #expect(run.messages.contains("val AUC") && run.messages.contains("3/3"), "\(run.messages)")
      let epochs = run.messages.split(separator: "\n").filter { $0.contains("val AUC") || $0.contains("/3 ") }
      #expect(epochs.count == 4 && epochs.allSatisfy { $0.count < 80 }, "\(run.messages)")
      let history = try MadeSetFolder.table(folder.appending("gun.training/history.csv"))
      #expect(history.count == 3 && history.allSatisfy { Double($0["val_loss"] ?? "") != nil })
      #expect(history.map { $0["learning_rate"] } == ["2e-05", "2e-05", "2e-05"])
      let events = try FileSystem.files(below: folder.appending("gun.training")) { _ in true }
      #expect(events.count == 2 && events.contains { $0.description.hasPrefix("events.out.tfevents.") })
      let judged = try MadeSetFolder.shotmark(folder, "evaluate gun.safetensors S --json")
      #expect(judged.status == 0 && judged.text.contains("roc_auc"), "\(judged.messages)")
    }
  }

  @Test(
    "Killed at any moment and started again, it ends with the file of an undisturbed training",
    arguments: [SIGKILL, SIGINT])
  func killed(signal: Int32) throws {
    try MadeSetFolder.with { folder in
      let clock = ContinuousClock()
      var status: Int32 = 0
      let line = Self.quick + "--recipe light --root A --out whole.safetensors"
      let whole = try clock.measure { status = MadeSetFolder.end(try MadeSetFolder.start(folder, line)) }
      #expect(status == 0)
      let expected = try FileSystem.read(folder.appending("whole.safetensors"))
      let history = try FileSystem.read(folder.appending("whole.training/history.csv"))
      var (interrupted, goneOn) = (0, 0)
      for attempt in 1..<8 {
        let line = Self.quick + "--recipe light --root A --out killed-\(attempt).safetensors"
        let process = try MadeSetFolder.start(folder, line)
        usleep(UInt32((whole * attempt / 8) / .microseconds(1)))
        kill(process, signal)
        if MadeSetFolder.end(process) & 0x7F == signal { interrupted += 1 }
        let checkpoint = folder.appending("killed-\(attempt).training/checkpoint.safetensors")
        if FileSystem.exists(checkpoint) { goneOn += 1 }
        #expect(MadeSetFolder.end(try MadeSetFolder.start(folder, line)) == 0)
        #expect(try FileSystem.read(folder.appending("killed-\(attempt).safetensors")) == expected)
        #expect(try FileSystem.read(folder.appending("killed-\(attempt).training/history.csv")) == history)
        #expect(!FileSystem.exists(checkpoint))
      }
      #expect(interrupted > 0 && goneOn > 0)
    }
  }

  @Test("A last epoch whose table could not be written is told of by the run that goes on")
  func tableOfLastEpoch() throws {
    try MadeSetFolder.with { folder in
      let table = folder.appending("gun.training/history.csv")
      try FileSystem.makeFolder(table)
      let line = "train fcn S --network tiny --epochs 1 --out gun.safetensors -q"
      let broken = try MadeSetFolder.shotmark(folder, line)
      #expect(broken.status == 1 && broken.messages.contains("history.csv"), "\(broken.messages)")
      try #require(table.withCString { rmdir($0) } == 0)
      #expect(try MadeSetFolder.shotmark(folder, line).status == 0)
      #expect(try MadeSetFolder.table(table).map { $0["epoch"] } == ["1"])
    }
  }

  @Test("Single cells with steps between them are learnt from on a processor without AVX-512 too")
  func steppingCells() throws {
    try MadeSetFolder.with { folder in
      try FileSystem.writePlain(
        Array(
          #"""
          {"height": 32, "head": "softmax", "layers": [
            {"type": "convolution", "filters": 5, "kernel": 3},
            {"type": "convolution", "filters": 9, "kernel": 1, "stride": [3, 1]},
            {"type": "global_max_pool"}, {"type": "dense", "units": 2}]}
          """#.utf8), to: folder.appending("steps.json"))
      // A name that oneDNN knows, for a processor that can no more than this.
      let run = try MadeSetFolder.shotmark(
        folder, "train fcn S --network steps.json --epochs 2 --jobs 1 --out gun.safetensors -q",
        environment: ["DNNL_MAX_CPU_ISA": "AVX2"])
      #expect(run.status == 0, "\(run.messages)")
      #expect(FileSystem.exists(folder.appending("gun.safetensors")))
    }
  }

  @Test("What cannot be is refused in three lines, and leaves no model behind")
  func refused() throws {
    try MadeSetFolder.with { folder in
      try FileSystem.writePlain(
        Array(#"{"height": 32, "head": "softmax", "layers": [{"type": "dens"}]}"#.utf8),
        to: folder.appending("wrong.json"))
      try FileSystem.writePlain(
        Array(#"{"height": 32, "head": "softmax", "layers": [{"type": "dense", "units": 2000000000}]}"#.utf8),
        to: folder.appending("huge.json"))
      for (line, status, words) in [
        ("train fcn S", 2, "--out"),
        ("train fcn S --out m.safetensors --network orignal", 1, "did you mean original"),
        ("train fcn S --out m.safetensors --network wrong.json", 1, "wrong.json, line 1"),
        ("train fcn S --out m.safetensors --network huge.json", 1, "huge.json"),
        ("train fcn S --out m.safetensors --n-mels 20", 1, "32 bands"),
        ("train fcn S --out m.safetensors --warm-up 3", 2, "--schedule=cosine"),
        ("train fcn S --out m.safetensors --go-on --restart", 2, "--go-on"),
        ("train fcn S --out m.safetensors --early-stopping 3 --no-early-stopping", 2, "leave out one"),
        ("train fcn S --out m.safetensors --learning-rate 0", 2, "out of range"),
        ("train fcn A --out m.safetensors", 1, "A"),
      ] as [(String, Int32, String)] {
        let run = try MadeSetFolder.shotmark(folder, line + " -q")
        #expect(run.status == status, "\(line): \(run.messages)")
        let lines = run.messages.split(separator: "\n")
        #expect(lines.count == 3 && run.messages.contains(words), "\(line): \(run.messages)")
        #expect(!FileSystem.exists(folder.appending("m.safetensors")), "\(line)")
      }
    }
  }

  @Test("A rate far too high ends in huge figures or in an error that says what to lower, never in a trap")
  func runsAway() throws {
    try MadeSetFolder.with { folder in
      let run = try MadeSetFolder.shotmark(
        folder,
        "train fcn S --no-scaling --schedule constant --learning-rate 10 --epochs 4 --out m.safetensors")
      #expect(run.status == 0 || run.status == 1, "\(run.messages)")
      #expect(run.status == 0 || run.messages.contains("--learning-rate"), "\(run.messages)")
    }
  }

  @Test("A rate is looked for, and a checkpoint of other options is named with what differs")
  func rates() throws {
    try MadeSetFolder.with { folder in
      let search = try MadeSetFolder.shotmark(folder, "train fcn S --network tiny --find-rate -q")
      #expect(search.status == 0 && search.text.contains("--learning-rate"), "\(search.text)")
      #expect(!FileSystem.exists(folder.appending("gun.training")))
      let process = try MadeSetFolder.start(folder, Self.quick + "--epochs 10000 --out gun.safetensors")
      let checkpoint = folder.appending("gun.training/checkpoint.safetensors")
      for _ in 0..<12_000 where !FileSystem.exists(checkpoint) { usleep(10_000) }
      let busy = try MadeSetFolder.shotmark(folder, Self.quick + "--epochs 10000 --out gun.safetensors")
      #expect(busy.status == 1 && busy.messages.contains("gun.training"), "\(busy.messages)")
      kill(process, SIGKILL)
      _ = MadeSetFolder.end(process)
      let other = try MadeSetFolder.shotmark(folder, Self.quick + "--seed 3 --out gun.safetensors")
      #expect(other.status == 1 && other.messages.contains("seed"), "\(other.messages)")
      #expect(other.messages.contains("--restart"))
      let anew = try MadeSetFolder.shotmark(folder, Self.quick + "--seed 3 --restart --out gun.safetensors")
      #expect(anew.status == 0, "\(anew.messages)")
    }
  }
}
