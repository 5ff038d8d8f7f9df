import Annotation
import Annotator
import Audio
import Basis
import Detection
import Files
import Labelling
import Screen
import Terminal
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// What `shotmark annotate` does: sets everything up, then goes round: wait, update, do, draw.
enum AnnotateRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let root = try arguments.value(CommonOptions.root)
    let named = try QueueFile.expanded(arguments.all(AnnotateOptions.recordings), root: root)
    let list = try RecordingList(named, root: root)
    guard !list.entries.isEmpty else {
      return try list.failures.finish(console, list: nil, of: max(1, list.count), unit: "recordings")
    }
    let tags = arguments.optional(AnnotateOptions.tags) ?? root.appending("Annotations")
    let state = try StateFolder.standard()
    let session = try AnnotationSession(tags: tags, state: state)
    let given = try proposals(arguments, list.entries, console)
    let isByDoubt = arguments.has(AnnotateOptions.doubtfulFirst) || arguments.isGiven(AnnotateOptions.model)
    let entries = isByDoubt ? given?.doubtfulFirst(list.entries) ?? list.entries : list.entries
    let settings = AnnotatorSettings(state: state)
    let keymap = try AnnotatorSettings.keymap()
    // Opened before the screen: what it says of a missing device is heard by nobody.
    let sound = try arguments.value(AnnotateOptions.sound)
    let labels = labels(arguments.all(AnnotateOptions.label), session.store.labels)
    let learning = try learning(arguments, list, tags: tags, root: root)
    let screen = try TerminalScreen()
    var model = Model(
      queue: entries.map(\.name), labels: labels, size: screen.size,
      keymap: keymap, isReadOnly: session.isReadOnly, glyphs: screen.glyphs, colors: screen.colors,
      tapLatency: settings.tapLatency)
    // What a killed session left is in the journal alone.
    model.isSaved = !session.store.hasUnsavedChanges
    let desk = AnnotationDesk(
      session: session, entries: entries, proposals: given, learning: learning, sound: sound,
      settings: settings, waker: screen.waker)
    let end = loop(model, desk, screen)
    screen.restore()
    if let model = desk.ranking.model { console.note("note: what was learnt last is in \(model)") }
    return try leave(end, desk, list.failures, console, of: list.count)
  }

  /// Out of a file, or a model's; `nil` where they are to be listened for.
  private static func proposals(
    _ arguments: Arguments, _ entries: [RecordingList.Entry], _ console: Console
  ) throws -> GivenProposals? {
    let file = arguments.optional(AnnotateOptions.proposals)
    guard let model = arguments.optional(AnnotateOptions.model) else {
      guard file != nil || !arguments.has(AnnotateOptions.doubtfulFirst) else {
        throw UsageError.conflict(
          "without proposals nothing is known to be doubtful", options: "option --doubtful-first",
          remedy: "add --proposals FILE.csv or --model MODEL")
      }
      return try file.map { try GivenProposals(reading: $0) }
    }
    guard file == nil else {
      throw UsageError.conflict(
        "proposals come from a file or from a model", options: "options --proposals and --model",
        remedy: "leave out one of them")
    }
    return try GivenProposals(
      entries, model: model, label: label(arguments), console)
  }

  /// The labels to choose from: those that were named, and those of the tag files. What is refused is a tag of ENV, which
  /// makes that nobody's first choice.
  private static func labels(_ chosen: [String], _ known: [String]) -> [String] {
    let others = known.filter { !chosen.contains($0) }
    let shots = chosen + others.filter { $0 != Marks.backgroundLabel }
    return (shots.isEmpty ? ["GUN"] : shots) + others.filter { $0 == Marks.backgroundLabel }
  }

  /// What proposals are taken for.
  private static func label(_ arguments: Arguments) -> String {
    arguments.all(AnnotateOptions.label).first ?? "GUN"
  }

  /// How R learns.
  private static func learning(
    _ arguments: Arguments, _ list: RecordingList, tags: Path, root: Path
  ) throws -> LoopOptions {
    let set = try arguments.optional(AnnotateOptions.into) ?? StateFolder.standard().learning(of: tags)
    var options = LoopOptions(
      recordings: list.entries.map { LoopOptions.Recording(file: $0.file, name: $0.name) }, tags: tags,
      set: set)
    options.label = label(arguments)
    options.search = .unreviewed
    options.slicing.root = root
    options.slicing.backgroundFolders = arguments.all(SliceOptions.backgroundFrom)
    options.slicing.groupBy = arguments.optional(SliceOptions.groupBy) ?? .content
    // The others are for the person at work.
    options.jobs = max(1, Parallel.cores / 2)
    if let model = arguments.optional(AnnotateOptions.model) {
      options.kind = LoopOptions.Kind(of: try ShotModel.read(model))
    } else if arguments.isGiven(LearningOptions.lessons) || arguments.isGiven(TrainOnsetsOptions.loudest) {
      options.kind = .onsets
    }
    try LearningOptions.apply(arguments, to: &options)
    return options
  }

  /// How the loop ended: by a key, or by a signal.
  private enum End {
    case left
    case signal(Int32)
  }

  private static func loop(_ model: Model, _ desk: AnnotationDesk, _ screen: TerminalScreen) -> End {
    var model = model
    let inbox = desk.inbox
    Interruption.divert { inbox.put(.signal($0)) }
    defer { Interruption.divert(to: nil) }
    var waiting = desk.begin()
    while true {
      while !waiting.isEmpty {
        let message = waiting.removeFirst()
        for effect in update(&model, message) {
          switch effect {
          case .quit:
            desk.cursor = model.cursor
            return .left
          case .redraw: screen.redraw()
          default: waiting += desk.perform(effect)
          }
        }
      }
      screen.show(view(model, model.size))
      var event = screen.nextEvent(timeout: desk.patience)
      // What has been typed meanwhile is taken in before anything is drawn again.
      for _ in 0..<64 {
        switch event {
        case .key(let key): waiting.append(.key(key))
        case .mouse(let event): waiting.append(.mouse(event))
        case .resize(let size): waiting.append(.resize(size))
        case .interrupted(let signal): return .signal(signal)
        case .wake, nil: break
        }
        guard event != nil else { break }
        event = screen.nextEvent(timeout: 0)
      }
      let (messages, signal) = desk.arrived(cursor: model.cursor)
      if let signal { return .signal(signal) }
      waiting += messages
    }
  }

  /// The last save, once the terminal is back. What cannot be saved is in the journal.
  private static func leave(
    _ end: End, _ desk: AnnotationDesk, _ failures: Failures, _ console: Console, of count: Int
  ) throws -> Outcome {
    let warnings = desk.close()
    for warning in warnings { console.report(warning) }
    if case .signal(let number) = end {
      try? console.flush()
      Interruption.die(by: number)
    }
    var failures = failures
    for (entry, error) in desk.refused { failures.add(error, about: entry.file) }
    let outcome = try failures.finish(console, list: nil, of: count, unit: "recordings")
    return warnings.isEmpty ? outcome : .failure
  }
}
