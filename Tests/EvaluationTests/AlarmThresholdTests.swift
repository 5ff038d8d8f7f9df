import Basis
import Evaluation
import Testing

@Suite("Thresholds by false alarms")
struct AlarmThresholdTests {
  private typealias Track = AlarmThreshold.Track

  @Test("neighbouring windows are one alarm, those of two recordings are two, windows with a shot are none")
  func example() {
    let tracks = [
      Track(probabilities: [0.9, 0.8, 0.1, 0.7], targets: []),
      Track(probabilities: [0.9, 0.2, 0.99, 0.98], targets: [2..<4]),
    ]
    // 0.9 alone raises an alarm in each recording; 0.8 joins the first of them; 0.7 is a third one.
    #expect(AlarmThreshold.threshold(tracks, most: 1) == nil)
    #expect(AlarmThreshold.threshold(tracks, most: 2) == 0.8)
    #expect(AlarmThreshold.threshold(tracks, most: 3) == 0.1)
    #expect(AlarmThreshold.recall(tracks, threshold: 0.985) == 1)
    #expect(AlarmThreshold.recall(tracks, threshold: 0.995) == 0)
    #expect(AlarmThreshold.recall(tracks, threshold: nil) == 0)
    #expect(AlarmThreshold.recall([], threshold: 0.5) == nil)
    #expect(AlarmThreshold.threshold([], most: 3) == 0)
  }

  /// Counts the alarms at a threshold.
  private func alarms(_ tracks: [Track], _ threshold: Double) -> Int {
    tracks.reduce(0) { sum, track in
      var (count, isInside) = (0, false)
      for (probability, isPositive) in zip(track.probabilities, track.isPositive) {
        let isAlarm = probability >= threshold && !isPositive
        if isAlarm, !isInside { count += 1 }
        isInside = isAlarm
      }
      return sum + count
    }
  }

  @Test("the threshold is the lowest from which on no higher one gives more alarms, as counting says")
  func naive() {
    for seed in 0..<200 {
      var generator = RandomKey(seed: UInt64(seed)).generator()
      let tracks = (0..<1 + generator.below(4)).map { _ in
        let count = generator.below(40)
        let probabilities = (0..<count).map { _ in Double(generator.below(12)) / 12 }
        let start = generator.below(40)
        return Track(probabilities: probabilities, targets: [start..<start + generator.below(5)])
      }
      let most = generator.below(8)
      var candidates: [Double] = []
      for track in tracks {
        candidates += zip(track.probabilities, track.isPositive).filter { !$1 }.map(\.0)
      }
      let descending = Set(candidates).sorted(by: >)
      var best: Double?
      for candidate in descending {
        if alarms(tracks, candidate) > most { break }
        best = candidate
      }
      let expected = descending.isEmpty ? 0 : best
      #expect(AlarmThreshold.threshold(tracks, most: most) == expected, "seed \(seed)")
    }
  }
}
