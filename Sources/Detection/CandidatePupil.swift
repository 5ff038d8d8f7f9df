/// Which of the judges of candidates learns.
enum CandidateJudge {
  case echoes, sounds, both

  /// Whether a candidate is of use to it.
  func learns(from kind: TaughtRecording.Kind, _ lesson: TaughtRecording.Lesson) -> Bool {
    switch (self, kind) {
    case (_, .unknown): false
    // Where nothing is a shot, nothing is known of reflections.
    case (.echoes, _): lesson == .onsets
    // Reflections sound like shots, and what is heard between shots is of the sensor, not of the world.
    case (.sounds, _): kind == .shot || lesson == .others
    case (.both, _): lesson != .loudest
    }
  }
}

/// A stretch of a recording to learn from, in numbers.
struct CandidatePupil: Sendable {
  let rows: CandidateRows
  /// What the judge of sounds sees.
  let sounds: [Float]
  /// What each candidate is; unknown, too, where another stretch tells of it.
  let kinds: [TaughtRecording.Kind]
  let lesson: TaughtRecording.Lesson
  let collection: Int
  /// Its recording's number.
  let recording: Int
  /// The part of all sources that it is in.
  let fold: Int
  /// How much each candidate counts.
  let weight: Double

  /// The stretches of a recording, as a detector judges them.
  static func all(
    of recording: TaughtRecording, number: Int, fold: Int, weight: Double
  ) -> [CandidatePupil] {
    let kinds = recording.kinds
    return CandidateStretch.all(of: recording.length).compactMap { stretch in
      let places = recording.candidates.indices.filter {
        stretch.heard.contains(recording.candidates[$0].offset)
      }
      guard !places.isEmpty else { return nil }
      let rows = CandidateRows(places.map { recording.candidates[$0] })
      return CandidatePupil(
        rows: rows, sounds: rows.sounds,
        kinds: places.map { stretch.told.contains(recording.candidates[$0].offset) ? kinds[$0] : .unknown },
        lesson: recording.lesson, collection: recording.collection, recording: number, fold: fold,
        weight: weight)
    }
  }

  /// The candidates that are of use to a judge, with whether each is a shot.
  func learnt(by judge: CandidateJudge) -> [(row: Int, isShot: Bool)] {
    kinds.indices.filter { judge.learns(from: kinds[$0], lesson) }.map { ($0, kinds[$0] == .shot) }
  }
}
