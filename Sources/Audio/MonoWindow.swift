import Basis

/// A stretch of a recording's mono frames that moves along with what is asked for.
///
/// Before its first frame and behind its last one a recording is silent.
final class MonoWindow {
  let recording: Recording
  private var samples: [Float] = []
  /// The recording's frame that `samples` begins with.
  private var start = 0

  init(_ recording: Recording) { self.recording = recording }

  /// Calls `body` with a pointer to the frames of `range` and what follows from them.
  func with<R>(_ range: Range<Int>, _ body: (UnsafePointer<Float>) throws -> R) throws -> R {
    try hold(range)
    return try samples.withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return try withUnsafePointer(to: 0, body) }
      return try body(address + (range.lowerBound - start))
    }
  }

  private func hold(_ range: Range<Int>) throws {
    let held = start..<(start + samples.count)
    if range.lowerBound >= held.lowerBound, range.upperBound <= held.upperBound { return }
    if held.contains(range.lowerBound) {
      samples.removeFirst(range.lowerBound - start)
    } else {
      samples.removeAll(keepingCapacity: true)
    }
    start = range.lowerBound
    samples.reserveCapacity(range.count)
    try append(upTo: range.upperBound)
  }

  private func append(upTo end: Int) throws {
    let silence = min(end, 0) - (start + samples.count)
    if silence > 0 { samples.append(contentsOf: repeatElement(0, count: silence)) }
    let from = start + samples.count
    guard from < end else { return }
    let count = end - from
    // On an error nothing half read stays.
    samples.append(contentsOf: repeatElement(0, count: count))
    do {
      try samples.withUnsafeMutableBufferPointer { buffer in
        guard let address = buffer.baseAddress else { return }
        _ = try recording.read(count, from: from, into: address + (buffer.count - count))
      }
    } catch {
      samples.removeAll()
      throw error
    }
  }
}
