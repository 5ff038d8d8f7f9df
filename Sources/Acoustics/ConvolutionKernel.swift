import CAcoustics

/// A filter by its impulse response, prepared for signals of one length; any number of threads may share it.
///
/// What it makes of a chunk of 4096 samples costs the same whatever its length: about 10 µs.
package final class ConvolutionKernel: Sendable {
  /// The longest signal that it takes, in samples.
  package let length: Int

  private let transform: SkewCircularTransform
  /// Divided by M.
  private let spectrum: AlignedFloats

  /// - Parameters:
  ///   - taps: the impulse response. What lies `length` samples or more from its origin can meet no sample of the
  ///     signal and is left out.
  ///   - origin: which of the taps is that of time 0; those before it answer ahead of time, as a filter's without
  ///     delay do.
  ///   - length: samples of the signals, at most 2²⁴; `nil` above.
  package init?(_ taps: [Float], origin: Int = 0, length: Int) {
    guard let transform = SkewCircularTransform.covering(length) else { return nil }
    self.length = max(0, length)
    self.transform = transform
    spectrum = AlignedFloats(transform.spectrumCount)
    let (half, scale) = (transform.length, 1 / Float(transform.length))
    let response = AlignedFloats(2 * half)
    for (index, tap) in taps.enumerated() {
      let time = index - origin
      guard abs(time) < length else { continue }
      // What comes before the origin lies at the end, where the continuation has the opposite sign.
      response.address[time < 0 ? 2 * half + time : time] = time < 0 ? -tap * scale : tap * scale
    }
    var tables = transform.tables
    withExtendedLifetime(response) {
      acoustics_spectrum(&tables, response.address, response.address + half, spectrum.address)
    }
  }

  /// Replaces samples, up to `length` of them, by their convolution with the taps as far as the samples reach; around
  /// them counts as silence. Samples past `length` stay as they are.
  ///
  /// Accurate to about −130 dB below the loudest sample. Samples must be finite.
  package func apply(to samples: UnsafeMutableBufferPointer<Float>) {
    guard let first = samples.baseAddress else { return }
    let (half, count) = (transform.length, min(samples.count, length))
    AlignedFloats.withScratch(transform.spectrumCount + half) { scratch in
      var tables = transform.tables
      if count == half {
        acoustics_convolve(&tables, spectrum.address, first, scratch)
      } else {
        let padded = scratch + transform.spectrumCount
        padded.update(from: first, count: count)
        (padded + count).update(repeating: 0, count: half - count)
        acoustics_convolve(&tables, spectrum.address, padded, scratch)
        first.update(from: padded, count: count)
      }
    }
  }

  /// The convolution of `samples` with the taps, as long as `samples`.
  package func applied(to samples: [Float]) -> [Float] {
    var samples = samples
    samples.withUnsafeMutableBufferPointer { apply(to: $0) }
    return samples
  }
}
