import Acoustics
import Augmentation
import Basis
import Testing

@Suite("Time stretch")
struct TimeStretchTests {
  private static let wide: [String: Setting] = ["rate": .range(0.25...4)]

  @Test("the onset stays within two samples, and other onsets come nearer or go away by the rate")
  func onsets() throws {
    for seed in 0..<400 {
      var generator = RandomKey(seed: 21).adding(seed).generator()
      let onset = generator.integer(in: 0...3935)
      let others = (0..<3).map { _ in generator.integer(in: 0...4095) }
      let all = Array(Set(others + [onset])).sorted()
      let facts = ClipFacts(onset: onset, nearby: all)
      let stretch = TimeStretch.drawn(Self.wide, facts, seed: seed).value
      var clip = Clip(samples: Measured.sine(700), onset: onset, onsets: all)
      #expect(try stretch.apply(to: &clip, NoMaterials()) == nil)
      #expect(clip.samples.count == 4096)
      #expect(abs((clip.onset ?? -9) - onset) <= 2, "\(stretch) \(onset)")
      let expected = all.map { Double(onset) + Double($0 - onset) / stretch.rate }
      let inside = expected.filter { $0 > 3 && $0 < 4092 }
      for place in inside {
        #expect(clip.onsets.contains { abs(Double($0) - place) <= 3 }, "\(stretch) \(place) \(clip.onsets)")
      }
      #expect(clip.onsets.count <= all.count && clip.onsets.allSatisfy { (0..<4096).contains($0) })
      let moved = stretch.moved(facts)
      #expect(moved.onset == clip.onset && moved.onsets == clip.onsets && moved.neighbours == nil)
    }
  }

  @Test("a tone keeps its pitch within 1 %")
  func pitch() throws {
    for seed in 0..<100 {
      let stretch = TimeStretch.drawn(
        ["rate": .range(0.5...1.4)], ClipFacts(length: 8192, isPositive: false), seed: seed
      ).value
      var clip = Clip(samples: Measured.sine(1500, count: 8192))
      _ = try stretch.apply(to: &clip, NoMaterials())
      #expect(abs(Measured.pitch(clip.samples, near: 1500) / 1500 - 1) < 0.01, "\(stretch)")
    }
  }

  @Test("what a faster chunk lacks comes from its recording where that is at hand, otherwise it is silence")
  func neighbours() throws {
    var noise = RandomKey(seed: 30).generator()
    let recording = (0..<30_000).map { _ in Float(noise.number(in: -0.3...0.3)) }
    for seed in 0..<60 {
      var generator = RandomKey(seed: 31).adding(seed).generator()
      let start = generator.integer(in: 13_000...14_000)
      let onset = generator.integer(in: 500...3500)
      let around = ClipFacts.Neighbours(before: start, behind: 30_000 - start - 4096)
      let faster: [String: Setting] = ["rate": .range(1.2...2)]
      let chunk = Clip(samples: Array(recording[start..<start + 4096]), onset: onset)
      let filled = TimeStretch.drawn(faster, ClipFacts(onset: onset, neighbours: around), seed: seed).value
      #expect(filled.fill == .recording)
      var clip = chunk
      _ = try filled.apply(to: &clip, MadeMaterials(recording: recording, start: start))
      // The same from the recording itself.
      let count = Int((4096 * filled.rate).rounded())
      let first = start + onset - Int((Double(onset) * Double(count) / 4096).rounded())
      let twin = Stretch.stretched(
        Array(recording[first..<first + count]), ratio: 4096 / Double(count), onsets: [start + onset - first])
      #expect(clip.samples == twin)
      let alone = TimeStretch.drawn(faster, ClipFacts(onset: onset), seed: seed).value
      #expect(alone.fill == .silence && alone.rate == filled.rate)
      clip = chunk
      _ = try alone.apply(to: &clip, NoMaterials())
      let begin = onset - Int(Double(onset) / alone.rate)
      #expect(begin < 310 || Measured.peak(clip.samples[..<(begin - 300)]) < 0.02)
      #expect(Measured.level(clip.samples[onset..<onset + 200]) > -30)
      let far = ClipFacts(onset: onset, neighbours: .init(before: 10, behind: 10))
      #expect(TimeStretch.drawn(faster, far, seed: seed).value.fill == .silence)
    }
  }

  @Test("a shot of the recording that comes into the chunk is tagged, and begins at its tag")
  func arrivals() throws {
    for seed in 0..<40 {
      var generator = RandomKey(seed: 32).adding(seed).generator()
      let (start, onset) = (6000, 2000)
      let next = 4096 + generator.integer(in: 10...300)
      var recording = [Float](repeating: 0, count: 20_000)
      for shot in [onset, next] { recording[start + shot] = 0.9 }
      let facts = ClipFacts(
        onset: onset, nearby: [onset, next], neighbours: .init(before: 6000, behind: 9000))
      let stretch = TimeStretch.drawn(["rate": .range(1.3...1.6)], facts, seed: seed).value
      var clip = Clip(
        samples: Array(recording[start..<start + 4096]), onset: onset, onsets: facts.nearby)
      let done = try DrawnCopy(steps: [DrawnStep(stretch)])
        .apply(to: &clip, MadeMaterials(recording: recording, start: start))
      #expect(done.steps[0].skipped == nil)
      #expect(clip.onsets.count == 2 && clip.onsets == stretch.moved(facts).onsets)
      let tagged = try #require(clip.onsets.last)
      let loudest = (tagged - 300..<min(4096, tagged + 300)).max {
        abs(clip.samples[$0]) < abs(clip.samples[$1])
      }
      #expect(abs((loudest ?? 0) - tagged) <= 2)
    }
  }

  @Test("background into which a shot would come is skipped, and that is said")
  func background() {
    let facts = ClipFacts(
      nearby: [4200], isPositive: false, neighbours: .init(before: 9000, behind: 9000))
    #expect(TimeStretch.drawn(["rate": .range(2...2)], facts, seed: 1).skipped != nil)
    #expect(TimeStretch.drawn(["rate": .range(0.8...0.8)], facts, seed: 1).skipped == nil)
  }

  @Test("where the onset is not known the begin stays, and the middle of background")
  func anchors() {
    #expect(TimeStretch.drawn(ClipFacts(isPositive: true), seed: 1).value.anchor == 0)
    #expect(TimeStretch.drawn(ClipFacts(isPositive: false), seed: 1).value.anchor == 2048)
    #expect(TimeStretch.drawn(ClipFacts(onset: 77), seed: 1).value.anchor == 77)
  }
}
