import Acoustics
import Basis

/// Cuts the peaks.
package struct Clipping: WaveformTransform {
  /// dB below the chunk's peak.
  package var depthDB = 6.0

  package init() {}

  package static let name = "clipping"
  package static let summary = "Cuts peaks off, as an overloaded sensor does"
  package static let about = """
    Close shots overload most recorders. Everything beyond a ceiling that lies so many dB below the chunk's own peak is
    held at it. The level is not brought back up: `gain` or `level` behind it does that.
    """
  package static let parameters: [Parameter<Clipping>] = [
    .number("depth_db", \.depthDB, unit: "dB", in: 0...60, standard: 1...15, "Ceiling below the chunk's peak")
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let ceiling = SampleLoops.peak(clip.samples) * Float(Decibels.amplitude(-depthDB))
    clip.samples.withUnsafeMutableBufferPointer { Waveshaping.hold($0, ceiling: ceiling) }
    return nil
  }
}
