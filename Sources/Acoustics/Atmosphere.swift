import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// The air that sound travels through.
package struct Atmosphere: Equatable, Sendable {
  /// Degrees Celsius.
  package var temperature: Double
  /// Relative humidity in per cent.
  package var humidity: Double
  /// Pressure in kPa.
  package var pressure: Double

  /// Air of 20 °C and 50 % at sea level unless told otherwise.
  package init(temperature: Double = 20, humidity: Double = 50, pressure: Double = 101.325) {
    self.temperature = temperature
    self.humidity = humidity
    self.pressure = pressure
  }

  /// Metres a second: 331.3 · √(1 + temperature / 273.15), the speed in an ideal diatomic gas.
  package var speedOfSound: Double { 331.3 * (1 + temperature / 273.15).squareRoot() }

  /// Absorption of a pure tone in dB a metre (ISO 9613-1:1993, equations 3 to 5 and annex B).
  package func absorption(at frequency: Double) -> Double {
    let kelvin = temperature + 273.15
    let warmth = kelvin / 293.15
    let weight = pressure / 101.325
    let saturation = pow(10, -6.8346 * pow(273.16 / kelvin, 1.261) + 4.6151)
    let water = humidity * saturation / weight
    let oxygen = weight * (24 + 4.04e4 * water * (0.02 + water) / (0.391 + water))
    let nitrogen =
      weight / warmth.squareRoot() * (9 + 280 * water * exp(-4.170 * (pow(warmth, -1.0 / 3) - 1)))
    let square = frequency * frequency
    let classical = 1.84e-11 / weight * warmth.squareRoot()
    let relaxation =
      0.01275 * exp(-2239.1 / kelvin) / (oxygen + square / oxygen)
      + 0.1068 * exp(-3352 / kelvin) / (nitrogen + square / nitrogen)
    return 8.686 * square * (classical + pow(warmth, -2.5) * relaxation)
  }

  /// The frequency at which a path of so many metres absorbs 6 dB, at most 40 kHz.
  ///
  /// Absorption rises steadily with frequency, so bisection finds it.
  package func cutoff(overMetres distance: Double) -> Double {
    var (low, high) = (20.0, 40_000.0)
    guard absorption(at: high) * distance > 6 else { return high }
    for _ in 0..<40 {
      let middle = (low * high).squareRoot()
      if absorption(at: middle) * distance > 6 { high = middle } else { low = middle }
    }
    return low
  }
}

extension Atmosphere {
  /// A day between frost and heat, dry or damp.
  package static func drawn(_ generator: inout KeyedGenerator) -> Atmosphere {
    Atmosphere(
      temperature: generator.number(in: -5...32), humidity: generator.number(in: 25...95),
      pressure: generator.number(in: 95...102.5))
  }
}
