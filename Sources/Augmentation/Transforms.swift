/// Every transform, in the order in which people read about them.
package enum Transforms {
  /// Transforms of the samples.
  package static let waveform: [any WaveformTransform.Type] = [
    TimeShift.self, TimeStretch.self, PitchShift.self, TimeMask.self, Gain.self, Level.self, Polarity.self,
    AddedGaussianNoise.self,
    AddedColoredNoise.self, AddedBackground.self, MixUp.self, LowPass.self, HighPass.self, BandPass.self,
    LowShelf.self, HighShelf.self, Distance.self, SensorBand.self, Room.self, Street.self,
    ImpulseResponse.self, Clipping.self, SoftLimit.self, Quantisation.self, MuLaw.self,
  ]
  /// Transforms of the log-mel image.
  package static let image: [any ImageTransform.Type] = [
    FrequencyMask.self, FrameMask.self, TimeWarp.self, ImageNoise.self, BandGain.self, FrameGain.self,
    BandLevel.self,
  ]
  /// All of them.
  package static let all: [any Transform.Type] = waveform + image

  /// The transform of this name.
  package static func named(_ name: String) -> (any Transform.Type)? { all.first { $0.name == name } }
}
