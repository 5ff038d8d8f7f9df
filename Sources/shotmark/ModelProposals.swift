import Annotation
import Basis
import Files
import Labelling
import Onsets
import Synchronization
import Training

extension GivenProposals {
  /// The score from which a model's proposals are offered: about most below it a person would only say no.
  private static let least = 0.1

  /// What a model finds in the recordings of a queue; those that cannot be read are told when they are opened.
  init(_ entries: [RecordingList.Entry], model file: Path, label: String, _ console: Console) throws {
    let detector = try RescoredOnsets(
      ModelFile.read(file), label: label, digest: SHA256.hex(file: file))
    let progress = Progress("Listening", unit: "recordings", total: entries.count, on: console)
    defer { progress.finish() }
    let found = Parallel.map(entries.count) { index in
      defer { progress.advance() }
      return (try? detector.proposals(in: entries[index].file, named: entries[index].name)) ?? []
    }
    self.init(found.flatMap { $0 }.filter { $0.score >= GivenProposals.least }, in: entries.map(\.name))
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
