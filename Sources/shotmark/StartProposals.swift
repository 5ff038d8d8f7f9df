import Annotation
import Audio
import Basis
import Onsets

/// Starts of chunks as proposals: at the onset behind each, as far as one is heard there.
enum StartProposals {
  /// How far behind its start a chunk's onset lies most often, in the original project's files: 24 ms.
  private static let delay = 384
  /// What speaks for an onset that was heard, and for a start behind which none was.
  private static let (heardScore, unheardScore) = (0.8, 0.3)

  /// The proposals for all recordings. One that cannot be read is proposed as it was marked.
  static func rows(_ labels: ForeignLabels, root: Path) -> [ScoreFile.Row] {
    Parallel.map(labels.recordings.count) { index -> [ScoreFile.Row] in
      let recording = labels.recordings[index]
      guard let path = recording.path else { return [] }
      return rows(Set(recording.marks.map(\.offset)).sorted(), of: path, in: root)
    }.flatMap { $0 }
  }

  private static func rows(_ starts: [Int], of path: Path, in root: Path) -> [ScoreFile.Row] {
    let sound = try? ResampledRecording(root.appending(path))
    var scores: [Int: Double] = [:]
    for start in starts {
      let onset = sound.flatMap { self.onset(behind: start, in: $0) }
      let (offset, score) = onset.map { ($0, heardScore) } ?? (start, unheardScore)
      scores[offset] = max(scores[offset] ?? 0, score)
    }
    return scores.map { ScoreFile.Row(path: path, offset: $0.key, score: $0.value) }
  }

  /// The onset within 40 ms of where it is likeliest.
  private static func onset(behind start: Int, in sound: ResampledRecording) -> Int? {
    let likely = start + delay
    let first = max(0, likely - Snap.reach - Snap.context)
    let end = min(sound.length, likely + Snap.reach + Sampling.rate / 50)
    guard first < end, let samples = try? sound.samples(first..<end) else { return nil }
    return Snap.onset(near: likely, in: samples, firstSample: first, marks: [])
  }
}
