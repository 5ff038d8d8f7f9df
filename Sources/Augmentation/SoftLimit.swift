import Acoustics
import Basis

/// Bends the peaks.
package struct SoftLimit: WaveformTransform {
  /// dB by which the peak is driven beyond the bend.
  package var driveDB = 6.0

  package init() {}

  package static let name = "soft_limit"
  package static let summary = "Bends peaks smoothly, as limiters and tape do"
  package static let about = """
    Recorders with automatic level control flatten shots without cutting them. x / sqrt(1 + x²), driven so far that the
    chunk's peak lies so many dB above the bend; the peak keeps its level.
    """
  package static let parameters: [Parameter<SoftLimit>] = [
    .number("drive_db", \.driveDB, unit: "dB", in: -20...60, standard: 0...20, "How far the peak is driven")
  ]

  /// An odd function, so nothing drifts more than before.
  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let peak = SampleLoops.peak(clip.samples)
    guard peak > 0 else { return nil }
    let drive = Float(Decibels.amplitude(driveDB)) / peak
    let top = drive * peak
    let scale = peak * (1 + top * top).squareRoot() / top
    clip.samples.withUnsafeMutableBufferPointer { Waveshaping.bend($0, drive: drive, scale: scale) }
    return nil
  }
}
