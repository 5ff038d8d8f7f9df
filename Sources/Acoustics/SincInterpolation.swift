import CAcoustics

/// Reading a signal at another speed: output n is what the signal is at n · step, between samples too.
///
/// A sinc under a Kaiser window, as narrow as the slower of both rates asks for: flat to 0.8 of it, and 70 dB down from
/// 1.04 of it on, both as parts of half that rate. Around the signal counts as silence.
package struct SincInterpolation: Sendable {
  private static let phases = 256
  private let step: Double
  private let taps: Int
  /// Taps before the sample at or left of an output.
  private let lead: Int
  /// `[phases + 1, taps]`.
  private let bank: [Float]

  /// A reading with a step in samples, held within 1/16 ... 16.
  package init(step: Double) {
    self.step = min(max(step, 1.0 / 16), 16)
    let band = min(1, 1 / self.step)
    let table = SincInterpolation.table
    let half = Int((Double(table.reach) / band).rounded(.up))
    taps = (2 * half + 7) / 8 * 8
    var bank = [Float](repeating: 0, count: (SincInterpolation.phases + 1) * taps)
    for phase in 0...SincInterpolation.phases {
      let fraction = Double(phase) / Double(SincInterpolation.phases)
      for tap in 0..<(2 * half) {
        let time = Double(tap - half + 1) - fraction
        bank[phase * taps + tap] = Float(band * table.value(abs(time) * band))
      }
    }
    self.bank = bank
    lead = half - 1
  }

  /// The first `count` outputs of a signal.
  package func read(_ samples: [Float], count: Int) -> [Float] {
    guard count > 0 else { return [] }
    let last = Int((Double(count - 1) * step).rounded(.down))
    var padded = [Float](repeating: 0, count: max(last + taps, lead + samples.count) + 8)
    padded.replaceSubrange(lead..<(lead + samples.count), with: samples)
    return padded.withUnsafeBufferPointer { input in
      bank.withUnsafeBufferPointer { bank in
        [Float](unsafeUninitializedCapacity: count) { output, initialized in
          guard let from = input.baseAddress, let rows = bank.baseAddress, let to = output.baseAddress else {
            return
          }
          acoustics_interpolate(from, step, rows, Int32(SincInterpolation.phases), Int32(taps), to, count)
          initialized = count
        }
      }
    }
  }

  /// The filter for equal rates, tabulated, since its Bessel functions cost more than everything else.
  private static let table = Table(KaiserSinc(cutoff: 0.46, transition: 0.12, attenuation: 70))

  private struct Table: Sendable {
    /// Samples on each side, rounded up.
    let reach: Int
    private static let steps = 512
    private let values: [Double]

    init(_ filter: KaiserSinc) {
      let reach = Int(filter.reach.rounded(.up))
      self.reach = reach
      values = (0...(reach * Table.steps + 1)).map { filter.value(Double($0) / Double(Table.steps)) }
    }

    /// The response at a time of 0 or more, straight lines between its values.
    func value(_ time: Double) -> Double {
      let place = time * Double(Table.steps)
      let index = Int(place)
      guard index + 1 < values.count else { return 0 }
      return values[index] + (place - Double(index)) * (values[index + 1] - values[index])
    }
  }
}
