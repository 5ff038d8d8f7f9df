import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A point on the ground, in metres.
struct GroundPoint: Equatable {
  var x: Double
  var y: Double

  func distance(to other: GroundPoint) -> Double { hypot(x - other.x, y - other.y) }
}

/// A shooting range: where its gun and its buildings stand, and where sensors listen.
///
/// A building sends back what reaches it from where it stands: the way over it against the direct way gives the
/// delay and the loss, its wall the rest.
package struct RangePlace: Equatable {
  /// Sensors that listen to one range.
  package static let sensors = 6
  /// Seconds by which a reflection that beats the direct sound is behind it.
  static let loudDelays = 0.08...0.3
  /// dB by which it beats it.
  static let loudLevels = 3.0...10.0

  let gun: GroundPoint
  let listeners: [GroundPoint]
  /// Where buildings stand, and what part of the pressure their walls send back.
  let buildings: [(place: GroundPoint, share: Double)]
  /// Whether each sensor stands behind something, and so hears a reflection louder than the direct sound.
  let isHidden: [Bool]

  init(loudShare: Double, key: RandomKey) {
    var generator = key.adding("place").generator()
    gun = GroundPoint(x: 0, y: 0)
    listeners = (0..<RangePlace.sensors).map { _ in
      RangePlace.point(away: generator.logarithmic(in: 60...700), &generator)
    }
    buildings = (0..<generator.integer(in: 3...7)).map { _ in
      (
        RangePlace.point(away: generator.logarithmic(in: 8...260), &generator),
        generator.number(in: 0.2...0.9)
      )
    }
    let hidden = Int((loudShare * Double(RangePlace.sensors)).rounded())
    var hand = (0..<RangePlace.sensors).map { $0 < hidden }
    generator.shuffle(&hand)
    isHidden = hand
  }

  package static func == (first: RangePlace, second: RangePlace) -> Bool {
    first.listeners == second.listeners && first.buildings.map(\.place) == second.buildings.map(\.place)
  }

  private static func point(away distance: Double, _ generator: inout KeyedGenerator) -> GroundPoint {
    let angle = generator.number(in: 0...2 * .pi)
    return GroundPoint(x: distance * cos(angle), y: distance * sin(angle))
  }

  /// Metres from the gun to a sensor.
  func distance(toSensor index: Int) -> Double { gun.distance(to: listeners[index]) }

  /// What a sensor hears after the direct sound, by delay.
  func echoes(atSensor index: Int, speedOfSound: Double, _ generator: inout KeyedGenerator) -> [Echo] {
    let direct = distance(toSensor: index)
    var echoes = buildings.map { building in
      let way = gun.distance(to: building.place) + building.place.distance(to: listeners[index])
      return Echo(
        delay: max(0.004, (way - direct) / speedOfSound),
        level: min(-0.5, 20 * log10(building.share * direct / way)),
        cutoff: generator.logarithmic(in: 1200...6000))
    }
    if isHidden[index] {
      echoes.append(
        Echo(
          delay: generator.number(in: RangePlace.loudDelays),
          level: generator.number(in: RangePlace.loudLevels),
          cutoff: generator.logarithmic(in: 2000...7000)))
    }
    return echoes.sorted { $0.delay < $1.delay }
  }
}
