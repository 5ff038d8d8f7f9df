import Basis
import RandomForest

/// How the three judges of candidates are grown.
package struct CandidateTraining: Sendable {
  /// Trees of each forest.
  package var nTrees = 150
  /// Parts into which sources are divided, so that the last judge learns from judgements of what the others did not see.
  package var folds = 4
  /// Another seed, other trees.
  package var seed: UInt64 = 0
  /// Threads.
  package var jobs = Parallel.cores

  /// The usual ones.
  package init() {}

  /// Who learns.
  private enum Judge {
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

    var columns: Int {
      switch self {
      case .echoes: CandidateForest.columns.echoes
      case .sounds: CandidateForest.columns.sounds
      case .both: CandidateForest.columns.both
      }
    }
  }

  /// One recording's candidates in numbers.
  private struct Pupil {
    let rows: CandidateRows
    let sounds: [Float]
    let kinds: [TaughtRecording.Kind]
    let lesson: TaughtRecording.Lesson
    let fold: Int
    let weight: Double

    func table(_ judge: Judge) -> [Float] { judge == .sounds ? sounds : rows.echoes }
  }

  /// Grows the three forests.
  ///
  /// - Throws: `NothingToLearn` where no shot, or nothing but shots, can be learnt from.
  package func fit(_ recordings: [TaughtRecording]) throws -> CandidateForest {
    let pupils = pupils(recordings)
    for judge in [Judge.echoes, .sounds] {
      let useful = pupils.flatMap { pupil in pupil.kinds.filter { judge.learns(from: $0, pupil.lesson) } }
      guard useful.contains(.shot) else { throw NothingToLearn.noShots }
      guard useful.contains(where: { $0 != .shot }) else {
        throw judge == .sounds ? NothingToLearn.noOtherSounds : NothingToLearn.noReflections
      }
    }
    let echoes = try crossFitted(pupils, .echoes)
    let sounds = try crossFitted(pupils, .sounds)
    let tables = pupils.indices.map { pupils[$0].rows.both(echoes: echoes[$0], sounds: sounds[$0]) }
    return try CandidateForest(
      echoes: try forest(pupils, .echoes), sounds: try forest(pupils, .sounds),
      both: try forest(pupils, .both, tables))
  }

  private func pupils(_ recordings: [TaughtRecording]) -> [Pupil] {
    let weights = TaughtRecording.weights(recordings)
    var sources: [Int: Int] = [:]
    for recording in recordings where sources[recording.source] == nil {
      sources[recording.source] = sources.count
    }
    let numbers = recordings.map { sources[$0.source] ?? 0 }
    return Parallel.map(recordings.count, jobs: jobs) { place in
      let recording = recordings[place]
      let rows = CandidateRows(recording.candidates)
      return Pupil(
        rows: rows, sounds: rows.sounds, kinds: recording.kinds, lesson: recording.lesson,
        fold: numbers[place] % folds, weight: weights[place])
    }
  }

  /// A judge's scores of each recording, by a forest that saw no recording of its source.
  private func crossFitted(_ pupils: [Pupil], _ judge: Judge) throws -> [[Double]] {
    var scores = pupils.map { [Double](repeating: 0, count: $0.kinds.count) }
    for fold in 0..<folds {
      let places = pupils.indices.filter { pupils[$0].fold == fold }
      guard !places.isEmpty else { continue }
      let forest = try forest(pupils.filter { $0.fold != fold }, judge)
      for place in places {
        scores[place] = try CandidateForest.shots(forest, pupils[place].table(judge), jobs)
      }
    }
    return scores
  }

  /// A forest of what is of use to a judge; `tables` where it sees others than the recordings' own.
  private func forest(_ pupils: [Pupil], _ judge: Judge, _ tables: [[Float]]? = nil) throws -> Forest {
    var (chosen, labels, weights): ([Float], [Int], [Double]) = ([], [], [])
    let columns = judge.columns
    for (index, pupil) in pupils.enumerated() {
      let table = tables?[index] ?? pupil.table(judge)
      for (row, kind) in pupil.kinds.enumerated() where judge.learns(from: kind, pupil.lesson) {
        chosen += table[row * columns..<(row + 1) * columns]
        labels.append(kind == .shot ? 1 : 0)
        weights.append(pupil.weight)
      }
    }
    guard !labels.isEmpty else { throw NothingToLearn.oneSource }
    var parameters = ForestParameters()
    parameters.nTrees = nTrees
    parameters.minSamplesLeaf = .count(2)
    parameters.maxFeatures = judge == .sounds ? .squareRoot : .fraction(0.3)
    parameters.classWeight = .balancedSubsample
    parameters.seed = seed
    parameters.jobs = jobs
    let table = FeatureTable(rows: labels.count, columns: columns, values: chosen)
    return try Forest.fit(
      table, labels: labels, classCount: 2, sampleWeights: weights, parameters: parameters)
  }
}

/// Recordings that no model for onsets can be learnt from.
package enum NothingToLearn: ThreePartError {
  /// No candidate is a shot.
  case noShots
  /// Nothing but shots rises in what is labelled.
  case noReflections
  /// Nothing tells what is no shot.
  case noOtherSounds
  /// All recordings are of one source.
  case oneSource

  package var what: String {
    switch self {
    case .noShots: "no labelled shot lies where anything rises in its recording"
    case .noReflections: "nothing but shots rises in the labelled recordings: reflections cannot be learnt"
    case .noOtherSounds: "nothing tells how sounds are that are no shots"
    case .oneSource: "all labelled recordings are of one source"
    }
  }
  package var place: String { "the recordings to learn from" }
  package var remedy: String {
    switch self {
    case .noShots:
      "label shots at their onsets (shotmark annotate), or give the folder that their tags belong to"
    case .noReflections: "label recordings with more around the shots; shotmark synth --ranges makes some"
    case .noOtherSounds: "add --background-from DIR, with recordings that hold no shot"
    case .oneSource: "add recordings of another place"
    }
  }
}
