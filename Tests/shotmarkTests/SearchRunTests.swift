import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("shotmark search")
struct SearchRunTests {
  private let grid = "--n-trees 4,9 --max-depth 2,5,none --max-features sqrt,8 --folds 2"

  /// Calls `body` with a folder that holds a set `S` of enough recordings for folds of folds.
  private static func with<Result>(_ body: (Path) throws -> Result) throws -> Result {
    try Scratch.folder { folder in
      for line in ["synth --into A --minutes 8 -q", "slice A/Annotations --root A --into S -q"] {
        let run = try MadeSetFolder.shotmark(folder, line)
        #expect(run.status == 0, "\(run.messages)")
      }
      return try body(folder)
    }
  }

  private func search(_ folder: Path, _ line: String) throws -> Finished {
    try MadeSetFolder.shotmark(folder, "search forest S -q " + line)
  }

  @Test(
    "A search leaves table, picture and models, and says what is best; the same bytes on any number of threads"
  )
  func wholeSearch() throws {
    try SearchRunTests.with { folder in
      let run = try search(
        folder,
        grid + " --scoring accuracy,roc_auc,recall_at_fpr_0.1 --refit roc_auc --nested 4 --out one --jobs 1")
      #expect(run.status == 0, "\(run.messages)")
      for words in [
        "best: max_depth", "roc_auc", "nested cross-validation, 4 outer folds", "one/cv_results.csv",
      ] {
        #expect(run.text.contains(words), "\(run.text)")
      }
      let one = try MadeSetFolder.contents(folder.appending("one"))
      let always = [
        "best.json", "best.safetensors", "cv_results.csv", "folds.csv", "heat_map.png", "nested.csv",
        "search.json",
      ]
      #expect(Set(one.keys).subtracting(["smallest.safetensors"]) == Set(always))
      let table = try MadeSetFolder.table(folder.appending("one/cv_results.csv"))
      #expect(table.count == 12)
      #expect(table[0]["params"] == "{'max_depth': 2, 'max_features': 'sqrt', 'n_estimators': 4}")
      #expect(
        table.allSatisfy { Double($0["mean_test_roc_auc"] ?? "") != nil && $0["split1_test_accuracy"] != nil }
      )
      #expect(table.contains { $0["rank_test_roc_auc"] == "1" } && table[11]["param_max_depth"] == "None")
      _ = try search(
        folder,
        grid + " --scoring accuracy,roc_auc,recall_at_fpr_0.1 --refit roc_auc --nested 4 --out two --jobs 3")
      #expect(try MadeSetFolder.contents(folder.appending("two")) == one)
      let evaluated = try MadeSetFolder.shotmark(folder, "evaluate one/best.safetensors S")
      #expect(evaluated.status == 0, "\(evaluated.messages)")
      let info = try MadeSetFolder.shotmark(folder, "info one/best.safetensors")
      #expect(info.text.contains("mean_test_roc_auc"), "\(info.text)")
    }
  }

  @Test("Shards joined are the whole search, byte for byte; a missing one is named")
  func shards() throws {
    try SearchRunTests.with { folder in
      #expect(try MadeSetFolder.shotmark(folder, "features S --out X.npy -q").status == 0)
      let line = grid + " --matrix X.npy"
      #expect(try search(folder, line + " --out whole").status == 0)
      for number in 1...3 {
        let part = try search(folder, line + " --shard \(number)/3 --out part-\(number)")
        #expect(part.status == 0 && part.text.contains("search merge"), "\(part.messages)")
      }
      let merged = try MadeSetFolder.shotmark(folder, "search merge part-3 part-1 part-2 --out joined -q")
      #expect(merged.status == 0, "\(merged.messages)")
      let whole = try MadeSetFolder.contents(folder.appending("whole"))
      #expect(whole.count >= 6)
      #expect(try MadeSetFolder.contents(folder.appending("joined")) == whole)
      let torn = try MadeSetFolder.shotmark(folder, "search merge part-1 part-2 --out less -q")
      #expect(torn.status == 1 && torn.messages.contains("forests are missing"), "\(torn.messages)")
      #expect(try search(folder, grid + " --seed 4 --shard 3/3 --out other").status == 0)
      let mixed = try MadeSetFolder.shotmark(folder, "search merge part-1 part-2 other --out less -q")
      #expect(mixed.status == 1 && mixed.messages.contains("seed"), "\(mixed.messages)")
    }
  }

  @Test(
    "Successive halving goes on with the best, up to the trees that were asked for; one parameter gets a list"
  )
  func halving() throws {
    try SearchRunTests.with { folder in
      let run = try search(folder, "--halving 2 --n-trees 40 --max-depth 1:4 --folds 2 --out half")
      #expect(run.status == 0, "\(run.messages)")
      let table = try MadeSetFolder.table(folder.appending("half/cv_results.csv"))
      #expect(table.compactMap { $0["iter"] } == ["0", "0", "0", "0", "1", "1", "2"])
      #expect(table.compactMap { $0["n_resources"] } == ["10", "10", "10", "10", "20", "20", "40"])
      let model = try Safetensors(reading: folder.appending("half/best.safetensors"))
      #expect(try #require(model.tensor("tree_start")).count == 41)
      let list = try search(folder, "--n-trees 5 --max-depth 1:4 --folds 2 --out list")
      #expect(list.text.contains("max_depth  accuracy  standard error  nodes"), "\(list.text)")
    }
  }

  @Test("Weights belong to a search: they are not changed on the way, and a merge has them from its parts")
  func weights() throws {
    try SearchRunTests.with { folder in
      #expect(try search(folder, grid + " --no-weights --out one").status == 0)
      let other = try search(folder, grid + " --out one")
      #expect(
        other.status == 1 && other.messages.contains("weights was false, and is true now"),
        "\(other.messages)")
      let merged = try MadeSetFolder.shotmark(folder, "search merge one --out two -q")
      #expect(merged.status == 0, "\(merged.messages)")
      let whole = try MadeSetFolder.contents(folder.appending("one"))
      #expect(try MadeSetFolder.contents(folder.appending("two")) == whole)
      #expect(try search(folder, grid + " --out three").status == 0)
      #expect(
        try MadeSetFolder.contents(folder.appending("three"))["best.safetensors"] != whole["best.safetensors"]
      )
    }
  }

  @Test("A file of features serves a grid of one kind, whichever it is, and is refused for several")
  func matrix() throws {
    try SearchRunTests.with { folder in
      #expect(try MadeSetFolder.shotmark(folder, "features S --n-mels 20 --out X.npy -q").status == 0)
      let line = "--n-trees 3 --folds 2 --n-mels 20"
      #expect(try search(folder, line + " --out own").status == 0)
      let given = try search(folder, line + " --matrix X.npy --out given")
      #expect(given.status == 0, "\(given.messages)")
      #expect(
        try MadeSetFolder.contents(folder.appending("given"))
          == MadeSetFolder.contents(folder.appending("own")))
      let several = try search(folder, line + ",24 --matrix X.npy --out new")
      #expect(several.status == 1 && several.messages.contains("2 kinds of features"), "\(several.messages)")
      let wrong = try search(folder, "--n-trees 3 --folds 2 --n-mels 20 --f-min 50 --matrix X.npy --out new")
      #expect(wrong.status == 1 && wrong.messages.contains("other values"), "\(wrong.messages)")
    }
  }

  @Test("Parts that contradict each other are not joined, and a folder that is in use is left alone")
  func contradiction() throws {
    try SearchRunTests.with { folder in
      #expect(try search(folder, grid + " --out one").status == 0)
      #expect(try search(folder, grid + " --out two").status == 0)
      let journal = folder.appending("two/folds.csv")
      var lines = String(decoding: try FileSystem.read(journal), as: UTF8.self).split(separator: "\n").map(
        String.init)
      lines[3] = String(lines[3].prefix { $0 != "." }) + ".125"
      try FileSystem.writePlain(Array((lines.joined(separator: "\n") + "\n").utf8), to: journal)
      let merged = try MadeSetFolder.shotmark(folder, "search merge one two --out three -q")
      #expect(merged.status == 1 && merged.messages.contains("different scores"), "\(merged.messages)")
      let lock = try FolderLock(folder.appending("one"))
      let busy = try search(folder, grid + " --out one")
      #expect(busy.status == 1 && busy.messages.contains("another run"), "\(busy.messages)")
      lock.release()
      #expect(try search(folder, grid + " --out one").status == 0)
    }
  }

  private func start(_ folder: Path, _ out: String) throws -> pid_t {
    try MadeSetFolder.start(
      folder, "search forest S --n-trees 300 --max-features 1:12 --folds 3 --no-refit --out \(out)")
  }

  @Test(
    "Killed at any moment, by SIGKILL or Ctrl-C, and started again, it gives what an undisturbed run gives",
    arguments: [SIGKILL, SIGINT])
  func killed(signal: Int32) throws {
    try SearchRunTests.with { folder in
      var status: Int32 = 0
      let whole = try ContinuousClock().measure { status = MadeSetFolder.end(try start(folder, "whole")) }
      #expect(status == 0)
      let expected = try MadeSetFolder.contents(folder.appending("whole"))
      var kept = 0
      for attempt in 1..<8 {
        let out = "killed-\(attempt)"
        let process = try start(folder, out)
        usleep(UInt32((whole * attempt / 8) / .microseconds(1)))
        kill(process, signal)
        if MadeSetFolder.end(process) & 0x7F == signal {
          let journal = folder.appending(Path(out)).appending("folds.csv")
          if FileSystem.exists(journal) { kept += CSV.parse(try FileSystem.read(journal)).count - 1 }
        }
        #expect(MadeSetFolder.end(try start(folder, out)) == 0)
        #expect(try MadeSetFolder.contents(folder.appending(Path(out))) == expected)
      }
      #expect(kept > 0)
    }
  }

  @Test("A torn row is done again; a row that makes no sense is named")
  func tornJournal() throws {
    try SearchRunTests.with { folder in
      #expect(try search(folder, grid + " --out one").status == 0)
      let whole = try MadeSetFolder.contents(folder.appending("one"))
      let journal = folder.appending("one/folds.csv")
      let bytes = try FileSystem.read(journal)
      for cut in [0, 3, 40, bytes.count / 2, bytes.count - 1] {
        try FileSystem.writePlain(Array(bytes[..<cut]), to: journal)
        let run = try search(folder, grid + " --out one")
        #expect(run.status == 0, "\(run.messages)")
        #expect(try MadeSetFolder.contents(folder.appending("one")) == whole)
      }
      try FileSystem.writePlain(bytes + Array("0,0,1,x,9,0.5\n".utf8), to: journal)
      let run = try search(folder, grid + " --out one")
      #expect(run.status == 1 && run.messages.contains("folds.csv, line 26"), "\(run.messages)")
    }
  }

  @Test("What makes no sense is refused in three parts before any work, and nothing is left behind")
  func refused() throws {
    try SearchRunTests.with { folder in
      try FileSystem.writePlain(Array(#"{"max_depth": [3, "deep"]}"#.utf8), to: folder.appending("deep.json"))
      try FileSystem.writePlain(Array(#"{"depth": [3]}"#.utf8), to: folder.appending("depth.json"))
      try FileSystem.writePlain(Array(#"{"max_depth": [3,]}"#.utf8), to: folder.appending("comma.json"))
      let lines: [(String, Int32, String)] = [
        ("--max-depth 0", 2, "max_depth cannot be '0'"), ("--max-depth 3,3", 2, "twice"),
        ("--max-depth 9:1", 2, "no range"), ("--scoring speed", 2, "there is no score 'speed'"),
        ("--scoring f1 --refit recall", 1, "recall is none of"), ("--max-features 5000", 1, "max_features"),
        ("--no-such 3", 2, "--no-such"), ("--bootstrap false --max-samples 0.5", 1, "bootstrap"),
        ("--n-fft 64 --n-mels 128", 1, "n_fft 64"), ("--folds 1", 2, "out of range"),
        ("--folds 90", 1, "fold"),
        ("--shard 4/3", 2, "no part of a whole"), ("--halving 3 --shard 1/2", 2, "--shard"),
        ("--halving 3 --n-trees 3,9", 2, "number of trees"),
        ("--positive BANG", 1, "BANG"), ("--grid deep.json", 1, "deep.json, line 1, column 19"),
        ("--grid depth.json", 1, "there is no parameter 'depth'"), ("--grid comma.json", 1, "comma.json"),
        ("--grid none.json", 1, "none.json"), ("--memory 10K --max-depth 3", 1, "one fold takes about"),
        ("--matrix S/manifest.csv", 1, "manifest"),
        ("--max-bins 2:200 --max-depth 1:9999 --n-mels 1:100", 1, "candidates"),
      ]
      for (line, status, words) in lines {
        let run = try search(folder, line + " --out new")
        #expect(run.status == status && run.messages.contains(words), "\(line): \(run.messages)")
        #expect(run.messages.split(separator: "\n").count == 3, "\(line): \(run.messages)")
        #expect(!FileSystem.exists(folder.appending("new")), "\(line)")
      }
      #expect(try search(folder, "--max-depth 3 --n-trees 3 --out new").status == 0)
      let before = try MadeSetFolder.contents(folder.appending("new"))
      let other = try search(folder, "--max-depth 4 --n-trees 3 --out new")
      #expect(
        other.status == 1 && other.messages.contains("another search was begun here"), "\(other.messages)")
      #expect(try MadeSetFolder.contents(folder.appending("new")) == before)
      let dry = try MadeSetFolder.shotmark(folder, "search forest S --max-depth 4 --out dry --dry-run")
      #expect(dry.status == 0 && dry.messages.contains("1 candidate"), "\(dry.messages)")
      #expect(!FileSystem.exists(folder.appending("dry")))
      let nowhere = try MadeSetFolder.shotmark(folder, "search merge S --out x")
      #expect(
        nowhere.status == 1 && nowhere.messages.contains("there is no search here"), "\(nowhere.messages)")
    }
  }

  @Test(
    "A full disk is told, and what was done before is kept",
    .enabled(if: SmallDisk.canBeMade, Comment(rawValue: SmallDisk.absent)))
  func fullDisk() throws {
    try SearchRunTests.with { folder in
      let run = try SmallDisk.run(
        "\"$0\" search forest S -q --n-trees 30 --max-depth 1:40 --out disk/s; status=$?; ls disk/s; exit $status",
        kilobytes: 24, in: folder)
      #expect(run.status == 1 && run.messages.contains("disk/s"), "\(run.messages)")
      #expect(run.text.contains("search.json"), "\(run.text)")
    }
  }
}
