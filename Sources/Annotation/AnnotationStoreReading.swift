import Basis

// Reading: nothing here touches the disk.
extension AnnotationStore {
  /// The labels that there are files or tags of, sorted.
  public var labels: [String] { tags.keys.sorted() }

  /// Every recording that is named in some file, sorted by bytes.
  public var recordings: [Path] {
    var paths = Set(reviewed.table.marks.keys).union(ignored.table.marks.keys)
    for file in tags.values { paths.formUnion(file.table.marks.keys) }
    return paths.sorted()
  }

  /// The onsets of a recording under one label, ascending.
  public func tags(of recording: Path, label: String) -> [Int] { tags[label]?.table(recording) ?? [] }

  /// The onsets of a recording under all labels, ascending; those of equal offset by label.
  public func allTags(of recording: Path) -> [(label: String, offset: Int)] {
    let all = tags.flatMap { label, file in file.table(recording).map { (label: label, offset: $0) } }
    return all.sorted { ($0.offset, $0.label) < ($1.offset, $1.label) }
  }

  /// The ignored spans of a recording, by start.
  public func ignored(of recording: Path) -> [IgnoredSpan] { ignored.table(recording) }

  /// The reviewed spans of a recording, by start.
  public func reviewed(of recording: Path) -> [ReviewedSpan] { reviewed.table(recording) }

  /// The refused proposals of a recording, ascending.
  public func rejected(of recording: Path) -> [Int] { rejected?.table(recording) ?? [] }

  /// How many tags there are of a label, in all recordings.
  public func count(of label: String) -> Int {
    tags[label]?.table.marks.values.reduce(0) { $0 + $1.count } ?? 0
  }

  /// Why rows of the files are not understood. They stay where they are.
  public var issues: [AnnotationError] {
    tags.sorted { $0.key < $1.key }.flatMap(\.value.issues) + reviewed.issues + ignored.issues
      + (rejected?.issues ?? [])
  }

  /// Whether the files are to be written.
  public var hasUnsavedChanges: Bool {
    tags.values.contains(where: \.isEdited) || reviewed.isEdited || ignored.isEdited
      || (rejected?.isEdited ?? false)
  }
}
