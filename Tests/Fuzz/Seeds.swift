import Augmentation
import Basis
import ConvNet
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
    (8, "\n36a49ce6 0 shotmark-journal 2\n\naff1fe26 2 place 7 a%20b\n"),
    (9, "a.wav,5\n"), (10, "0.5\t0.6\tGUN\n\\\t1\t-1\n1\t1\t\n"),
    (11, "Selection\tBegin Time (s)\tFile Offset (s)\tBegin Path\tSpecies\n1\t0.5\t0.25\ta.wav\tGUN\n"),
    (12, "\"ooTextFile\" \"TextGrid\" 0 2.5 <exists> 1 \"TextTier\" \"GUN\" 0 2.5 1 0.75 \"a \"\"b\"\"\"\n"),
    (
      13,
      #"[{"data":{"audio":"/data/local-files/?d=a%20b"},"annotations":[{"result":[{"value":{"start":1.2,"end":2,"labels":["GUN"]}}]}]}]"#
    ),
    (
      14,
      #"{"annotations":[{"namespace":"onset","data":[{"time":0.5,"value":"GUN"}]}],"file_metadata":{"duration":3},"sandbox":{"recording":"a"}}"#
    ),
    (
      17,
      #"{"about":"x","copies":2,"share":0.5,"labels":["GUN"],"balance":true,"levels":"matched","steps":[{"transform":"time_shift","samples":[-9,9],"probability":0.5},{"one_of":[{"transform":"gain","gain_db":3,"weight":2},{"sequence":[{"transform":"frame_mask","fill":"mean"}]}]}]}"#
    ),
    (15, "filename\tonset\toffset\tlabel\na.wav\t0.5\t0.6\tGUN\nb.wav\t\t\t\n"), (16, "# x\n0.5\n1.25 GUN\n"),
  ]

  /// A recipe of each transform, and what it draws.
  private static func writeTransforms(into folder: Path) throws {
    for (number, type) in Transforms.all.enumerated() {
      let recipe = Recipe(name: "seed", steps: [RecipeStep(.transform(type, Settings()))])
      let drawn = recipe.draw(ClipFacts(length: 512, onset: 100), NoMaterials(), key: RandomKey(seed: 1))
      try write([18] + Array(drawn.text.utf8), into: folder, 200 + number)
      let text = #"{"steps":[{"transform":"\#(type.name)"}]}"#
      try write([17] + Array(text.utf8), into: folder, 300 + number)
    }
  }

  /// Writes them into `folder`.
  static func write(into folder: Path) throws {
    try writeTransforms(into: folder)
    for (number, seed) in texts.enumerated() {
      try write([seed.reader] + Array(seed.text.utf8), into: folder, 100 + number)
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
    let layers = NetworkDescription.tiny.json
    try write([19] + layers.bytes(), into: folder, 8)
    let features = LogMelParameters().json.text(pretty: false)
    let fields = #""labels":["ENV","GUN"],"length":4096,"set":"S","grouped_by_source":true,"recordings":[]"#
    let network = try Network(.tiny, width: 33, seed: 1)
    let text = """
      {"kind":"network",\(fields),"features":\(features),"network":\(layers.text(pretty: false)),"version":"1"}
      """
    let tensors = try (network.description.weights(width: 33) ?? []).map {
      try Safetensors.Tensor(name: $0.name, shape: $0.shape, values: network.values[$0.name] ?? [])
    }
    try write([20] + Safetensors(tensors: tensors, metadata: [("shotmark", text)]).bytes(), into: folder, 9)
    try write([21] + RecordFraming.record([8, 1, 18, 2, 65, 66]), into: folder, 10)
    let sound = (0..<4000).map { Float($0 % 97) / 97 }
    try write([7] + Fingerprint(sound).bytes, into: folder, 7)
  }

  private static func write(_ bytes: [UInt8], into folder: Path, _ number: Int) throws {
    try FileSystem.writePlain(bytes, to: folder.appending("seed-\(number)"))
  }
}
