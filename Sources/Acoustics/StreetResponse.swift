#if canImport(Glibc)
  import Glibc
#endif

/// What a street adds to a sound: the reflections between its façades and off the ground, and what uneven façades
/// scatter. An impulse response for a `ConvolutionKernel`, in which the direct sound is sample 0 with the gain 1.
///
/// Image sources in a canyon of two parallel walls and a floor (K. K. Iu and K. M. Li: The propagation of sound in narrow
/// street canyons, J. Acoust. Soc. Am. 112, 2002), dulled by the air on their longer ways, with a diffuse tail.
package struct StreetResponse: Equatable, Sendable {
  /// Metres between the façades; held within 2 ... 200.
  package var width: Double
  /// Metres along the street from source to microphone; held at 1 or above.
  package var distance: Double
  /// Where across the street the source is, 0 at one façade and 1 at the other; held within 0.02 ... 0.98.
  package var source: Double
  /// Where across the street the microphone is; likewise.
  package var microphone: Double
  /// Metres of the source above the ground.
  package var sourceHeight: Double
  /// Metres of the microphone above the ground.
  package var microphoneHeight: Double
  /// Decibels that a façade takes at each reflection, at low frequencies; 0 or more.
  package var facadeLoss: Double
  /// Decibels that it takes in addition at high frequencies; 0 or more.
  package var facadeDulling: Double
  /// The part of the amplitude that the ground throws back, −1 ... 1.
  package var groundReflection: Double
  /// dB of the energy of the diffuse tail, at low frequencies, over that of the direct sound.
  package var tailLevel: Double
  /// Seconds in which the tail falls by 60 dB at 250 Hz and below; held within 0.01 ... 60.
  package var lowDecay: Double
  /// Seconds in which it falls by 60 dB at 4 kHz and above; likewise.
  package var highDecay: Double
  /// The air on the way.
  package var air: Atmosphere
  /// Names the noise of the tail.
  package var seed: UInt64

  /// A street; heights in metres, losses in dB a reflection, decays in seconds.
  package init(
    width: Double, distance: Double, source: Double, microphone: Double, sourceHeight: Double = 1.5,
    microphoneHeight: Double, facadeLoss: Double, facadeDulling: Double, groundReflection: Double,
    tailLevel: Double, lowDecay: Double, highDecay: Double, air: Atmosphere = Atmosphere(), seed: UInt64
  ) {
    self.width = width
    self.distance = distance
    self.source = source
    self.microphone = microphone
    self.sourceHeight = sourceHeight
    self.microphoneHeight = microphoneHeight
    self.facadeLoss = facadeLoss
    self.facadeDulling = facadeDulling
    self.groundReflection = groundReflection
    self.tailLevel = tailLevel
    self.lowDecay = lowDecay
    self.highDecay = highDecay
    self.air = air
    self.seed = seed
  }

  /// The first `length` samples of the response, at most 2²⁴.
  package func taps(length: Int, rate: Double) -> [Float] {
    let images = StreetImages(self)
    var reflections = Reflections(length: min(max(0, length), SkewCircularTransform.longest), rate: rate)
    let path = images.direct + Double(max(0, length)) / rate * air.speedOfSound
    images.forEach(within: path) { image in
      reflections.add(
        delay: (image.distance - images.direct) / air.speedOfSound * rate, low: image.low, high: image.high)
    }
    var response = reflections.response
    // Scattering begins with the first sound at a façade.
    let start = max(1, Int((images.firstFacade - images.direct) / air.speedOfSound * rate))
    let decay = DiffuseTail.held(lowDecay)
    DiffuseTail(
      lowDecay: lowDecay, highDecay: highDecay,
      power: pow(10, tailLevel / 10) * 6 * log(10) / (decay * rate), elapsed: -Double(start) / rate,
      start: start,
      seed: seed
    ).add(to: &response, rate: rate)
    return response
  }
}
