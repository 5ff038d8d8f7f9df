import Annotation
import Annotator
import Basis
import Dispatch
import Files
import Onsets
import Screen

extension Works {
  /// From a key to the screen's content on ten hours with 86,000 proposals, all of them in view: the update, what the
  /// session does (journal included), and the view of 300 × 100. Each item is one key; the first samples are not read.
  static func annotatingCrowd(_ settings: Settings) throws -> Measured {
    var worst: [(name: String, milliseconds: Double)] = []
    var durations: [Double] = []
    for repetition in 0..<settings.repetitions {
      var crowd = try CrowdedRecording(into: settings.path("into").appending("\(repetition)"))
      for (words, keys) in CrowdedRecording.script {
        let milliseconds = try crowd.press(keys)
        durations.append(milliseconds / 1e3)
        if let index = worst.firstIndex(where: { $0.name == words }) {
          worst[index].milliseconds = max(worst[index].milliseconds, milliseconds)
        } else {
          worst.append((words, milliseconds))
        }
      }
    }
    var measured = Measured(
      items: 1, unit: "keys", more: [("worst_ms", .object(worst.map { ($0.name, .number($0.milliseconds)) }))]
    )
    measured.seconds = durations
    return measured
  }
}

/// Ten hours in which the detector has heard something every 0.42 s.
private struct CrowdedRecording {
  /// What is pressed, the last key of each being the one that is timed.
  static let script: [(words: String, keys: [String])] = [
    ("show_all", ["z", "1"]), ("right", ["l"]), ("accept", ["Enter"]), ("reject", ["x"]), ("skip", ["Tab"]),
    ("mark", ["m"]), ("sheet", ["g"]), ("close_sheet", ["Esc"]), ("accept_all", ["A"]),
    ("undo_accept_all", ["u"]),
    ("redo_accept_all", ["Ctrl-R"]), ("right_with_marks", ["l"]), ("delete", ["d"]), ("next_mark", ["]"]),
    ("nothing", ["e", "e"]), ("undo_nothing", ["u"]), ("undo_delete", ["u"]), ("undo_accept_all", ["u"]),
    ("reject_all", ["X"]), ("undo_reject_all", ["u"]), ("redo_reject_all", ["Ctrl-R"]),
  ]

  private var model: Model
  private var session: AnnotationSession

  init(into folder: Path) throws {
    let length = 36_000 * Sampling.rate
    // What an earlier run did is no part of this one.
    if FileSystem.exists(folder) { try FileSystem.removeAll(folder) }
    session = try AnnotationSession(
      tags: folder.appending("Annotations"), state: StateFolder(folder.appending("state")))
    model = Model(queue: ["ten-hours.wav"], labels: ["GUN"], size: Size(columns: 300, rows: 100))
    var random = RandomKey(seed: 26).generator()
    let proposals = (0..<86_000).map { number in
      Proposal(
        offset: number * (length / 86_000) + random.below(6000), score: Double(random.below(1000)) / 1000)
    }
    let recording = OpenedRecording(
      index: 0, path: "ten-hours.wav", length: length, sampleRate: 16_000, channels: 1)
    _ = update(&model, .opened(recording))
    _ = update(&model, .proposals(proposals, index: 0, isComplete: true))
  }

  /// Presses keys; how long the last one took, in ms.
  mutating func press(_ names: [String]) throws -> Double {
    var begin: UInt64 = 0
    for name in names {
      guard let key = Key(name: name) else { throw SettingsError(what: "no key is called \(name)") }
      begin = DispatchTime.now().uptimeNanoseconds
      var waiting: [Message] = [.key(key)]
      while !waiting.isEmpty {
        for effect in update(&model, waiting.removeFirst()) { waiting += try perform(effect) }
      }
      _ = view(model, model.size)
    }
    return Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e6
  }

  private mutating func perform(_ effect: Effect) throws -> [Message] {
    switch effect {
    case .perform(let act): try session.perform(act)
    case .undo: return [.undone(try session.undo())]
    case .redo: return [.redone(try session.redo())]
    case .samples(let range):
      return [.samples([Float](repeating: 0.01, count: range.count), first: range.lowerBound)]
    default: break
    }
    return []
  }
}
