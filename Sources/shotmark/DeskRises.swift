import Annotator
import Audio
import Basis
import Dispatch
import Onsets
import Synchronization

/// Looks for rises of energy: at once where they are near, on a thread of its own where it takes longer than a key may.
final class DeskRises: Sendable {
  private let source: DeskSource
  private let inbox: DeskInbox
  private let queue = DispatchQueue(label: "rises", qos: .userInitiated)
  /// Kept: an MP3's decoder learns the way through its file once.
  private let reader: Mutex<DeskReader>
  /// Counts the searches; only the latest one goes on.
  private let latest = Atomic(0)
  /// How long a key may take of the loop's thread for this.
  private static let patience = DispatchTimeInterval.milliseconds(8)

  init(_ source: DeskSource, inbox: DeskInbox) {
    self.source = source
    reader = Mutex(DeskReader(source))
    self.inbox = inbox
  }

  /// Stops a search.
  func close() { latest.wrappingAdd(1, ordering: .relaxed) }

  /// Searches in `sound`; what is not found at once comes to the inbox.
  func search(_ search: RiseSearch, in sound: ResampledRecording) -> [Message] {
    let number = latest.wrappingAdd(1, ordering: .relaxed).newValue
    let end = DispatchTime.now() + DeskRises.patience
    var search = search
    do {
      // What must be decoded takes longer than that from the first step on.
      while sound.recording.info.exactSeek, DispatchTime.now() < end {
        if let answer = try search.step(in: sound) { return [answer] }
      }
    } catch {
      source.tell(error)
      return []
    }
    let rest = search
    queue.async { [self] in
      do {
        var search = rest
        let sound = try reader.withLock { reader throws(any Error) in try reader.sound() }
        while latest.load(ordering: .relaxed) == number {
          guard let answer = try search.step(in: sound) else { continue }
          return inbox.put(answer)
        }
      } catch {
        source.tell(error)
      }
    }
    return [.note("looking for a rise of energy")]
  }
}

/// A search for the so-and-so-many-th rise of energy from a place on, step by step.
struct RiseSearch: Sendable {
  /// Where it began.
  private let origin: Int
  private let isForward: Bool
  private let length: Int
  /// How many rises are still to be passed.
  private var left: Int
  private var place: Int
  private var block = 4000
  /// The last rise that was passed.
  private var found: Int?

  /// What rises within so many samples of a window's ends is not told for certain.
  private static let margin = 800
  /// Ten minutes: farther away one looks with other keys.
  private static let reach = 600 * Sampling.rate

  init(from place: Int, forward: Bool, count: Int, length: Int) {
    (origin, self.place, isForward, self.length) = (place, place, forward, length)
    left = max(1, count)
  }

  /// Looks at the next stretch, each twice as long as the one before up to two seconds; the answer once there is one.
  mutating func step(in sound: ResampledRecording) throws -> Message? {
    let margin = RiseSearch.margin
    let window = isForward ? place - margin..<place + block : place - block..<place + margin
    let known = window.clamped(to: 0..<length)
    let samples = try sound.samples(known)
    let all = EnergyRises.offsets(in: samples).map { $0 + known.lowerBound }
    let rises = isForward ? all.filter { $0 > place } : all.reversed().filter { $0 < place }
    if rises.count >= left { return .rise(rises[left - 1], from: origin) }
    left -= rises.count
    found = rises.last ?? found
    place =
      isForward
      ? max(place + 1, window.upperBound - margin) : min(place - 1, window.lowerBound + margin)
    block = min(2 * block, 2 * Sampling.rate)
    guard place <= 0 || place >= length || abs(place - origin) >= RiseSearch.reach else { return nil }
    return .rise(found, from: origin)
  }
}
