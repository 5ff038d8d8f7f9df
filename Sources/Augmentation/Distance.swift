import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Moves the chunk away.
package struct Distance: WaveformTransform {
  /// Metres.
  package var metres = 100.0
  /// Degrees Celsius, whole.
  package var temperature = 20.0
  /// Per cent, in steps of 5.
  package var humidity = 50.0
  /// Metres at which the chunk is as loud as it is; 0 where the level is kept.
  package var reference = 20.0

  package init() {}

  package static let name = "distance"
  package static let summary = "Moves the chunk away: the air dulls it, and its level falls"
  package static let about = """
    Air absorbs high frequencies (ISO 9613-1), the more the drier and the farther: at 500 m and 50 % humidity 3 kHz lose
    9 dB, 7 kHz 41 dB. The filter has minimum phase, so the onset stays where it is. The level falls by 6 dB for each
    doubling beyond `reference_metres`; 0 keeps it, which recipes that end with a level do not need. Echoes belong to
    `street` and `room`.
    """
  package static let parameters: [Parameter<Distance>] = [
    .number(
      "metres", \.metres, unit: "m", in: 1...5000, standard: 50...800, drawn: .logarithmic,
      "Distance beyond that at which the chunk was recorded"),
    .number(
      "temperature", \.temperature, unit: "degrees Celsius", in: -40...50, standard: -5...32, "Of the air"),
    .number("humidity", \.humidity, unit: "per cent", in: 5...100, standard: 25...95, "Relative, of the air"),
    .number(
      "reference_metres", \.reference, unit: "m", in: 0...1000, standard: 20...20,
      "Distance at which the chunk is as loud as it is; 0 keeps the level"),
  ]

  /// Rounds the weather: the filters are kept, and there is no end of numbers.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    temperature = temperature.rounded()
    humidity = (humidity / 5).rounded() * 5
    return nil
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    guard
      let kernel = ConvolutionKernel(
        Distance.air(temperature, humidity).taps(overMetres: metres), length: clip.samples.count)
    else { return Skip("the chunk is too long") }
    clip.samples.withUnsafeMutableBufferPointer { kernel.apply(to: $0) }
    if reference > 0, metres > reference {
      SampleLoops.scale(&clip.samples, by: Float(reference / metres))
    }
    return nil
  }

  private struct Weather: Hashable {
    var temperature: Int
    var humidity: Int
  }

  private static let airs = Prepared<Weather, AirAbsorption>()

  private static func air(_ temperature: Double, _ humidity: Double) -> AirAbsorption {
    let weather = Weather(temperature: Int(temperature), humidity: Int(humidity))
    let make = {
      AirAbsorption(
        Atmosphere(temperature: Double(weather.temperature), humidity: Double(weather.humidity)),
        rate: Double(Sampling.rate))
    }
    return airs.value(weather, make) ?? make()
  }
}
