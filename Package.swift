// swift-tools-version: 6.2
import PackageDescription

// The modules stand on floors: each imports only modules on the floors below it.

/// Where nobody works by hand, a warning stops the build.
let strict: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A module of ours, and the test target that mirrors it.
func module(_ name: String, _ dependencies: [String] = [], testing extra: [String] = []) -> [Target] {
  let own = dependencies.map { Target.Dependency(stringLiteral: $0) }
  let more = ([name, "TestSupport"] + extra).map { Target.Dependency(stringLiteral: $0) }
  return [
    .target(name: name, dependencies: own, swiftSettings: strict),
    .testTarget(name: name + "Tests", dependencies: own + more, swiftSettings: strict),
  ]
}

/// One system library: a module map and a thin shim. Without `pkgConfig` where what it says is of no use to Swift.
func system(_ name: String, _ pkgConfig: String?, apt package: String) -> [Target] {
  [
    .systemLibrary(
      name: name, path: "Sources/C/" + name, pkgConfig: pkgConfig, providers: [.apt([package])])
  ]
}

/// C of our own: the few loops that need the processor's widest lanes, and shims for what Swift cannot import.
func cTarget(_ name: String, libraries: [String] = []) -> [Target] {
  [
    .target(
      name: name, path: "Sources/C/" + name, linkerSettings: libraries.map { .linkedLibrary($0) })
  ]
}

let floors: [[Target]] = [
  [
    .target(
      name: "TestSupport", dependencies: ["Acoustics", "Basis", "Files", "Synthesis"],
      path: "Tests/TestSupport")
  ],
  // Floor 0
  module("Basis"),
  module("Screen"),
  system("CSndfile", "sndfile", apt: "libsndfile1-dev"),
  system("CSoxr", "soxr", apt: "libsoxr-dev"),
  system("CSamplerate", "samplerate", apt: "libsamplerate0-dev"),
  system("CCrypto", "libcrypto", apt: "libssl-dev"),
  system("CFFTW", "fftw3f", apt: "libfftw3-dev"),
  system("CRubberBand", "rubberband", apt: "librubberband-dev"),
  system("CNcurses", nil, apt: "libncurses-dev"),
  system("CPortAudio", nil, apt: "portaudio19-dev"),
  cTarget("CAcoustics"),
  system("CCairo", "cairo", apt: "libcairo2-dev"),
  cTarget("CArgp"),
  cTarget("CFiles"),
  cTarget("CAudio"),
  cTarget("CForest"),
  cTarget("CFeatures"),
  cTarget("CDNN", libraries: ["dnnl", "gomp"]),
  cTarget("CTerminal"),
  cTarget("CInteger"),
  cTarget("CFlatBuffers"),
  // Floor 1
  module("Files", ["Basis", "CCrypto", "CFiles"]),
  // Floor 2
  module("Acoustics", ["Basis", "CAcoustics", "CRubberBand"]),
  module("Audio", ["Basis", "Files", "CAudio", "CPortAudio", "CSamplerate", "CSndfile", "CSoxr"]),
  module("Annotation", ["Basis", "Files"]),
  module("Features", ["Basis", "CFFTW", "CFeatures"]),
  module("Evaluation", ["Basis"]),
  // Floor 3
  module("RandomForest", ["Basis", "Files", "CForest"]),
  module("ConvNet", ["Basis", "Files", "CDNN"]),
  module("Synthesis", ["Basis", "Acoustics"]),
  module(
    "Augmentation", ["Basis", "Files", "Acoustics"], testing: ["Features", "Onsets", "Report", "CCairo"]),
  module("Onsets", ["Basis"], testing: ["Files", "Audio", "Annotation", "Evaluation", "Synthesis"]),
  // Floor 4
  module("Chunks", ["Basis", "Files", "Audio", "Annotation", "Features", "Evaluation", "Augmentation"]),
  module("Quantization", ["Basis", "Files", "ConvNet", "CInteger", "CFlatBuffers"]),
  module("GridSearch", ["Basis", "Files", "Features", "Evaluation", "RandomForest"]),
  // Floor 5
  module(
    "Training",
    [
      "Basis", "Files", "Audio", "Features", "Evaluation", "RandomForest", "ConvNet", "Augmentation",
      "Chunks", "GridSearch", "Quantization",
    ]),
  module(
    "Detection",
    [
      "Basis", "Files", "Audio", "Annotation", "Features", "Evaluation", "RandomForest", "ConvNet", "Onsets",
      "Training",
    ],
    testing: ["Chunks", "Synthesis"]),
  module("Report", ["Basis", "Files", "CCairo"]),
  module("Annotator", ["Basis", "Screen", "Files", "Audio", "Annotation", "Features", "Onsets"]),
  // Floor 6
  module(
    "Labelling",
    [
      "Basis", "Files", "Audio", "Annotation", "Features", "Evaluation", "RandomForest", "ConvNet",
      "Augmentation", "Onsets", "Chunks", "Training", "Detection",
    ]),
  module("Terminal", ["Basis", "Screen", "CNcurses", "CTerminal"], testing: ["Files", "terminal-probe"]),
  [
    .executableTarget(
      name: "terminal-probe", dependencies: ["Basis", "Screen", "Terminal"], path: "Tests/terminal-probe",
      swiftSettings: strict)
  ],
  // Floor 7
  [
    .executableTarget(
      name: "shotmark",
      dependencies: [
        "Basis", "Screen", "Files", "Audio", "Annotation", "Features", "Evaluation", "RandomForest",
        "ConvNet", "Synthesis", "Augmentation", "Onsets", "Chunks", "GridSearch", "Quantization", "Training",
        "Detection", "Report", "Annotator", "Labelling", "Terminal", "CArgp",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shotmark-bench",
      dependencies: [
        "Basis", "Screen", "Files", "Audio", "Annotation", "Features", "Evaluation", "RandomForest",
        "ConvNet", "Synthesis", "Augmentation", "Onsets", "Chunks", "GridSearch", "Quantization", "Training",
        "Detection", "Annotator", "Labelling", "TestSupport", "CRubberBand",
      ],
      path: "Benchmarks/shotmark-bench", swiftSettings: strict),
    .testTarget(
      name: "shotmarkTests", dependencies: ["shotmark", "Audio", "Basis", "Files", "TestSupport"],
      swiftSettings: strict),
  ],
]

/// Only for Scripts/fuzz: libFuzzer brings a main function of its own.
let fuzz: [Target] =
  Context.environment["SHOTMARK_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "shotmark-fuzz",
      dependencies: [
        "Basis", "Files", "Annotation", "Features", "RandomForest", "ConvNet", "Augmentation", "Chunks",
        "Training",
      ],
      path: "Tests/Fuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ]

let package = Package(
  name: "shotmark", targets: floors.flatMap { $0 } + fuzz, cxxLanguageStandard: .cxx17)
