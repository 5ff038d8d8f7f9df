import Annotation
import Annotator
import Audio
import Basis
import Dispatch
import Files
import Labelling
import Terminal

/// Does what the annotator wants done: the journal, tag files, recordings, sound. Belongs to the loop's thread.
final class AnnotationDesk {
  let inbox: DeskInbox
  var session: AnnotationSession
  let entries: [RecordingList.Entry]
  var ranking: DeskRanking
  let learning: DeskLearning
  private let sheets: DeskSheet
  private let settings: AnnotatorSettings
  let playback: DeskSound
  private let disk = DispatchQueue(label: "disk", qos: .utility)
  private(set) var recording: DeskRecording?
  var index: Int { recording?.source.index ?? -1 }
  /// Where the cursor is, as the loop said.
  var cursor = 0
  /// Recordings that could not be opened, and why.
  private(set) var refused: [(entry: RecordingList.Entry, error: any Error)] = []
  private var isSaving = false
  /// Whether anything was done since the last saving began.
  private var isChanged = false
  private var learnsAfterSaving = false
  private var lastSave = DispatchTime.now()
  private var lastLook = DispatchTime.now()

  init(
    session: AnnotationSession, entries: [RecordingList.Entry], proposals: GivenProposals?,
    learning: LoopOptions, sound: SoundDevice, settings: AnnotatorSettings, waker: TerminalWaker
  ) {
    let inbox = DeskInbox(waker)
    self.inbox = inbox
    self.session = session
    self.entries = entries
    ranking = DeskRanking(proposals, label: learning.label, in: session.store)
    self.learning = DeskLearning(learning, inbox: inbox)
    sheets = DeskSheet(entries, inbox: inbox)
    self.settings = settings
    playback = DeskSound(sound, inbox: inbox)
  }

  /// How long the loop may wait: while it plays the position is drawn.
  var patience: Double { playback.isPlaying ? 0.04 : 2 }

  /// The first messages: the recording where the last session was, or the first one that nobody has reviewed.
  func begin() -> [Message] {
    let last = session.history.places.last.flatMap { place in
      entries.firstIndex { $0.name == place.recording }
    }
    let open = entries.firstIndex { session.store.reviewed(of: $0.name).isEmpty }
    var messages = self.open(last ?? open ?? 0, cursor: nil)
    if session.store.hasUnsavedChanges { messages += save() }
    if ranking.isAboutOthers(entries.map(\.name)) {
      messages.append(.trouble("the proposals are about none of these recordings: is the --root the same?"))
    }
    if let refusal = session.refusal { messages.append(.trouble(refusal.what + ": you can only look")) }
    if let warning = session.warnings.first {
      let more = session.warnings.count > 1 ? " (and \(session.warnings.count - 1) more)" : ""
      messages.append(.trouble(warning.what + more))
    }
    return messages
  }

  /// What came from other threads, and what the clock says.
  /// - Parameter cursor: where it is now.
  func arrived(cursor: Int) -> (messages: [Message], signal: Int32?) {
    self.cursor = cursor
    var messages: [Message] = []
    for letter in inbox.takeAll() {
      switch letter {
      case .message(.proposals(_, let index, _)) where !isListening(to: index): break
      case .message(let message): messages.append(message)
      case .learnt(let result): messages += settle(result)
      case .saving(let result): messages += settle(result)
      case .signal(let number): return (messages, number)
      }
    }
    if playback.isPlaying, let position = playback.position { messages.append(.heard(position)) }
    if DispatchTime.now() > lastLook + .seconds(2) {
      lastLook = DispatchTime.now()
      recording?.lookForChanges()
    }
    if DispatchTime.now() > lastSave + .seconds(20) {
      visit(cursor)
      messages += save()
    }
    return (messages, nil)
  }

  /// Does one thing; what is known at once comes back.
  func perform(_ effect: Effect) -> [Message] {
    switch effect {
    case .perform(let act): return keep { try $0.perform(act) }.messages
    case .undo:
      let done = keep { try $0.undo() }
      return done.messages.isEmpty ? [.undone(done.act)] : done.messages
    case .redo:
      let done = keep { try $0.redo() }
      return done.messages.isEmpty ? [.redone(done.act)] : done.messages
    case .open(let index, let cursor): return open(index, cursor: cursor)
    case .openPath(let path, let cursor):
      guard let index = entries.firstIndex(where: { $0.name == path }) else {
        return [.note("that was in \(path), which is not in this queue")]
      }
      return open(index, cursor: cursor)
    case .save: return save()
    case .visit(let cursor): visit(cursor)
    case .doubtful(let cursor): return openDoubtful(cursor: cursor)
    case .doubtfulSheet(let count): return doubtfulSheet(count)
    case .pictures(let items, let length, let columns): sheets.draw(items, length: length, columns: columns)
    case .learn: return learn()
    case .remember(let latency): settings.remember(tapLatency: latency)
    case .overview, .look, .samples, .sheet, .rise, .burst, .echoes: return recording?.look(effect) ?? []
    case .play, .stop, .tap: return play(effect)
    case .redraw, .quit: break
    }
    return []
  }

