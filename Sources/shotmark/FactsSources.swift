import Annotation
import Audio
import Basis
import Chunks
import Detection
import Evaluation
import Files
import Training

extension Facts {
  /// Finds out what a file or folder is, and what is known about it; throws what is wrong with it.
  init(on file: Path) throws {
    if FileSystem.isFolder(file) {
      self = try FileSystem.exists(file.appending(Manifest.name)) ? Facts(set: file) : Facts(folder: file)
    } else if file.lowercasedExtension == "safetensors" {
      self = try Facts(model: file)
    } else if file.lowercasedExtension == "csv" {
      self = try Facts(table: file)
    } else {
      self = try Facts(recording: file)
    }
  }

  private init(recording file: Path) throws {
    let recording = try ResampledRecording(file)
    let info = recording.recording.info
    let frames = recording.recording.countFrames()
    var rows: [(name: String, value: JSON.Value)] = [
      ("format", .string(info.format)), ("sample_rate", .number(info.sampleRate)),
      ("channels", .number(info.channels)), ("frames", .number(frames)),
      ("seconds", .number(Facts.rounded(Double(frames) / Double(max(1, info.sampleRate))))),
      ("samples_at_16_khz", .number(recording.length)),
    ]
    if frames != info.claimedFrames {
      rows.append(("frames_claimed_by_its_header", .number(info.claimedFrames)))
    }
    self.init(file, kind: "recording", rows)
  }

  private init(table file: Path) throws {
    switch file.name {
    case ReviewedSpan.fileName:
      let spans = try SpanFile<ReviewedSpan>(reading: file)
      self.init(file, kind: "reviewed spans", Facts.rows(of: spans))
    case IgnoredSpan.fileName:
      let spans = try SpanFile<IgnoredSpan>(reading: file)
      self.init(file, kind: "ignored spans", Facts.rows(of: spans))
    default:
      // A file called index.csv has no label in its name; here none is needed.
      let isNamed = file.stem != "index"
      let tags = try TagFile(reading: file, label: isNamed ? nil : "unknown")
      self.init(file, kind: "tag file", Facts.rows(of: tags, label: isNamed ? .string(tags.label) : .null))
    }
  }

  private static func rows(of file: TagFile, label: JSON.Value) -> [(name: String, value: JSON.Value)] {
    let counts = file.entries.map(\.tags.count)
    return [
      ("label", label), ("recordings", .number(counts.count)), ("tags", .number(counts.reduce(0, +))),
      ("most_tags_in_a_recording", .number(counts.max() ?? 0)),
      ("rows_kept_as_they_are", .number(file.keptRows.count)),
      ("issues", .array(file.issues.map { .string("\($0.what) (\($0.place))") })),
    ]
  }

  private static func rows<Span>(of file: SpanFile<Span>) -> [(name: String, value: JSON.Value)] {
    let samples = file.spans.reduce(0.0) { $0 + Double($1.end) - Double($1.start) }
    return [
      ("recordings", .number(Set(file.spans.map(\.path)).count)), ("spans", .number(file.spans.count)),
      ("seconds", .number(rounded(samples / Double(Sampling.rate)))),
      ("rows_kept_as_they_are", .number(file.keptRows.count)),
      ("issues", .array(file.issues.map { .string("\($0.what) (\($0.place))") })),
    ]
  }

  private init(set folder: Path) throws {
    let set = try ChunkSet(opening: folder)
    let labels = set.labels.map { label in
      let counts = Split.allCases.map { ($0.rawValue, JSON.Value.number(set.counts[label]?[$0] ?? 0)) }
      return (label, JSON.Value.object(counts))
    }
    self.init(
      folder, kind: "set",
      [("chunks", .number(set.rows.count))] + labels.map { ($0.0, $0.1) } + [
        ("recordings", .number(Set(set.rows.map(\.recording)).count)),
        ("groups", .number(Set(set.rows.map(\.group)).count)),
        ("grouped_by_source", .bool(set.isGroupedBySource)),
        ("chunk_length", .number(set.information.length)),
        ("sample_rate", .number(set.information.rate)), ("runs", .number(set.information.runs.count)),
      ])
  }

  private init(folder: Path) throws {
    let recordings = try FileSystem.files(below: folder) { SoundFiles.isSoundFile($0) }
    let tagFiles = try FileSystem.files(below: folder) { $0.lowercasedExtension == "csv" }
    self.init(
      folder, kind: "folder",
      [
        ("recordings", .number(recordings.count)),
        ("tables", .array(tagFiles.prefix(20).map { .string($0.description) })),
      ])
  }

  private init(model file: Path) throws {
    let tensors = try Safetensors(reading: file)
    let card = try ModelCard(metadata: tensors.metadata, of: file)
    guard card.kind != OnsetModel.kind else {
      // It knows nothing of chunks and their images.
      self.init(
        file, kind: "model",
        [
          ("model", .string(card.kind)), ("labels", .array(card.labels.map { .string($0) })),
          ("trained_on", .string(card.set)), ("recordings", .number(card.recordings.count)),
          ("parameters", JSON.Value(.object(card.parameters))), ("version", .string(card.version)),
        ])
      return
    }
    self.init(
      file, kind: "model",
      [
        ("model", .string(card.kind)), ("labels", .array(card.labels.map { .string($0) })),
        ("set", .string(card.set)), ("recordings", .number(card.recordings.count)),
        ("grouped_by_source", .bool(card.isGroupedBySource)), ("chunk_length", .number(card.length)),
        ("features", card.features.json), ("recipes", .array(card.recipes.map { .string($0) })),
        ("parameters", JSON.Value(.object(card.parameters))),
        ("scores", JSON.Value(.object(card.scores))), ("version", .string(card.version)),
      ] + (card.growth.isEmpty ? [] : [("growth", JSON.Value(.object(card.growth)))]))
  }

  /// Seconds to the millisecond.
  private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
