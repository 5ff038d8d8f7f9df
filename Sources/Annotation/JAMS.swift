import Basis
import Files

/// JAMS (JSON Annotated Music Specification), one recording a file: an annotation of the namespace `onset` a label,
/// which stands in the annotation's sandbox, as the recording's path does in the file's. Of other tools' files also
/// other namespaces are read whose values are labels (`tag_open`, `segment_open`, `scaper`, …), by their times.
enum JAMS {
  static func read(_ bytes: [UInt8], name: Path) throws -> ForeignLabels {
    let file = try JSON.parse(ForeignText.utf8(bytes), name: name)
    guard let annotations = file["annotations"]?.array else {
      throw ForeignLineMisfit(.shape("JAMS is an object with annotations in it"), line: file.line)
    }
    var (marks, issues): ([ForeignLabels.Mark], [AnnotationError]) = ([], [])
    for annotation in annotations {
      let own = annotation["sandbox"]?["label"]?.string
      let isOnsets = annotation["namespace"]?.string == "onset"
      for observation in annotation["data"]?.array ?? [] {
        let value = observation["value"]
        let label = value?.string ?? value?["label"]?.string ?? own
        // Beats, chords and pitches have times too.
        guard isOnsets || label != nil, let time = value?["event_time"] ?? observation["time"] else {
          continue
        }
        do throws(ForeignMisfit) {
          let offset = try LabelStudio.offset(time)
          marks.append(ForeignLabels.Mark(offset: offset, label: label.flatMap { $0.isEmpty ? nil : $0 }))
        } catch {
          issues.append(.foreign(error.problem, file: name, line: time.line))
        }
      }
    }
    let path = file["sandbox"]?["recording"]?.string.map { PercentCoding.decoded($0) }
    let length = file["file_metadata"]?["duration"].flatMap { try? LabelStudio.offset($0) }
    return ForeignLabels([ForeignLabels.Recording(path: path, length: length, marks: marks)], issues: issues)
  }

  static func bytes(of recording: ForeignLabels.Recording) -> [UInt8] {
    let length = LabelStudio.seconds(recording.assumedLength)
    let annotations = recording.byLabel.map { label, marks -> JSON.Value in
      let observations = marks.map { mark -> JSON.Value in
        ["time": LabelStudio.seconds(mark.offset), "duration": 0.0, "value": .null, "confidence": .null]
      }
      return [
        "namespace": "onset", "data": .array(observations),
        "annotation_metadata": ["annotation_tools": .string("shotmark \(Shotmark.version)")],
        "sandbox": .object(label.map { [("label", .string($0))] } ?? []), "time": 0.0, "duration": length,
      ]
    }
    let path = recording.path.map { [("recording", JSON.Value.string(PercentCoding.encoded($0)))] } ?? []
    let file: JSON.Value = [
      "annotations": .array(annotations),
      "file_metadata": ["duration": length, "jams_version": "0.3.4"], "sandbox": .object(path),
    ]
    return file.bytes()
  }
}
