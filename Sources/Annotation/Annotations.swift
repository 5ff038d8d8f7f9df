import Basis
import Files

/// All that is known about a collection of recordings: tags, and reviewed and ignored spans.
public struct Annotations: Sendable {
  /// The tag files, in the order named; those of one folder by the bytes of their names.
  public private(set) var tagFiles: [TagFile] = []
  /// The reviewed spans, sorted.
  public private(set) var reviewed: [ReviewedSpan] = []
  /// The ignored spans, sorted.
  public private(set) var ignored: [IgnoredSpan] = []
  /// What is wrong with rows of `reviewed.csv` and `ignore.csv`. Each tag file has its own issues.
  public private(set) var spanIssues: [AnnotationError] = []

  private var seen: Set<Path> = []

  /// Reads tag files and folders of them, each file once however often it is named.
  ///
  /// A folder means its label files, which are all its `*.csv` but `reviewed.csv`, `ignore.csv` and `*.scores.csv`,
  /// and these two. A file means itself and these two beside it; it may be one of them.
  /// - Parameter label: the label of files that are named themselves, and of an `index.csv` inside a folder; the
  ///   other files of a folder keep the label of their names.
  /// - Throws: `FileError` where something cannot be read; `AnnotationError` where a label is missing or a folder
  ///   holds no tag files.
  public init(reading paths: [Path], label: String? = nil) throws {
    for path in paths {
      if FileSystem.isFolder(path) {
        try readFolder(path, label: label)
      } else {
        try readFile(path, label: label)
        try readSpans(beside: path.folder)
      }
    }
    reviewed = SpanFile(name: ReviewedSpan.fileName, spans: reviewed).spans
    ignored = SpanFile(name: IgnoredSpan.fileName, spans: ignored).spans
  }

  private mutating func readFolder(_ folder: Path, label: String?) throws {
    let files = try FileSystem.files(below: folder) { file in
      file.components.count == 1 && file.lowercasedExtension == "csv"
    }
    let tagFiles = files.filter(Annotations.isTagFile)
    guard !tagFiles.isEmpty || files.contains(where: Annotations.isSpanFile) else {
      throw AnnotationError.noTagFiles(folder)
    }
    for file in tagFiles {
      try readFile(folder.appending(file), label: file == "index.csv" ? label : nil)
    }
    try readSpans(beside: folder)
  }

  private mutating func readFile(_ path: Path, label: String?) throws {
    guard !Annotations.isSpanFile(path) else {
      // Read with the other file of spans in its folder.
      guard FileSystem.exists(path) else { throw FileError.notFound(path) }
      return
    }
    guard seen.insert(try FileSystem.resolved(path)).inserted else { return }
    tagFiles.append(try TagFile(reading: path, label: label))
  }

  private mutating func readSpans(beside folder: Path) throws {
    if let file: SpanFile<ReviewedSpan> = try spanFile(in: folder) {
      reviewed += file.spans
      spanIssues += file.issues
    }
    if let file: SpanFile<IgnoredSpan> = try spanFile(in: folder) {
      ignored += file.spans
      spanIssues += file.issues
    }
  }

  private mutating func spanFile<Span>(in folder: Path) throws -> SpanFile<Span>? {
    let path = folder.appending(Span.fileName)
    guard FileSystem.exists(path), seen.insert(try FileSystem.resolved(path)).inserted else { return nil }
    return try SpanFile(reading: path)
  }

  /// Whether a file of this name in a folder of annotations holds tags.
  static func isTagFile(_ name: Path) -> Bool {
    name.lowercasedExtension == "csv" && !isSpanFile(name) && name.stem.lowercasedExtension != "scores"
  }

  private static func isSpanFile(_ path: Path) -> Bool {
    path.name == ReviewedSpan.fileName || path.name == IgnoredSpan.fileName
  }
}
