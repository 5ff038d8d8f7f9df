import Basis
import Evaluation
import Testing

@Suite("How good detections with scores are")
struct DetectionReportTests {
  private func drawn(_ seed: Int) -> [ScoredOnsets] {
    var generator = RandomKey(seed: UInt64(seed)).adding("report").generator()
    return (0..<4).map { number in
      let hour = 16_000 * 3600
      let reference = (0..<60).map { _ in generator.below(hour) }
      let estimated = reference.filter { _ in generator.below(5) > 0 }
        .map {
          ScoredOnsets.Estimate(offset: $0 + generator.below(900), score: generator.number(in: 0.2...1))
        }
      let alarms = (0..<40).map { _ in
        ScoredOnsets.Estimate(offset: generator.below(hour), score: generator.number(in: 0...0.8))
      }
      return ScoredOnsets(
        name: "\(number).wav", group: "g\(number % 2)", length: hour, estimated: estimated + alarms,
        reference: reference, ignored: [1000..<1000 + generator.below(hour / 10)])
    }
  }

  @Test("the threshold for so many alarms is the lowest of all that keep to it", arguments: 0..<12)
  func alarmRate(seed: Int) throws {
    let recordings = drawn(seed)
    func counts(_ threshold: Double) throws -> OnsetScore.Collar {
      try OnsetScore(recordings.map { $0.onsets(from: threshold) }, collars: [50]).collars[0]
    }
    let scores = Set(recordings.flatMap { $0.estimated.map(\.score) }).sorted()
    for allowed in [0, 1, 10] {
      let rate = try AlarmRate(recordings, perHour: Double(allowed), collar: 50)
      let naive = try scores.first { try counts($0).falsePositives <= allowed * 4 }
      #expect(rate.threshold == naive)
      #expect(rate.recall == (try naive.map { try counts($0).recall } ?? 0))
    }
  }

  @Test("there is no recall without shots, nor a threshold without scores")
  func nothing() throws {
    let empty = ScoredOnsets(name: "a", group: ".", length: 0, estimated: [], reference: [])
    let rate = try AlarmRate([empty], perHour: 1, collar: 50)
    #expect(rate.recall == nil && rate.threshold == nil)
    let report = try DetectionReport([empty], threshold: 0.5)
    #expect(report.worstRecording == nil && report.calibration.error == nil && report.bursts.error == nil)
    #expect(report.curve.allSatisfy { $0.wide.f == nil && $0.alarmsPerHour == nil })
  }

  @Test("scores that are shares have no calibration error, and those that are not have theirs")
  func calibration() {
    let scores = [0.75, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25]
    let right = ScoreCalibration(
      scores: scores, isTrue: [true, true, true, false, true, false, false, false])
    #expect(right.error == 0 && right.bins[7].share == 0.75 && right.bins[2].count == 4)
    let wrong = ScoreCalibration(scores: [1, 1, 0, 0], isTrue: [false, true, true, true])
    #expect(wrong.error == 0.75 && wrong.bins[9].share == 0.5 && wrong.bins[0].share == 1)
  }

  @Test("rounds of bursts are counted, and nothing else")
  func bursts() {
    let burst = (0..<5).map { 50_000 + $0 * 1600 }
    let ignored = [200_000, 201_000, 202_000]
    let single = [100_000, 120_000]
    let recording = RecordingOnsets(
      estimated: burst.dropLast(2) + [9000, 120_000], reference: burst + single + ignored,
      ignored: [201_500..<203_000])
    let count = BurstCount([recording, recording])
    #expect(count.bursts == 2 && count.rounds == 10)
    #expect(count.differences == [-2, -2] && count.error == 2 && count.bias == -2)
  }

  @Test("the worst recording and folder are those with the lowest F", arguments: 0..<6)
  func worst(seed: Int) throws {
    var recordings = drawn(seed)
    recordings[2].estimated = []
    recordings[0].estimated = []
    let report = try DetectionReport(recordings, threshold: 0.3)
    #expect(report.worstRecording?.name == "0.wav" && report.worstRecording?.counts.f == 0)
    #expect(report.worstGroup?.name == "g0")
    #expect(report.curve.map(\.threshold).contains(0.3))
    let falling = report.curve.map(\.wide.falsePositives)
    #expect(zip(falling, falling.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
