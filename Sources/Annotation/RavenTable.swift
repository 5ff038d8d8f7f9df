import Basis

/// Raven's selection tables: columns by name with tabs between. Where several recordings are in one, `Begin Time (s)`
/// runs through all of them, and `File Offset (s)` counts within the one that `Begin Path` names.
enum RavenTable {
  /// Columns that people call the label by, the likeliest first.
  private static let labelColumns = [
    "Species", "Annotation", "Label", "Labels", "Event", "Type", "Class", "Call Type", "Sound Type", "Tags",
  ]

  static func read(_ bytes: [UInt8], name: Path) throws -> ForeignLabels {
    let lines = ForeignText.lines(bytes)
    guard let header = lines.first else { return ForeignLabels([]) }
    let titles = ForeignText.columns(header.bytes).map { ForeignText.text(ForeignText.trimmed($0)) }
    func column(_ names: [String]) -> Int? { names.lazy.compactMap { titles.firstIndex(of: $0) }.first }
    let (begin, within) = (column(["Begin Time (s)"]), column(["File Offset (s)"]))
    guard begin != nil || within != nil else {
      throw ForeignLineMisfit(.missingColumn("Begin Time (s)"), line: header.number)
    }
    let (path, label) = (column(["Begin Path", "Begin File"]), column(labelColumns))
    var (recordings, issues): ([ForeignLabels.Recording], [AnnotationError]) = ([], [])
    for (number, line) in lines.dropFirst() {
      let columns = ForeignText.columns(line)
      func field(_ index: Int?) -> ArraySlice<UInt8> {
        index.flatMap { columns.indices.contains($0) ? ForeignText.trimmed(columns[$0]) : nil } ?? []
      }
      do throws(ForeignMisfit) {
        let time = field(within).isEmpty ? field(begin) : field(within)
        let mark = ForeignLabels.Mark(
          offset: try ForeignText.offset(time), label: ForeignText.label(field(label)))
        let file = field(path)
        recordings.append(
          ForeignLabels.Recording(path: file.isEmpty ? nil : Path(bytes: file), marks: [mark]))
      } catch {
        issues.append(.foreign(error.problem, file: name, line: number))
      }
    }
    return ForeignLabels(recordings, issues: issues)
  }

  static func bytes(of labels: ForeignLabels) throws -> [UInt8] {
    let isNamed = labels.recordings.contains { $0.path != nil }
    var columns = ["Selection", "View", "Channel", "Begin Time (s)", "End Time (s)", "Low Freq (Hz)"]
    columns += ["High Freq (Hz)"] + (isNamed ? ["File Offset (s)", "Begin Path"] : []) + ["Species"]
    var bytes = Array((columns.joined(separator: "\t") + "\n").utf8)
    var (selection, before) = (0, 0)
    for recording in labels.recordings {
      let path = isNamed ? try LabelFormat.raven.line(recording.path) : []
      for mark in recording.marks {
        selection += 1
        let (begin, end) = (before + mark.offset, before + mark.offset + ForeignText.eventLength)
        let times = "\(ForeignText.seconds(begin))\t\(ForeignText.seconds(end))\t0.0\t8000.0\t"
        bytes += Array("\(selection)\tSpectrogram 1\t1\t\(times)".utf8)
        if isNamed {
          bytes += Array("\(ForeignText.seconds(mark.offset))\t".utf8) + path + [0x09]
        }
        bytes += Array("\(try LabelFormat.raven.line(mark.label ?? ""))\n".utf8)
      }
      before += recording.assumedLength
    }
    return bytes
  }
}
