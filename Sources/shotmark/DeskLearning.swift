import Annotator
import Basis
import Dispatch
import Files
import Labelling
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Learns from what is marked, on a thread that gives way to all others: a round of the labelling loop, as `shotmark loop`
/// runs it, with all recordings searched that nobody has said to be done.
final class DeskLearning: Sendable {
  private let options: LoopOptions
  private let inbox: DeskInbox
  private let told = Mutex<(progress: RoundProgress, percent: Int)>((RoundProgress(), 0))
  private let end = DispatchSemaphore(value: 0)
  private let isBusy = Atomic<Bool>(false)

  init(_ options: LoopOptions, inbox: DeskInbox) {
    (self.options, self.inbox) = (options, inbox)
  }

  /// The model of a round.
  func model(_ outcome: LabellingLoop.Outcome) -> Path { options.folder.appending(outcome.round.model) }

  /// Begins a round; the inbox hears how it goes. While one runs no other begins.
  func start() {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    else { return }
    told.withLock { $0 = (RoundProgress(), 0) }
    DeskLearning.detach { [self] in
      // Of this thread alone, and those that it makes.
      _ = nice(10)
      let result = Result { try round() }
      isBusy.store(false, ordering: .releasing)
      if !options.cancellation.isCancelled { inbox.put(.learnt(result)) }
      end.signal()
    }
  }

  /// Ends a round, and waits a moment until it is over: what it has begun, another one goes on with.
  func cancel() {
    options.cancellation.cancel()
    if isBusy.load(ordering: .acquiring) { _ = end.wait(timeout: .now() + 1) }
  }

  private func round() throws -> LabellingLoop.Outcome {
    var options = options
    options.tags = try copyOfTags()
    return try LabellingLoop(options) { report in
      let percent = self.told.withLock { told -> Int? in
        let percent = Int(told.progress.take(report) * 100)
        guard percent > told.percent else { return nil }
        told.percent = percent
        return percent
      }
      if let percent { self.inbox.put(.learning(Double(percent) / 100)) }
    }.run { _ in }
  }

  /// A copy of the tag files, which stays as it is while somebody goes on to mark.
  private func copyOfTags() throws -> Path {
    let copy = options.folder.appending("Tags")
    if FileSystem.exists(copy) { try FileSystem.removeAll(copy) }
    guard FileSystem.isFolder(options.tags) else {
      throw LabellingError.nothingLabelled(options.tags, label: options.label)
    }
    try FileSystem.makeFolder(copy)
    for name in try FileSystem.names(in: options.tags) where name.lowercasedExtension == "csv" {
      try FileSystem.writePlain(try FileSystem.read(options.tags.appending(name)), to: copy.appending(name))
    }
    return copy
  }

  /// Runs `body` on a thread of its own.
  private static func detach(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      DispatchQueue(label: "learning", qos: .background).async(execute: body)
      return
    }
    pthread_detach(thread)
  }
}
