import Annotation
import Basis
import Files
import Labelling
import Onsets

/// Proposals out of a tag file, with their scores where a file beside it has them.
struct GivenProposals: Sendable {
  private var found: [Path: [Proposal]] = [:]

  init(reading file: Path) throws {
    let tags = try TagFile(reading: file, label: "proposals")
    let beside = ScoreFile.path(beside: file)
    let scores = FileSystem.exists(beside) ? try ScoreFile(reading: beside).rows : []
    let known = Dictionary(grouping: scores, by: \.path)
    for entry in tags.entries {
      let own = Dictionary((known[entry.path] ?? []).map { ($0.offset, $0.score) }) { first, _ in first }
      found[entry.path] = entry.offsets.map { Proposal(offset: $0, score: own[$0] ?? 1) }
    }
  }

  /// Proposals that were found in recordings, some of them without any.
  init(_ proposals: [ScoredProposal], in recordings: [Path]) {
    for recording in recordings { found[recording] = [] }
    for proposal in proposals {
      found[proposal.recording]?.append(Proposal(offset: proposal.offset, score: proposal.score))
    }
  }

  /// Others for these recordings, in the place of those that were given.
  mutating func replace(_ proposals: [ScoredProposal], in recordings: [Path]) {
    for (recording, own) in GivenProposals(proposals, in: recordings).found { found[recording] = own }
  }

  /// All of them, by recording and time.
  var scored: [ScoredProposal] {
    found.sorted { $0.key < $1.key }.flatMap { recording, proposals in
      proposals.map { ScoredProposal(recording: recording, offset: $0.offset, score: $0.score) }
    }
  }

  /// Whether the file says anything of a recording.
  func names(_ recording: Path) -> Bool { found[recording] != nil }

  /// Those of a recording; none where the file says nothing of it.
  subscript(recording: Path) -> [Proposal] { found[recording] ?? [] }
}
