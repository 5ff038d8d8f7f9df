import Basis
import ConvNet
import Synchronization

/// What networks of images learn of pupils, each part of which is judged by networks that saw none of its sources.
struct ImageLessons: Sendable {
  private let pupils: [CandidatePupil]
  /// Whether each candidate is no reflection: what is, nobody asks about.
  private let echoes: [[Double]]
  private let training: CandidateTraining

  init(_ pupils: [CandidatePupil], echoes: [[Double]], training: CandidateTraining) {
    (self.pupils, self.echoes, self.training) = (pupils, echoes, training)
  }

  /// Networks of all pupils, and the scores of each pupil's candidates.
  func learn() throws -> (networks: ImageNetworks, scores: [[Double]]) {
    // The last leaves out no part.
    let parts = (0...training.folds).flatMap { part in (0..<training.nNetworks).map { (part, $0) } }
    let done = Atomic<Int>(0)
    let learnt = try Parallel.tryMap(parts.count, jobs: training.jobs) { index in
      let network = try network(without: parts[index].0, number: parts[index].1)
      try training.networkDone(done.wrappingAdd(1, ordering: .relaxed).newValue, parts.count)
      return network
    }
    let networks = (0...training.folds).map { part in
      ImageNetworks(parts.indices.filter { parts[$0].0 == part }.map { learnt[$0] })
    }
    let scores = try pupils.map { pupil in
      try networks[pupil.fold].scores(pupil.rows.candidates.map(\.image), jobs: training.jobs)
    }
    return (networks[training.folds], scores)
  }

  private func network(without part: Int, number: Int) throws -> Network {
    var own = ImageTraining()
    own.steps = training.networkSteps
    own.seed = RandomKey(seed: training.seed).adding(part).adding(number).value
    return try own.fit(
      shots: groups(without: part, areShots: true), others: groups(without: part, areShots: false))
  }

  /// What networks learn from, by collection: of other sounds rather those that pass for no reflection.
  private func groups(without part: Int, areShots: Bool) -> [ImageTraining.Group] {
    var groups: [Int: ImageTraining.Group] = [:]
    for (place, pupil) in pupils.enumerated() where pupil.fold != part {
      for (row, isShot) in pupil.learnt(by: .sounds) where isShot == areShots {
        groups[pupil.collection, default: .init()].images.append(pupil.rows.candidates[row].image)
        groups[pupil.collection, default: .init()].chances.append(areShots ? 1 : 0.2 + echoes[place][row])
      }
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
