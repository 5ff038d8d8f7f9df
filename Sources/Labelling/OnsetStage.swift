import Basis
import Chunks
import Detection
import Files

/// A round that learns from whole recordings: what is labelled, and what is given beside it.
struct OnsetStage {
  private let options: LoopOptions
  /// Recordings by where they come from; those of the queue are the first.
  private let collections: [[OnsetLesson]]
  /// SHA-256 of all that is learnt from.
  let digest: String
  private let missing: [any ThreePartError]

  /// Finds what is to be learnt from.
  ///
  /// - Throws: what is wrong with tag files and folders.
  init(_ options: LoopOptions, _ digests: DigestCache) throws {
    self.options = options
    var missing: [Path] = []
    func labelled(_ folder: Path, _ tags: Path, isInWork: Bool = false) throws -> [OnsetLesson] {
      let found = try OnsetLesson.labelled(
        in: folder, tags: tags, label: options.label, isInWork: isInWork)
      missing += found.missing
      return found.lessons
    }
    collections =
      try [labelled(options.slicing.root, options.tags, isInWork: options.search == .unreviewed)]
      + options.lessons.map { try labelled($0, $0.appending("Annotations")) }
      + options.slicing.backgroundFolders.map { try OnsetLesson.all(of: $0, .others) }
      + options.loudest.map { try OnsetLesson.all(of: $0, .loudest) }
    self.missing = missing.map { FileError.notFound($0) }
    digest = OnsetStage.digest(of: collections, digests, jobs: options.jobs)
  }

  func run(number: Int, _ progress: @escaping ChunksProgressHandler) throws -> RoundStage {
    let inputs = digest + " " + SHA256.hex(of: Array(options.training.utf8))
    var failures = missing
    let model = try RoundModel(number, in: options.folder, inputs: inputs) { file, _ in
      var training = OnsetTraining()
      training.label = options.label
      training.judges.seed = options.seed
      training.judges.jobs = options.jobs
      if let steps = options.networkSteps { training.judges.networkSteps = steps }
      let cancellation = options.cancellation
      let outcome = try training.train(collections, name: options.tags.name.description) {
        progress(ChunksProgress(stage: $0, done: $1, total: $2))
        try cancellation.check()
      }
      failures += outcome.failures.map { UnusableRecording(file: $0.file, error: $0.error) }
      try outcome.model.write(to: file)
    }
    var stage = RoundStage(model: model, failures: failures)
    if case .onsets(let model) = model.model { stage.figures = model.unseen }
    return stage
  }

  /// A recording that cannot be read counts by its name: learning tells of it.
  private static func digest(of collections: [[OnsetLesson]], _ digests: DigestCache, jobs: Int) -> String {
    let lessons = collections.enumerated().flatMap { number, lessons in lessons.map { (number, $0) } }
    let contents = Parallel.map(lessons.count, jobs: jobs) { index in
      (try? digests.sha256(of: lessons[index].1.file)) ?? lessons[index].1.file.description
    }
    let digest = RunningDigest()
    for ((number, lesson), content) in zip(lessons, contents) {
      let source = SHA256.hex(of: lesson.source.bytes)
      digest.append(
        Array("\(number) \(content) \(lesson.lesson) \(lesson.onsets) \(lesson.ignored) \(source)\n".utf8))
    }
    return digest.hex()
  }
}
