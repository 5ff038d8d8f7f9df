import Acoustics
import Basis
import Synthesis
import Testing

@Suite("What a round sounds like")
struct GunSoundTests {
  private func rifle(angle: Double) -> GunSound? {
    Firearm.catalogue.first { $0.name == "5.56 mm rifle" }.map { firearm in
      GunSound(
        firearm: firearm,
        geometry: ShotGeometry(distance: 120, angle: angle, target: 300, gunHeight: 1.5, sensorHeight: 2),
        air: Atmosphere(), groundReflection: 0.5, turbulence: 0.2, turbulenceDecay: 0.02, bolt: 0)
    }
  }

  private func isShock(_ element: SoundElement) -> Bool {
    if case .shock = element.shape { true } else { false }
  }

  @Test("beside the line of fire a rifle's crack comes first, at delay 0, and the blast behind it")
  func crack() throws {
    let sound = try #require(rifle(angle: 25))
    let elements = sound.elements
    let first = try #require(elements.first)
    #expect(isShock(first))
    #expect(first.delay == 0)
    let lead = try #require(sound.crackLead)
    let blasts = elements.filter { if case .blast = $0.shape { true } else { false } }
    #expect(lead > 0.02)
    #expect(abs((blasts.first?.delay ?? 0) - lead) < 1e-9)
  }

  @Test("behind the gun there is only the blast")
  func blast() throws {
    let elements = try #require(rifle(angle: 150)).elements
    #expect(elements.first?.delay == 0)
    #expect(!elements.contains { isShock($0) })
  }

  @Test("each reflection off the ground is weaker and later than what it reflects")
  func ground() throws {
    let shocks = try #require(rifle(angle: 25)).elements.filter { isShock($0) }
    #expect(shocks.count == 2)
    #expect(shocks[1].delay > shocks[0].delay)
    #expect(shocks[1].amplitude < shocks[0].amplitude)
  }
}
