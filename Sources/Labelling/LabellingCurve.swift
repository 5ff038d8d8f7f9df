import Basis
import Evaluation

/// What answers are worth: F of confirmed labels and of the proposals that nobody has looked at yet, against the keys that
/// somebody pressed who answers from the truth.
///
/// A key accepts or rejects a proposal, after which the next question comes by itself, unless `keysPerJump` are asked for
/// where it is in another recording. Shots that nothing proposed are marked where they are on the screen along with a
/// question, and in the rest of a recording when all its proposals are answered, `keysPerMiss` each; a key says that it is
/// done.
public struct LabellingCurve: Sendable, Equatable {
  /// A recording with what is true of it.
  public struct Recording: Sendable, Equatable {
    /// Its name.
    public let path: Path
    /// Onsets, in samples at 16 kHz.
    public let truth: [Int]
    /// Stretches that are not scored.
    public let ignored: [Range<Int>]

    /// A recording with its truth.
    public init(path: Path, truth: [Int], ignored: [Range<Int>] = []) {
      (self.path, self.truth, self.ignored) = (path, truth, ignored)
    }
  }

  /// How good the labels are after so many keys.
  public struct Point: Sendable, Equatable {
    /// Keys pressed so far.
    public let keys: Int
    /// F of confirmed labels and of unreviewed proposals whose score reaches the threshold.
    public let f: Double

    /// A point of the curve.
    public init(keys: Int, f: Double) { (self.keys, self.f) = (keys, f) }
  }

  /// From no key on; a point for each answer.
  public let points: [Point]
  /// Keys for an onset that nothing proposed: to its place, the mark, and a nudge.
  public static let keysPerMiss = 6

  /// The fewest keys from which on F never falls below `f` again; `nil` where it ends below.
  public func keys(toReach f: Double) -> Int? {
    guard let last = points.last, last.f >= f else { return nil }
    let below = points.lastIndex { $0.f < f }
    return points[below.map { $0 + 1 } ?? 0].keys
  }

  /// Samples around a question that are on the screen: ten seconds, as the annotator shows them.
  static let view = 10 * Sampling.rate

  /// Answers all proposals in the order given.
  ///
  /// - Parameters:
  ///   - order: the questions; those about recordings that are not among `recordings` are passed over.
  ///   - recordings: the queue, in which recordings without a question come last.
  ///   - threshold: the score from which an unreviewed proposal counts as an onset.
  ///   - collar: how far a proposal may lie from the onset that it is, in samples.
  ///   - keysPerJump: keys that bring the next recording onto the screen before this one is done.
  public init(
    _ order: [ScoredProposal], of recordings: [Recording], threshold: Double, collar: Int,
    keysPerJump: Int = 0
  ) {
    var desk = SimulatedDesk(
      order, recordings, threshold: threshold, collar: collar, keysPerJump: keysPerJump)
    var points = [desk.point]
    for question in order where desk.knows(question) {
      desk.answer(question)
      points.append(desk.point)
    }
    self.points = points + desk.rest(of: recordings)
  }

  /// Answers all proposals one by one, each time the one whose answer is the likeliest to be another one than its score
  /// says, in the light of all that was said and marked before; equal ones by recording and time.
  ///
  /// - Complexity: O(n²) of the proposals.
  public init(
    doubting proposals: [ScoredProposal], of recordings: [Recording], threshold: Double, collar: Int,
    keysPerJump: Int = 0
  ) {
    var desk = SimulatedDesk(
      proposals, recordings, threshold: threshold, collar: collar, keysPerJump: keysPerJump)
    var doubt = AnsweredDoubt(threshold: threshold)
    var open = proposals.filter { desk.knows($0) }
    // The last one is the first to be asked among equals, and quick to remove.
    open.sort { ($0.recording, $0.offset) > ($1.recording, $1.offset) }
    var points = [desk.point]
    while !open.isEmpty {
      let risks = open.map { doubt.risk($0) }
      guard let next = risks.indices.max(by: { risks[$0] <= risks[$1] && $0 < $1 }) else { break }
      let question = open.remove(at: next)
      let (isRight, missed) = desk.answer(question)
      doubt.answer(question, isRight: isRight)
      doubt.miss(missed, in: question.recording)
      points.append(desk.point)
    }
    self.points = points + desk.rest(of: recordings)
  }
}
