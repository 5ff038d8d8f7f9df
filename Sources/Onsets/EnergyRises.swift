/// Places where energy rises: many more than onsets, to step through by eye.
public enum EnergyRises {
  /// dB from which a rise counts.
  static let leastRise: Float = 5

  /// The first samples of the rises in `samples` at 16 kHz, ascending.
  ///
  /// A rise can be told from 10 ms after the first sample on.
  public static func offsets(in samples: [Float]) -> [Int] {
    arrivals(in: samples, leastRise: leastRise).map(\.offset).filter { $0 < samples.count }
  }

  /// The arrivals that rise so far, ascending.
  static func arrivals(in samples: [Float], leastRise: Float) -> [Arrival] {
    var search = ArrivalSearch(leastRise: leastRise)
    samples.withUnsafeBufferPointer { search.append($0) }
    search.finish()
    return search.arrivals
  }
}
