import Basis
import Features
import Files
import RandomForest

/// Files to begin with, for each reader the smallest that has all parts; the first byte chooses the reader.
enum Seeds {
  private static let texts: [(reader: UInt8, text: String)] = [
    (0, "a,\"b \"\"c\"\"\",\n1,2\r\n\"torn"),
    (1, #"{"a": [1, -2.5e3, true, null], "b": {"c": "\u00e9"}}"#),
    (2, "\u{FEFF}gundata/AK-12/3 (20).wav,566, 4616,9879\n\"a,b\",1\na row without numbers,x\n"),
    (3, "a.wav,0,16000,listened\nb.wav,5,4,seen\n"),
    (4, "a.wav,0,16000,cut\nb.wav,5,9,burst 18/s\n"),
  ]

  /// Writes them into `folder`.
  static func write(into folder: Path) throws {
    for (number, seed) in texts.enumerated() {
      try write([seed.reader] + Array(seed.text.utf8), into: folder, number)
    }
    let array = folder.appending("array.npy")
    try NPY.write(float32: [1, 2], shape: [1, 2], to: array)
    try write([5] + FileSystem.read(array), into: folder, 5)
    try FileSystem.remove(array)
    let table = FeatureTable(rows: 4, columns: 2, values: [0, 1, 1, 0, 2, 5, 3, 4])
    let forest = try Forest.fit(
      table, labels: [0, 1, 0, 1], classCount: 2, parameters: ForestParameters(nTrees: 2, seed: 1))
    let card = [("shotmark", #"{"kind": "forest", "labels": ["ENV", "GUN"]}"#)]
    try write([6] + forest.safetensors(metadata: card).bytes(), into: folder, 6)
    let sound = (0..<4000).map { Float($0 % 97) / 97 }
    try write([7] + Fingerprint(sound).bytes, into: folder, 7)
  }

  private static func write(_ bytes: [UInt8], into folder: Path, _ number: Int) throws {
    try FileSystem.writePlain(bytes, to: folder.appending("seed-\(number)"))
  }
}
