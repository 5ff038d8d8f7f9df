import Annotation
import Annotator
import Audio
import Basis
import Dispatch
import Files
import Onsets
import Terminal

/// Does what the annotator wants done: the journal, tag files, recordings, sound. Belongs to the loop's thread.
final class AnnotationDesk {
  let inbox: DeskInbox
  var session: AnnotationSession
  private let entries: [RecordingList.Entry]
  private let given: GivenProposals?
  private let settings: AnnotatorSettings
  private let playback: Playback
  private let disk = DispatchQueue(label: "disk", qos: .utility)
  private var index = -1
  private var sound: ResampledRecording?
  private var pictures: DeskPictures?
  private var listening: DeskListening?
  private var isSaving = false
  private var lastSave = DispatchTime.now()

  init(
    session: AnnotationSession, entries: [RecordingList.Entry], proposals: GivenProposals?,
    sound: SoundDevice,
    settings: AnnotatorSettings, waker: TerminalWaker
  ) {
    let inbox = DeskInbox(waker)
    self.inbox = inbox
    self.session = session
    self.entries = entries
    given = proposals
    self.settings = settings
    playback = Playback(device: sound) { event in
      switch event {
      case .started: break
      case .ended(let heard):
        inbox.put(.played(heard))
        inbox.put(.heard(nil))
      case .failed(let error):
        inbox.put(.heard(nil))
        inbox.put(.note("no sound: \(error.what)"))
      }
    }
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
    if let refusal = session.refusal { messages.append(.trouble(refusal.what)) }
    if let warning = session.warnings.first {
      let more = session.warnings.count > 1 ? " (and \(session.warnings.count - 1) more)" : ""
      messages.append(.trouble(warning.what + more))
    }
    return messages
  }

  /// What came from other threads, and what the clock says.
  func arrived() -> (messages: [Message], signal: Int32?) {
    var messages: [Message] = []
    for letter in inbox.takeAll() {
      switch letter {
      case .message(let message): messages.append(message)
      case .saving(let result): messages += settle(result)
      case .signal(let number): return (messages, number)
      }
    }
    if playback.isPlaying, let position = playback.position { messages.append(.heard(position)) }
    if DispatchTime.now() > lastSave + .seconds(20) { messages += save() }
    return (messages, nil)
  }

  /// Does one thing; what is known at once comes back.
  func perform(_ effect: Effect) -> [Message] {
    switch effect {
    case .perform(let act): return keep { try $0.perform(act) }.messages
    case .undo:
      let done = keep { try $0.undo() }
      return done.messages + [.undone(done.act)]
    case .redo:
      let done = keep { try $0.redo() }
      return done.messages + [.redone(done.act)]
    case .open(let index, let cursor): return open(index, cursor: cursor)
    case .openPath(let path, let cursor):
      guard let index = entries.firstIndex(where: { $0.name == path }) else {
        return [.note("that was in \(path), which is not in this queue")]
      }
      return open(index, cursor: cursor)
    case .save: return save()
    case .visit(let cursor): visit(cursor)
    case .remember(let latency): settings.remember(tapLatency: latency)
    case .overview, .look, .samples, .sheet, .rise, .burst, .echoes: return look(effect)
    case .play, .stop, .tap: return play(effect)
    case .redraw, .quit: break
    }
    return []
  }

  private func look(_ effect: Effect) -> [Message] {
    switch effect {
    case .overview(_, let columns): pictures?.draw(overview: columns)
    case .look(let look): pictures?.draw(look)
    case .sheet(let offsets, let length, let columns):
      pictures?.draw(sheet: offsets, length: length, columns: columns)
    case .echoes(let onsets): pictures?.listenForEchoes(after: onsets)
    case .samples(let range): return [.samples(samples(range), first: range.lowerBound)]
    case .rise(let place, let forward, let count):
      return [.rise(rise(from: place, forward: forward, count: count))]
    case .burst(let start):
      let first = max(0, start - Snap.context)
      if let found = Burst.rate(
        in: samples(first..<start + 5 * Sampling.rate), firstSample: first, start: start)
      {
        return [.burst(period: found.period, rounds: found.rounds)]
      }
    default: break
    }
    return []
  }

  private func play(_ effect: Effect) -> [Message] {
    switch effect {
    case .play(let from, let until, let speed, let loops):
      playback.play(entries[index].file, from: max(0, from), until: until, speed: speed, loops: loops)
    case .stop: playback.stop()
    case .tap: if let position = playback.position { return [.tapped(position)] }
    default: break
    }
    return []
  }

  // MARK: The recording

