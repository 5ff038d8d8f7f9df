import Basis

/// Audacity's label tracks as it exports them: `start⇥end⇥text` in seconds, a second line `\⇥low⇥high` in Hz below
/// those with a frequency range. What lasts is read by its start.
enum AudacityLabels {
  static func read(_ bytes: [UInt8], name: Path) -> ForeignLabels {
    var (marks, issues): ([ForeignLabels.Mark], [AnnotationError]) = ([], [])
    for (number, line) in ForeignText.lines(bytes) where line.first != UInt8(ascii: "\\") {
      let columns = ForeignText.columns(line, limit: 3)
      do throws(ForeignMisfit) {
        guard columns.count > 1 else {
          throw ForeignMisfit(.columns(1, wanted: "start, end and text with tabs between"))
        }
        let offset = try ForeignText.offset(columns[0])
        _ = try ForeignText.offset(columns[1])
        let label = columns.count > 2 ? ForeignText.label(columns[2]) : nil
        marks.append(ForeignLabels.Mark(offset: offset, label: label))
      } catch {
        issues.append(.foreign(error.problem, file: name, line: number))
      }
    }
    return ForeignLabels([ForeignLabels.Recording(path: nil, marks: marks)], issues: issues)
  }

  static func bytes(of recording: ForeignLabels.Recording) throws -> [UInt8] {
    var text = ""
    for mark in recording.marks {
      let time = ForeignText.seconds(mark.offset)
      text += "\(time)\t\(time)\t\(try LabelFormat.audacity.line(mark.label ?? ""))\n"
    }
    return Array(text.utf8)
  }
}
