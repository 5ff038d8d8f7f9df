import Basis
import Files
import TestSupport
import Testing

@Suite("shotmark quantize")
struct QuantizeRunTests {
  @Test(
    "A network becomes files for a microcontroller, and what that costs is said; the same again, byte for byte"
  )
  func quantize() throws {
    try MadeSetFolder.with { folder in
      let trained = try MadeSetFolder.shotmark(
        folder, "train fcn S --network tiny --schedule constant --epochs 6 -q --out gun.safetensors")
      #expect(trained.status == 0, "\(trained.messages)")
      let line =
        "quantize gun.safetensors --calibrate S --out gun.tflite --c-array gun.h --front-end log_mel.c --float "
        + "float.tflite --onnx gun.onnx --listen A --root A --tags A/Annotations/GUN.csv -q"
      let run = try MadeSetFolder.shotmark(folder, line)
      #expect(run.status == 0, "\(run.messages)")
      for words in [
        "accuracy", "recall of GUN at one false alarm an hour", "multiply-adds", "hours were heard",
      ] {
        #expect(run.text.contains(words), "\(run.text)")
      }
      let names = ["gun.tflite", "gun.h", "log_mel.c", "float.tflite", "gun.onnx"]
      let files = try names.map { try FileSystem.read(folder.appending(Path($0))) }
      for (name, file) in zip(names, files) { #expect(run.text.contains("\(name): \(file.count) bytes")) }
      #expect(files[0].count < 20_000 && files[0][4..<8].elementsEqual("TFL3".utf8))
      #expect(String(decoding: files[1], as: UTF8.self).contains("g_gun_model_data"))
      #expect(String(decoding: files[2], as: UTF8.self).contains("log_mel_log_mel_int8"))
      let again = try MadeSetFolder.shotmark(folder, line + " --jobs 1 --json")
      let json = try JSON.parse(again.output, name: "json")
      #expect(json["accuracy"]?["int8"]?.double ?? 0 > 0.5)
      #expect(json["recall_at_one_false_alarm_an_hour"]?["float"]?.double != nil)
      #expect(try names.map { try FileSystem.read(folder.appending(Path($0))) } == files)
      let logits = try MadeSetFolder.shotmark(
        folder, "quantize gun.safetensors --calibrate S --out logits.tflite --logits -q")
      #expect(logits.status == 0, "\(logits.messages)")
      #expect(try FileSystem.read(folder.appending("logits.tflite")).count < files[0].count)
      for method in ["percentile", "min-max"] {
        let other = try MadeSetFolder.shotmark(
          folder,
          "quantize gun.safetensors --calibrate S --out \(method).tflite --calibration \(method) --dense-head -q"
        )
        #expect(other.status == 0, "\(other.messages)")
        #expect(try FileSystem.read(folder.appending(Path(method + ".tflite"))) != files[0])
      }
    }
  }

  @Test("What cannot be is refused in three lines, and no file is written")
  func refused() throws {
    try MadeSetFolder.with { folder in
      for line in [
        "train fcn S --network tiny --epochs 1 -q --out gun.safetensors",
        "train forest S --n-trees 3 --no-comparison -q --out forest.safetensors",
      ] {
        #expect(try MadeSetFolder.shotmark(folder, line).status == 0)
      }
      let bytes = try FileSystem.read(folder.appending("gun.safetensors"))
      try FileSystem.writePlain(Array(bytes.dropLast(5)), to: folder.appending("torn.safetensors"))
      let go = "--calibrate S --out m.tflite"
      for (line, status, words) in [
        ("quantize forest.safetensors \(go)", 1, "forest"), ("quantize torn.safetensors \(go)", 1, "torn"),
        ("quantize none.safetensors \(go)", 1, "none.safetensors"),
        ("quantize gun.safetensors --out m.tflite --calibrate A", 1, "A"),
        ("quantize gun.safetensors \(go) --tags A/Annotations/GUN.csv", 2, "--listen"),
        ("quantize gun.safetensors \(go) --percentile 99", 2, "--calibration=percentile"),
        ("quantize gun.safetensors \(go) --positive DOG", 1, "DOG"),
        ("quantize gun.safetensors \(go) --listen nothing", 1, "nothing"),
        ("quantize gun.safetensors --calibrate S --out none/m.tflite", 1, "none"),
      ] as [(String, Int32, String)] {
        let run = try MadeSetFolder.shotmark(folder, line + " -q")
        #expect(run.status == status, "\(line): \(run.messages)")
        let lines = run.messages.split(separator: "\n")
        #expect(lines.count == 3 && run.messages.contains(words), "\(line): \(run.messages)")
        #expect(!FileSystem.exists(folder.appending("m.tflite")), "\(line)")
      }
    }
  }
}
