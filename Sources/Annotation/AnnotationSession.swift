import Basis
import Files

/// One annotator at work on a folder of tag files: lock, journal, history and store as one.
///
/// Whatever is done is in the journal before it is in memory; tag files are written by `save`. A session that is
/// killed is found by the next one as it was: the marks from tag files and journal, the acts from the journal.
public struct AnnotationSession: Sendable {
  /// What is marked, in memory.
  public private(set) var store: AnnotationStore
  /// What can be undone and redone, and where the session is.
  public private(set) var history: AnnotationHistory
  /// Why nothing can be changed: another has the folder. `nil` where all is well.
  public let refusal: AnnotationError?
  /// What the person should hear of: losses in the journal, and rows that are not understood.
  public let warnings: [AnnotationError]
  private var journal: Journal?
  private let lock: AnnotationLock?
  /// How many records there were after the last act, undo or redo, and how many are known to be saved.
  private var (lastAct, savedCount) = (0, 0)

  /// Goes on where the last session ended, or begins; a second session of the same folder can only look.
  /// - Parameters:
  ///   - tags: the folder of tag files; it need not exist yet.
  ///   - label: the label of an `index.csv` in it.
  ///   - state: where journal and lock are kept.
  /// - Throws: `FileError`, `AnnotationError`.
  public init(tags: Path, label: String? = nil, state: StateFolder) throws {
    let path = try state.journal(of: tags)
    let records: [JournalRecord]
    let losses: [JournalLoss]
    switch try AnnotationLock.take(state.lock(of: tags)) {
    case .taken(let lock):
      let opened = try Journal.open(path)
      (journal, records, losses) = (opened.journal, opened.records, opened.losses)
      (self.lock, refusal) = (lock, nil)
    case .held(let holder):
      (records, losses) = try Journal.read(path)
      (journal, lock, refusal) = (nil, nil, .held(holder, tags: tags))
    }
    // Read under the lock: what the last session saved is there.
    store = try AnnotationStore(folder: tags, label: label, rejections: state.rejections(of: tags))
    history = AnnotationHistory(replaying: records)
    warnings = losses.map(\.warning) + store.issues
    for change in history.unsaved { store.apply(change) }
    if !history.isSaved { lastAct = journal?.count ?? 0 }
  }

  /// Whether this session can only look.
  public var isReadOnly: Bool { journal == nil }

  /// Does what changes something of an act, and returns that; `nil` where nothing does. Throws `FileError`, and then
  /// nothing has happened; `AnnotationError.held` where the session can only look.
  @discardableResult
  public mutating func perform(_ act: AnnotationAct) throws -> AnnotationAct? {
    if let refusal { throw refusal }
    var done = act
    done.changes = act.changes.compactMap { store.perform($0) }
    guard !done.changes.isEmpty else { return nil }
    do { try append(.act(done)) } catch {
      for change in done.inverseChanges { store.apply(change) }
      throw error
    }
    history.perform(done)
    return done
  }

  /// Takes the last act back and returns it; `nil` where there is none. Throws as `perform`.
  public mutating func undo() throws -> AnnotationAct? {
    guard !history.done.isEmpty else { return nil }
    try append(.undo)
    guard let act = history.undo() else { return nil }
    for change in act.inverseChanges { store.apply(change) }
    return act
  }

  /// Does the act again that was taken back last, and returns it; `nil` where there is none. Throws as `perform`.
  public mutating func redo() throws -> AnnotationAct? {
    guard !history.undone.isEmpty else { return nil }
    try append(.redo)
    guard let act = history.redo() else { return nil }
    for change in act.changes { store.apply(change) }
    return act
  }

  /// Remembers where the session is, for the next one to go on there. A session that can only look does not.
  public mutating func visit(_ recording: Path, cursor: Int) throws {
    let place = AnnotationHistory.Place(recording: recording, cursor: cursor)
    guard !isReadOnly, history.places.last != place else { return }
    try journal?.append(.place(recording: recording, cursor: cursor))
    history.visit(place)
  }

  private mutating func append(_ record: JournalRecord) throws {
    if let refusal { throw refusal }
    try journal?.append(record)
    lastAct = journal?.count ?? 0
  }
}

// The disk.
extension AnnotationSession {
  /// Returns when the disk has all that was done. May be called for a copy in another thread.
  public func synchronize() throws { try journal?.synchronize() }

  /// `synchronize` for another thread, without a copy of the session: while there is one, all marks are copied for the next
  /// change.
  public var synchronization: @Sendable () throws -> Void {
    let file = journal?.file
    return { try file?.synchronize() }
  }

  /// Takes over what others did to the tag files, without writing any.
  public mutating func refresh() -> SaveOutcome { store.refresh() }

  /// Writes the tag files. Throws as `AnnotationStore.save`; what could not be written stays in the journal.
  @discardableResult
  public mutating func save() throws -> SaveOutcome {
    let saving = try saved()
    try settle(saving)
    if let failure = saving.outcome.failures.first { throw failure.error }
    return saving.outcome
  }

  /// As `save`, for a copy in another thread: the original takes the result over by `settle`.
  public func saved() throws -> Saving {
    if let refusal { throw refusal }
    return Saving(count: journal?.count ?? 0, store: store.saved())
  }

  /// What `saved` came to.
  public struct Saving: Sendable {
    fileprivate let count: Int
    fileprivate let store: AnnotationStore.Saving
    /// What was written, taken over, and found.
    public var outcome: SaveOutcome { store.outcome }
  }

  /// Takes over what came of saving a copy, and notes it in the journal.
  public mutating func settle(_ saving: Saving) throws {
    store.settle(saving.store)
    guard saving.outcome.failures.isEmpty, lastAct > savedCount else { return }
    try journal?.appendSaved(first: saving.count)
    savedCount = saving.count
  }
}
