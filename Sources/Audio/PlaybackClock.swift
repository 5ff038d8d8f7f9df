#if canImport(Glibc)
  import Glibc
#endif

/// How much of what was written to a device has been heard: told by the device now and then, and by the clock between.
package struct PlaybackClock: Sendable {
  private let rate: Double
  private var written = 0
  private var heard = 0.0
  private var time: Double

  package init(rate: Int) {
    self.rate = Double(rate)
    time = PlaybackClock.now
  }

  /// Takes notice of what the device says.
  package mutating func note(written: Int, unheard: Int) {
    // The clock ran on meanwhile: sound does not go back.
    let before = Double(samples)
    self.written = written
    heard = max(before, Double(written - unheard))
    time = PlaybackClock.now
  }

  /// Samples that have been heard.
  package var samples: Int { Int(min(Double(written), heard + (PlaybackClock.now - time) * rate)) }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
