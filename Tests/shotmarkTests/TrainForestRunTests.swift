import Basis
import Files
import Testing

@Suite("shotmark train forest")
struct TrainForestRunTests {
  private func train(_ folder: Path, _ line: String) throws -> Finished {
    try MadeSetFolder.shotmark(folder, "train forest S --no-comparison -q " + line)
  }

  /// Expects that a line is refused with a message of three parts, and leaves nothing behind under `name`.
  private func expectRefused(
    _ folder: Path, _ line: String, status: Int32, _ words: String, name: String = "new.safetensors"
  ) throws {
    let run = try train(folder, line)
    #expect(run.status == status, "\(line): \(run.messages)")
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 3 && run.messages.contains(words), "\(line): \(run.messages)")
    #expect(run.output.isEmpty && !FileSystem.exists(folder.appending(name)), "\(line)")
  }

  @Test("A model that is gone on with is the file that is trained at once; what does not fit is refused")
  func warmStart() throws {
    try MadeSetFolder.with { folder in
      for line in [
        "--out few.safetensors --n-trees 9", "--out all.safetensors --n-trees 25",
        "--out more.safetensors --n-trees 25 --warm-start few.safetensors --jobs 3",
      ] {
        let run = try train(folder, line)
        #expect(run.status == 0, "\(run.messages)")
      }
      let files = try ["all", "more"].map { try FileSystem.read(folder.appending("\($0).safetensors")) }
      #expect(files[0] == files[1])
      // Into the very file that it goes on from.
      #expect(
        try train(folder, "--out few.safetensors --warm-start few.safetensors --n-trees 25").status == 0)
      #expect(try FileSystem.read(folder.appending("few.safetensors")) == files[0])
      let go = "--out new.safetensors --warm-start all.safetensors "
      try expectRefused(folder, go + "--n-trees 24", status: 1, "has 25 trees")
      try expectRefused(folder, go + "--max-depth 2", status: 1, "max_depth")
      try expectRefused(folder, go + "--seed 2", status: 1, "seed")
      try expectRefused(folder, go + "--n-mels 20", status: 1, "images")
      try expectRefused(
        folder, "--out new.safetensors --warm-start S/manifest.csv", status: 1, "safetensors")
      #expect(
        try MadeSetFolder.shotmark(folder, "slice A/Annotations --root A --into S --seed 5 --length 2048 -q")
          .status == 1)
      #expect(
        try MadeSetFolder.shotmark(
          folder, "slice A/Annotations --root A --into T --seed 5 --group-by folder -q"
        )
        .status == 0)
      let other = try MadeSetFolder.shotmark(folder, "train forest T -q " + go)
      #expect(other.status == 1 && other.messages.contains("cannot be gone on with"), "\(other.messages)")
    }
  }

  @Test("Early stopping keeps the forest that is trained alone with that many trees, and says how many")
  func earlyStopping() throws {
    try MadeSetFolder.with { folder in
      let run = try train(
        folder, "--out a.safetensors --n-trees 400 --early-stopping 8 --tolerance 0.001 --jobs 1")
      #expect(run.status == 0, "\(run.messages)")
      let stopped = try Safetensors(reading: folder.appending("a.safetensors"))
      let trees = try #require(stopped.tensor("tree_start")).count - 1
      #expect(trees > 8 && trees < 400)
      #expect(run.text.contains("early stopping: \(trees) trees of at most 400"), "\(run.text)")
      let line = "--out b.safetensors --n-trees \(trees)"
      #expect(try train(folder, line).status == 0)
      let alone = try Safetensors(reading: folder.appending("b.safetensors"))
      #expect(
        try Safetensors(tensors: stopped.tensors).bytes() == Safetensors(tensors: alone.tensors).bytes())
      let info = try MadeSetFolder.shotmark(folder, "info a.safetensors --json")
      #expect(info.text.contains(#""ended_by": "early_stopping""#), "\(info.text)")
      let never = try train(folder, "--out a.safetensors --n-trees 5 --early-stopping 8")
      #expect(never.text.contains("early stopping: not reached with 5 trees"), "\(never.text)")
      let new = "--out new.safetensors "
      try expectRefused(folder, new + "--early-stopping 3 --no-bootstrap", status: 2, "bootstrap")
      try expectRefused(folder, new + "--tolerance 0.1", status: 2, "--early-stopping")
      try expectRefused(folder, new + "--early-stopping 0", status: 2, "out of range")
    }
  }

  @Test("A limit in bytes is kept, by the model's file or by the C file's tables, and the output says how")
  func maxBytes() throws {
    try MadeSetFolder.with { folder in
      let run = try train(folder, "--out a.safetensors --n-trees 5000 --max-bytes 40K")
      #expect(run.status == 0, "\(run.messages)")
      let size = try FileSystem.read(folder.appending("a.safetensors")).count
      #expect(size <= 40960 && size > 38000)
      #expect(run.text.contains(": \(size) bytes of at most 40960"), "\(run.text)")
      let tables = try train(
        folder, "--out a.safetensors --n-trees 5000 --max-bytes 4k --c-source a.c")
      #expect(
        tables.status == 0 && tables.text.contains("bytes of C tables of at most 4096"), "\(tables.text)")
      let text = String(decoding: try FileSystem.read(folder.appending("a.c")), as: UTF8.self)
      let note = try #require(text.split(separator: "\n").first { $0.contains("Bytes of constant tables") })
      let bytes = try #require(note.split { !$0.isNumber }.first.flatMap { Int($0) })
      #expect(bytes <= 4096 && bytes > 3900)
      let new = "--out new.safetensors --max-bytes "
      try expectRefused(folder, new + "100", status: 1, "a model of one tree takes")
      try expectRefused(folder, new + "10 --c-source new.c", status: 1, "one tree take", name: "new.c")
      try expectRefused(folder, new + "64kB", status: 2, "is not a size")
      try expectRefused(folder, new + "0", status: 2, "out of range")
    }
  }

  @Test(
    "The C file compiles without a warning and decides as the model does",
    .enabled(if: Program.installed("cc") != nil, "needs a C compiler"))
  func cSource() throws {
    try MadeSetFolder.with { folder in
      let run = try train(folder, "--out gun.safetensors --n-trees 30 --c-source 9-gun*.c")
      #expect(run.status == 0 && run.text.contains("forest_9_gun__predict"), "\(run.text)\(run.messages)")
      #expect(try MadeSetFolder.shotmark(folder, "features S --out X.npy -q").status == 0)
      #expect(
        try MadeSetFolder.shotmark(
          folder, "evaluate gun.safetensors S --split all --probabilities P.csv -q"
        ).status == 0)
      try FileSystem.writePlain(Array(Self.program.utf8), to: folder.appending("main.c"))
      try FileSystem.writePlain(
        try FileSystem.read(folder.appending("9-gun*.c")), to: folder.appending("forest.c"))
      let cc = try #require(Program.installed("cc"))
      let words = "-std=c99 -pedantic -Wall -Wextra -Werror -Os forest.c main.c -o program"
      let compiled = try Program.run(cc, words.split(separator: " ").map { Array($0.utf8) }, in: folder)
      #expect(compiled.status == 0, "\(compiled.messages)")
      let found = try Program.run(folder.appending("program"), [], in: folder)
      let lines = found.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      let rows = try MadeSetFolder.table(folder.appending("P.csv"))
      let order = try MadeSetFolder.table(folder.appending("X.csv")).map { $0["file"] }
      #expect(lines.count == order.count && rows.count == order.count && rows.count > 50)
      for row in rows {
        let line = lines[try #require(order.firstIndex(of: row["file"]))]
        let gun = try #require(Double(row["GUN"] ?? ""))
        #expect(Float(line[1]) == Float(gun))
        #expect(line[2] == (gun > 0.5 ? "GUN" : "ENV"))
      }
      // The model comes first: a C file that cannot be written costs the C file alone.
      let full = try train(folder, "--out full.safetensors --n-trees 3 --c-source /dev/full")
      #expect(full.status == 1 && full.messages.split(separator: "\n").count == 3, "\(full.messages)")
      #expect(FileSystem.exists(folder.appending("full.safetensors")))
      let new = "--out new.safetensors --c-source "
      try expectRefused(folder, new + "./new.safetensors", status: 2, "the same file")
      try expectRefused(folder, new + "S", status: 1, "S")
      try expectRefused(folder, new + "nowhere/gun.c", status: 1, "nowhere")
    }
  }

  /// Prints both probabilities and the label of each image of `X.npy`.
  private static let program = """
    #include <stdio.h>
    extern const char *const forest_9_gun__labels[2];
    void forest_9_gun__predict(const float features[1056], float probabilities[2]);
    int forest_9_gun__classify(const float features[1056]);
    int main(void) {
      static float image[1056];
      float probabilities[2];
      unsigned char head[10];
      FILE *file = fopen("X.npy", "rb");
      if (!file || fread(head, 1, 10, file) != 10) return 1;
      fseek(file, 10 + head[8] + 256L * head[9], SEEK_SET);
      while (fread(image, sizeof image, 1, file) == 1) {
        forest_9_gun__predict(image, probabilities);
        printf("%.9g %.9g %s\\n", (double)probabilities[0], (double)probabilities[1],
               forest_9_gun__labels[forest_9_gun__classify(image)]);
      }
      return 0;
    }

    """
}
