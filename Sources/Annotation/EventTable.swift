import Basis

/// The tables of the DCASE challenges: `file⇥onset⇥offset⇥label` in seconds, with or without a heading, a line with a
/// file alone for a recording in which nothing happens; or `onset⇥offset⇥label` for one recording.
enum EventTable {
  static func read(_ bytes: [UInt8], name: Path) -> ForeignLabels {
    var (recordings, issues): ([ForeignLabels.Recording], [AnnotationError]) = ([], [])
    for (index, line) in ForeignText.lines(bytes).enumerated() {
      let columns = ForeignText.columns(line.bytes, limit: 4)
      if index == 0, isHeading(columns) { continue }
      do throws(ForeignMisfit) {
        recordings.append(try recording(columns))
      } catch {
        issues.append(.foreign(error.problem, file: name, line: line.number))
      }
    }
    return ForeignLabels(recordings, issues: issues)
  }

  private static func isHeading(_ columns: [ArraySlice<UInt8>]) -> Bool {
    let names = columns.prefix(2).map { ForeignText.text($0) }
    return names.dropFirst() == ["onset"] || names == ["onset", "offset"]
  }

  private static func recording(_ columns: [ArraySlice<UInt8>]) throws(ForeignMisfit)
    -> ForeignLabels.Recording
  {
    let isNameless = columns.count <= 3 && columns.count > 1 && ForeignText.number(columns[0]) != nil
    let rest = isNameless ? columns[...] : columns.dropFirst()
    let file = isNameless ? [] : ForeignText.trimmed(columns[0])
    guard isNameless || !file.isEmpty else {
      throw ForeignMisfit(.columns(columns.count, wanted: "file, onset, offset and label"))
    }
    let path = isNameless ? nil : Path(bytes: file)
    guard let onset = rest.first, !rest.allSatisfy({ ForeignText.trimmed($0).isEmpty }) else {
      return ForeignLabels.Recording(path: path, marks: [])
    }
    let label = rest.count > 2 ? rest.last.flatMap { ForeignText.label($0) } : nil
    return ForeignLabels.Recording(
      path: path, marks: [ForeignLabels.Mark(offset: try ForeignText.offset(onset), label: label)])
  }

  static func bytes(of labels: ForeignLabels) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for recording in labels.recordings {
      let path = try LabelFormat.dcase.line(recording.path)
      if recording.marks.isEmpty { bytes += path + Array("\t\t\t\n".utf8) }
      for mark in recording.marks {
        let end = ForeignText.seconds(mark.offset + ForeignText.eventLength)
        let label = try LabelFormat.dcase.line(mark.label ?? "")
        bytes += path + Array("\t\(ForeignText.seconds(mark.offset))\t\(end)\t\(label)\n".utf8)
      }
    }
    // A first name may begin with what readers take for a byte order mark: then a heading stands before it.
    guard ForeignText.beginsWithMark(bytes) else { return bytes }
    return Array("filename\tonset\toffset\tevent_label\n".utf8) + bytes
  }
}

/// A time in seconds a line, and perhaps a label behind it; lines that begin with # are remarks. As mir_eval reads
/// events.
enum OnsetList {
  static func read(_ bytes: [UInt8], name: Path) -> ForeignLabels {
    var (marks, issues): ([ForeignLabels.Mark], [AnnotationError]) = ([], [])
    for (number, line) in ForeignText.lines(bytes) {
      let line = ForeignText.trimmed(line)
      guard line.first != UInt8(ascii: "#") else { continue }
      let time = line.prefix { $0 != 0x20 && $0 != 0x09 }
      do throws(ForeignMisfit) {
        let label = ForeignText.label(line.dropFirst(time.count))
        marks.append(ForeignLabels.Mark(offset: try ForeignText.offset(time), label: label))
      } catch {
        issues.append(.foreign(error.problem, file: name, line: number))
      }
    }
    return ForeignLabels([ForeignLabels.Recording(path: nil, marks: marks)], issues: issues)
  }

  /// The times alone: labels are not part of the format.
  static func bytes(of recording: ForeignLabels.Recording) -> [UInt8] {
    Array(recording.marks.map { ForeignText.seconds($0.offset) + "\n" }.joined().utf8)
  }
}
