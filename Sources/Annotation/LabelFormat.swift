import Basis

/// The formats in which labels come and go.
public enum LabelFormat: String, CaseIterable, Sendable {
  /// Shotmark's own: a tag file a label, offsets at 16 kHz.
  case tags
  /// Audacity's label track: `start⇥end⇥text`, in seconds.
  case audacity
  /// Raven's selection table, of one recording or of several.
  case raven
  /// Praat's TextGrid: a tier of points a label.
  case praat
  /// Label Studio's JSON.
  case labelStudio
  /// JAMS, the annotations of music research.
  case jams
  /// The challenges' of DCASE: `file⇥onset⇥offset⇥label`, in seconds.
  case dcase
  /// A time in seconds a line, as mir_eval reads it.
  case onsets

  /// What people call it.
  public var name: String {
    switch self {
    case .tags: "a tag file"
    case .audacity: "Audacity's label track"
    case .raven: "Raven's selection table"
    case .praat: "Praat's TextGrid"
    case .labelStudio: "Label Studio's JSON"
    case .jams: "JAMS"
    case .dcase: "DCASE's table"
    case .onsets: "a list of onsets"
    }
  }

  /// Whether a file holds one recording and need not say which.
  public var isPerRecording: Bool {
    switch self {
    case .audacity, .praat, .jams, .onsets: true
    case .tags, .raven, .labelStudio, .dcase: false
    }
  }

  /// The extension that files of this format are given.
  public var fileExtension: String {
    switch self {
    case .tags: "csv"
    case .audacity, .raven, .onsets: "txt"
    case .praat: "TextGrid"
    case .labelStudio: "json"
    case .jams: "jams"
    case .dcase: "tsv"
    }
  }

  /// The format that a file's name alone tells.
  public init?(extensionOf name: Path) {
    switch name.lowercasedExtension {
    case "csv": self = .tags
    case "textgrid": self = .praat
    case "json": self = .labelStudio
    case "jams": self = .jams
    case "tsv": self = .dcase
    default: return nil
    }
  }

  /// The format of a file by its name and content; `nil` where nothing tells.
  public static func guess(name: Path, bytes: [UInt8]) -> LabelFormat? {
    switch name.lowercasedExtension {
    case "csv": return .tags
    case "textgrid": return .praat
    case "jams": return .jams
    default: break
    }
    let lines = ForeignText.lines(Array(bytes.prefix(1 << 16)))
    guard let first = lines.first?.bytes else { return LabelFormat(extensionOf: name) }
    let start = ForeignText.trimmed(first)
    if start.first == UInt8(ascii: "[") { return .labelStudio }
    if start.first == UInt8(ascii: "{") { return .jams }
    if start.starts(with: "File type".utf8) || start.starts(with: "\"ooTextFile\"".utf8) { return .praat }
    return guess(columns: ForeignText.columns(first))
      ?? lines.dropFirst().first.flatMap {
        // The first line may be a heading, or a remark.
        guess(columns: ForeignText.columns($0.bytes))
      }
  }

  private static func guess(columns: [ArraySlice<UInt8>]) -> LabelFormat? {
    if columns.contains(where: { $0.elementsEqual("Begin Time (s)".utf8) }) { return .raven }
    let isNumber = columns.map { ForeignText.number($0) != nil }
    if columns.count == 1 {
      let words = columns[0].split(separator: 0x20)
      return words.first.flatMap { ForeignText.number($0) } == nil ? nil : .onsets
    }
    let isEvent = columns.count >= 3 && isNumber[1] && isNumber[2]
    // Four columns even where the first is a file whose name is a number, or where nothing happens in it.
    if columns.count >= 4, isEvent || columns.dropFirst().allSatisfy(\.isEmpty) { return .dcase }
    if isNumber[0] { return isNumber[1] ? .audacity : .onsets }
    return isEvent ? .dcase : nil
  }
}

extension LabelFormat {
  /// Reads a file's labels. Never traps, whatever the bytes.
  /// - Parameter name: the file's name, for errors; for a tag file also the label, where `label` is `nil`.
  /// - Throws: `FileError.malformed`, `AnnotationError` where nothing can be made of the file; what is wrong with
  ///   single lines is among the result's issues.
  public func read(_ bytes: [UInt8], name: Path, label: String? = nil) throws -> ForeignLabels {
    do {
      return switch self {
      case .tags: try TagTable.read(bytes, name: name, label: label)
      case .audacity: AudacityLabels.read(bytes, name: name)
      case .raven: try RavenTable.read(bytes, name: name)
      case .praat: try TextGrid.read(bytes)
      case .labelStudio: try LabelStudio.read(bytes, name: name)
      case .jams: try JAMS.read(bytes, name: name)
      case .dcase: EventTable.read(bytes, name: name)
      case .onsets: OnsetList.read(bytes, name: name)
      }
    } catch let misfit as ForeignLineMisfit {
      throw AnnotationError.foreign(misfit.problem, file: name, line: misfit.line)
    }
  }

  /// The bytes of a file with these labels.
  /// - Parameter name: the file's name, for errors.
  /// - Throws: `AnnotationError.foreign` where the format cannot hold them.
  public func bytes(of labels: ForeignLabels, name: Path) throws -> [UInt8] {
    do {
      if isPerRecording, labels.recordings.count > 1 { throw ForeignMisfit(.severalRecordings(self)) }
      let single = labels.recordings.first ?? ForeignLabels.Recording(path: nil, marks: [])
      return switch self {
      case .tags: try TagTable.bytes(of: labels)
      case .audacity: try AudacityLabels.bytes(of: single)
      case .raven: try RavenTable.bytes(of: labels)
      case .praat: TextGrid.bytes(of: single)
      case .labelStudio: try LabelStudio.bytes(of: labels)
      case .jams: JAMS.bytes(of: single)
      case .dcase: try EventTable.bytes(of: labels)
      case .onsets: OnsetList.bytes(of: single)
      }
    } catch let misfit as ForeignMisfit {
      throw AnnotationError.foreign(misfit.problem, file: name, line: nil)
    }
  }

  /// A label for a format that holds lines and columns: neither may be in it, nor blanks at its ends.
  func line(_ text: String) throws(ForeignMisfit) -> String {
    let isPlain = !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    guard isPlain, text.utf8.first != 0x20, text.utf8.last != 0x20 else {
      throw ForeignMisfit(.cannotHold("the label \(Path(text))", self))
    }
    return text
  }

  /// A recording's path for a format that holds lines and columns.
  func line(_ path: Path?) throws(ForeignMisfit) -> [UInt8] {
    guard let path else { throw ForeignMisfit(.noRecording(self)) }
    let bytes = path.bytes
    let isPlain = !bytes.contains { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    // Blanks at the ends would be taken for none of it.
    guard isPlain, !bytes.isEmpty, ForeignText.trimmed(bytes[...]).count == bytes.count else {
      throw ForeignMisfit(.cannotHold("the path \(path)", self))
    }
    return bytes
  }
}

/// What is wrong, and on which line.
struct ForeignLineMisfit: Error {
  let problem: ForeignProblem
  let line: Int?

  init(_ problem: ForeignProblem, line: Int?) {
    self.problem = problem
    self.line = line
  }
}
