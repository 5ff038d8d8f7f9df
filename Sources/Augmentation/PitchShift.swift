import Acoustics
import Basis

/// Makes the sound higher or lower at the same speed.
package struct PitchShift: WaveformTransform {
  /// Twelve to the octave.
  package var semitones = 0.0

  package init() {}

  package static let name = "pitch_shift"
  package static let summary = "Makes the sound higher or lower at the same speed"
  package static let about = """
    Calibres and barrels differ in pitch. Rubber Band, cut at the onsets so that each stays where it is, to the sample.
    """
  package static let parameters: [Parameter<PitchShift>] = [
    .number("semitones", \.semitones, unit: "semitones", in: -24...24, standard: -4...4, "Change of pitch")
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let shifted = Stretch.shifted(clip.samples, semitones: semitones, onsets: clip.onsets)
    guard shifted.count == clip.samples.count else { return Skip("the pitch could not be shifted") }
    clip.samples = shifted
    return nil
  }
}
