import Basis
import Files

/// Label Studio's JSON: a list of tasks, a recording each. What is written are predictions, which is what it imports;
/// of what it exports annotations are read, and predictions where there are none.
///
/// Recordings are named as its local storage names them, `/data/local-files/?d=PATH` with the path's bytes as in a
/// URL; so any path can be held. Points are written as regions of 50 ms, regions are read by their start.
enum LabelStudio {
  private static let localFiles = "/data/local-files/?d="

  static func read(_ bytes: [UInt8], name: Path) throws -> ForeignLabels {
    let value = try JSON.parse(ForeignText.utf8(bytes), name: name)
    guard let tasks = value.array else {
      throw ForeignLineMisfit(.shape("Label Studio's export is a list of tasks"), line: value.line)
    }
    var (recordings, issues): ([ForeignLabels.Recording], [AnnotationError]) = ([], [])
    for task in tasks {
      var problems: [(ForeignProblem, Int)] = []
      recordings.append(recording(task, &problems))
      issues += problems.map { .foreign($0.0, file: name, line: $0.1) }
    }
    return ForeignLabels(recordings, issues: issues)
  }

  private static func recording(
    _ task: JSON.Value, _ problems: inout [(ForeignProblem, Int)]
  ) -> ForeignLabels.Recording {
    let data = task["data"] ?? task
    let audio = data["audio"]?.string ?? data.object?.lazy.compactMap(\.value.string).first
    if audio == nil { problems.append((.shape("the task names no audio"), task.line)) }
    let own = (task["annotations"]?.array ?? task["completions"]?.array ?? [])
      .filter { $0["was_cancelled"]?.bool != true }
    if own.count > 1 { problems.append((.severalAnnotations(own.count), task.line)) }
    let regions =
      (own.first ?? task["predictions"]?.array?.first)?["result"]?.array ?? task["label"]?.array ?? []
    var (marks, length): ([ForeignLabels.Mark], Int?) = ([], nil)
    for region in regions {
      guard let start = (region["value"] ?? region)["start"] else { continue }
      do throws(ForeignMisfit) {
        let offset = try self.offset(start)
        let labels = labels(region)
        marks += (labels.isEmpty ? [nil] : labels).map { ForeignLabels.Mark(offset: offset, label: $0) }
      } catch {
        problems.append((error.problem, start.line))
      }
      if let seconds = region["original_length"] { length = length ?? (try? self.offset(seconds)) }
    }
    return ForeignLabels.Recording(path: audio.map(path), length: length, marks: marks)
  }

  private static func labels(_ region: JSON.Value) -> [String?] {
    let value = region["value"] ?? region
    let named = value["labels"] ?? region["type"]?.string.flatMap { value[$0] }
    return (named?.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
  }

  static func offset(_ value: JSON.Value) throws(ForeignMisfit) -> Int {
    guard case .number(let seconds, let literal) = value.content else {
      throw ForeignMisfit(.noTime(String(value.text(pretty: false).prefix(40))))
    }
    return try ForeignText.offset(seconds: seconds, shown: String(literal.prefix(40)))
  }

  /// The recording behind a URL: local files and uploads by their path, everything else as it stands.
  private static func path(_ audio: String) -> Path {
    if let start = audio.firstRange(of: localFiles) {
      return PercentCoding.decoded(String(audio[start.upperBound...].prefix { $0 != "&" }))
    }
    guard audio.hasPrefix("/data/upload/") else { return Path(audio) }
    let name = audio.split(separator: "/").last.map(String.init) ?? audio
    // An upload is given eight hexadecimal digits in front of its name.
    let digits = name.prefix { $0.isHexDigit }
    let isMarked = digits.count == 8 && name.dropFirst(8).first == "-"
    return PercentCoding.decoded(isMarked ? String(name.dropFirst(9)) : name)
  }

  static func bytes(of labels: ForeignLabels) throws -> [UInt8] {
    JSON.Value.array(try labels.recordings.map(task)).bytes()
  }

  private static func task(_ recording: ForeignLabels.Recording) throws -> JSON.Value {
    guard let path = recording.path else { throw ForeignMisfit(.noRecording(.labelStudio)) }
    let regions = recording.marks.map { mark -> JSON.Value in
      let length = recording.length.map { [("original_length", seconds($0))] } ?? []
      let value: JSON.Value = [
        "start": seconds(mark.offset), "end": seconds(mark.offset + ForeignText.eventLength), "channel": 0,
        "labels": .array(mark.label.map { [.string($0)] } ?? []),
      ]
      return .object(
        length + [("from_name", "label"), ("to_name", "audio"), ("type", "labels"), ("value", value)])
    }
    return [
      "data": ["audio": .string(localFiles + PercentCoding.encoded(path))],
      "predictions": [["model_version": "shotmark", "result": .array(regions)]],
    ]
  }

  /// An offset in seconds with all its digits.
  static func seconds(_ offset: Int) -> JSON.Value {
    let literal = ForeignText.seconds(offset)
    return JSON.Value(.number(Double(literal) ?? 0, literal: literal))
  }
}
