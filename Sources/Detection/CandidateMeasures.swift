import Onsets

#if canImport(Glibc)
  import Glibc
#endif

/// What is measured of an arrival alone: how it rises, how it fades, how dull it is, what it stands in.
///
/// All but the levels themselves are differences: the recording's gain does not change them, as long as what is heard
/// stays well above −90 dB.
package enum CandidateMeasures {
  /// One name a measure, in their order. Numbers are milliseconds from the arrival on.
  package static let names = [
    "rise", "level", "rise-low", "rise-middle", "rise-high", "rise-300-3500", "rise-short",
    "rise-short-middle",
    "rise-10-10", "rise-2-4", "rise-of-calm", "tail-step-100", "tail-step-240", "fade-5-20", "fade-20-60",
    "fade-60-160", "fade-160-400", "tilt-middle", "tilt-high", "tilt-before", "tilt-late", "louder-after",
    "louder-before", "time-to-peak", "crest", "polarity", "above-floor", "floor", "length",
  ]
  /// The places of what other measures refer to.
  static let (tiltMiddle, tiltHigh, floor) = (17, 18, 27)
}

extension Candidate {
  /// Milliseconds before and after an arrival whose rises are kept, two at a time.
  static let (risesBefore, risesAfter) = (340, 400)
  /// Samples of the sound at 16 kHz.
  private static let soundLength = 256

  /// Measures an arrival in what was heard around it.
  init(_ arrival: Arrival, in sound: CandidateSound) {
    let frame = arrival.offset / CandidateSound.frame
    let near = NearPowers(sound, frame)
    let start = arrival.offset - CandidateSound.frame
    let samples = sound.samples(start..<start + Candidate.soundLength)
    self.init(
      arrival: arrival, measures: Candidate.measures(arrival, near, samples),
      sound: Candidate.normalised(samples), rises: Candidate.rises(sound, frame),
      picture: CandidatePicture.values(sound, at: arrival.offset),
      image: CandidateImage.values(sound, at: arrival.offset))
  }

  private static func measures(_ arrival: Arrival, _ near: NearPowers, _ samples: [Float]) -> [Float] {
    let now = near.wide(0, 4)
    let (tone, before, late) = (near.bands(0, 8), near.bands(-50, 0), near.bands(20, 60))
    let peak = samples.indices.max { samples[$0].magnitude < samples[$1].magnitude } ?? 0
    let energy = samples[16..<96].reduce(0) { $0 + $1 * $1 } / 80
    let most = samples[16..<96].reduce(0) { max($0, $1.magnitude) }
    let first = samples[16..<48].max { $0.magnitude < $1.magnitude } ?? 0
    let floor = near.calm(-500, 400)
    return [
      arrival.rise, arrival.level,
      near.low(0, 4) - near.low(-50, 0), near.middle(0, 4) - near.middle(-50, 0),
      near.high(0, 4) - near.high(-50, 0), now - near.wide(-50, 0), now - near.wide(-14, -1),
      near.middle(0, 4) - near.middle(-14, -1), near.wide(0, 10) - near.wide(-10, -1),
      near.wide(0, 2) - near.wide(-4, -1), now - near.calm(-400, -1),
      near.wide(60, 160) - near.wide(-100, -1), near.wide(160, 400) - near.wide(-240, -1),
      now - near.wide(5, 20), now - near.wide(20, 60), now - near.wide(60, 160), now - near.wide(160, 400),
      tone.y - tone.x, tone.z - tone.y, before.y - before.x, late.y - late.x,
      near.loudest(10, 340) - now, near.loudest(-340, -10) - now,
      Float(peak - 16) / 16, 10 * log10f((most * most + 1e-12) / (energy + 1e-12)), first < 0 ? -1 : 1,
      now - floor, floor, now - near.half(),
    ]
  }

  /// Every second sample, low-passed, with the energy 1.
  private static func normalised(_ samples: [Float]) -> [Float] {
    var halved = stride(from: 0, to: samples.count - 1, by: 2).map { (samples[$0] + samples[$0 + 1]) / 2 }
    let energy = halved.reduce(0) { $0 + $1 * $1 }
    guard energy > 1e-12 else { return [Float](repeating: 0, count: halved.count) }
    let scale = 1 / energy.squareRoot()
    for index in halved.indices { halved[index] *= scale }
    return halved
  }

  private static func rises(_ sound: CandidateSound, _ frame: Int) -> [UInt8] {
    let steps = stride(from: -risesBefore - 10, to: risesAfter, by: 2).map { step -> Float in
      let power = sound.power(frame + step..<frame + step + 2)
      return CandidateSound.decibels(power.x + power.y)
    }
    return (5..<steps.count).map { index in
      let before = steps[index - 5..<index].reduce(0, +) / 5
      return UInt8(min(max(0, (steps[index] - before) / 20), 1) * 255)
    }
  }
}

/// Levels around an arrival, in dB, between milliseconds before and after it.
private struct NearPowers {
  private let sound: CandidateSound
  private let frame: Int

  init(_ sound: CandidateSound, _ frame: Int) { (self.sound, self.frame) = (sound, frame) }

  private func power(_ low: Int, _ high: Int) -> SIMD4<Float> { sound.power(frame + low..<frame + high) }

  func bands(_ low: Int, _ high: Int) -> SIMD3<Float> {
    let power = power(low, high)
    return SIMD3(
      CandidateSound.decibels(power.x), CandidateSound.decibels(power.y), CandidateSound.decibels(power.z))
  }

  func low(_ low: Int, _ high: Int) -> Float { CandidateSound.decibels(power(low, high).x) }
  func middle(_ low: Int, _ high: Int) -> Float { CandidateSound.decibels(power(low, high).y) }
  func high(_ low: Int, _ high: Int) -> Float { CandidateSound.decibels(power(low, high).z) }

  /// 300 to 3500 Hz.
  func wide(_ low: Int, _ high: Int) -> Float {
    let power = power(low, high)
    return CandidateSound.decibels(power.x + power.y)
  }

  /// The calmest 20 ms.
  func calm(_ low: Int, _ high: Int) -> Float {
    stride(from: low, to: high - 19, by: 20).map { step -> Float in
      // Where nothing was heard it was not calm.
      let level = wide(step, step + 20)
      return level <= -89.9 ? .infinity : level
    }.min().map { $0.isFinite ? $0 : -90 } ?? -90
  }

  /// The loudest 4 ms.
  func loudest(_ low: Int, _ high: Int) -> Float {
    stride(from: low, to: high - 3, by: 2).map { wide($0, $0 + 4) }.max() ?? -90
  }

  /// The level of the 300 ms after, without the first 40.
  func half() -> Float { wide(40, 300) }
}
