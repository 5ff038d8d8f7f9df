#if canImport(Glibc)
  import Glibc
#endif

/// What a room adds to a sound: an impulse response for a `ConvolutionKernel`.
///
/// Early reflections are image sources (J. Allen and D. Berkley: Image method for efficiently simulating small-room
/// acoustics, J. Acoust. Soc. Am. 65, 1979); where they lie too close to be told apart, a diffuse tail with as much
/// power goes on. The direct sound is sample 0 with the gain 1, so that an onset stays where it is.
package struct RoomResponse: Equatable, Sendable {
  /// Width, depth and height in metres; held within 1 ... 200.
  package var size: SIMD3<Double>
  /// Where the sound comes from, in metres from a corner of the floor; held inside, at least 10 cm from the walls.
  package var source: SIMD3<Double>
  /// Where it is heard; likewise. At least 30 cm from the source.
  package var microphone: SIMD3<Double>
  /// Seconds in which sound of 250 Hz and below falls by 60 dB; held within 0.01 ... 60.
  package var lowDecay: Double
  /// Seconds in which sound of 4 kHz and above falls by 60 dB; held likewise.
  package var highDecay: Double
  /// Names the noise of the tail.
  package var seed: UInt64

  /// A room by its size in metres, two positions in it, and its decay in seconds.
  package init(
    size: SIMD3<Double>, source: SIMD3<Double>, microphone: SIMD3<Double>, lowDecay: Double,
    highDecay: Double, seed: UInt64
  ) {
    self.size = size
    self.source = source
    self.microphone = microphone
    self.lowDecay = lowDecay
    self.highDecay = highDecay
    self.seed = seed
  }

  /// Metres a second, at 20 °C.
  package static let speedOfSound = Atmosphere().speedOfSound

  /// The seconds in which a room with walls that swallow a part `absorption` (above 0 up to 1) of the energy that meets them
  /// falls by 60 dB: 0.161 · volume / (surface · absorption) (W. C. Sabine: Collected papers on acoustics, 1922).
  package static func decay(size: SIMD3<Double>, absorption: Double) -> Double {
    let (volume, surface) = measures(size)
    return DiffuseTail.held(0.161 * volume / (surface * max(absorption, 1e-6)))
  }

  /// The first `length` samples of the response, at most 2²⁴.
  package func taps(length: Int, rate: Double) -> [Float] {
    let images = RoomImages(self)
    let (volume, _) = RoomResponse.measures(images.size)
    // Twice √volume milliseconds, after which reflections mix (J.-D. Polack: La transmission de l'énergie sonore dans
    // les salles, 1988).
    let early = min(0.002 * volume.squareRoot(), Double(max(0, length)) / rate)
    var reflections = Reflections(length: min(max(0, length), SkewCircularTransform.longest), rate: rate)
    let path = images.direct + early * RoomResponse.speedOfSound
    images.forEach(within: path) { distance, bounces in
      reflections.add(
        delay: (distance - images.direct) / RoomResponse.speedOfSound * rate,
        low: images.direct / distance * pow(images.lowReflection, Double(bounces)),
        high: images.direct / distance * pow(images.highReflection, Double(bounces)))
    }
    var response = reflections.response
    tail(images.direct, volume, from: early, rate).add(to: &response, rate: rate)
    return response
  }

  /// 4πc / volume images arrive a second and a square metre of path (H. Kuttruff: Room acoustics, 6th ed., 2017, §4.1).
  private func tail(_ direct: Double, _ volume: Double, from early: Double, _ rate: Double) -> DiffuseTail {
    DiffuseTail(
      lowDecay: lowDecay, highDecay: highDecay,
      power: 4 * Double.pi * RoomResponse.speedOfSound * direct * direct / (volume * rate),
      elapsed: direct / RoomResponse.speedOfSound, start: max(1, Int((early * rate).rounded(.up))), seed: seed
    )
  }

  /// Volume and surface.
  static func measures(_ size: SIMD3<Double>) -> (volume: Double, surface: Double) {
    (size.x * size.y * size.z, 2 * (size.x * size.y + size.y * size.z + size.z * size.x))
  }
}
