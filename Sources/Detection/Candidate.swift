import Onsets

/// An arrival with what was heard around it: what a classifier needs to tell a shot from a reflection.
///
/// It holds about 800 numbers, so that an hour's candidates fit into memory whatever their recording's length.
package struct Candidate: Equatable, Sendable {
  /// What was found.
  package var arrival: Arrival
  /// What is measured at the arrival alone, by the names of `CandidateMeasures.names`.
  package var measures: [Float]
  /// The first 16 ms of its sound from 1 ms before it on, at 8 kHz; its energy is 1, or 0 in silence.
  package var sound: [Float]
  /// How far energy rises in every 2 ms from 340 ms before to 400 ms after it, 0…255 for 0…20 dB.
  package var rises: [UInt8]
  /// How its bands rise and fade, in dB, as `CandidatePicture` has it.
  package var picture: [Float]
  /// The same in fine, for a network, as `CandidateImage` has it.
  package var image: [UInt8]

  package init(
    arrival: Arrival, measures: [Float], sound: [Float], rises: [UInt8], picture: [Float] = [],
    image: [UInt8] = []
  ) {
    self.arrival = arrival
    self.measures = measures
    self.sound = sound
    self.rises = rises
    self.picture = picture
    self.image = image
  }

  /// Samples at 16 kHz of the first sample.
  package var offset: Int { arrival.offset }
  /// dB relative to full scale.
  package var level: Float { arrival.level }
}