  func open(_ next: Int, cursor: Int?) -> [Message] {
    guard entries.indices.contains(next) else { return [] }
    let entry = entries[next]
    do {
      let proposals = ranking.proposals(of: entry.name)
      let opened = try DeskRecording(entry, index: next, listens: proposals == nil, inbox: inbox)
      recording?.close()
      playback.change(to: next)
      recording = opened
      let place = session.history.places.last { $0.recording == entry.name }?.cursor
      let shown = OpenedRecording(
        index: next, path: entry.name, length: opened.length, sampleRate: opened.info.sampleRate,
        channels: opened.info.channels, marks: Marks(of: entry.name, in: session.store),
        cursor: cursor ?? place ?? 0)
      visit(shown.cursor)
      return [.opened(shown)] + (proposals.map { [.proposals($0, index: next, isComplete: true)] } ?? [])
    } catch {
      if !refused.contains(where: { $0.entry.name == entry.name }) { refused.append((entry, error)) }
      return [.refused(index: next, why: "\(entry.name): \(ErrorText.short(error))")]
    }
  }

  /// Whether what is heard in a recording is of use: not where other proposals have come meanwhile.
  private func isListening(to index: Int) -> Bool {
    entries.indices.contains(index) && ranking.proposals(of: entries[index].name) == nil
  }

  func visit(_ cursor: Int) {
    guard entries.indices.contains(index) else { return }
    // Where the session was is a comfort: without it the next one begins elsewhere.
    try? session.visit(entries[index].name, cursor: cursor)
  }

  /// Does something in the session, and has the journal flushed right behind; where it fails, what is on the screen is
  /// what the session has.
  private func keep(
    _ body: (inout AnnotationSession) throws -> AnnotationAct?
  ) -> (act: AnnotationAct?, messages: [Message]) {
    isChanged = true
    do {
      let act = try body(&session)
      let synchronize = session.synchronization
      disk.async { try? synchronize() }
      return (act, [])
    } catch {
      let words = ErrorText.short(error)
      guard entries.indices.contains(index) else { return (nil, [.trouble(words)]) }
      return (
        nil,
        [
          .merged(Marks(of: entries[index].name, in: session.store), index: index),
          .trouble("not kept: " + words),
        ]
      )
    }
  }

  /// Has the tag files written on another thread, if anything is new.
  private func save() -> [Message] {
    lastSave = DispatchTime.now()
    if session.isReadOnly { return look(session.refresh()) }
    guard !isSaving else { return [] }
    (isSaving, isChanged) = (true, false)
    let (copy, inbox) = (session, inbox)
    disk.async { inbox.put(.saving(Result { try copy.saved() })) }
    return []
  }

  private func settle(_ result: Result<AnnotationSession.Saving, any Error>) -> [Message] {
    isSaving = false
    if learnsAfterSaving {
      learnsAfterSaving = false
      return settled(result) + save() + learn()
    }
    return settled(result)
  }

  /// Learns from the tag files once they hold all that was done.
  private func learn() -> [Message] {
    learnsAfterSaving = isSaving && isChanged
    if !learnsAfterSaving { disk.async { [learning] in learning.start() } }
    return []
  }

  private func settled(_ result: Result<AnnotationSession.Saving, any Error>) -> [Message] {
    do {
      let saving = try result.get()
      try session.settle(saving)
      return (session.store.hasUnsavedChanges ? [] : [.saved]) + look(saving.outcome)
    } catch {
      return [DeskSaving.unsaved(error)]
    }
  }

  /// Shows what others did to the tag files.
  private func look(_ outcome: SaveOutcome) -> [Message] {
    var messages: [Message] = []
    if !outcome.takenOver.isEmpty, entries.indices.contains(index) {
      messages.append(.merged(Marks(of: entries[index].name, in: session.store), index: index))
    }
    return messages + DeskSaving.messages(outcome)
  }

  /// Falls silent, and saves for the last time; what could not be saved comes back.
  func close() -> [any Error] {
    playback.stop()
    recording?.close()
    sheets.close()
    visit(cursor)
    disk.sync {}
    learning.cancel()
    for letter in inbox.takeAll() {
      if case .saving(.success(let saving)) = letter { try? session.settle(saving) }
    }
    guard !session.isReadOnly else { return [] }
    do {
      let outcome = try session.save()
      return outcome.conflicts.map(\.warning)
    } catch {
      return [error]
    }
  }
}
