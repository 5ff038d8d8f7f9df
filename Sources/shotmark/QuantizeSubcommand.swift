import Basis

/// How ranges of numbers are found.
package enum CalibrationChoice: String, Sendable, CaseIterable {
  /// From the lowest to the highest.
  case minMax
  /// All but the outermost.
  case percentile
  /// So that the codes tell most (Kullback and Leibler).
  case entropy
}

/// The options of `shotmark quantize`.
package enum QuantizeOptions {
  static let model = Argument("MODEL", .file(["safetensors"]), .one, "A network made by shotmark train fcn")
  static let calibrate = Option(
    "calibrate", .folder, .required,
    "The set whose training chunks show how large numbers become, and whose test chunks judge the result")
  static let out = Option(
    "out", short: "o", .file(["tflite"], named: "FILE.tflite"), .required,
    "The file for the network in 8 bits")
  static let cArray = Option(
    "c-array", .file(["h"], named: "FILE.h"), .optional,
    "Also write the same bytes as an array in C, for TensorFlow Lite Micro")
  static let frontEnd = Option(
    "front-end", .file(["c"], named: "FILE.c"), .optional,
    "Also write the model's log-mel image as one file of C99; without the same features a model is worth nothing"
  )
  static let float = Option(
    "float", .file(["tflite"], named: "FILE.tflite"), .optional, "Also write the network in floats")
  static let onnx = Option(
    "onnx", .file(["onnx"], named: "FILE.onnx"), .optional, "Also write the network in floats as ONNX")
  static let method = Option(
    "calibration", .choice(CalibrationChoice.self, named: "HOW"), .standard(.entropy, shown: "entropy"),
    "How ranges are found: min-max, percentile or entropy")
  static let percentile = Option(
    "percentile", .number(in: 50.1...100, named: "P"), .standard(99.9, shown: "99.9"),
    "Per cent of the numbers that percentile keeps within the range")
  static let samples = Option(
    "samples", .count(in: 1...100_000), .standard(250, shown: "250"), "Chunks of each label to calibrate by")
  static let denseHead = Flag(
    "dense-head", "Write convolutions over a single cell as dense layers, for targets that lack the former")
  static let logits = Flag(
    "logits",
    "End with the numbers that probabilities are made of: finer than 1/256, for thresholds that let hardly anything "
      + "through")
  static let listen = Option(
    "listen", .fileOrFolder(["wav", "flac", "ogg", "mp3"], named: "RECORDING|DIR"), .repeated,
    "Also compare both along recordings: what they find with one false alarm an hour")
  static let tags = Option(
    "tags", .file(["csv"], named: "TAGS.csv"), .optional,
    "The shots in these recordings; without it there are none")
}

extension Subcommand {
  static let quantize = Subcommand(
    name: "quantize",
    summary: "Turn a network into 8-bit whole numbers for a microcontroller",
    description: [
      "Weights and activations become int8 as TensorFlow Lite has them, so that TensorFlow Lite Micro runs the file. "
        + "What that costs is measured on the set's test chunks, with the very arithmetic of the device.",
      "With --listen both are also run along recordings, and compared at the threshold that raises one false alarm an "
        + "hour.",
    ],
    arguments: [QuantizeOptions.model],
    groups: [
      OptionGroup(
        "Files",
        [
          QuantizeOptions.calibrate, QuantizeOptions.out, QuantizeOptions.cArray, QuantizeOptions.frontEnd,
          QuantizeOptions.float, QuantizeOptions.onnx,
        ]),
      OptionGroup(
        "Quantisation",
        [
          QuantizeOptions.method, QuantizeOptions.percentile, QuantizeOptions.samples,
          QuantizeOptions.denseHead, QuantizeOptions.logits,
        ]),
      OptionGroup(
        "Comparison",
        [
          EvaluateOptions.positive, EvaluateOptions.threshold, QuantizeOptions.listen, QuantizeOptions.tags,
          CommonOptions.root, CommonOptions.json,
        ]), OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs]),
    ],
    examples: [
      Example(
        "shotmark quantize gun.safetensors --calibrate Exports/first --out gun.tflite",
        "The file, and what it costs."),
      Example(
        "shotmark quantize gun.safetensors --calibrate Exports/first --out gun.tflite --c-array gun.h --front-end "
          + "log_mel.c", "All that a microcontroller needs."),
      Example(
        "shotmark quantize gun.safetensors --calibrate Exports/first --out gun.tflite --listen synth --root synth "
          + "--tags synth/Annotations/GUN.csv", "Also what both find with one false alarm an hour."),
    ],
    seeAlso: ["train fcn", "evaluate"],
    run: QuantizeRun.run)
}