  private func open(_ next: Int, cursor: Int?) -> [Message] {
    guard entries.indices.contains(next) else { return [] }
    playback.stop()
    let entry = entries[next]
    do {
      let opened = try ResampledRecording(entry.file)
      let length = opened.length
      pictures?.close()
      listening?.close()
      (sound, index) = (opened, next)
      pictures = DeskPictures(entry, index: next, inbox: inbox)
      listening = given == nil ? DeskListening(entry, index: next, inbox: inbox) : nil
      let place = session.history.places.last { $0.recording == entry.name }?.cursor
      let info = opened.recording.info
      let recording = OpenedRecording(
        index: next, path: entry.name, length: length, sampleRate: info.sampleRate, channels: info.channels,
        marks: marks(of: entry.name), cursor: cursor ?? place ?? 0)
      visit(recording.cursor)
      let proposals = given.map { Message.proposals($0[entry.name], index: next, isComplete: true) }
      return [.opened(recording)] + (proposals.map { [$0] } ?? [])
    } catch {
      let words = (error as? any ThreePartError)?.what ?? "\(error)"
      return [.refused(index: next, why: "\(entry.name): \(words)")]
    }
  }

  private func marks(of recording: Path) -> Marks {
    let store = session.store
    return Marks(
      tags: store.allTags(of: recording).map { Marks.Tag(label: $0.label, offset: $0.offset) },
      ignored: store.ignored(of: recording), reviewed: store.reviewed(of: recording),
      rejected: store.rejected(of: recording))
  }

  private func samples(_ range: Range<Int>) -> [Float] { (try? sound?.samples(range)) ?? [] }

  /// The next rise of energy, looked for a second at a time.
  private func rise(from place: Int, forward: Bool, count: Int) -> Int? {
    guard let length = sound?.length else { return nil }
    let (block, margin) = (2 * Sampling.rate, 800)
    var (place, left) = (place, max(1, count))
    // Two minutes are as far as a key looks: it must answer at once.
    for _ in 0..<60 {
      let window = forward ? place - margin..<place + block : place - block..<place + margin
      let known = window.clamped(to: 0..<length)
      let all = EnergyRises.offsets(in: samples(known)).map { $0 + known.lowerBound }
      let rises = forward ? all.filter { $0 > place } : all.reversed().filter { $0 < place }
      if rises.count >= left { return rises[left - 1] }
      left -= rises.count
      place =
        forward ? max(place + 1, window.upperBound - margin) : min(place - 1, window.lowerBound + margin)
      if place <= 0 || place >= length { return rises.last }
    }
    return nil
  }

  private func visit(_ cursor: Int) {
    guard entries.indices.contains(index) else { return }
    // Where the session was is a comfort: without it the next one begins elsewhere.
    try? session.visit(entries[index].name, cursor: cursor)
  }

  // MARK: The disk

  /// Does something in the session, and has the journal flushed right behind; where it fails, what is on the screen is
  /// what the session has.
  private func keep(
    _ body: (inout AnnotationSession) throws -> AnnotationAct?
  ) -> (act: AnnotationAct?, messages: [Message]) {
    do {
      let act = try body(&session)
      let copy = session
      disk.async { try? copy.synchronize() }
      return (act, [])
    } catch {
      let words = (error as? any ThreePartError).map { "\($0.what): \($0.remedy)" } ?? "\(error)"
      guard entries.indices.contains(index) else { return (nil, [.trouble(words)]) }
      return (nil, [.merged(marks(of: entries[index].name), index: index), .trouble("not kept: " + words)])
    }
  }

  /// Has the tag files written on another thread, if anything is new.
  private func save() -> [Message] {
    lastSave = DispatchTime.now()
    guard !isSaving, !session.isReadOnly else { return [] }
    isSaving = true
    let (copy, inbox) = (session, inbox)
    disk.async { inbox.put(.saving(Result { try copy.saved() })) }
    return []
  }

  private func settle(_ result: Result<AnnotationSession.Saving, any Error>) -> [Message] {
    isSaving = false
    do {
      let saving = try result.get()
      try session.settle(saving)
      var messages: [Message] = session.store.hasUnsavedChanges ? [] : [.saved]
      let outcome = saving.outcome
      if !outcome.takenOver.isEmpty, entries.indices.contains(index) {
        messages.append(.merged(marks(of: entries[index].name), index: index))
        messages.append(.note("\(outcome.takenOver.count) changes by somebody else were taken over"))
      }
      if let conflict = outcome.conflicts.first { messages.append(.trouble(conflict.warning.what)) }
      if let failure = outcome.failures.first {
        let words = (failure.error as? any ThreePartError)?.what ?? "\(failure.error)"
        messages.append(.trouble("not saved, but kept in the journal: \(failure.file): \(words)"))
      }
      return messages
    } catch {
      return [
        .trouble("not saved, but kept in the journal: \((error as? any ThreePartError)?.what ?? "\(error)")")
      ]
    }
  }

  /// Falls silent, and saves for the last time; what could not be saved comes back.
  func close() -> [any Error] {
    playback.stop()
    pictures?.close()
    listening?.close()
    disk.sync {}
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
