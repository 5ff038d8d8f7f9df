import Acoustics
import Basis

/// Leaves what a slower sensor would.
package struct SensorBand: WaveformTransform {
  /// Samples a second of the sensor, whole kHz.
  package var rateHz = 8000.0

  package init() {}

  package static let name = "sensor"
  package static let summary = "Leaves what a sensor with a lower sampling rate hears, back at 16 kHz"
  package static let about = """
    City sensors sample at 12 kHz, telephones at 8 kHz: above 0.45 of their rate there is nothing. A low-pass of linear
    phase without delay, 70 dB deep from half the sensor's rate on; the onset stays where it is.
    """
  package static let parameters: [Parameter<SensorBand>] = [
    .number(
      "rate_hz", \.rateHz, unit: "Hz", in: 1000...16_000, standard: 8000...12_000,
      "Samples a second of the sensor, drawn in whole kHz")
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    rateHz = (rateHz / 1000).rounded() * 1000
    return nil
  }

  private struct Kind: Hashable {
    var rate: Double
    var length: Int
  }

  private static let sensors = Prepared<Kind, SampleRateReduction>()

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let length = clip.samples.count
    let sensor = SensorBand.sensors.value(Kind(rate: rateHz, length: length)) {
      SampleRateReduction(sensorRate: rateHz, rate: Double(Sampling.rate), length: length)
    }
    guard let sensor else { return Skip("the chunk is too long") }
    clip.samples.withUnsafeMutableBufferPointer { sensor.apply(to: $0) }
    return nil
  }
}
