import Basis

/// What a file of marks holds.
struct MarkContent<Mark: TableMark>: Sendable {
  var marks: [Path: [Mark]] = [:]
  /// Recordings that the file names without any mark.
  var bare: Set<Path> = []
  /// Rows that are not understood.
  var keptRows: [[UInt8]] = []
  /// Why they are not.
  var issues: [AnnotationError] = []

  var isEmpty: Bool { marks.isEmpty && bare.isEmpty && keptRows.isEmpty }
}

/// How marks lie in a file, and what a change of them is called.
protocol MarkFormat: Sendable {
  associatedtype Mark: TableMark
  func content(of bytes: [UInt8], name: Path) throws -> MarkContent<Mark>
  func bytes(of content: MarkContent<Mark>, name: Path) -> [UInt8]
  func change(_ recording: Path, _ mark: Mark, isThere: Bool) -> AnnotationChange
}

/// Offsets in a tag file: tags of one label, or refused proposals.
struct OffsetFormat: MarkFormat {
  /// `nil` for refused proposals.
  let label: String?

  func content(of bytes: [UInt8], name: Path) throws -> MarkContent<Int> {
    let file = try TagFile(bytes: bytes, name: name, label: label ?? "rejected")
    var content = MarkContent<Int>(keptRows: file.keptRows, issues: file.issues)
    for entry in file.entries {
      if entry.tags.isEmpty {
        content.bare.insert(entry.path)
      } else {
        content.marks[entry.path] = entry.offsets
      }
    }
    return content
  }

  func bytes(of content: MarkContent<Int>, name: Path) -> [UInt8] {
    let bare = content.bare.filter { content.marks[$0] == nil }
    let entries = content.marks.map { ($0.key, $0.value) } + bare.map { ($0, []) }
    let sorted = entries.sorted { $0.0 < $1.0 }.map { TagEntry(path: $0.0, offsets: $0.1) }
    return TagFile(label: label ?? "rejected", name: name, entries: sorted, keptRows: content.keptRows)
      .bytes()
  }

  func change(_ recording: Path, _ mark: Int, isThere: Bool) -> AnnotationChange {
    let added: AnnotationChange =
      if let label { .addTag(recording: recording, label: label, offset: mark) } else {
        .reject(recording: recording, offset: mark)
      }
    return isThere ? added : added.inverse
  }
}

/// Spans in `reviewed.csv` or `ignore.csv`.
struct SpanFormat<Span: AnnotatedSpan & TableMark>: MarkFormat {
  /// The change that adds a span.
  let added: @Sendable (Span) -> AnnotationChange

  func content(of bytes: [UInt8], name: Path) throws -> MarkContent<Span> {
    let file = try SpanFile<Span>(bytes: bytes, name: name)
    let marks = Dictionary(grouping: file.spans, by: \.path)
    return MarkContent(marks: marks, keptRows: file.keptRows, issues: file.issues)
  }

  func bytes(of content: MarkContent<Span>, name: Path) -> [UInt8] {
    SpanFile<Span>(name: name, spans: content.marks.values.flatMap { $0 }, keptRows: content.keptRows).bytes()
  }

  func change(_ recording: Path, _ mark: Span, isThere: Bool) -> AnnotationChange {
    isThere ? added(mark) : added(mark).inverse
  }
}
