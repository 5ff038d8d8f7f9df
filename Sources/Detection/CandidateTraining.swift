import Basis
import RandomForest

/// How the judges of candidates learn.
package struct CandidateTraining: Sendable {
  /// Trees of each forest; the last one has twice as many.
  package var nTrees = 150
  /// Parts into which sources are divided, so that the last judge learns from judgements of what the others did not see.
  package var folds = 4
  /// Networks of images that are averaged.
  package var nNetworks = 4
  /// Steps of each network's training.
  package var networkSteps = 500
  /// Another seed, other trees.
  package var seed: UInt64 = 0
  /// Threads.
  package var jobs = Parallel.cores
  /// Is told of each network that has learnt, which takes the longest, and of how many will; what it throws ends all.
  package var networkDone: @Sendable (_ count: Int, _ total: Int) throws -> Void = { _, _ in }

  /// The usual ones.
  package init() {}

  /// Teaches all judges; also says what those tell of each recording who have learnt from nothing of its source.
  ///
  /// - Throws: `NothingToLearn` where no shot, or nothing but shots, can be learnt from.
  package func fit(
    _ recordings: [TaughtRecording]
  ) throws -> (judges: CandidateJudges, unseen: UnseenOnsets) {
    let pupils = pupils(recordings)
    for judge in [CandidateJudge.echoes, .sounds] {
      let useful = pupils.flatMap { $0.learnt(by: judge) }
      guard useful.contains(where: \.isShot) else { throw NothingToLearn.noShots }
      guard useful.contains(where: { !$0.isShot }) else {
        throw judge == .sounds ? NothingToLearn.noOtherSounds : NothingToLearn.noReflections
      }
    }
    let measured = (echoes: pupils.map(\.rows.echoes), sounds: pupils.map(\.sounds))
    let echoes = try crossFitted(pupils, .echoes, measured.echoes)
    let sounds = try crossFitted(pupils, .sounds, measured.sounds)
    let images = try ImageLessons(pupils, echoes: echoes, training: self).learn()
    let tables = pupils.indices.map {
      CandidateOpinions(echoes: echoes[$0], sounds: sounds[$0], images: images.scores[$0])
        .rows(pupils[$0].rows.candidates)
    }
    let scores = try crossFitted(pupils, .both, tables)
    let point = DecisionPoint(pupils, scores: scores).score
    let judges = try CandidateJudges(
      echoes: try forest(JudgeLesson(pupils, .echoes, measured.echoes)),
      sounds: try forest(JudgeLesson(pupils, .sounds, measured.sounds)), images: images.networks,
      both: try forest(JudgeLesson(pupils, .both, tables)), point: point)
    return (judges, UnseenOnsets(recordings.count, pupils, scores: scores, point: point))
  }

  private func pupils(_ recordings: [TaughtRecording]) -> [CandidatePupil] {
    let weights = TaughtRecording.weights(recordings)
    var sources: [Int: Int] = [:]
    for recording in recordings where sources[recording.source] == nil {
      sources[recording.source] = sources.count
    }
    let numbers = recordings.map { sources[$0.source] ?? 0 }
    return Parallel.map(recordings.count, jobs: jobs) { place in
      CandidatePupil.all(
        of: recordings[place], number: place, fold: numbers[place] % folds, weight: weights[place])
    }.flatMap { $0 }
  }

  /// A judge's scores of each pupil's candidates, by a forest that saw no recording of its source.
  private func crossFitted(
    _ pupils: [CandidatePupil], _ judge: CandidateJudge, _ tables: [[Float]]
  ) throws -> [[Double]] {
    var scores = pupils.map { [Double](repeating: 0, count: $0.kinds.count) }
    for fold in 0..<folds {
      let places = pupils.indices.filter { pupils[$0].fold == fold }
      guard !places.isEmpty else { continue }
      let others = pupils.indices.filter { pupils[$0].fold != fold }
      let forest = try forest(JudgeLesson(others.map { pupils[$0] }, judge, others.map { tables[$0] }))
      for place in places {
        scores[place] = try CandidateJudges.shots(forest, tables[place], jobs)
      }
    }
    return scores
  }

  private func forest(_ lesson: JudgeLesson) throws -> Forest {
    guard !lesson.labels.isEmpty else { throw NothingToLearn.oneSource }
    var parameters = ForestParameters()
    // The last word is not to hang on how the trees were drawn.
    parameters.nTrees = lesson.judge == .both ? 2 * nTrees : nTrees
    parameters.minSamplesLeaf = .count(2)
    parameters.maxFeatures = lesson.judge == .sounds ? .squareRoot : .fraction(0.3)
    // The last judge is to be as sceptical as shots are rare.
    parameters.classWeight = lesson.judge == .both ? .none : .balancedSubsample
    parameters.seed = seed
    parameters.jobs = jobs
    return try Forest.fit(
      lesson.table, labels: lesson.labels, classCount: 2, sampleWeights: lesson.weights,
      parameters: parameters)
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
