import Basis

/// What a journal's records come to: which acts can be undone and redone, what is not saved, where the session is.
public struct AnnotationHistory: Equatable, Sendable {
  /// A recording, and where the cursor was in it, at 16 kHz.
  public struct Place: Hashable, Sendable {
    /// The recording, relative to the root.
    public let recording: Path
    /// The cursor.
    public let cursor: Int

    /// A place.
    public init(recording: Path, cursor: Int) {
      self.recording = recording
      self.cursor = cursor
    }
  }

  /// The acts that hold, the one to be undone first last.
  public private(set) var done: [AnnotationAct] = []
  /// The acts that were taken back, the one to be redone first last.
  public private(set) var undone: [AnnotationAct] = []
  /// The changes since the tag files were last saved, undone ones and those that undid them among them.
  ///
  /// Made again on top of tag files that have some of them already, they come to the same.
  public private(set) var unsaved: [AnnotationChange] = []
  /// The last place in each recording, that of the session last.
  public private(set) var places: [Place] = []

  /// Whether the tag files have all acts.
  public var isSaved: Bool { unsaved.isEmpty }

  /// Nothing has been done yet.
  public init() {}

  /// What these records come to.
  public init(replaying records: [JournalRecord]) {
    let firstUnsaved = AnnotationHistory.firstUnsaved(records)
    var order: [Path: Int] = [:]
    var cursors: [Path: Int] = [:]
    for (index, record) in records.enumerated() {
      let changes = apply(record)
      if index >= firstUnsaved { unsaved += changes }
      if case .place(let recording, let cursor) = record {
        order[recording] = index
        cursors[recording] = cursor
      }
    }
    places = order.sorted { $0.value < $1.value }.map {
      Place(recording: $0.key, cursor: cursors[$0.key] ?? 0)
    }
  }

  /// Notes that an act was done; what had been undone is forgotten.
  public mutating func perform(_ act: AnnotationAct) {
    done.append(act)
    undone.removeAll()
  }

  /// Takes the last act back and returns it; its `inverseChanges` are to be made. `nil` where there is none.
  public mutating func undo() -> AnnotationAct? {
    guard let act = done.popLast() else { return nil }
    undone.append(act)
    return act
  }

  /// Does the last act that was undone again and returns it. `nil` where there is none.
  public mutating func redo() -> AnnotationAct? {
    guard let act = undone.popLast() else { return nil }
    done.append(act)
    return act
  }

  /// Notes where the session is.
  public mutating func visit(_ place: Place) {
    places.removeAll { $0.recording == place.recording }
    places.append(place)
  }

  /// Follows a record; returns the changes it makes.
  private mutating func apply(_ record: JournalRecord) -> [AnnotationChange] {
    switch record {
    case .act(let act):
      perform(act)
      return act.changes
    case .undo: return undo()?.inverseChanges ?? []
    case .redo: return redo()?.changes ?? []
    case .place, .saved: return []
    }
  }

  /// The index of the first record that the tag files need not have.
  private static func firstUnsaved(_ records: [JournalRecord]) -> Int {
    var first = 0
    for (index, record) in records.enumerated() {
      guard case .saved(let pending) = record else { continue }
      first = max(first, index - pending)
    }
    return first
  }
}
