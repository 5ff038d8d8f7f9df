import Audio
import Basis
import Files
import Synthesis

/// A folder of synthetic recordings with their tag files, and the note of what they were drawn from.
struct SyntheticCollection: Sendable {
  let folder: Path
  let seed: UInt64
  let plans: [ScenePlan]
  private let setting: SceneSetting

  init(folder: Path, seed: UInt64, minutes: Int, setting: SceneSetting = .mixed) {
    self.folder = folder
    self.seed = seed
    self.setting = setting
    plans = Scenes.plan(minutes: Double(minutes), seed: seed, parameters: SceneParameters(setting: setting))
  }

  /// Where the tag files lie.
  var annotations: Path { folder.appending("Annotations") }

  private var note: Path { folder.appending("synth.json") }

  /// Makes the folder, or checks that it holds recordings of the same seed and version.
  func begin() throws {
    let kind = setting == .mixed ? [] : [("setting", JSON.Value.string(setting.rawValue))]
    let wanted = JSON.Value.object(
      [("seed", .string("\(seed)")), ("version", .string(Shotmark.version))] + kind)
    guard FileSystem.exists(note) else {
      try FileSystem.makeFolder(folder)
      return try AtomicFile.write(wanted.bytes(), to: note)
    }
    let found = try JSON.parse(FileSystem.read(note), name: note)
    guard found == wanted else { throw SynthError.otherCollection(folder) }
  }

  /// Renders a recording. It appears whole or not at all, so that what exists need not be rendered again.
  func write(_ plan: ScenePlan) throws {
    let scene = plan.render()
    let file = folder.appending(plan.path)
    try FileSystem.makeFolder(file.folder)
    let wav = WAV.bytes(pcm16: scene.samples, sampleRate: scene.sampleRate, channels: scene.channels)
    try AtomicFile.write(wav.bytes, to: file)
  }

  /// Writes the tag file and the reviewed and ignored spans.
  func writeTables() throws {
    try FileSystem.makeFolder(annotations)
    let sorted = plans.sorted { $0.path < $1.path }
    let tags = sorted.filter { !$0.onsets.isEmpty }.map { [$0.path.bytes] + $0.onsets.map(digits) }
    let spans = { (pick: (ScenePlan) -> [SceneSpan]) in
      sorted.flatMap { plan in
        pick(plan).map { [plan.path.bytes, digits($0.start), digits($0.end), Array($0.note.utf8)] }
      }
    }
    try write(tags, as: Path(Scenes.label + ".csv"))
    try write(spans(\.reviewed), as: "reviewed.csv")
    try write(spans(\.ignored), as: "ignore.csv")
  }

  private func digits(_ number: Int) -> [UInt8] { Array(String(number).utf8) }

  private func write(_ rows: [[[UInt8]]], as name: Path) throws {
    var table = CSV.Writer()
    for row in rows { table.row(row) }
    let file = annotations.appending(name)
    // A file that says the same already is left alone.
    guard (try? FileSystem.read(file)) != table.bytes else { return }
    try AtomicFile.write(table.bytes, to: file)
  }
}

/// What keeps synthetic recordings from being rendered.
enum SynthError: ThreePartError {
  /// The folder holds recordings of another seed, kind or version.
  case otherCollection(Path)

  var what: String {
    "the folder holds recordings of another seed, of another kind or of another version of Shotmark"
  }

  var place: String {
    switch self {
    case .otherCollection(let folder): folder.appending("synth.json").description
    }
  }

  var remedy: String { "choose another folder, or remove this one first" }
}
