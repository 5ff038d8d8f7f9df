import Annotator
import Audio
import Basis
import Dispatch
import Evaluation
import Files
import Screen

extension Works {
  /// Keys and seconds that a simulated person needs for each correct onset of a mixed queue.
  static func annotatingEffort(_ settings: Settings) throws -> Measured {
    let queue = try AnnotatingQueue(into: settings.path("into"))
    let people = try Parallel.tryMap(queue.entries.count) { index in
      let entry = queue.entries[index]
      var person = try SimulatedPerson(entry.file, truth: entry.onsets, ignored: entry.ignored)
      person.work()
      return (result: person.result, keys: person.keys, seconds: person.seconds)
    }
    let score = try OnsetScore(people.map(\.result), collars: [5])
    guard let collar = score.collars.first else { throw SettingsError(what: "nothing was scored") }
    let correct = max(1, collar.truePositives)
    let keys = people.reduce(0) { $0 + $1.keys }
    let seconds = people.reduce(0) { $0 + $1.seconds }
    return Measured(
      items: correct, unit: "correct onsets",
      more: [
        ("recordings", .number(people.count)), ("keys", .number(keys)),
        ("keys_per_onset", .number(Double(keys) / Double(correct))),
        ("seconds_per_onset", .number(seconds / Double(correct))),
        ("precision", .number(collar.precision ?? 0)), ("recall", .number(collar.recall ?? 0)),
      ])
  }

  /// From a key to the screen's content on a recording of ten hours: the update, the samples that it asks for at once, and
  /// the view of 300 × 100. Each item is one key.
  static func annotatingKeys(_ settings: Settings) throws -> Measured {
    let file = try settings.path("recording")
    let sound = try ResampledRecording(file)
    var model = Model(queue: [file], labels: ["GUN"], size: Size(columns: 300, rows: 100))
    var waiting: [Message] = [
      .opened(OpenedRecording(index: 0, path: file, length: sound.length, sampleRate: 16_000, channels: 1))
    ]
    func settle() throws {
      while !waiting.isEmpty {
        for effect in update(&model, waiting.removeFirst()) {
          guard case .samples(let range) = effect else { continue }
          waiting.append(.samples(try sound.samples(range), first: range.lowerBound))
        }
      }
    }
    try settle()
    let names = [
      "l", "L", "h", "H", "m", "Space", "s", ">", "+", "-", "z", "1", "z", "3", "u", "d", "]", "[", "$", "0",
      "k",
    ]
    var random = RandomKey(seed: 1).adding("keys").generator()
    var durations: [Double] = []
    for _ in 0..<2000 {
      guard let key = Key(name: names[random.below(names.count)]) else { continue }
      let begin = DispatchTime.now().uptimeNanoseconds
      waiting = [.key(key)]
      try settle()
      _ = view(model, model.size)
      durations.append(Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9)
    }
    durations.sort()
    var measured = Measured(
      items: 1, unit: "keys",
      more: [
        ("median_ms", .number((durations[durations.count / 2] * 1e3))),
        ("worst_of_2000_ms", .number((durations.last ?? 0) * 1e3)),
      ])
    measured.seconds = durations
    return measured
  }
}
