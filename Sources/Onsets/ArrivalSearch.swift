#if canImport(Glibc)
  import Glibc
#endif

/// Finds arrivals in a stream; what it finds does not depend on how the stream is cut.
///
/// Keeps about a second of sound, and 16 bytes an arrival.
package struct ArrivalSearch {
  /// Frames that are looked at in one go, from multiples of it on.
  private static let hop = 1024
  /// Frames that are kept before those looked at, and waited for behind them.
  private static let (past, future) = (64, 32)
  /// Frames on either side among which an arrival is the steepest.
  private static let neighbourhood = 6
  /// Samples within which there is one arrival, unless the later one is far louder: 10 ms.
  private static let separation = 160

  /// What was found.
  package private(set) var arrivals: [Arrival] = []
  /// Samples heard.
  package private(set) var length = 0
  /// Samples up to which everything was looked at: arrivals 10 ms before it are settled.
  package var looked: Int { next * RiseCurve.frame }

  private let leastRatio: Float
  private var bank = FilterBank()
  /// Samples of an unfinished frame.
  private var rest: [Float] = []
  /// The high-pass's samples and the powers of frames, from `first` on.
  private var heard: [Float] = []
  private var powers: [SIMD4<Float>] = []
  private var first = 0
  /// The next frame to look at.
  private var next = 0

  /// - Parameter leastRise: dB from which a rise is an arrival.
  package init(leastRise: Float = OnsetScanner.leastRise) { leastRatio = powf(10, leastRise / 10) }

  /// Arrivals before this are told, and what follows does not change them.
  var settled: Int { max(0, (next - 5) * RiseCurve.frame - ArrivalSearch.separation) }

  /// Forgets arrivals before an offset, but for the last one.
  mutating func forgetArrivals(before offset: Int) {
    arrivals.removeFirst(min(arrivals.firstIndex(notBefore: offset), max(0, arrivals.count - 1)))
  }

  /// Goes on with `samples`.
  package mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    length += samples.count
    var samples = samples
    if !rest.isEmpty {
      let count = min(RiseCurve.frame - rest.count, samples.count)
      rest.append(contentsOf: samples[..<count])
      samples = UnsafeBufferPointer(rebasing: samples[count...])
      guard rest.count == RiseCurve.frame else { return }
      let frame = rest
      rest.removeAll(keepingCapacity: true)
      frame.withUnsafeBufferPointer { take($0) }
    }
    let whole = samples.count / RiseCurve.frame * RiseCurve.frame
    for start in stride(from: 0, to: whole, by: RiseCurve.frame) {
      take(UnsafeBufferPointer(rebasing: samples[start..<start + RiseCurve.frame]))
    }
    rest.append(contentsOf: samples[whole...])
  }

  /// Looks at what is left.
  package mutating func finish() {
    let frames = length / RiseCurve.frame
    if !rest.isEmpty {
      let frame = rest + [Float](repeating: 0, count: RiseCurve.frame - rest.count)
      frame.withUnsafeBufferPointer { take($0) }
      rest = []
    }
    heard += [Float](repeating: 0, count: ArrivalSearch.future * RiseCurve.frame)
    powers += [SIMD4<Float>](repeating: .zero, count: ArrivalSearch.future)
    while next < frames { look(next..<min(next + ArrivalSearch.hop, frames)) }
  }

  private mutating func take(_ frame: UnsafeBufferPointer<Float>) {
    powers.append(bank.power(frame, heard: &heard) / Float(RiseCurve.frame))
    guard first + powers.count >= next + ArrivalSearch.hop + ArrivalSearch.future else { return }
    look(next..<next + ArrivalSearch.hop)
  }

  private mutating func look(_ range: Range<Int>) {
    let side = ArrivalSearch.neighbourhood
    let low = max(0, range.lowerBound - side)
    let ratios = RiseCurve.ratios(low..<range.upperBound + side, powers: powers, first: first)
    for frame in range {
      let index = frame - low
      let ratio = ratios[index]
      guard ratio >= leastRatio, index > 0 else { continue }
      let isSteepest =
        ratios[max(0, index - side)..<index].allSatisfy { $0 < ratio }
        && ratios[index + 1...min(ratios.count - 1, index + side)].allSatisfy { $0 <= ratio }
      if isSteepest { add(arrival(at: frame, ratio: ratio)) }
    }
    next = range.upperBound
    forget(before: next - ArrivalSearch.past)
  }

  private mutating func forget(before frame: Int) {
    let count = min(max(0, frame - first), powers.count)
    powers.removeFirst(count)
    heard.removeFirst(count * RiseCurve.frame)
    first += count
  }

  private mutating func add(_ arrival: Arrival) {
    guard let last = arrivals.last, arrival.offset - last.offset < ArrivalSearch.separation else {
      return arrivals.append(arrival)
    }
    if arrival.rise > last.rise, arrival.level > last.level + 12 { arrivals[arrivals.count - 1] = arrival }
  }

  /// The arrival whose steepest frame this is: its first sample above four times the noise before it, and above a
  /// twentieth of the peak, so that a quiet background does not make every ripple its beginning.
  private func arrival(at frame: Int, ratio: Float) -> Arrival {
    let origin = first * RiseCurve.frame
    let begin = max(0, (frame - 5) * RiseCurve.frame - origin)
    let end = min(heard.count, (frame + 6) * RiseCurve.frame - origin)
    let noise = effective(max(0, begin - 320)..<begin)
    let peak = heard[begin..<end].reduce(0) { max($0, $1.magnitude) }
    let level = min(max(4 * noise, peak / 20), peak / 2)
    let start = heard[begin..<end].firstIndex { $0.magnitude >= level } ?? begin
    return Arrival(offset: origin + start, rise: 10 * log10f(ratio), level: loudest(from: start))
  }

  private func effective(_ range: Range<Int>) -> Float {
    guard !range.isEmpty else { return 0 }
    return (heard[range].reduce(0) { $0 + $1 * $1 } / Float(range.count)).squareRoot()
  }

  /// dB of the loudest 4 ms of the 10 ms from an index on.
  private func loudest(from start: Int) -> Float {
    let (window, reach) = (64, min(160, heard.count - start))
    guard reach >= window else { return 20 * log10f(effective(start..<heard.count) + 1e-9) }
    var energy = heard[start..<start + window].reduce(0) { $0 + $1 * $1 }
    var most = energy
    for index in start + window..<start + reach {
      energy += heard[index] * heard[index] - heard[index - window] * heard[index - window]
      most = max(most, energy)
    }
    return 10 * log10f(most / Float(window) + 1e-18)
  }
}
