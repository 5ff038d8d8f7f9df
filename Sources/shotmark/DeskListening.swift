import Annotator
import Audio
import Basis
import Dispatch
import Onsets
import Synchronization

/// Listens to the recording on the screen for proposals, in the background.
///
/// Of a long one, what was found so far is told after one, two, four minutes of it and so on: a look costs as much as
/// there is to look at.
final class DeskListening: Sendable {
  private let isClosed = Atomic<Bool>(false)

  init(_ source: DeskSource, inbox: DeskInbox) {
    let index = source.index
    DispatchQueue(label: "listening", qos: .utility).async { [self] in
      var scanner = OnsetScanner()
      var (heard, next) = (0, 60 * Sampling.rate)
      do {
        try ResampledRecording(source.entry.file).stream(blockLength: 4 * Sampling.rate) { samples in
          guard !isClosed.load(ordering: .relaxed) else { throw CancellationError() }
          scanner.append(samples)
          heard += samples.count
          guard heard >= next else { return }
          next *= 2
          inbox.put(.proposals(scanner.proposalsSoFar, index: index, isComplete: false))
        }
      } catch {
        guard !isClosed.load(ordering: .relaxed) else { return }
        source.tell("heard up to \(TimeText.clock(heard / Sampling.rate)) only: \(ErrorText.short(error))")
      }
      guard !isClosed.load(ordering: .relaxed) else { return }
      inbox.put(.proposals(scanner.finish(), index: index, isComplete: true))
    }
  }

  /// Stops listening.
  func close() { isClosed.store(true, ordering: .relaxed) }
}
