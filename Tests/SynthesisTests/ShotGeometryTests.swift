import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Where gun and sensor stand")
struct ShotGeometryTests {
  private func drawn(_ generator: inout KeyedGenerator) -> ShotGeometry {
    ShotGeometry(
      distance: generator.number(in: 2...900), angle: generator.number(in: 0...180),
      target: generator.number(in: 15...400), gunHeight: generator.number(in: 0.4...1.7),
      sensorHeight: generator.number(in: 0.4...8))
  }

  @Test("a crack that is heard comes before its blast")
  func order() {
    var generator = RandomKey(seed: 2).adding("geometry").generator()
    var heard = 0
    for _ in 0..<2000 {
      let geometry = drawn(&generator)
      guard let crack = geometry.shockDelay(bulletSpeed: generator.number(in: 300...950), speedOfSound: 340)
      else {
        continue
      }
      heard += 1
      #expect(crack > 0)
      #expect(crack < geometry.blastDelay(speedOfSound: 340))
    }
    #expect(heard > 200)
  }

  @Test("the crack's delay is the earliest of all ways along the bullet's path and then through the air")
  func fermat() {
    let geometry = ShotGeometry(distance: 150, angle: 20, target: 400, gunHeight: 1.5, sensorHeight: 1.5)
    var earliest = Double.infinity
    for step in 0...40_000 {
      let place = Double(step) * 0.01
      let way = hypot(geometry.along - place, geometry.miss)
      earliest = min(earliest, place / 800 + way / 340)
    }
    let crack = geometry.shockDelay(bulletSpeed: 800, speedOfSound: 340) ?? 0
    #expect(abs(crack - earliest) < 1e-6)
  }

  @Test("no crack behind the gun, none past the target, none of a slow bullet")
  func silence() {
    var geometry = ShotGeometry(distance: 100, angle: 120, target: 400, gunHeight: 1, sensorHeight: 1)
    #expect(geometry.shockDelay(bulletSpeed: 900, speedOfSound: 340) == nil)
    geometry.angle = 15
    #expect(geometry.shockDelay(bulletSpeed: 900, speedOfSound: 340) != nil)
    #expect(geometry.shockDelay(bulletSpeed: 300, speedOfSound: 340) == nil)
    geometry.target = 20
    #expect(geometry.shockDelay(bulletSpeed: 900, speedOfSound: 340) == nil)
  }

  @Test("the ground's reflection comes after the direct sound, by the detour")
  func ground() {
    var generator = RandomKey(seed: 3).adding("ground").generator()
    for _ in 0..<200 {
      let geometry = drawn(&generator)
      #expect(geometry.groundPath > geometry.directPath)
      let detour = 4 * geometry.gunHeight * geometry.sensorHeight
      let difference = geometry.groundPath * geometry.groundPath - geometry.directPath * geometry.directPath
      #expect(abs(difference - detour) < 1e-6 * geometry.groundPath * geometry.groundPath)
    }
  }
}
