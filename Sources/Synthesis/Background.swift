import Basis

/// What a site sounds like when nothing happens.
package enum BackgroundKind: String, CaseIterable, Sendable {
  case wind, traffic, crowd, rain, machinery

  /// So many samples of it, at any level.
  ///
  /// - Parameter key: names what is random in it.
  package func rendered(count: Int, rate: Double, key: RandomKey) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: 0)
      let samples = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      switch self {
      case .wind: WindBackground(key: key).add(to: samples, rate: rate)
      case .traffic: TrafficBackground(key: key).add(to: samples, rate: rate)
      case .crowd: CrowdBackground(key: key).add(to: samples, rate: rate)
      case .rain: RainBackground(key: key).add(to: samples, rate: rate)
      case .machinery: MachineryBackground(key: key).add(to: samples, rate: rate)
      }
      initialized = count
    }
  }
}

/// Calls `body` with the start and length of each stretch of a slow curve's resolution.
@inline(__always)
func forEachBlock(_ count: Int, _ body: (_ start: Int, _ length: Int) -> Void) {
  for start in stride(from: 0, to: count, by: 64) { body(start, min(64, count - start)) }
}
