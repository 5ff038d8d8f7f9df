import Annotation
import Basis
import Files
import Labelling
import Onsets
import Synchronization
import Training

extension GivenProposals {
  /// What a model finds in the recordings of a queue; those that cannot be read are told when they are opened.
  init(_ entries: [RecordingList.Entry], model file: Path, label: String, _ console: Console) throws {
    let jobs = Parallel.cores
    let detector = try DetectingModel.read(file, label: label, jobs: max(1, jobs / max(1, entries.count)))
    let progress = Progress("Listening", unit: "recordings", total: entries.count, on: console)
    defer { progress.finish() }
    let cancellation = LoopCancellation()
    let found = Parallel.map(entries.count, jobs: jobs) { index in
      defer { progress.advance() }
      let entry = entries[index]
      return (try? detector.proposals(in: entry.file, named: entry.name, cancellation: cancellation)) ?? []
    }
    self.init(found.flatMap { $0 }, in: entries.map(\.name))
  }

  /// The queue with the recordings first in which most is in doubt.
  func doubtfulFirst(_ entries: [RecordingList.Entry]) -> [RecordingList.Entry] {
    let known = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    let proposals = entries.flatMap { entry in
      self[entry.name].map { ScoredProposal(recording: entry.name, offset: $0.offset, score: $0.score) }
    }
    return DoubtRanking().order(entries.map(\.name), by: proposals).compactMap { known[$0] }
  }
}
