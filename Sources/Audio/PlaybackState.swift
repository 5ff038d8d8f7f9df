import Synchronization

/// What the threads of a playback tell each other.
final class PlaybackState: Sendable {
  private struct Values {
    /// The latest order's number; what has another is no longer wanted.
    var number = 0
    var isPlaying = false
    var failure: AudioError?
    var sounding: (place: PlaybackPlace, clock: PlaybackClock)?
  }

  private let values = Mutex(Values())

  /// Makes all orders so far unwanted; returns the next one's number.
  @discardableResult
  func next(isPlaying: Bool) -> Int {
    values.withLock { values in
      values.number += 1
      values.isPlaying = isPlaying
      values.sounding = nil
      if isPlaying { values.failure = nil }
      return values.number
    }
  }

  func isWanted(_ number: Int) -> Bool { values.withLock { $0.number == number } }

  /// Tells where an order is.
  func note(_ number: Int, _ place: PlaybackPlace, _ clock: PlaybackClock) {
    values.withLock { if $0.number == number { $0.sounding = (place, clock) } }
  }

  /// Tells that an order has come to its end.
  func end(_ number: Int, _ failure: AudioError? = nil) {
    values.withLock { values in
      guard values.number == number else { return }
      (values.isPlaying, values.sounding, values.failure) = (false, nil, failure)
    }
  }

  var isPlaying: Bool { values.withLock { $0.isPlaying } }
  var failure: AudioError? { values.withLock { $0.failure } }
  var position: Int? {
    values.withLock { values in values.sounding.map { $0.place.position($0.clock.samples) } }
  }
}
