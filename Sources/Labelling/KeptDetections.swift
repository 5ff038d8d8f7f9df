import Basis
import Files

/// What a detector found in each recording, in a folder: a recording is only searched again where it or the detector is
/// another one.
struct KeptDetections: Sendable {
  let folder: Path

  /// The proposals of a recording, found now or kept from before.
  func proposals(
    of file: Path, named name: Path, digest: String, by detector: some Detecting,
    _ cancellation: LoopCancellation
  ) throws -> [ScoredProposal] {
    let kept = folder.appending(Path("\(SHA256.hex(of: name.bytes).prefix(32)).csv"))
    let identity = SHA256.hex(of: Array("\(detector.identity) \(digest)".utf8))
    if let found = read(kept, name, identity) { return found }
    // What is kept has four decimals, and so has what is found.
    let found = try detector.proposals(in: file, named: name, cancellation: cancellation).map { proposal in
      ScoredProposal(
        recording: name, offset: proposal.offset, score: rounded(proposal.score),
        disagreement: proposal.disagreement.map(rounded))
    }
    var writer = CSV.Writer()
    writer.row([identity])
    for proposal in found {
      writer.row([
        String(proposal.offset), String(proposal.score), proposal.disagreement.map { String($0) } ?? "",
      ])
    }
    try AtomicFile.write(writer.bytes, to: kept)
    return found
  }

  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private func read(_ kept: Path, _ name: Path, _ identity: String) -> [ScoredProposal]? {
    guard let bytes = try? FileSystem.read(kept) else { return nil }
    let rows = CSV.parse(bytes)
    guard let first = rows.first, first.fields.count == 1, first.fields[0] == identity else { return nil }
    var found: [ScoredProposal] = []
    for row in rows.dropFirst() {
      guard row.fields.count == 3, let offset = row.fields[0].integer, let score = row.fields[1].number
      else { return nil }
      found.append(
        ScoredProposal(
          recording: name, offset: offset, score: score, disagreement: row.fields[2].number))
    }
    return found
  }
}
