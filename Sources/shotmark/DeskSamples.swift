import Annotator
import Audio
import Basis
import Dispatch
import Onsets
import Synchronization

/// Reads samples for the screen: at once where they lie in the file, on a thread of its own where they must be decoded.
final class DeskSamples: Sendable {
  private let source: DeskSource
  private let inbox: DeskInbox
  private let queue = DispatchQueue(label: "samples", qos: .userInteractive)
  private let reader: Mutex<DeskReader>
  /// Counts what was asked for.
  private let asked = Atomic(0)
  /// Further behind, what was asked for is stale: the cursor has gone on. A tap and the cursor ask for two.
  private static let patience = 4

  init(_ source: DeskSource, inbox: DeskInbox) {
    self.source = source
    self.inbox = inbox
    reader = Mutex(DeskReader(source))
  }

  /// Stops reading.
  func close() { asked.wrappingAdd(DeskSamples.patience + 1, ordering: .relaxed) }

  /// What is known at once of `range`; the rest comes to the inbox.
  func read(_ range: Range<Int>, of sound: ResampledRecording) -> [Message] {
    answer(range, of: sound) { .samples($0, first: range.lowerBound) }
  }

  /// What the burst that begins at a sample sounds like.
  func hearBurst(from start: Int, of sound: ResampledRecording) -> [Message] {
    let first = max(0, start - Snap.context)
    return answer(first..<max(first, start + 5 * Sampling.rate), of: sound) { samples in
      Burst.rate(in: samples, firstSample: first, start: start).map {
        .burst(period: $0.period, rounds: $0.rounds)
      }
    }
  }

  private func answer(
    _ range: Range<Int>, of sound: ResampledRecording, _ message: @escaping @Sendable ([Float]) -> Message?
  ) -> [Message] {
    guard !sound.recording.info.exactSeek else {
      do { return [message(try sound.samples(range))].compactMap { $0 } } catch {
        source.tell(error)
        return []
      }
    }
    let number = asked.wrappingAdd(1, ordering: .relaxed).newValue
    queue.async { [self] in
      guard asked.load(ordering: .relaxed) - number < DeskSamples.patience else { return }
      do {
        let samples = try reader.withLock { reader throws(any Error) in try reader.sound().samples(range) }
        if let message = message(samples) { inbox.put(message) }
      } catch {
        source.tell(error)
      }
    }
    return []
  }
}
